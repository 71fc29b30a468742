// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "app/registry/vocabularies.h"
#include "model/graph/flows.h"
#include "model/graph/store.h"
#include "model/graph/summary.h"
#include "tests/support/stories.h"

#include <set>

using namespace sightglass;
using namespace sightglass::test;

namespace {

const StoryNames kOne{1, "3b18e512dba79e4c8300dd08aeb37f8e728b8dad",
                      "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03",
                      "9a41c0e5d3b7f2a6189c4d5e6f7081920a1b2c3d", 0};
const StoryNames kOther{2, "c5cb5a1dbb5e1a4d2d1a2b3c4d5e6f708192a3b4",
                        "98ea6e4f216f2fb4b69fff9b3a44842c38686ca685f3f55dc48c5d3fb1107be4",
                        "07d6e5c4b3a29180f1e2d3c4b5a69788796a5b4c", 45};

Snapshot read(const std::vector<StoryRecord> &records)
{
    const VocabularyList vocabularies = makeVocabularies();
    Decoder decoder{vocabularies};
    Store store{[](const RecordRef &, const RecordRef &) { return true; }};
    for (const StoryRecord &record : records) {
        if (decoder.decode(record.text))
            qFatal("refused: %s", record.text.c_str());
        Arrival arrival;
        arrival.time = decoder.event().time;
        store.apply(decoder.event(), arrival);
    }
    return store.seal().snapshot;
}

std::vector<StoryRecord> both()
{
    std::vector<StoryRecord> records = deliveryStory(kOne);
    for (StoryRecord &record : deliveryStory(kOther))
        records.push_back(std::move(record));
    return records;
}

} // namespace

/// Tools of eight vocabularies that know nothing of each other tell one delivery.
class TestStories : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eightVocabulariesAreOneFlow()
    {
        const Snapshot snapshot = read(deliveryStory(kOne));
        std::set<std::string> vocabularies;
        for (std::uint32_t row = 0; row < snapshot.events.size(); ++row)
            vocabularies.emplace(snapshot.vocabularyOf(EventId::ofRow(row)));
        QCOMPARE(vocabularies,
                 (std::set<std::string>{"argocd", "cdevents", "circleci", "cloudevents", "gerrit",
                                        "github", "gitlab", "tekton"}));
        QCOMPARE(summarise(snapshot, kEndOfTime).links.declared, 0u);
        const FlowIndex index{snapshot, kEndOfTime};
        QCOMPARE(index.flows().size(), 1u);
        std::set<NodeId> nodes;
        for (std::uint32_t row = 0; row < snapshot.events.size(); ++row)
            nodes.insert(nodeOf(snapshot, EventId::ofRow(row)));
        QCOMPARE(index.members(0).size(), nodes.size());
        QCOMPARE(snapshot.vocabularyOf(index.flows()[0].root), std::string_view{"github"});
    }

    void everyInferredLinkIsExplained()
    {
        const Snapshot snapshot = read(deliveryStory(kOne));
        const FlowIndex index{snapshot, kEndOfTime};
        QVERIFY(index.inferred().size() >= 7);
        for (const InferredLink &link : index.inferred()) {
            const std::string reason = reasonOf(snapshot, link);
            QVERIFY2(reason.starts_with("same commit " + kOne.commit)
                         || reason.starts_with("same digest sha256:" + kOne.digest)
                         || reason.starts_with("same purl pkg:oci/cart-"),
                     reason.c_str());
        }
    }

    void anUnrelatedStoryIsNotTouched()
    {
        const Snapshot snapshot = read(both());
        const FlowIndex index{snapshot, kEndOfTime};
        QCOMPARE(index.flows().size(), 2u);
        const auto first = index.members(0);
        const auto second = index.members(1);
        QCOMPARE(first.size(), second.size());
        for (const NodeId node : first)
            QCOMPARE(index.flowsOf(node).size(), 1u);
    }

    void theTimeOfTellingDoesNotMatter()
    {
        auto records = both();
        std::reverse(records.begin(), records.end());
        const Snapshot snapshot = read(records);
        const FlowIndex index{snapshot, kEndOfTime};
        QCOMPARE(index.flows().size(), 2u);
        QCOMPARE(summarise(snapshot, kEndOfTime).links.inferred,
                 summarise(read(both()), kEndOfTime).links.inferred);
    }
};

QTEST_GUILESS_MAIN(TestStories)
#include "tst_stories.moc"
