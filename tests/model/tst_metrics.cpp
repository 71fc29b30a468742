// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "model/graph/state.h"
#include "model/metrics/map_index.h"
#include "tests/support/model_builder.h"

#include <algorithm>
#include <map>
#include <random>
#include <set>

using namespace sightglass;
using namespace sightglass::test;

namespace {

constexpr int kSeconds = 400; // that a random story lasts

/// Runs and subjects with all that may befall them, in no order of arrival.
std::vector<Told> randomStory(unsigned seed)
{
    std::mt19937 random{seed};
    const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    const Outcome outcomes[] = {Outcome::Success, Outcome::Failure,  Outcome::Error,
                                Outcome::Unknown, Outcome::Unstable, Outcome::Canceled};
    std::vector<Told> story;
    for (int run = 0; run < 60; ++run) {
        const std::string id = std::to_string(run);
        const Kind kind = below(3) == 0 ? Kind::Build : Kind::TaskRun;
        const std::string name = "name " + std::to_string(below(4));
        const int start = below(kSeconds);
        const auto tell = [&](const char *what, Phase phase, Outcome outcome, int second) {
            Told told{id + what, kind, "run-" + id, phase, outcome, second};
            told.name = below(3) ? name : std::string{};
            told.attempt = below(8) == 0 ? static_cast<std::uint32_t>(below(3)) : 0;
            if (below(2))
                told.causes = {std::to_string(below(60)) + (below(2) ? "s" : "f")};
            if (below(3) == 0)
                told.parent = "run-" + std::to_string(below(60));
            story.push_back(told);
        };
        if (below(4))
            tell("q", Phase::Queued, Outcome::Unknown, start);
        tell("s", Phase::Running, Outcome::Unknown, start + below(20));
        if (below(5))
            tell("f", Phase::Finished, outcomes[below(6)], start + below(90));
        if (below(6) == 0) // somebody else says when it ended, and how
            tell("g", Phase::Finished, outcomes[below(6)], start + below(120));
    }
    for (int i = 0; i < 30; ++i) {
        Told told{"c" + std::to_string(i),
                  Kind::ConfidenceLevel,
                  "level-" + std::to_string(below(5)),
                  Phase::None,
                  outcomes[below(3)],
                  below(kSeconds)};
        told.name = "ready";
        told.causes = {std::to_string(below(60)) + "f"};
        story.push_back(told);
        story.push_back({"e" + std::to_string(i),
                         Kind::None,
                         {},
                         Phase::None,
                         Outcome::Unknown,
                         below(kSeconds),
                         {"c" + std::to_string(below(30))}});
    }
    std::shuffle(story.begin(), story.end(), random);
    return story;
}

std::string typeKey(const Snapshot &snapshot, EventId event)
{
    return typeOf(snapshot, thingOf(snapshot, event), Grouping::KindNameSource).key;
}

/// What is counted, by types' names.
struct Counted
{
    std::map<std::string, std::array<std::int64_t, 18>> types;
    std::map<std::pair<std::string, std::string>, std::size_t> edges;
    friend bool operator==(const Counted &, const Counted &) = default;
};

using Pairs = std::map<std::pair<std::string, std::string>,
                       std::set<std::pair<std::uint32_t, std::uint32_t>>>;

/// All that led to something else as known at `at`, from every link anew.
Pairs pairsAt(const Snapshot &snapshot, Timestamp at)
{
    Pairs pairs;
    for (std::uint32_t row = 0; row < snapshot.events.size(); ++row) {
        const EventId carrier = EventId::ofRow(row);
        const auto [first, last] = snapshot.linksOf(carrier);
        for (std::uint32_t link = first; link < last && snapshot.timeOf(carrier) <= at; ++link) {
            const EventId up = snapshot.upstreamOf(link, carrier, at);
            const EventId down = snapshot.downstreamOf(link, carrier, at);
            if (!up.isNull() && !down.isNull() && nodeOf(snapshot, up) != nodeOf(snapshot, down))
                pairs[{typeKey(snapshot, up), typeKey(snapshot, down)}].insert(
                    {thingOf(snapshot, up).value, nodeOf(snapshot, down).value});
        }
    }
    return pairs;
}

/// What a patient reader counts in (from, at], as known at `at`.
Counted recount(const Snapshot &snapshot, Timestamp from, Timestamp at)
{
    Counted counted;
    std::map<std::string, std::vector<std::int64_t>> durations;
    const auto end = [&](const std::string &type, State state) {
        ++counted.types[type][static_cast<std::size_t>(state)];
    };
    for (std::uint32_t row = 0; row < snapshot.entities.size(); ++row) {
        const EntityId entity = EntityId::ofRow(row);
        const EntityState state = stateAt(snapshot, entity, at);
        if (!state.exists || !isActivity(snapshot.kindOf(entity)))
            continue;
        const std::string type = typeKey(snapshot, snapshot.firstEventOf(entity));
        counted.types[type][11] += !isOver(state.phase) ? 1 : 0;
        counted.types[type][12] += snapshot.firstTimeOf(entity) > from ? 1 : 0;
        if (!isOver(state.phase) || snapshot.timeOf(state.endedBy) <= from)
            continue;
        end(type, state.state);
        const bool ran = state.state != State::Canceled && state.state != State::Skipped;
        if (ran && isKnown(state.startedAt) && state.finishedAt >= state.startedAt)
            durations[type].push_back((state.finishedAt - state.startedAt).count());
    }
    for (std::uint32_t row = 0; row < snapshot.events.size(); ++row) {
        const EventId event = EventId::ofRow(row);
        const EntityId entity = snapshot.entityOf(event);
        if (snapshot.timeOf(event) > at
            || (!entity.isNull() && isActivity(snapshot.kindOf(entity))))
            continue;
        auto &type = counted.types[typeKey(snapshot, event)];
        if (snapshot.timeOf(event) <= from)
            continue;
        ++type[12];
        if (!entity.isNull() && snapshot.outcomeOf(event) != Outcome::Unknown)
            ++type[static_cast<std::size_t>(subjectState(snapshot, event))];
    }
    for (auto &[type, values] : durations) {
        std::sort(values.begin(), values.end());
        counted.types[type][13] = static_cast<std::int64_t>(values.size());
        counted.types[type][14] = values[(values.size() - 1) / 2] / 1000 * 1000;
    }
    const Pairs before = from == kNoTime ? Pairs{} : pairsAt(snapshot, from);
    for (const auto &[edge, pairs] : pairsAt(snapshot, at)) {
        const auto known = before.find(edge);
        counted.edges[edge] = pairs.size() - (known == before.end() ? 0 : known->second.size());
    }
    return counted;
}

Counted asCounted(const MapFigures &figures)
{
    Counted counted;
    for (std::size_t i = 0; i < figures.figures.size(); ++i) {
        const TypeFigures &one = figures.figures[i];
        if (!one.known)
            continue;
        auto &type = counted.types[(*figures.types)[i].key];
        std::copy(one.ended.begin(), one.ended.end(), type.begin());
        type[11] = one.inFlight;
        type[12] = one.seen;
        type[13] = one.timed;
        type[14] = one.timed > 0 ? one.p50.count() : 0;
    }
    for (const EdgeFigures &edge : figures.edges) {
        if (!edge.known)
            continue;
        counted.edges[{(*figures.types)[edge.from].key, (*figures.types)[edge.to].key}]
            = edge.count;
    }
    return counted;
}

} // namespace

