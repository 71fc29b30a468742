// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "model/metrics/map_index.h"
#include "tests/support/geometry_faults.h"
#include "tests/support/model_builder.h"
#include "views/typemap/map_picture.h"

#include <map>
#include <random>
#include <set>

using namespace sightglass;
using namespace sightglass::test;

namespace {

/// Builds that lead to tests that lead to deployments, of several names; now and then back.
std::vector<Told> story(unsigned seed, int runs, int names)
{
    std::mt19937 random{seed};
    const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    const Kind kinds[] = {Kind::Build, Kind::TestSuiteRun, Kind::Deployment};
    std::vector<Told> told;
    for (int run = 0; run < runs; ++run) {
        const int tier = below(3);
        const std::string id = std::to_string(run);
        Told start{id + "s", kinds[tier], id, Phase::Running, Outcome::Unknown, run};
        start.name = "name " + std::to_string(below(names));
        for (int cause = 0; run > 0 && cause < below(3); ++cause)
            start.causes.push_back(std::to_string(below(run)) + "s");
        told.push_back(start);
        Told end{id + "f",
                 kinds[tier],
                 id,
                 Phase::Finished,
                 below(5) ? Outcome::Success : Outcome::Failure,
                 run + 3};
        end.name = start.name;
        told.push_back(end);
    }
    return told;
}

MapFigures figuresOf(const std::vector<Told> &told, std::optional<Span> window = {},
                     Timestamp at = kEndOfTime)
{
    ModelBuilder builder;
    builder.tell(told);
    MapIndex index;
    index.advance(builder.snapshot(), {}, {});
    return index.answer({at, window, {}});
}

} // namespace

