// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "tests/support/geometry_faults.h"
#include "tests/support/model_builder.h"
#include "views/picture/flow_moment.h"
#include "views/picture/origin.h"
#include "views/picture/picture_text.h"

#include <algorithm>
#include <map>

using namespace sightglass;
using namespace sightglass::test;

namespace {

using Shape = FlowItem::Shape;

Told run(const std::string &id, const std::string &key, Kind kind, int at, const std::string &name,
         std::vector<std::string> causes, Phase phase = Phase::Running,
         Outcome outcome = Outcome::Unknown)
{
    return {id, kind, key, phase, outcome, at, std::move(causes), {}, {}, name};
}

/// A change, its pipeline, and so many shards, of which every `failing`th fails.
void tellShards(ModelBuilder &builder, int shards, int failing)
{
    builder.tell({"c", Kind::Change, "change", Phase::None, Outcome::Unknown, 0});
    builder.tell(run("p", "run", Kind::PipelineRun, 1, "cart", {"c"}));
    for (int i = 0; i < shards; ++i) {
        const std::string id = "s" + std::to_string(i);
        builder.tell(
            run(id, id, Kind::TestSuiteRun, 2 + i, "test-shard-" + std::to_string(i), {"p"}));
        builder.tell({id + "f", Kind::TestSuiteRun, id, Phase::Finished,
                      i % failing == 0 ? Outcome::Failure : Outcome::Success, 100 + i});
    }
}

FlowPicture open(const Snapshot &snapshot, const StackChoice &choice = {},
                 const FlowPicture *before = nullptr)
{
    return openFlow(snapshot, FlowIndex{snapshot, kEndOfTime}, 0, choice, snapshot.totals.lastTime,
                    before);
}

FlowMoment momentOf(const FlowPicture &picture, const Snapshot &snapshot, Timestamp at = kEndOfTime,
                    bool withPath = false)
{
    return flowMoment(picture, snapshot, at, std::min(at, snapshot.totals.lastTime), withPath);
}

std::vector<std::uint32_t> shapes(const FlowPicture &picture, Shape shape)
{
    std::vector<std::uint32_t> found;
    for (std::uint32_t i = 0; i < picture.items.size(); ++i) {
        if (picture.items[i].shape == shape)
            found.push_back(i);
    }
    return found;
}

std::string fault(const FlowPicture &picture)
{
    return faultOf(picture.graph, picture.geometry);
}

} // namespace

