// SPDX-License-Identifier: Apache-2.0
// Precision and recall of inferred links over interleaved stories whose truth is known, with noise,
// branch names that all use, and digests that a later story rebuilds. Fails below 0.99.

#include "app/registry/vocabularies.h"
#include "model/graph/flows.h"
#include "model/graph/store.h"
#include "tests/support/stories.h"

#include <algorithm>
#include <cstdio>
#include <map>
#include <random>
#include <set>

using namespace sightglass;
using namespace sightglass::test;

namespace {

constexpr int kStories = 300;
constexpr int kNoise = -1;

struct Told
{
    StoryRecord record;
    int story;
};

class Generator
{
public:
    std::vector<Told> events()
    {
        for (int story = 0; story < kStories; ++story)
            addStory(story);
        for (int i = 0; i < kStories; ++i)
            addNoise(i);
        std::sort(m_events.begin(), m_events.end(),
                  [](const Told &a, const Told &b) { return a.record.second < b.record.second; });
        return m_events;
    }

private:
    std::string hex(std::size_t digits)
    {
        std::string text;
        while (text.size() < digits)
            text += "0123456789abcdef"[m_random() % 16];
        return text;
    }

    void addStory(int story)
    {
        StoryNames names{story, hex(40), hex(64), hex(40), story * 40 + int(m_random() % 30)};
        // Every tenth story builds what one an hour before built, bit for bit.
        if (story % 10 == 9 && story >= 90)
            names.digest = m_digests[static_cast<std::size_t>(story) - 90];
        m_digests.push_back(names.digest);
        for (StoryRecord &record : deliveryStory(names)) {
            // Some are never heard of: but not what alone tells that a digest is of a commit.
            const bool bridge = record.second - names.start <= 310;
            if (bridge || m_random() % 10 != 0)
                m_events.push_back({std::move(record), story});
        }
    }

    void addNoise(int number)
    {
        StoryNames names{50'000 + number, std::string(40, '0'), std::string(64, '0'), hex(40),
                         int(m_random() % (kStories * 40))};
        auto records = deliveryStory(names);
        m_events.push_back({std::move(records[m_random() % records.size()]), kNoise});
    }

    std::mt19937 m_random{4711};
    std::vector<Told> m_events;
    std::vector<std::string> m_digests;
};

} // namespace

int main()
{
    const std::vector<Told> events = Generator{}.events();
    const VocabularyList vocabularies = makeVocabularies();
    Decoder decoder{vocabularies};
    Store store{[](const RecordRef &, const RecordRef &) { return true; }};
    std::vector<int> storyOf; // of event rows
    for (const Told &told : events) {
        if (decoder.decode(told.record.text)) {
            std::printf("refused: %s\n", told.record.text.c_str());
            return 1;
        }
        Arrival arrival;
        arrival.time = decoder.event().time;
        if (store.apply(decoder.event(), arrival) == Store::Applied::Fresh)
            storyOf.push_back(told.story);
    }
    const Snapshot snapshot = store.seal().snapshot;
    const FlowIndex index{snapshot, kEndOfTime};

    std::size_t right = 0;
    for (const InferredLink &link : index.inferred()) {
        const int up = storyOf[link.upstream.row()];
        right += up != kNoise && up == storyOf[link.downstream.row()] ? 1 : 0;
    }
    // Found: everything that a story tells is in the flow of its push.
    std::map<int, std::size_t> flowOf;
    for (std::size_t flow = 0; flow < index.flows().size(); ++flow)
        flowOf.emplace(storyOf[index.flows()[flow].root.row()], flow);
    std::size_t all = 0;
    std::size_t found = 0;
    std::set<std::pair<int, NodeId>> counted;
    for (std::uint32_t row = 0; row < snapshot.events.size(); ++row) {
        const NodeId node = nodeOf(snapshot, EventId::ofRow(row));
        if (storyOf[row] == kNoise || !counted.emplace(storyOf[row], node).second)
            continue;
        const auto flows = index.flowsOf(node);
        ++all;
        const auto own = flowOf.find(storyOf[row]);
        found += own != flowOf.end()
                && std::find(flows.begin(), flows.end(), own->second) != flows.end()
            ? 1
            : 0;
    }
    const double precision
        = double(right) / double(std::max<std::size_t>(1, index.inferred().size()));
    const double recall = double(found) / double(all);
    std::printf("stories %d, events %zu, inferred %zu, precision %.4f, recall %.4f\n", kStories,
                events.size(), index.inferred().size(), precision, recall);
    return precision >= 0.99 && recall >= 0.99 ? 0 : 1;
}
