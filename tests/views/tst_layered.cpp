// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "tests/support/geometry_faults.h"
#include "tests/support/sample_graphs.h"
#include "views/layout/crossings.h"

using namespace sightglass;
using namespace sightglass::test;

namespace {

bool isSame(const Geometry &a, const Geometry &b)
{
    for (std::size_t i = 0; i < a.nodes.size(); ++i) {
        if (a.nodes[i].centre != b.nodes[i].centre)
            return false;
    }
    for (std::size_t i = 0; i < a.edges.size(); ++i) {
        if (a.edges[i].points != b.edges[i].points)
            return false;
    }
    return true;
}

/// One node and so many that it causes.
Graph parentOf(std::uint32_t children)
{
    Graph graph;
    graph.nodes.assign(children + 1, {188, 56});
    for (std::uint32_t child = 1; child <= children; ++child)
        graph.edges.push_back({0, child});
    return graph;
}

void compareToNothing(const std::string &fault)
{
    QCOMPARE(QString::fromStdString(fault), QString{});
}

} // namespace

class TestLayered : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void flowsAndSystemsAreFreeOfFaults()
    {
        for (std::uint32_t seed = 1; seed <= 20; ++seed) {
            for (const Graph &graph :
                 {sampleFlow(20 * seed, seed), sampleSystem(40 * seed, seed)}) {
                const Geometry geometry = layout(graph);
                compareToNothing(faultOf(graph, geometry));
                for (std::size_t e = 0; e < graph.edges.size(); ++e) {
                    QVERIFY(!geometry.edges[e].reversed);
                    QVERIFY(geometry.nodes[graph.edges[e].from].rank
                            < geometry.nodes[graph.edges[e].to].rank);
                }
            }
        }
    }

    void whateverIsLinkedIsFreeOfFaults()
    {
        for (std::uint32_t seed = 1; seed <= 120; ++seed) {
            const Graph graph = randomGraph(1 + seed % 60, seed * 2 % 97, seed);
            compareToNothing(faultOf(graph, layout(graph)));
            compareToNothing(faultOf(graph, layout(graph, {true})));
        }
    }

    void lanesStandApart()
    {
        const Graph graph = randomGraph(60, 90, 3);
        const Geometry geometry = layout(graph, {true});
        for (std::size_t a = 0; a < graph.nodes.size(); ++a) {
            for (std::size_t b = 0; b < graph.nodes.size(); ++b) {
                if (graph.nodes[a].lane < graph.nodes[b].lane)
                    QVERIFY(geometry.nodes[a].centre.y + graph.nodes[a].height / 2
                            < geometry.nodes[b].centre.y - graph.nodes[b].height / 2);
            }
        }
    }

    void aCycleHasOneLinkThatLeadsBack()
    {
        Graph ring;
        ring.nodes.assign(5, {188, 56});
        for (std::uint32_t i = 0; i < 5; ++i)
            ring.edges.push_back({i, (i + 1) % 5});
        const Geometry geometry = layout(ring);
        compareToNothing(faultOf(ring, geometry));
        for (std::size_t i = 0; i < 5; ++i)
            QCOMPARE(geometry.edges[i].reversed, i == 4);
    }

    void hugeFansAreLaidOut()
    {
        for (const std::uint32_t children : {3'000U, 100'000U}) {
            const Graph graph = parentOf(children);
            compareToNothing(faultOf(graph, layout(graph)));
        }
    }

    void farLinksRunOutsideAndStayFew()
    {
        const Graph graph = withFarLinks(sampleSystem(3'000), 600);
        const Geometry geometry = layout(graph);
        compareToNothing(faultOf(graph, geometry));
        std::size_t points = 0;
        std::size_t far = 0;
        for (const Geometry::Edge &edge : geometry.edges) {
            points += edge.points.size();
            far += edge.far ? 1 : 0;
        }
        QVERIFY(far > 100);
        QVERIFY(points < 20 * graph.edges.size());
    }

    void partsArePackedIntoAReadableShape()
    {
        Graph graph;
        graph.nodes.assign(1'000, {188, 56});
        const Geometry geometry = layout(graph);
        compareToNothing(faultOf(graph, geometry));
        QVERIFY(geometry.width < 4 * geometry.height && geometry.height < 4 * geometry.width);
    }

    void equalGraphsAreEqualPictures()
    {
        for (std::uint32_t seed = 1; seed <= 10; ++seed) {
            const Graph graph = withFarLinks(sampleSystem(200, seed), 20, seed);
            QVERIFY(isSame(layout(graph), layout(graph)));
        }
    }

    void aStoppedLayoutShowsWhatItHas()
    {
        const std::atomic<bool> stop{true};
        const Graph graph = sampleSystem(2'000);
        compareToNothing(faultOf(graph, layout(graph, {false, &stop})));
    }

    void crossingsAreThoseOfTheLinks()
    {
        Graph graph;
        graph.nodes.assign(4, {188, 56});
        graph.edges = {{0, 2}, {0, 3}, {1, 2}, {1, 3}}; // cannot do without one
        QCOMPARE(countCrossings(graph, layout(graph)), std::uint64_t{1});
        QVERIFY(!isUntidy(graph, layout(graph)));
    }
};

QTEST_GUILESS_MAIN(TestLayered)
#include "tst_layered.moc"