class TestTypeMap final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyTypeAndEveryLinkIsThereOnce()
    {
        for (unsigned seed = 1; seed <= 12; ++seed) {
            const MapFigures figures = figuresOf(story(seed, 80, 5));
            MapPlaces places;
            const MapPicture picture = arrangeMap(figures, places, {}, Arrange::IntoTray);
            QVERIFY(shows(picture, figures));
            std::set<std::string> shadow;
            for (const MapType &type : *figures.types)
                shadow.insert(type.key);
            QCOMPARE(picture.nodes.size(), shadow.size());
            for (const MapPicture::Node &node : picture.nodes) {
                QCOMPARE(shadow.erase(node.key), std::size_t{1});
                QVERIFY(!node.isNew);
            }
            QCOMPARE(picture.graph.edges.size(), figures.edges.size());
            QCOMPARE(picture.geometry.edges.size(), figures.edges.size());
        }
    }

    void nothingIsCrossedThatALinkDoesNotTouch()
    {
        for (unsigned seed = 1; seed <= 20; ++seed) {
            const MapFigures figures = figuresOf(story(seed, 60, 6));
            MapPlaces places;
            const MapPicture picture = arrangeMap(figures, places, {}, Arrange::IntoTray);
            QCOMPARE(QString::fromStdString(faultOf(picture.graph, picture.geometry)), QString{});
        }
    }

    // ux.md §6 check 19.
    // What leads on and what leads back are two lines, each with an arrow of its own.
    void linksInBothDirectionsStandApart()
    {
        std::vector<Told> told;
        for (int round = 0; round < 4; ++round) {
            const std::string id = std::to_string(round);
            Told build{"b" + id,       Kind::Build,      "b" + id,
                       Phase::Running, Outcome::Unknown, round * 2};
            build.name = "build";
            if (round > 0)
                build.causes = {"t" + std::to_string(round - 1)};
            Told test{"t" + id,       Kind::TestSuiteRun, "t" + id,
                      Phase::Running, Outcome::Unknown,   round * 2 + 1};
            test.name = "tests";
            test.causes = {"b" + id};
            told.insert(told.end(), {build, test});
        }
        const MapFigures figures = figuresOf(told);
        MapPlaces places;
        const MapPicture picture = arrangeMap(figures, places, {}, Arrange::IntoTray);
        QCOMPARE(picture.geometry.edges.size(), std::size_t{2});
        const auto &there = picture.geometry.edges[0].points;
        const auto &back = picture.geometry.edges[1].points;
        for (std::size_t i = 0; i + 1 < there.size(); ++i) {
            for (std::size_t k = 0; k + 1 < back.size(); ++k) {
                const bool level = there[i].y == there[i + 1].y && back[k].y == back[k + 1].y;
                const bool upright = there[i].x == there[i + 1].x && back[k].x == back[k + 1].x;
                const auto covers = [](double a, double b, double c, double d) {
                    return std::max(std::min(a, b), std::min(c, d))
                        < std::min(std::max(a, b), std::max(c, d));
                };
                if (level && covers(there[i].x, there[i + 1].x, back[k].x, back[k + 1].x))
                    QVERIFY(std::abs(there[i].y - back[k].y) >= 6);
                if (upright && covers(there[i].y, there[i + 1].y, back[k].y, back[k + 1].y))
                    QVERIFY(std::abs(there[i].x - back[k].x) >= 6);
            }
        }
        QCOMPARE(QString::fromStdString(faultOf(picture.graph, picture.geometry)), QString{});
    }

    void bannedLinkTypesMakeNoEdge()
    {
        ModelBuilder builder;
        builder.tell(story(3, 60, 4));
        MapIndex index;
        index.advance(builder.snapshot(), {}, {});
        const std::size_t all = index.answer({}).edges.size();
        const std::vector<std::string> types = index.linkTypes();
        QVERIFY(all > 0 && types.size() == 1);
        index.setBanned({types.front()});
        QCOMPARE(index.answer({}).edges.size(), std::size_t{0});
        QVERIFY(index.linkTypes() == types); // they may be let in again
        index.setBanned({});
        QCOMPARE(index.answer({}).edges.size(), all);
    }

    void theWindowMovesNothingAndWhatDidNotRunHasNoRate()
    {
        std::vector<Told> told = story(3, 90, 4);
        Told old{"old", Kind::Ticket, "old", Phase::Finished, Outcome::Success, -90'000};
        old.name = "seldom";
        told.push_back(old);
        const Timestamp at = second(200);
        const MapFigures day = figuresOf(told, std::chrono::hours{24}, at);
        const MapFigures minutes = figuresOf(told, std::chrono::minutes{15}, at);
        MapPlaces places;
        const MapPicture before = arrangeMap(minutes, places, {}, Arrange::IntoTray);
        const MapPlaces kept = places;
        const MapPicture after = arrangeMap(day, places, before, Arrange::IntoTray);
        QVERIFY(places == kept);
        QVERIFY(shows(before, day)); // a view has no cause to arrange it again
        for (std::size_t i = 0; i < before.nodes.size(); ++i)
            QVERIFY(before.geometry.nodes[i].centre == after.geometry.nodes[i].centre);
        for (std::size_t i = 0; i < before.geometry.edges.size(); ++i)
            QVERIFY(before.geometry.edges[i].points == after.geometry.edges[i].points);
        const auto seldom
            = std::find_if(day.types->begin(), day.types->end(),
                           [](const MapType &type) { return type.kind == Kind::Ticket; });
        const auto number = static_cast<std::size_t>(seldom - day.types->begin());
        QVERIFY(day.figures[number].exists);
        QCOMPARE(day.figures[number].judged(), 0u);
    }

    void whatIsNewStandsInTheTrayAndNothingMoves()
    {
        std::vector<Told> told = story(5, 60, 3);
        MapPlaces places;
        MapPicture picture = arrangeMap(figuresOf(told), places, {}, Arrange::IntoTray);
        for (int i = 0; i < 9; ++i) {
            Told fresh{"n" + std::to_string(i),  Kind::TaskRun,    "n" + std::to_string(i),
                       Phase::Running,           Outcome::Unknown, 300 + i,
                       {std::to_string(i) + "s"}};
            fresh.name = "fresh " + std::to_string(i);
            told.push_back(fresh);
            const MapPlaces stood = places;
            const MapFigures figures = figuresOf(told);
            picture = arrangeMap(figures, places, picture, Arrange::IntoTray);
            for (const auto &[key, place] : stood)
                QVERIFY(places.at(key) == place);
            QCOMPARE(QString::fromStdString(faultOf(picture.graph, picture.geometry)), QString{});
        }
        double right = 0;
        double tray = 1e9;
        for (std::size_t i = 0; i < picture.nodes.size(); ++i) {
            const double x = picture.geometry.nodes[i].centre.x;
            if (picture.nodes[i].isNew)
                tray = std::min(tray, x);
            else
                right = std::max(right, x);
        }
        QVERIFY(tray > right + kMapNodeWidth);
        // Tidying takes them in.
        picture = arrangeMap(figuresOf(told), places, picture, Arrange::Anew);
        for (const MapPicture::Node &node : picture.nodes)
            QVERIFY(!node.isNew);
    }

    void aMapThatGrowsTakesInWhatIsNewBesideItsNeighbours()
    {
        std::vector<Told> told;
        MapPlaces places;
        MapPicture picture;
        for (const Told &one : story(11, 70, 5)) {
            told.push_back(one);
            const MapPlaces stood = places;
            const MapFigures figures = figuresOf(told);
            picture = arrangeMap(figures, places, picture, Arrange::Beside);
            for (const auto &[key, place] : stood)
                QVERIFY(places.at(key) == place);
            QVERIFY(shows(picture, figures));
            QCOMPARE(QString::fromStdString(faultOf(picture.graph, picture.geometry)), QString{});
        }
        for (const MapPicture::Node &node : picture.nodes)
            QVERIFY(!node.isNew);
    }

    void whatIsPinnedStaysWhenAllIsLaidOutAnew()
    {
        const MapFigures figures = figuresOf(story(7, 60, 4));
        MapPlaces places;
        MapPicture picture = arrangeMap(figures, places, {}, Arrange::IntoTray);
        MapPlace &pinned = places.at(picture.nodes[3].key);
        pinned.pinned = true;
        pinned.centre = {700, 700};
        picture = arrangeMap(figures, places, picture, Arrange::Anew);
        QVERIFY((picture.geometry.nodes[3].centre == Point{700, 700}));
        QVERIFY(picture.nodes[3].pinned);
        for (std::size_t i = 0; i < picture.nodes.size(); ++i) {
            for (std::size_t j = 0; j < i; ++j) {
                const Point &a = picture.geometry.nodes[i].centre;
                const Point &b = picture.geometry.nodes[j].centre;
                QVERIFY(std::abs(a.x - b.x) >= kMapNodeWidth
                        || std::abs(a.y - b.y) >= kMapNodeHeight);
            }
        }
    }

    void linksGoAroundWhatWasPutInTheirWay()
    {
        const MapFigures figures = figuresOf(story(9, 60, 4));
        MapPlaces places;
        MapPicture picture = arrangeMap(figures, places, {}, Arrange::IntoTray);
        std::mt19937 random{1};
        for (int i = 0; i < 12; ++i) {
            const std::size_t node = random() % picture.nodes.size();
            const double y = 2'000.0 + 130 * i;
            places.at(picture.nodes[node].key).centre
                = {300.0 + static_cast<double>(random() % 900), y};
            picture = arrangeMap(figures, places, picture, Arrange::IntoTray);
            QCOMPARE(QString::fromStdString(faultOf(picture.graph, picture.geometry)), QString{});
        }
    }
};

QTEST_APPLESS_MAIN(TestTypeMap)
#include "tst_type_map.moc"
