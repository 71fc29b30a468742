// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "tests/support/geometry_faults.h"
#include "tests/support/sample_graphs.h"
#include "views/layout/growth.h"

using namespace sightglass;
using namespace sightglass::test;

namespace {

/// The first nodes of a graph, and the links between them.
Graph beginningOf(const Graph &graph, std::uint32_t nodes)
{
    Graph beginning;
    beginning.nodes.assign(graph.nodes.begin(), graph.nodes.begin() + nodes);
    for (std::uint32_t i = 0; i < nodes; ++i)
        beginning.nodes[i].key = i + 1;
    for (const Graph::Edge &edge : graph.edges) {
        if (edge.from < nodes && edge.to < nodes && edge.from != edge.to)
            beginning.edges.push_back(edge);
    }
    return beginning;
}

/// What moved of what stood, in words; empty: nothing.
QString movedIn(const Graph &before, const Geometry &placed, const Graph &now,
                const Geometry &grown)
{
    for (std::size_t i = 0; i < before.nodes.size(); ++i) {
        if (placed.nodes[i].centre != grown.nodes[i].centre)
            return QStringLiteral("node %1").arg(i);
    }
    std::size_t edge = 0;
    for (std::size_t i = 0; i < before.edges.size(); ++i, ++edge) {
        while (now.edges[edge].from != before.edges[i].from
               || now.edges[edge].to != before.edges[i].to)
            ++edge;
        if (placed.edges[i].points != grown.edges[edge].points)
            return QStringLiteral("link %1").arg(i);
    }
    return {};
}

void growsWithoutFault(const Graph &whole, std::uint32_t step)
{
    const auto count = static_cast<std::uint32_t>(whole.nodes.size());
    Graph before = beginningOf(whole, std::min(count, 3u));
    Geometry placed = layout(before);
    while (before.nodes.size() < count) {
        const Graph now = beginningOf(
            whole, std::min(count, static_cast<std::uint32_t>(before.nodes.size()) + step));
        const Geometry grown = grow(before, placed, now);
        QCOMPARE(movedIn(before, placed, now, grown), QString{});
        QCOMPARE(QString::fromStdString(faultOf(now, grown)), QString{});
        before = now;
        placed = grown;
    }
}

} // namespace

class TestGrowth : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingThatStoodMovesAndNothingIsInTheWay()
    {
        for (std::uint32_t seed = 1; seed <= 6; ++seed) {
            growsWithoutFault(sampleFlow(60, seed), 1 + seed);
            growsWithoutFault(sampleSystem(80, seed), 3 * seed);
            growsWithoutFault(withFarLinks(sampleFlow(60, seed), 20, seed), 2);
            growsWithoutFault(randomGraph(40, 70, seed), seed);
        }
    }

    // Each lane is a band of its own, while it is laid out and while it grows.
    void lanesNeverReachIntoEachOther()
    {
        for (unsigned seed = 1; seed <= 6; ++seed) {
            Graph whole = sampleFlow(90, seed);
            for (std::size_t i = 0; i < whole.nodes.size(); ++i)
                whole.nodes[i].lane = static_cast<std::uint16_t>((i * 7 + seed) % (2 + i / 40));
            Graph before = beginningOf(whole, 20);
            Geometry placed = layout(before, {true, nullptr});
            QVERIFY(!placed.bands.empty());
            while (true) {
                for (std::size_t i = 0; i < before.nodes.size(); ++i) {
                    const Graph::Node &node = before.nodes[i];
                    const double top = placed.nodes[i].centre.y - node.height / 2;
                    int inside = 0;
                    for (const Geometry::Band &band : placed.bands) {
                        const bool in = top >= band.top && top + node.height <= band.bottom;
                        const bool out = top >= band.bottom || top + node.height <= band.top;
                        QVERIFY2(in ? band.lane == node.lane : out, qPrintable(QString::number(i)));
                        inside += in ? 1 : 0;
                    }
                    QCOMPARE(inside, 1);
                }
                if (before.nodes.size() == whole.nodes.size())
                    break;
                const Graph now = beginningOf(whole,
                                              static_cast<std::uint32_t>(std::min(
                                                  whole.nodes.size(), before.nodes.size() + 7)));
                const Geometry grown = grow(before, placed, now);
                QCOMPARE(movedIn(before, placed, now, grown), QString{});
                QCOMPARE(QString::fromStdString(faultOf(now, grown)), QString{});
                before = now;
                placed = grown;
            }
        }
    }

    void whatWasExpectedGivesItsPlace()
    {
        Graph before;
        before.nodes = {{188, 56, 1, 0, 0}, {188, 56, 2, 77, 0}};
        before.edges = {{0, 1}};
        const Geometry placed = layout(before);
        Graph now = before;
        now.nodes[1].key = 3;
        now.nodes.push_back({188, 56, 4, 0, 0});
        now.edges.push_back({0, 2});
        const Geometry grown = grow(before, placed, now);
        QCOMPARE(grown.nodes[1].centre, placed.nodes[1].centre);
        QCOMPARE(grown.edges[0].points, placed.edges[0].points);
        QCOMPARE(grown.nodes[2].rank, 1);
        QCOMPARE(QString::fromStdString(faultOf(now, grown)), QString{});
    }

    void whatLeavesGivesItsPlaceToWhatComes()
    {
        const Graph all = sampleFlow(30, 3);
        const Graph before = beginningOf(all, 30);
        const Geometry placed = layout(before);
        Graph now = beginningOf(all, 20);
        now.nodes.push_back({28, 28, 99, 0, 0});
        now.edges.push_back({20, 0});
        const Geometry grown = grow(before, placed, now);
        for (std::size_t i = 0; i < 20; ++i)
            QCOMPARE(grown.nodes[i].centre, placed.nodes[i].centre);
        QVERIFY(grown.nodes[20].rank < grown.nodes[0].rank);
        QCOMPARE(QString::fromStdString(faultOf(now, grown)), QString{});
    }
};

QTEST_GUILESS_MAIN(TestGrowth)
#include "tst_growth.moc"
