// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "views/graphviz/dot_layout.h"

#include <cmath>

using namespace sightglass;

namespace {

/// A chain of fan-outs: 1, n, 1, n, 1…
Graph fans(std::uint32_t layers, std::uint32_t width)
{
    Graph graph;
    graph.nodes.push_back({100, 40});
    std::uint32_t hub = 0;
    for (std::uint32_t layer = 0; layer < layers; ++layer) {
        const auto first = static_cast<std::uint32_t>(graph.nodes.size());
        for (std::uint32_t i = 0; i < width; ++i) {
            graph.nodes.push_back({100, 40});
            graph.edges.push_back({hub, first + i});
        }
        const auto next = static_cast<std::uint32_t>(graph.nodes.size());
        graph.nodes.push_back({100, 40});
        for (std::uint32_t i = 0; i < width; ++i)
            graph.edges.push_back({first + i, next});
        hub = next;
    }
    return graph;
}

bool overlap(const Graph &graph, const Geometry &geometry)
{
    for (std::size_t a = 0; a < graph.nodes.size(); ++a) {
        for (std::size_t b = a + 1; b < graph.nodes.size(); ++b) {
            const double dx = std::abs(geometry.nodes[a].centre.x - geometry.nodes[b].centre.x);
            const double dy = std::abs(geometry.nodes[a].centre.y - geometry.nodes[b].centre.y);
            if (dx < (graph.nodes[a].width + graph.nodes[b].width) / 2 - 0.5
                && dy < (graph.nodes[a].height + graph.nodes[b].height) / 2 - 0.5)
                return true;
        }
    }
    return false;
}

} // namespace

class TestLayout : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nodesNeverOverlapAndEffectsStandToTheRight()
    {
        const Graph graph = fans(4, 6);
        for (const Geometry &geometry : {dotLayout(graph), layout(graph)}) {
            QVERIFY(!overlap(graph, geometry));
            QCOMPARE(geometry.edges.size(), graph.edges.size());
            for (const Graph::Edge &edge : graph.edges) {
                QVERIFY(geometry.nodes[edge.from].centre.x < geometry.nodes[edge.to].centre.x);
                QVERIFY(geometry.nodes[edge.from].rank < geometry.nodes[edge.to].rank);
            }
        }
    }

    void equalGraphsGiveEqualGeometry()
    {
        const Graph graph = fans(3, 5);
        const Geometry first = dotLayout(graph);
        const Geometry again = dotLayout(graph);
        for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
            QCOMPARE(first.nodes[i].centre.x, again.nodes[i].centre.x);
            QCOMPARE(first.nodes[i].centre.y, again.nodes[i].centre.y);
        }
    }

    void cyclesAndLargeGraphsAreLaidOut()
    {
        Graph ring = fans(2, 3);
        ring.edges.push_back({static_cast<std::uint32_t>(ring.nodes.size() - 1), 0});
        QCOMPARE(dotLayout(ring).nodes.size(), ring.nodes.size());
        QCOMPARE(layout(ring).nodes.size(), ring.nodes.size());
        const Graph large = fans(40, 60);
        QVERIFY(large.nodes.size() > kDotNodes);
        QCOMPARE(dotLayout(large).nodes.size(), large.nodes.size());
        QVERIFY(layout({}).nodes.empty());
    }
};

QTEST_GUILESS_MAIN(TestLayout)
#include "tst_layout.moc"
