// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "tests/support/sample_graphs.h"
#include "views/layout/places.h"

#include <algorithm>
#include <cmath>

using namespace sightglass;
using namespace sightglass::test;

namespace {

std::vector<SceneBox> boxesOver(const Geometry &geometry)
{
    std::vector<SceneBox> boxes{{geometry.left, geometry.top, geometry.left + geometry.width,
                                 geometry.top + geometry.height},
                                {-1e6, -1e6, -1e5, -1e5}};
    for (int i = 0; i < 40; ++i) {
        const double x = geometry.left + geometry.width * (i % 8) / 8;
        const double y = geometry.top + geometry.height * (i % 5) / 5;
        boxes.push_back({x, y, x + 40.0 * (1 + i), y + 25.0 * (1 + i)});
    }
    return boxes;
}

/// All lines, looked at one by one.
template<typename Use> void forLines(const Geometry &geometry, bool farToo, Use use)
{
    for (std::uint32_t i = 0; i < geometry.edges.size(); ++i) {
        const Geometry::Edge &edge = geometry.edges[i];
        for (std::size_t at = 1; at < edge.points.size(); ++at) {
            const bool inner = edge.far && at > 1 && at + 1 < edge.points.size();
            if (farToo || !inner)
                use(i, edge.points[at - 1], edge.points[at]);
        }
    }
}

} // namespace

class TestPlaces : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsInABoxIsFoundAsByLookingAtAll()
    {
        for (const Graph &graph : {sampleFlow(200), withFarLinks(sampleSystem(900), 150)}) {
            const Geometry geometry = layout(graph);
            const Places places{graph, geometry};
            for (const SceneBox &box : boxesOver(geometry)) {
                std::vector<std::uint32_t> nodes;
                for (std::uint32_t i = 0; i < graph.nodes.size(); ++i) {
                    const Point &at = geometry.nodes[i].centre;
                    if (at.x + graph.nodes[i].width / 2 >= box.left
                        && at.x - graph.nodes[i].width / 2 <= box.right
                        && at.y + graph.nodes[i].height / 2 >= box.top
                        && at.y - graph.nodes[i].height / 2 <= box.bottom)
                        nodes.push_back(i);
                }
                QVERIFY(places.nodesIn(box) == nodes);
                std::vector<std::uint32_t> edges;
                std::size_t lines = 0;
                forLines(geometry, true, [&](std::uint32_t edge, const Point &a, const Point &b) {
                    if (std::min(a.x, b.x) <= box.right && std::max(a.x, b.x) >= box.left
                        && std::min(a.y, b.y) <= box.bottom && std::max(a.y, b.y) >= box.top) {
                        ++lines;
                        if (edges.empty() || edges.back() != edge)
                            edges.push_back(edge);
                    }
                });
                QVERIFY(places.edgesIn(box) == edges);
                QVERIFY(places.linesNear(box) >= lines);
            }
        }
    }

    void coverageIsWhatLinesPass()
    {
        const Graph graph = withFarLinks(sampleSystem(6'000), 900);
        const Geometry geometry = layout(graph);
        const Places places{graph, geometry};
        double zoom = 1;
        while (!places.coverageAt(zoom) && zoom > 1e-4)
            zoom /= 2;
        const Coverage *squares = places.coverageAt(zoom);
        QVERIFY(squares);
        const Coverage *coarse = places.coverageAt(zoom / 8);
        QVERIFY(coarse && coarse->pitch > squares->pitch && coarse->pitch * zoom / 8 <= 1);
        for (const Coverage *grid : {squares, coarse}) {
            std::vector<std::vector<bool>> passed(static_cast<std::size_t>(grid->rows));
            for (auto &row : passed)
                row.resize(static_cast<std::size_t>(grid->columns));
            const auto column = [&](double x) {
                return static_cast<std::size_t>((x - grid->left) / grid->pitch);
            };
            const auto row
                = [&](double y) { return static_cast<std::size_t>((y - grid->top) / grid->pitch); };
            forLines(geometry, false, [&](std::uint32_t, const Point &a, const Point &b) {
                for (std::size_t y = row(std::min(a.y, b.y)); y <= row(std::max(a.y, b.y)); ++y) {
                    for (std::size_t x = column(std::min(a.x, b.x));
                         x <= column(std::max(a.x, b.x)); ++x)
                        passed[y][x] = true;
                }
            });
            for (std::int32_t y = 0; y < grid->rows; ++y) {
                std::vector<bool> told(static_cast<std::size_t>(grid->columns));
                std::int32_t before = -1;
                grid->forRuns(y, [&](std::int32_t first, std::int32_t end) {
                    QVERIFY(first > before && first < end); // they do not touch
                    before = end;
                    for (std::int32_t x = first; x < end; ++x)
                        told[static_cast<std::size_t>(x)] = true;
                });
                QVERIFY(told == passed[static_cast<std::size_t>(y)]);
            }
        }
    }

    void aPartIsCoveredBySomeOfTheEdges()
    {
        const Graph graph = sampleFlow(60);
        const Geometry geometry = layout(graph);
        const Places places{graph, geometry};
        Coverage none{4, geometry.left, geometry.top, 400, 300};
        places.cover(none, [](std::uint32_t) { return false; });
        Coverage some = none;
        places.cover(some, [](std::uint32_t edge) { return edge % 2 == 0; });
        Coverage all = none;
        places.cover(all, [](std::uint32_t) { return true; });
        const auto count = [](const Coverage &squares) {
            int covered = 0;
            for (std::int32_t row = 0; row < squares.rows; ++row)
                squares.forRuns(
                    row, [&](std::int32_t first, std::int32_t end) { covered += end - first; });
            return covered;
        };
        QCOMPARE(count(none), 0);
        QVERIFY(count(some) > 0 && count(some) < count(all));
    }
};

QTEST_GUILESS_MAIN(TestPlaces)
#include "tst_places.moc"
