// SPDX-License-Identifier: Apache-2.0
// What moving the playhead costs: scrub_cost FILE. Loads a recording, then asks for the state at
// instants all over it, near the end and far from it, as the views do. Medians of milliseconds,
// beside those within which every view is to be right.
#include "app/cli/loaded_files.h"
#include "app/registry/vocabularies.h"
#include "model/graph/findings.h"
#include "model/graph/flows.h"
#include "model/graph/state.h"
#include "model/metrics/map_index.h"
#include "model/rules/alert.h"
#include "tests/bench/measure.h"
#include "views/context/event_order.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>
#include <random>
#include <vector>

namespace sightglass {
namespace {

constexpr std::size_t kMoves = 21;
constexpr std::uint32_t kRowsInView = 200;
constexpr double kInTime = 100; // milliseconds

void tell(const char *name, const std::vector<double> &took)
{
    const std::size_t half = took.size() / 2;
    const std::vector<double> far(took.begin(), took.begin() + half);
    const std::vector<double> near(took.end() - half, took.end());
    test::printRow(name, test::medianOf(took), "ms", kInTime, 1.0);
    std::printf("    longest %.3f ms; far from the end beside near it %.2f\n",
                *std::max_element(took.begin(), took.end()),
                test::medianOf(far) / std::max(test::medianOf(near), 1e-6));
}

int run(const char *path)
{
    LoadedFiles files{makeVocabularies()};
    files.add(QString::fromLocal8Bit(path));
    const Snapshot snapshot = files.snapshot();
    if (snapshot.events.size() == 0)
        return 1;
    EventOrder order;
    order.advance(snapshot);
    MapIndex map;
    map.advance(snapshot, {}, {});
    map.setInferred(FlowIndex{snapshot, kEndOfTime}.inferred());
    const auto runs = std::make_shared<RunIndex>();
    runs->advance(snapshot, {});
    std::mt19937 random{7};
    std::vector<Timestamp> instants;
    for (std::size_t i = 0; i < kMoves; ++i)
        instants.push_back(order.timeAt(static_cast<std::uint32_t>(random() % order.size())));
    std::sort(instants.begin(), instants.end());
    std::size_t kept = 0;
    const auto measure = [&](const char *name, const std::function<std::size_t(Timestamp)> &ask) {
        std::vector<double> took;
        for (const Timestamp at : instants) {
            const auto begin = std::chrono::steady_clock::now();
            kept += ask(at);
            const std::chrono::duration<double, std::milli> passed
                = std::chrono::steady_clock::now() - begin;
            took.push_back(passed.count());
        }
        tell(name, took);
    };
    measure("rows of the events table", [&](Timestamp at) { return order.countUntil(at); });
    measure("states of 200 things", [&](Timestamp at) {
        std::size_t exist = 0;
        const std::uint32_t end = order.countUntil(at);
        for (std::uint32_t i = end > kRowsInView ? end - kRowsInView : 0; i < end; ++i)
            exist += stateAt(snapshot, snapshot.entityOf(order[i]), at).exists ? 1 : 0;
        return exist;
    });
    measure("map of an hour", [&](Timestamp at) {
        return map.answer({at, std::chrono::hours{1}, {}}).edges.size();
    });
    measure("map of everything", [&](Timestamp at) {
        return map.answer({at, std::nullopt, {}}).edges.size();
    });
    measure("alerts", [&](Timestamp at) {
        return evaluateRules(snapshot, History{runs, at}, at).size();
    });
    measure("problems", [&](Timestamp at) { return findings(snapshot, at).size(); });
    return kept == 0;
}

} // namespace
} // namespace sightglass

int main(int count, char **arguments)
{
    return count == 2 ? sightglass::run(arguments[1]) : 2;
}
