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

std::string idOf(const Snapshot &snapshot, EventId event)
{
    return event.isNull() ? std::string{"-"} : std::string{snapshot.idOf(event)};
}

/// Activities that begin, go on and end; changes, environments that live long, artifacts; links by
/// id, forwards and back; what is named once is named by the first event of an activity.
std::vector<Told> stream(std::uint32_t seed, int count)
{
    std::mt19937 random{seed};
    const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    std::vector<Told> events;
    for (int i = 0; i < count; ++i) {
        Told told;
        told.id = "e" + std::to_string(i);
        told.second = i - below(5);
        told.type = "type." + std::to_string(below(9));
        told.source = "/source/" + std::to_string(i / 300);
        const int activity = i / 4 - below(3);
        switch (below(6)) {
        case 0:
            told.kind = Kind::Environment;
            told.subject = "environment-" + std::to_string(below(4));
            told.detail = "modified";
            break;
        case 1:
            told.kind = Kind::Change;
            told.subject = "change-" + std::to_string(i);
            told.identities
                = {{IdentityKind::Commit, IdentityRole::Is, std::to_string(i / 20) + "abc"}};
            break;
        case 2:
            break; // only itself
        default:
            told.kind = Kind::TaskRun;
            told.subject = "task-" + std::to_string(activity);
            told.phase = below(2) ? Phase::Finished : Phase::Running;
            told.outcome = told.phase == Phase::Finished ? Outcome::Success : Outcome::Unknown;
            told.name = "name " + std::to_string(activity % 5);
        }
        for (int link = below(3); link > 0; --link)
            told.causes.push_back("e" + std::to_string(std::max(0, i + 40 - below(400))));
        events.push_back(std::move(told));
    }
    return events;
}

/// What a model says of its events, each line that of one.
std::vector<std::string> lines(const Snapshot &snapshot)
{
    std::vector<std::string> lines;
    for (std::uint32_t row = snapshot.events.begin(); row < snapshot.events.size(); ++row) {
        const EventId event = EventId::ofRow(row);
        const EntityId entity = snapshot.entityOf(event);
        std::string line = idOf(snapshot, event) + " " + std::string{snapshot.typeOf(event)} + " "
            + std::string{snapshot.sourceOf(event)} + " "
            + std::to_string(snapshot.timeOf(event).time_since_epoch().count()) + " "
            + std::string{snapshot.texts[snapshot.nameOf(event)]} + " "
            + std::string{snapshot.texts[snapshot.detailOf(event)]} + " before "
            + idOf(snapshot, snapshot.previousOf(event));
        if (!entity.isNull() && snapshot.lastEventOf(entity) == event) {
            const EntityState state = stateAt(snapshot, entity, kEndOfTime);
            line += " of " + snapshot.keyOf(entity) + " " + std::string{word(state.state)} + " "
                + std::to_string(state.events) + " first "
                + idOf(snapshot, snapshot.firstEventOf(entity)) + " last "
                + idOf(snapshot, snapshot.lastEventOf(entity)) + " id "
                + std::string{snapshot.subjectIdOf(entity)};
        }
        const auto [first, last] = snapshot.linksOf(event);
        for (std::uint32_t link = first; link < last; ++link)
            line += " <" + snapshot.upstreamTextOf(link) + " "
                + idOf(snapshot, snapshot.upstreamOf(link, event)) + " "
                + std::string{snapshot.linkTypeOf(link)};
        lines.push_back(std::move(line));
    }
    return lines;
}

std::vector<std::string> findingLines(const Snapshot &snapshot)
{
    std::vector<std::string> lines;
    for (const Finding &finding : findings(snapshot, kEndOfTime))
        lines.push_back(std::string{word(finding.problem)} + " " + idOf(snapshot, finding.event)
                        + " " + finding.detail);
    std::sort(lines.begin(), lines.end());
    return lines;
}

