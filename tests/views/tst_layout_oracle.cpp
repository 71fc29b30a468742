// SPDX-License-Identifier: Apache-2.0
// Graphviz dot as the judge of the own layout, on graphs of the shape that deliveries have.
#include <QTest>

#include "tests/support/sample_graphs.h"
#include "views/graphviz/dot_layout.h"
#include "views/layout/crossings.h"

#include <cstdlib>

using namespace sightglass;
using namespace sightglass::test;

namespace {

std::int64_t rankLength(const Graph &graph, const Geometry &geometry)
{
    std::int64_t sum = 0;
    for (const Graph::Edge &edge : graph.edges)
        sum += std::abs(geometry.nodes[edge.to].rank - geometry.nodes[edge.from].rank);
    return sum;
}

} // namespace

class TestLayoutOracle : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linksAreNoLongerThanThoseOfDotAndHardlyCrossMoreOften_data()
    {
        QTest::addColumn<bool>("isFlow");
        QTest::addColumn<unsigned>("nodes");
        for (const unsigned nodes : {20U, 60U, 100U, 200U, 300U}) {
            QTest::addRow("flow of %u", nodes) << true << nodes;
            QTest::addRow("system of %u", nodes) << false << nodes;
        }
    }

    void linksAreNoLongerThanThoseOfDotAndHardlyCrossMoreOften()
    {
        QFETCH(bool, isFlow);
        QFETCH(unsigned, nodes);
        const Graph graph = isFlow ? sampleFlow(nodes) : sampleSystem(nodes);
        const Geometry own = layout(graph);
        const Geometry dot = dotLayout(graph);
        QVERIFY(rankLength(graph, own) <= rankLength(graph, dot));
        QVERIFY2(20 * countCrossings(graph, own) <= 21 * countCrossings(graph, dot),
                 qPrintable(QStringLiteral("%1 for %2")
                                .arg(countCrossings(graph, own))
                                .arg(countCrossings(graph, dot))));
    }
};

QTEST_GUILESS_MAIN(TestLayoutOracle)
#include "tst_layout_oracle.moc"