class TestMetrics : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsCountedIsWhatAPatientReaderCounts()
    {
        for (unsigned seed = 1; seed <= 12; ++seed) {
            std::mt19937 random{seed};
            ModelBuilder builder;
            MapIndex stepped;
            const std::vector<Told> story = randomStory(seed);
            for (std::size_t told = 0; told < story.size();) {
                for (std::size_t i = 0; i < 1 + random() % 40 && told < story.size(); ++i)
                    builder.tell(story[told++]);
                const Frame frame = builder.seal();
                stepped.advance(frame.snapshot, frame.events, frame.entities);
            }
            const Snapshot snapshot = builder.snapshot();
            MapIndex direct;
            direct.advance(snapshot, {}, {});
            for (int look = 0; look < 12; ++look) {
                MapQuestion question;
                question.at = second(static_cast<int>(random() % (kSeconds + 100)));
                if (look % 3)
                    question.window = std::chrono::seconds{1 + random() % 200};
                const Timestamp from = question.window ? question.at - *question.window : kNoTime;
                const Counted expected = recount(snapshot, from, question.at);
                const Counted reached = asCounted(stepped.answer(question));
                QVERIFY(asCounted(direct.answer(question)) == expected);
                QVERIFY(reached == expected);
            }
        }
    }

    void theWindowBeforeIsCountedAsItIsKnownNow()
    {
        ModelBuilder builder;
        for (int i = 0; i < 6; ++i) {
            const std::string id = std::to_string(i);
            builder.tell({id + "s", Kind::Build, id, Phase::Running, Outcome::Unknown, i * 10});
            builder.tell({id + "f", Kind::Build, id, Phase::Finished,
                          i == 1 ? Outcome::Failure : Outcome::Success, i * 10 + 1 + i});
        }
        MapIndex index;
        index.advance(builder.snapshot(), {}, {});
        const MapFigures figures = index.answer({second(60), std::chrono::seconds{30}, {}});
        QCOMPARE(figures.figures.size(), std::size_t{1});
        const TypeFigures &build = figures.figures[0];
        QCOMPARE(build.judged(), 3u);
        QCOMPARE(build.passed(), 3u);
        QCOMPARE(build.judgedBefore(), 3u);
        QCOMPARE(build.passedBefore(), 2u);
        QVERIFY(build.p50 == std::chrono::seconds{5});
        QVERIFY(build.p50Before == std::chrono::seconds{2});
    }

    void withoutAnInstantAllThatIsLoadedCounts()
    {
        ModelBuilder builder;
        builder.tell({"a", Kind::Build, "a", Phase::Finished, Outcome::Success, 1});
        builder.tell({"b", Kind::Build, "b", Phase::Running, Outcome::Unknown, 2});
        MapIndex index;
        index.advance(builder.snapshot(), {}, {});
        const MapFigures figures = index.answer({});
        QCOMPARE(figures.figures[0].judged(), 1u);
        QCOMPARE(figures.figures[0].inFlight, 1u);
    }

    void anEdgeTellsHowMuchPassedAlongItAndHowLateItWas()
    {
        ModelBuilder builder;
        for (int i = 0; i < 4; ++i) {
            const std::string id = std::to_string(i);
            builder.tell({"b" + id, Kind::Build, "b" + id, Phase::Finished, Outcome::Success, i});
            if (i < 3)
                builder.tell({"t" + id,
                              Kind::TestSuiteRun,
                              "t" + id,
                              Phase::Running,
                              Outcome::Unknown,
                              10 + 2 * i,
                              {"b" + id}});
        }
        MapIndex index;
        const Snapshot snapshot = builder.snapshot();
        index.advance(snapshot, {}, {});
        MapQuestion question{second(100), std::nullopt, "build||test"};
        question.details = index.answer(question).types->front().key;
        const MapFigures figures = index.answer(question);
        QCOMPARE(figures.details.size(), std::size_t{1});
        QCOMPARE(figures.details[0].went, 3u);
        QCOMPARE(figures.details[0].cameUp, 4u);
        QVERIFY(figures.details[0].p50 == std::chrono::seconds{11});
    }

    void tooManyTypesAreGroupedBySource()
    {
        ModelBuilder builder;
        for (int i = 0; i < 500; ++i)
            builder.tell({std::to_string(i),
                          Kind::Build,
                          std::to_string(i),
                          Phase::Running,
                          Outcome::Unknown,
                          i,
                          {},
                          {},
                          {},
                          "job " + std::to_string(i)});
        MapIndex index;
        index.advance(builder.snapshot(), {}, {});
        const MapFigures figures = index.answer({second(600), std::nullopt, {}});
        QVERIFY(figures.coarser);
        QCOMPARE(figures.grouping, Grouping::Source);
        QCOMPARE(figures.types->size(), std::size_t{1});
        QCOMPARE(figures.figures[0].inFlight, 500u);
        index.setGrouping(Grouping::Kind);
        QVERIFY(!index.answer({second(600), std::nullopt, {}}).coarser);
    }

    void namesLoseWhatTellsOneRunFromTheNext()
    {
        QCOMPARE(lastingName("sub-system 1.999.0"), std::string_view{"sub-system"});
        QCOMPARE(lastingName("pkg:oci/cart@sha256:12ab"), std::string_view{"pkg:oci/cart"});
        QCOMPARE(lastingName("web-worker-7 9927e523"), std::string_view{"web-worker-7"});
        QCOMPARE(lastingName("java-springboot-sample-x778q"),
                 std::string_view{"java-springboot-sample"});
        QCOMPARE(lastingName("build #20260301"), std::string_view{"build"});
        for (const char *kept : {"TC6", "Composition 3", "test-shard-07", "compile-java8", "12345",
                                 "production.delivery", "", "@"})
            QCOMPARE(lastingName(kept), std::string_view{kept});
        QCOMPARE(nameStem("test-shard-07"), std::string_view{"test-shard"});
        QCOMPARE(nameStem("TC6"), std::string_view{"TC6"});
    }
};

QTEST_APPLESS_MAIN(TestMetrics)
#include "tst_metrics.moc"