class TestPicture : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itShowsWhatStoodAtItsInstant()
    {
        ModelBuilder builder;
        builder.tell({"c", Kind::Change, "change", Phase::None, Outcome::Unknown, 0});
        builder.tell(run("r", "run", Kind::PipelineRun, 1, "say \"hi\"", {"c", "gone"}));
        builder.tell({"f", Kind::PipelineRun, "run", Phase::Finished, Outcome::Failure, 5});
        const Snapshot snapshot = builder.snapshot();
        const FlowPicture picture = open(snapshot);
        const auto json = [&](Timestamp at) {
            return pictureJson(picture, momentOf(picture, snapshot, at), snapshot);
        };
        QCOMPARE(picture.items.size(), std::size_t{3}); // two and the stub of what never came
        QVERIFY(json(second(0)).find("\"run\"") == std::string::npos);
        QVERIFY(json(second(2)).find("\"state\":\"running\"") != std::string::npos);
        QVERIFY(json(kEndOfTime).find("\"state\":\"failed\"") != std::string::npos);
        QVERIFY(json(kEndOfTime)
                    .find("\"from\":\"change\",\"to\":\"run\",\"kind\":\"cause\",\"declared\":true")
                != std::string::npos);
        QVERIFY(pictureDot(picture, momentOf(picture, snapshot), snapshot)
                    .find("label=\"say \\\"hi\\\"\"")
                != std::string::npos);
        QCOMPARE(momentOf(picture, snapshot).missing, 1u);
        QCOMPARE(picture.items[shapes(picture, Shape::Stub).front()].missing.front(),
                 std::string{"gone"});
    }

    void manySiblingsAreOneStackWithTheirFailuresBeside()
    {
        ModelBuilder builder;
        tellShards(builder, 48, 24);
        const Snapshot snapshot = builder.snapshot();
        const FlowPicture picture = open(snapshot);
        const FlowMoment moment = momentOf(picture, snapshot);
        QCOMPARE(shapes(picture, Shape::Stack).size(), std::size_t{1});
        const std::uint32_t stack = shapes(picture, Shape::Stack).front();
        QCOMPARE(moment.items[stack].count, 48u);
        QCOMPARE(moment.items[stack].state, State::Failed);
        const StateCounts &tally = moment.tallies[moment.items[stack].tally];
        QCOMPARE(tally[std::size_t(State::Failed)], 2u);
        QCOMPARE(tally[std::size_t(State::Succeeded)], 46u);
        QCOMPARE(std::count_if(picture.items.begin(), picture.items.end(),
                               [](const FlowItem &item) { return item.beside; }),
                 2);
        QCOMPARE(failuresInside(picture, moment, stack), 0u);
        QCOMPARE(QString::fromStdString(fault(picture)), QString{});

        const FlowPicture list = open(snapshot, {false, {}});
        QCOMPARE(shapes(list, Shape::Stack).size(), std::size_t{0});
        QCOMPARE(list.items.size(), std::size_t{50});
        QVERIFY(list.hasSiblings);
        QCOMPARE(momentOf(list, snapshot).activities, moment.activities);
        const FlowPicture opened = open(snapshot, {true, {picture.items[stack].stackOf}});
        QCOMPARE(opened.items.size(), std::size_t{50});
    }

    void moreFailuresThanFitBesideAreCounted()
    {
        ModelBuilder builder;
        tellShards(builder, 20, 2);
        const Snapshot snapshot = builder.snapshot();
        const FlowPicture picture = open(snapshot);
        const FlowMoment moment = momentOf(picture, snapshot);
        QCOMPARE(failuresInside(picture, moment, shapes(picture, Shape::Stack).front()), 7u);
    }

    void aGrowingFlowMovesNothing()
    {
        ModelBuilder builder;
        builder.tell({"c", Kind::Change, "change", Phase::None, Outcome::Unknown, 0});
        FlowPicture before = open(builder.snapshot());
        std::map<std::uint64_t, Point> stood;
        const auto grow = [&] {
            const Snapshot snapshot = builder.snapshot();
            FlowPicture now = open(snapshot, {}, &before);
            for (std::uint32_t i = 0; i < now.items.size(); ++i) {
                const auto [known, isNew]
                    = stood.try_emplace(now.graph.nodes[i].key, now.geometry.nodes[i].centre);
                QVERIFY(isNew || known->second == now.geometry.nodes[i].centre);
            }
            for (const Graph::Node &node : before.graph.nodes)
                QVERIFY(std::any_of(now.graph.nodes.begin(), now.graph.nodes.end(),
                                    [&](const Graph::Node &one) { return one.key == node.key; }));

            QCOMPARE(QString::fromStdString(fault(now)), QString{});
            before = std::move(now);
        };
        builder.tell(run("p", "run", Kind::PipelineRun, 1, "cart", {"c"}));
        for (int i = 0; i < 60; ++i) {
            const std::string id = "t" + std::to_string(i);
            const std::string cause = i % 3 == 0 ? "p" : "t" + std::to_string(i / 2);
            builder.tell(
                run(id, id, Kind::TaskRun, 2 + i, "step-" + std::to_string(i % 4), {cause}));
            if (i % 5 == 4)
                builder.tell(
                    {id + "f", Kind::TaskRun, id, Phase::Finished, Outcome::Failure, 3 + i});
            if (i % 4 == 0)
                grow();
        }
        grow();
        for (const std::uint32_t item : before.itemOfNode)
            QVERIFY(item != kNoItem); // in a stack or not
    }

    void versionsAreReadFromIdentities()
    {
        const std::pair<const char *, const char *> ids[]
            = {{"0123456789abcdef0123456789abcdef01234567", "01234567"},
               {"pkg:oci/cart@sha256:89abcdef0123?repository_url=r", "89abcdef"},
               {"pkg:maven/com.example/cart@1.9.0-rc.1?type=jar", "1.9.0-rc.1"},
               {"registry.example/shop/cart:1.9.0", "1.9.0"},
               {"https://ci.example:8080/run/41", ""},
               {"run-41", ""},
               {"", ""}};
        for (const auto &[id, version] : ids)
            QCOMPARE(versionIn(id), std::string{version});
        ModelBuilder builder;
        builder.tell({"c", Kind::Change, "0123456789abcdef0123456789abcdef01234567"});
        builder.tell({"p", Kind::PipelineRun, "run", Phase::Running, Outcome::Unknown, 1, {"c"}});
        const Snapshot snapshot = builder.snapshot();
        const FlowIndex index{snapshot, kEndOfTime};
        const FlowPicture picture = flowPicture(snapshot, flowGraph(snapshot, index, 0));
        QCOMPARE(versionsOf(picture, snapshot),
                 (std::vector<std::string>{"01234567", "01234567"})); // the run is of the change
        QCOMPARE(sourceOf(picture, snapshot, 1), std::string{"test"});
    }

    void aRetryIsTheSameNodeAgain()
    {
        ModelBuilder builder;
        builder.tell({"c", Kind::Change, "change", Phase::None, Outcome::Unknown, 0});
        builder.tell(run("p", "run", Kind::PipelineRun, 1, "cart", {"c"}));
        std::string cause = "p";
        for (int i = 0; i < 3; ++i) {
            const std::string id = "b" + std::to_string(i);
            builder.tell(run(id, id, Kind::Build, 10 * i + 2, "compile", {cause}));
            builder.tell({id + "f", Kind::Build, id, Phase::Finished,
                          i == 2 ? Outcome::Success : Outcome::Failure, 10 * i + 8});
            cause = id + "f";
        }
        const Snapshot snapshot = builder.snapshot();
        const FlowPicture picture = open(snapshot);
        QCOMPARE(picture.items.size(), std::size_t{3});
        const FlowMoment moment = momentOf(picture, snapshot);
        QCOMPARE(moment.items[2].count, 3u);
        QCOMPARE(moment.items[2].state, State::Succeeded);
        QCOMPARE(momentOf(picture, snapshot, second(9)).items[2].state, State::Failed);
        QVERIFY(pictureJson(picture, moment, snapshot).find("\"members\":[\"b0\",\"b1\",\"b2\"]")
                != std::string::npos);
    }

    void whatEarlierRunsHadIsExpectedWithoutAResult()
    {
        ModelBuilder builder;
        for (int flow = 0; flow < 4; ++flow) {
            const std::string n = std::to_string(flow);
            const int at = 1000 * flow;
            builder.tell({"c" + n, Kind::Change, "change" + n, Phase::None, Outcome::Unknown, at});
            builder.tell(run("p" + n, "run" + n, Kind::PipelineRun, at + 1, "cart", {"c" + n}));
            if (flow == 3)
                break;
            for (const char *step : {"lint", "deploy"}) {
                builder.tell(run(step + n, step + n, Kind::TaskRun, at + 2, step, {"p" + n}));
                builder.tell({step + n + "f", Kind::TaskRun, step + n, Phase::Finished,
                              Outcome::Failure, at + 50});
            }
            builder.tell({"e" + n, Kind::PipelineRun, "run" + n, Phase::Finished, Outcome::Failure,
                          at + 60});
        }
        const Snapshot snapshot = builder.snapshot();
        const FlowIndex index{snapshot, kEndOfTime};
        const std::size_t newest = index.flows().size() - 1;
        FlowPicture picture = openFlow(snapshot, index, newest, {}, snapshot.totals.lastTime);
        const std::vector<std::uint32_t> ghosts = shapes(picture, Shape::Ghost);
        QCOMPARE(ghosts.size(), std::size_t{2});
        const FlowMoment moment = momentOf(picture, snapshot);
        for (const std::uint32_t ghost : ghosts) {
            QVERIFY(moment.items[ghost].exists);
            QCOMPARE(moment.items[ghost].state, State::Expected);
        }
        QCOMPARE(moment.activities[std::size_t(State::Expected)], 2u);

        builder.tell(run("lint3", "lint3", Kind::TaskRun, 3005, "lint", {"p3"}));
        const Snapshot later = builder.snapshot();
        const FlowPicture grown = openFlow(later, FlowIndex{later, kEndOfTime}, newest, {},
                                           later.totals.lastTime, &picture);
        QCOMPARE(shapes(grown, Shape::Ghost).size(), std::size_t{1});
        const auto placeOf = [](const FlowPicture &shown, std::string_view name) {
            for (std::uint32_t i = 0; i < shown.items.size(); ++i) {
                if (shown.items[i].name == name)
                    return shown.geometry.nodes[i].centre;
            }
            return Point{-1, -1};
        };
        QCOMPARE(grown.geometry.nodes[2].centre, placeOf(picture, "lint")); // its place was kept
        QCOMPARE(placeOf(grown, "deploy"), placeOf(picture, "deploy"));
    }

    void aParentNeedsNoLineToWhatItsPartsLeadTo()
    {
        ModelBuilder builder;
        builder.tell({"c", Kind::Change, "change", Phase::None, Outcome::Unknown, 0});
        builder.tell(run("p", "run", Kind::PipelineRun, 1, "cart", {"c"}));
        const auto part = [&](const char *id, int at, std::vector<std::string> causes) {
            Told told = run(id, id, Kind::TaskRun, at, id, std::move(causes));
            told.parent = "run";
            builder.tell(told);
        };
        part("compile", 2, {});
        part("unit", 3, {"compile"});
        part("scan", 4, {"compile"});
        part("pack", 5, {"unit", "scan"});
        part("alone", 6, {"c"}); // the change is no part of the run
        const Snapshot snapshot = builder.snapshot();
        const FlowPicture picture = open(snapshot);
        const auto titleOf = [&](std::uint32_t item) {
            return itemTitle(picture, momentOf(picture, snapshot), snapshot, item);
        };
        std::map<std::string, bool> implied;
        for (const ItemEdge &edge : picture.edges) {
            if (edge.kind == EdgeKind::Context)
                implied.emplace(titleOf(edge.to), edge.implied);
            else
                QVERIFY(!edge.implied);
        }
        QCOMPARE(implied,
                 (std::map<std::string, bool>{{"compile", false},
                                              {"unit", true},
                                              {"scan", true},
                                              {"pack", true},
                                              {"alone", false}}));
        QVERIFY(pictureJson(picture, momentOf(picture, snapshot), snapshot)
                    .find("\"from\":\"run\",\"to\":\"pack\"")
                != std::string::npos); // told it is
    }

    void theCriticalPathAddsUp()
    {
        ModelBuilder builder;
        builder.tell({"c", Kind::Change, "change", Phase::None, Outcome::Unknown, 0});
        const auto span = [&](const char *id, int from, int to, const char *cause) {
            builder.tell(run(id, id, Kind::TaskRun, from, id, {cause}));
            builder.tell(
                {std::string{id} + "f", Kind::TaskRun, id, Phase::Finished, Outcome::Success, to});
        };
        span("build", 10, 60, "c");
        span("lint", 10, 30, "c");
        span("test", 80, 140, "buildf");
        const Snapshot snapshot = builder.snapshot();
        const FlowPicture picture = open(snapshot);
        const FlowMoment moment = momentOf(picture, snapshot, kEndOfTime, true);
        QVERIFY(moment.path.has_value());
        Span sum{0};
        std::vector<std::string> names;
        Timestamp until = kNoTime;
        for (const CriticalPath::Step &step : moment.path->steps) {
            QVERIFY(until == kNoTime || step.from >= until);
            until = step.to;
            sum += step.to - step.from;
            names.push_back(nodeTitle(snapshot, picture.flow.nodes[step.node], kEndOfTime));
        }
        QCOMPARE(sum, moment.path->length);
        QCOMPARE(moment.path->whole, Span{std::chrono::seconds{140}});
        QCOMPARE(moment.path->waiting, Span{std::chrono::seconds{30}});
        QCOMPARE(names.back(), std::string{"test"});
        QVERIFY(std::find(names.begin(), names.end(), "build") != names.end());
        QVERIFY(std::find(names.begin(), names.end(), "lint") == names.end());
        for (std::uint32_t i = 0; i < picture.flow.nodes.size(); ++i) {
            if (nodeTitle(snapshot, picture.flow.nodes[i], kEndOfTime) == "lint")
                QVERIFY(moment.path->slack[i] >= Span{std::chrono::seconds{30}});
        }
    }
};

QTEST_GUILESS_MAIN(TestPicture)
#include "tst_picture.moc"