std::vector<std::string> flowLines(const Snapshot &snapshot)
{
    std::vector<std::string> lines;
    const FlowIndex index{snapshot, kEndOfTime};
    for (std::size_t flow = 0; flow < index.flows().size(); ++flow) {
        std::string line;
        for (const NodeId node : index.members(flow)) {
            line += idOf(snapshot, node) + " ";
            const auto flows = index.flowsOf(node);
            if (std::find(flows.begin(), flows.end(), flow) == flows.end())
                line += "!";
        }
        lines.push_back(std::move(line));
    }
    for (const InferredLink &link : index.inferred())
        lines.push_back(idOf(snapshot, link.upstream) + " ~ " + idOf(snapshot, link.downstream));
    std::sort(lines.begin(), lines.end());
    return lines;
}

} // namespace

class TestRetention : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatStaysIsTheModelOfTheEventsThatStay()
    {
        for (const std::uint32_t seed : {1u, 2u}) {
            const std::vector<Told> events = stream(seed, 6000);
            ModelBuilder dropping;
            Snapshot before;
            for (std::size_t i = 0; i < events.size(); ++i) {
                dropping.tell(events[i]);
                if (i % 1500 == 1400) {
                    before = dropping.snapshot();
                    const std::vector<std::string> said = lines(before);
                    dropping.store().dropOldest(0.4);
                    QVERIFY(lines(before) == said); // a snapshot never changes
                }
            }
            const Snapshot snapshot = dropping.snapshot();
            const std::uint32_t dropped = snapshot.droppedEvents();
            QVERIFY(dropped > 2000 && dropped % kChunkRows == 0);
            QCOMPARE(snapshot.keptEvents() + dropped, 6000u);
            ModelBuilder fresh;
            fresh.tell({events.begin() + dropped, events.end()});
            const Snapshot wanted = fresh.snapshot();
            const auto was = lines(snapshot);
            const auto wants = lines(wanted);
            for (std::size_t i = 0; i < wants.size(); ++i)
                QCOMPARE(was[i], wants[i]);
            QVERIFY(findingLines(snapshot) == findingLines(wanted));
            QVERIFY(flowLines(snapshot) == flowLines(wanted));
            const Summary summary = summarise(snapshot);
            const Summary other = summarise(wanted);
            QCOMPARE(summary.events.read, std::uint64_t{6000});
            QCOMPARE(summary.events.accepted, std::uint64_t{6000});
            QCOMPARE(summary.events.dropped, std::uint64_t{dropped});
            QVERIFY(summary.types == other.types);
            QVERIFY(summary.kinds == other.kinds);
            QVERIFY(summary.phases == other.phases);
            QCOMPARE(summary.links.declared, other.links.declared);
            QCOMPARE(summary.links.dangling, other.links.dangling);
        }
    }

    void rowsKeepTheirNumbersAndWhatIsGoneSaysNothing()
    {
        ModelBuilder builder;
        builder.tell(stream(4, 2000));
        const Snapshot before = builder.snapshot();
        builder.store().dropOldest(0.5);
        const Snapshot after = builder.snapshot();
        QCOMPARE(after.droppedEvents(), 768u);
        for (std::uint32_t row = 0; row < 2000; ++row) {
            const EventId event = EventId::ofRow(row);
            QCOMPARE(after.holds(event), row >= 768);
            QCOMPARE(idOf(after, event), after.holds(event) ? idOf(before, event) : std::string{});
            if (!after.holds(event))
                QVERIFY(after.entityOf(event).isNull() && after.typeOf(event).empty());
        }
        forEachEntity(before, [&](EntityId entity) {
            const bool stays = before.lastEventOf(entity).row() >= 768;
            QCOMPARE(after.holds(entity), stays);
            if (stays)
                QCOMPARE(after.keyOf(entity), before.keyOf(entity));
            else
                QVERIFY(!stateAt(after, entity, kEndOfTime).exists);
        });
    }

    void whatComesAgainAfterItWasDroppedIsNew()
    {
        const std::vector<Told> events = stream(5, 2000);
        ModelBuilder builder;
        builder.tell(events);
        builder.store().dropOldest(0.5);
        builder.tell(events[10]).tell(events[1990]);
        const Snapshot snapshot = builder.snapshot();
        QCOMPARE(snapshot.events.size(), 2001u);
        QCOMPARE(snapshot.repeats.size(), 1u);
        QCOMPARE(idOf(snapshot, EventId::ofRow(2000)), std::string{"e10"});
        QCOMPARE(snapshot.totals.read, std::uint64_t{2002});
    }

    void linksWaitAgainForWhatWasDropped()
    {
        std::vector<Told> events = stream(6, 1024);
        Told late;
        late.id = "late";
        late.second = 5000;
        late.causes = {"e3"};
        ModelBuilder builder;
        builder.tell(events).tell(late);
        builder.store().dropOldest(0.5);
        Snapshot snapshot = builder.snapshot();
        const EventId carrier = EventId::ofRow(1024);
        const std::uint32_t link = snapshot.linksOf(carrier).first;
        QCOMPARE(snapshot.upstreamTextOf(link), std::string{"e3"});
        QVERIFY(!snapshot.isResolved(link, carrier));
        builder.tell(events[3]);
        snapshot = builder.snapshot();
        QVERIFY(snapshot.isResolved(link, carrier));
        QCOMPARE(snapshot.upstreamOf(link, carrier).row(), 1025u);
    }

    void anIdThatManyShareIsFoundAsLongAsOneIsHere()
    {
        ModelBuilder builder;
        for (int i = 0; i < 1500; ++i) {
            Told told;
            told.id = i % 100 == 0 ? "shared" : "e" + std::to_string(i);
            told.type = "type." + std::to_string(i);
            told.second = i;
            if (i == 1450)
                told.causes = {"shared"};
            builder.tell(told);
        }
        builder.store().dropOldest(0.6);
        const Snapshot snapshot = builder.snapshot();
        const EventId carrier = EventId::ofRow(1450);
        const EventId up = snapshot.upstreamOf(snapshot.linksOf(carrier).first, carrier);
        QCOMPARE(up.row(), 1400u);
        std::size_t ring = 1;
        for (EventId next = snapshot.nextTwinOf(up); next != up; next = snapshot.nextTwinOf(next)) {
            QVERIFY(snapshot.holds(next));
            ++ring;
        }
        QCOMPARE(ring, std::size_t{7}); // 800 … 1400
    }

    void textsThatNobodyNamesAreFreed()
    {
        ModelBuilder builder;
        std::size_t most = 0;
        for (int i = 0; i < 60'000; ++i) {
            Told told;
            told.id = "e" + std::to_string(i);
            told.kind = Kind::Build;
            told.subject = "build-" + std::to_string(i / 2);
            told.name = "a name that nothing else has, of build " + std::to_string(i / 2);
            told.type = "type." + std::to_string(i / 3);
            told.second = i;
            builder.tell(told);
            if (i % 2048 == 2047)
                builder.store().dropOldest(0.5);
            if (i == 20'000)
                most = builder.store().bytes();
        }
        QVERIFY(builder.store().bytes() < most * 3 / 2);
        const Snapshot snapshot = builder.snapshot();
        QVERIFY(snapshot.texts.bytes() < 1'000'000);
        const EventId last = EventId::ofRow(59'999);
        QCOMPARE(std::string{snapshot.texts[snapshot.nameOf(last)]},
                 std::string{"a name that nothing else has, of build 29999"});
        QCOMPARE(std::string{snapshot.typeOf(last)}, std::string{"type.19999"});
    }

    void repeatsOfOneEventDoNotPushTheOthersOut()
    {
        ModelBuilder builder;
        const std::vector<Told> events = stream(7, 1000);
        builder.tell(events);
        for (int i = 0; i < 40'000; ++i)
            builder.tell(events[500]);
        for (int i = 0; i < 5; ++i)
            builder.store().dropOldest(0.5);
        const Snapshot snapshot = builder.snapshot();
        QVERIFY(snapshot.keptEvents() > 0);
        QVERIFY(snapshot.repeats.size() - snapshot.repeats.begin() < 5000);
        const Summary summary = summarise(snapshot);
        QCOMPARE(summary.events.duplicates, std::uint64_t{40'000});
        QCOMPARE(summary.events.accepted, std::uint64_t{41'000});
    }
};

QTEST_MAIN(TestRetention)
#include "tst_retention.moc"
