// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "model/graph/causal_edges.h"

#include <array>
#include <random>

using namespace sightglass;

namespace {

constexpr std::uint32_t kRows = 24;
using Reach = std::array<std::array<bool, kRows>, kRows>; // over one edge or more

Reach reachOf(const std::vector<CausalEdge> &edges)
{
    Reach reach{};
    for (const auto &[from, to] : edges)
        reach[from][to] = true;
    for (std::uint32_t over = 0; over < kRows; ++over) {
        for (std::uint32_t from = 0; from < kRows; ++from) {
            for (std::uint32_t to = 0; to < kRows; ++to)
                reach[from][to] = reach[from][to] || (reach[from][over] && reach[over][to]);
        }
    }
    return reach;
}

/// As the words say: on a ring, or on a way from one to another.
bool isOnCycle(const Reach &reach, std::uint32_t row)
{
    bool comesFrom = reach[row][row];
    bool leadsTo = reach[row][row];
    for (std::uint32_t other = 0; other < kRows; ++other) {
        comesFrom = comesFrom || (reach[other][other] && reach[other][row]);
        leadsTo = leadsTo || (reach[other][other] && reach[row][other]);
    }
    return comesFrom && leadsTo;
}

} // namespace

class TestCycles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theyAreFoundWhateverTheOrderOfRows()
    {
        std::mt19937 numbers{3};
        const auto random = [&] { return static_cast<std::uint32_t>(numbers()); };
        int withRings = 0;
        for (int round = 0; round < 3000; ++round) {
            std::vector<CausalEdge> edges;
            const std::uint32_t back = round % 7; // of ten edges lead back
            for (std::uint32_t i = 0; i < 8 + random() % 24; ++i) {
                std::uint32_t from = random() % kRows;
                std::uint32_t to = random() % kRows;
                if (from == to)
                    continue;
                if ((from > to) != (random() % 10 < back))
                    std::swap(from, to);
                edges.emplace_back(from, to);
            }
            const std::vector<bool> found = rowsOnCycles(edges, kRows);
            const Reach reach = reachOf(edges);
            bool any = false;
            for (std::uint32_t row = 0; row < kRows; ++row) {
                QCOMPARE(bool{found[row]}, isOnCycle(reach, row));
                any = any || found[row];
            }
            withRings += any ? 1 : 0;
        }
        QVERIFY(withRings > 300 && withRings < 2700);
    }
};

QTEST_GUILESS_MAIN(TestCycles)
#include "tst_cycles.moc"
