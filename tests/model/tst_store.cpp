// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "model/graph/findings.h"
#include "model/graph/flows.h"
#include "model/graph/state.h"
#include "model/graph/summary.h"
#include "tests/support/model_builder.h"

#include <algorithm>
#include <random>

using namespace sightglass;
using namespace sightglass::test;

namespace {

const std::vector<Told> kStory{
    {"c1",
     Kind::Change,
     "change-7",
     Phase::None,
     Outcome::Unknown,
     0,
     {},
     {},
     "chain",
     "Fix cart",
     "created"},
    {"p1",
     Kind::PipelineRun,
     "run-1",
     Phase::Queued,
     Outcome::Unknown,
     1,
     {"c1"},
     {},
     "chain",
     "build"},
    {"p2", Kind::PipelineRun, "run-1", Phase::Running, Outcome::Unknown, 2, {}, {}, "chain"},
    {"t1",
     Kind::TaskRun,
     "task-1",
     Phase::Running,
     Outcome::Unknown,
     3,
     {},
     "run-1",
     "chain",
     "compile"},
    {"t2", Kind::TaskRun, "task-1", Phase::Finished, Outcome::Failure, 5, {}, "run-1", "chain"},
    {"p3", Kind::PipelineRun, "run-1", Phase::Finished, Outcome::Failure, 6, {}, {}, "chain"},
    {"a1",
     Kind::Artifact,
     "pkg:oci/cart",
     Phase::None,
     Outcome::Unknown,
     7,
     {"p3", "gone"},
     {},
     "chain",
     {},
     "packaged"},
    {"i1", Kind::Incident, "inc-1", Phase::Running, Outcome::Unknown, 9, {"a1"}, {}, {}, "slow"},
    {"x1", Kind::None, {}, Phase::None, Outcome::Unknown, 4},
};

std::string describe(const Summary &summary)
{
    std::string text;
    const auto add = [&text](std::string_view what, std::uint64_t n) {
        if (n)
            text += std::string{what} + "=" + std::to_string(n) + " ";
    };
    add("read", summary.events.read);
    add("accepted", summary.events.accepted);
    add("duplicates", summary.events.duplicates);
    add("conflicts", summary.events.conflicts);
    for (std::size_t i = 0; i < summary.kinds.size(); ++i)
        add(kKindWords[i], summary.kinds[i]);
    for (std::size_t i = 0; i < summary.phases.size(); ++i)
        add(kPhaseWords[i], summary.phases[i]);
    for (std::size_t i = 0; i < summary.outcomes.size(); ++i)
        add(kOutcomeWords[i], summary.outcomes[i]);
    add("declared", summary.links.declared);
    add("resolved", summary.links.resolved);
    add("flows", summary.flows);
    for (const auto &[problem, count] : summary.problems)
        add(problem, count);
    return text + std::to_string(summary.first.time_since_epoch().count()) + " "
        + std::to_string(summary.last.time_since_epoch().count());
}

std::string describe(const FlowGraph &graph, const Snapshot &snapshot)
{
    std::string text;
    for (const FlowNode &node : graph.nodes)
        text += std::string{nodeKey(snapshot, node)} + ";";
    const auto name = [&](NodeId id) {
        const auto node = std::find_if(graph.nodes.begin(), graph.nodes.end(),
                                       [&](const FlowNode &n) { return n.id == id; });
        return node == graph.nodes.end() ? std::string{"?"} : std::string{nodeKey(snapshot, *node)};
    };
    for (const FlowEdge &edge : graph.edges)
        text += " " + name(edge.from) + ">" + name(edge.to) + ":" + std::string{word(edge.kind)};
    return text;
}

Snapshot modelOf(const std::vector<Told> &events)
{
    return ModelBuilder{}.tell(events).snapshot();
}

} // namespace

class TestStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void orderDoesNotMatter()
    {
        const Snapshot straight = modelOf(kStory);
        const std::string wanted = describe(summarise(straight));
        const std::string picture
            = describe(flowGraph(straight, FlowIndex{straight, kEndOfTime}, 0), straight);
        std::vector<Told> shuffled = kStory;
        std::mt19937 random{7};
        for (int round = 0; round < 200; ++round) {
            std::shuffle(shuffled.begin(), shuffled.end(), random);
            const Snapshot snapshot = modelOf(shuffled);
            QCOMPARE(describe(summarise(snapshot)), wanted);
            QCOMPARE(describe(flowGraph(snapshot, FlowIndex{snapshot, kEndOfTime}, 0), snapshot),
                     picture);
        }
    }

    void repeatsAreCountedAndNotApplied()
    {
        std::vector<Told> twice = kStory;
        twice.insert(twice.end(), kStory.begin(), kStory.end());
        Summary once = summarise(modelOf(kStory));
        Summary both = summarise(modelOf(twice));
        QCOMPARE(both.events.read, 2 * once.events.read);
        QCOMPARE(both.events.duplicates, kStory.size());
        QCOMPARE(both.problems["duplicate-id"], kStory.size());
        both.events = once.events;
        both.problems.erase("duplicate-id");
        QCOMPARE(describe(both), describe(once));
    }

    void theStateAtAnInstantIsThatOfTheEventsUpToIt()
    {
        const Snapshot all = modelOf(kStory);
        for (int at = -1; at < 11; ++at) {
            std::vector<Told> known;
            std::copy_if(kStory.begin(), kStory.end(), std::back_inserter(known),
                         [&](const Told &told) { return told.second <= at; });
            QCOMPARE(describe(summarise(all, second(at))), describe(summarise(modelOf(known))));
        }
    }

    void aChangeLeadsToEverythingThatItCaused()
    {
        const Snapshot snapshot = modelOf(kStory);
        const FlowIndex index{snapshot, kEndOfTime};
        QCOMPARE(index.flows().size(), std::size_t{1});
        QCOMPARE(describe(flowGraph(snapshot, index, 0), snapshot),
                 std::string{"change-7;run-1;task-1;pkg:oci/cart;inc-1;"
                             " change-7>run-1:cause run-1>task-1:context run-1>pkg:oci/cart:cause "
                             "pkg:oci/cart>inc-1:cause ?>pkg:oci/cart:cause"});
        QVERIFY(index.flowsOf(nodeOf(snapshot, EventId::ofRow(8))).empty());
    }

    void aParentIsFoundByItsOtherNameInAnyOrder()
    {
        Told run{"r", Kind::PipelineRun, "run-1", Phase::Finished, Outcome::Success, 3};
        run.alias = "span-a";
        const Told task{"t", Kind::TaskRun, "span-b", Phase::Finished, Outcome::Success, 2,
                        {},  "span-a"};
        for (const std::vector<Told> &events : {std::vector{run, task}, std::vector{task, run}}) {
            const Snapshot snapshot = modelOf(events);
            const FlowIndex index{snapshot, kEndOfTime};
            QCOMPARE(index.flows().size(), std::size_t{1});
            const std::string graph = describe(flowGraph(snapshot, index, 0), snapshot);
            QVERIFY2(graph.ends_with("run-1>span-b:context"), graph.c_str());
        }
    }

    void rootsOfOneChainAreOneFlow()
    {
        const Snapshot snapshot
            = modelOf({{"a", Kind::Environment, "e", Phase::None, Outcome::Unknown, 2, {}, {}, "k"},
                       {"b", Kind::Build, "b", Phase::Running, Outcome::Unknown, 1, {}, {}, "k"},
                       {"c", Kind::Build, "c", Phase::Running, Outcome::Unknown, 1}});
        const FlowIndex index{snapshot, kEndOfTime};
        QCOMPARE(index.flows().size(), std::size_t{1});
        QCOMPARE(snapshot.idOf(index.flows()[0].root), std::string_view{"b"});
        QCOMPARE(index.members(0).size(), std::size_t{2});
    }

    void aStartAfterTheOnlyFinishIsSkew()
    {
        const Snapshot snapshot
            = modelOf({{"f", Kind::Build, "b", Phase::Finished, Outcome::Success, 1},
                       {"s", Kind::Build, "b", Phase::Running, Outcome::Unknown, 5}});
        const EntityState state = stateAt(snapshot, EntityId::ofRow(0), kEndOfTime);
        QVERIFY(state.phase == Phase::Finished && state.outcome == Outcome::Success
                && state.skewed);
        QCOMPARE(summarise(snapshot).problems["skew"], std::uint64_t{1});
    }

    void aFinishWithoutOutcomeIsUnknownAndNeverGreen()
    {
        const Snapshot snapshot
            = modelOf({{"f", Kind::Build, "b", Phase::Finished, Outcome::Unknown, 1}});
        QVERIFY(stateAt(snapshot, EntityId::ofRow(0), kEndOfTime).state == State::Unknown);
    }

    void oneIdUnderTwoTypesIsTwoEventsAndAConflict()
    {
        Told other = kStory[1];
        other.type = "test.other";
        const Snapshot snapshot = modelOf({kStory[1], other});
        QCOMPARE(snapshot.events.size(), 2u);
        const Summary summary = summarise(snapshot);
        QCOMPARE(summary.events.conflicts, std::uint64_t{0});
        QCOMPARE(summary.problems.at("conflict"), std::uint64_t{1});
    }

    void cyclesAreFoundAndHaveNoRoot()
    {
        const Snapshot snapshot
            = modelOf({{"a", Kind::Build, "a", Phase::Running, Outcome::Unknown, 1, {"b"}},
                       {"b", Kind::Build, "b", Phase::Running, Outcome::Unknown, 2, {"a"}}});
        const FlowIndex index{snapshot, kEndOfTime};
        QVERIFY(index.isEmpty());
        QCOMPARE(eventsOnCycles(snapshot, kEndOfTime).size(), std::size_t{2});
        QCOMPARE(summarise(snapshot).problems.at("cycle"), std::uint64_t{2});
    }

    void aMillionPathsAreWalkedOnce()
    {
        std::vector<Told> ladder{{"0", Kind::Change, "0", Phase::None, Outcome::Unknown, 0}};
        for (int i = 1; i < 60; i += 2) {
            const std::string below = std::to_string(i - 1);
            ladder.push_back({std::to_string(i) + "l",
                              Kind::Build,
                              std::to_string(i) + "l",
                              Phase::Running,
                              Outcome::Unknown,
                              i,
                              {below}});
            ladder.push_back({std::to_string(i) + "r",
                              Kind::Build,
                              std::to_string(i) + "r",
                              Phase::Running,
                              Outcome::Unknown,
                              i,
                              {below}});
            ladder.push_back({std::to_string(i + 1),
                              Kind::Build,
                              std::to_string(i + 1),
                              Phase::Running,
                              Outcome::Unknown,
                              i + 1,
                              {std::to_string(i) + "l", std::to_string(i) + "r"}});
        }
        const Snapshot snapshot = modelOf(ladder);
        QCOMPARE(FlowIndex(snapshot, kEndOfTime).members(0).size(), ladder.size());
    }

    void aSnapshotNeverChanges()
    {
        ModelBuilder builder;
        builder.tell(kStory[1]);
        const Snapshot before = builder.snapshot();
        builder.tell(kStory);
        const Snapshot after = builder.snapshot();
        QCOMPARE(before.events.size(), 1u);
        QVERIFY(stateAt(before, EntityId::ofRow(0), kEndOfTime).phase == Phase::Queued);
        QVERIFY(stateAt(after, EntityId::ofRow(0), kEndOfTime).phase == Phase::Finished);
    }

    void subjectsAreFoundByKeyIdEventAndName()
    {
        const Snapshot snapshot = modelOf(kStory);
        for (const std::string_view text : {"run-1", "build"})
            QCOMPARE(snapshot.keyOf(snapshot.entityOf(findSubject(snapshot, text, kEndOfTime))),
                     std::string_view{"run-1"});
        QCOMPARE(snapshot.idOf(findSubject(snapshot, "x1", kEndOfTime)), std::string_view{"x1"});
        QVERIFY(findSubject(snapshot, "nobody", kEndOfTime).isNull());
    }

    void columnsGrowWideWhereTheyMust()
    {
        // Ages apart, in several archives, with thousands of links, and two of one id.
        Store store{[](const RecordRef &, const RecordRef &) { return true; }};
        store.addSource("a", "a", false);
        const std::string id = "shared";
        std::vector<Arrival> arrivals;
        for (int i = 0; i < 600; ++i) {
            Decoded event;
            const std::string own = i % 300 == 0 ? id : "e" + std::to_string(i);
            event.vocabulary = "cloudevents";
            event.id = own;
            event.source = i < 300 ? "/a" : "/b";
            event.type = "t";
            for (int link = 0; link < (i % 256 == 7 ? 70000 : 2); ++link)
                event.links.push_back(
                    {EdgeKind::Cause, true, "CAUSE", IdScope::CloudEvents, "e7", {}});
            Arrival arrival;
            arrival.record = {static_cast<std::uint32_t>(i % 5), 0,
                              (i % 2 ? std::uint64_t{1} << 40 : 0) + static_cast<unsigned>(i)};
            arrival.time = second(i % 3 ? i : -i * 3000000);
            store.apply(event, arrival);
            arrivals.push_back(arrival);
        }
        const Snapshot snapshot = store.seal().snapshot;
        std::uint32_t link = 0;
        for (std::uint32_t row = 0; row < snapshot.events.size(); ++row) {
            const EventId event = EventId::ofRow(row);
            QCOMPARE(snapshot.timeOf(event).time_since_epoch().count(),
                     arrivals[row].time.time_since_epoch().count());
            QCOMPARE(snapshot.recordOf(event).archive, arrivals[row].record.archive);
            QCOMPARE(snapshot.recordOf(event).offset, arrivals[row].record.offset);
            const auto [first, last] = snapshot.linksOf(event);
            QCOMPARE(first, link);
            QCOMPARE(last - first, row % 256 == 7 ? 70000u : 2u);
            QCOMPARE(snapshot.carrierOf(first).value, event.value);
            QCOMPARE(snapshot.carrierOf(last - 1).value, event.value);
            link = last;
        }
        const EventId first = EventId::ofRow(0);
        QCOMPARE(snapshot.nextTwinOf(first).row(), 300u);
        QCOMPARE(snapshot.nextTwinOf(EventId::ofRow(300)).value, first.value);
        QCOMPARE(snapshot.nextTwinOf(EventId::ofRow(8)).row(), 8u);
        QCOMPARE(snapshot.upstreamTextOf(0), std::string{"e7"});
    }

    void textsOfARecordAreReadWhereTheyStand()
    {
        Store store{[](const RecordRef &, const RecordRef &) { return true; }};
        store.addSource("a", "a", false);
        const std::string record = R"({"id":"one","source":"/s","subject":"thing"})";
        store.mapArchive(3, record.data());
        Decoded event;
        event.vocabulary = "cdevents";
        event.id = std::string_view{record}.substr(7, 3);
        event.source = event.subjectSource = "/s";
        event.type = "t";
        event.kind = Kind::Build;
        event.key = "build|/s|thing";
        event.subjectId = std::string_view{record}.substr(record.find("thing"), 5);
        Arrival arrival;
        arrival.record = {3, 0, 0};
        arrival.bytes = record;
        arrival.time = second(0);
        store.apply(event, arrival);
        const Snapshot snapshot = store.seal().snapshot;
        QCOMPARE(static_cast<const void *>(snapshot.idOf(EventId::ofRow(0)).data()),
                 static_cast<const void *>(event.id.data()));
        QCOMPARE(snapshot.subjectIdOf(EntityId::ofRow(0)), std::string_view{"thing"});
        QCOMPARE(snapshot.keyOf(EntityId::ofRow(0)), std::string{"build|/s|thing"});
        QCOMPARE(snapshot.eventExtras.size(), 0u);
    }
};

QTEST_GUILESS_MAIN(TestStore)
#include "tst_store.moc"
