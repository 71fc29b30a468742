// SPDX-License-Identifier: Apache-2.0
// What the own layout costs beside Graphviz and what npm has, user CPU, in turn, the median of the
// rounds. A line is: name, value, unit, reference, ratio, and where there is one the goal.
//   layout_cost [FOLDER]     the folder with peers' node_modules; without it they are left out

#include "tests/bench/layout_peers.h"
#include "tests/support/bench_clock.h"
#include "tests/support/sample_graphs.h"
#include "views/graphviz/dot_layout.h"
#include "views/layout/crossings.h"
#include "views/layout/growth.h"

#include <cmath>
#include <cstdio>
#include <string>

using namespace sightglass;
using namespace sightglass::test;

namespace {

constexpr int kRounds = 7;
constexpr int kRepeats = 20; // of what takes less than a tick of the clock
constexpr std::uint32_t kSizes[]{20, 40, 60, 80, 100, 140, 180, 200, 240, 300};

void print(const char *name, double value, const char *unit, const char *reference, double other,
           double goal)
{
    std::printf("%s %.4f %s %s=%.4f %.6f", name, value, unit, reference, other, value / other);
    goal > 0 ? std::printf(" goal %.6f\n", goal) : std::printf("\n");
    std::fflush(stdout);
}

double rankLength(const Graph &graph, const Geometry &geometry)
{
    double sum = 0;
    for (const Graph::Edge &edge : graph.edges)
        sum += std::abs(geometry.nodes[edge.to].rank - geometry.nodes[edge.from].rank);
    return sum;
}

void compareQuality()
{
    double length = 0;
    double dotLength = 0;
    double crossings = 0;
    double dotCrossings = 0;
    for (const std::uint32_t nodes : kSizes) {
        const Graph graph = sampleFlow(nodes);
        const Geometry own = layout(graph);
        const Geometry dot = dotLayout(graph);
        length += rankLength(graph, own);
        dotLength += rankLength(graph, dot);
        crossings += static_cast<double>(countCrossings(graph, own));
        dotCrossings += static_cast<double>(countCrossings(graph, dot));
    }
    print("layout-ten-flows-rank-length", length, "ranks", "dot", dotLength, 1);
    print("layout-ten-flows-crossings", crossings, "crossings", "dot", dotCrossings, 1.05);
}

/// The flow and what grew of it by a step that one of its nodes caused.
struct Step
{
    Graph before = sampleFlow(200);
    Geometry placed = layout(before);
    Graph now = before;

    Step()
    {
        const auto cause = static_cast<std::uint32_t>(before.nodes.size() / 2);
        now.nodes.push_back({now.nodes[0].width, now.nodes[0].height, now.nodes.size() + 1});
        now.edges.push_back({cause, static_cast<std::uint32_t>(now.nodes.size() - 1)});
    }

    [[nodiscard]] double displacement() const
    {
        const Geometry grown = grow(before, placed, now);
        double most = 0;
        for (std::size_t i = 0; i < before.nodes.size(); ++i) {
            const Point &to = grown.nodes[i].centre;
            const Point &from = placed.nodes[i].centre;
            most = std::max({most, std::abs(to.x - from.x), std::abs(to.y - from.y)});
        }
        return most;
    }
};

void compareFlow(const std::string &peers)
{
    const Step step;
    Rounds cold;
    Rounds grown;
    Rounds dot;
    std::vector<Peer> others = peersIn(peers, step.before);
    for (int round = 0; round < kRounds; ++round) {
        cold.add(kRepeats, [&] { static_cast<void>(layout(step.before)); });
        grown.add(10 * kRepeats,
                  [&] { static_cast<void>(grow(step.before, step.placed, step.now)); });
        dot.add(1, [&] { static_cast<void>(dotLayout(step.before)); });
        for (Peer &peer : others)
            peer.measure();
    }
    print("layout-flow-200-cold", cold.median(), "ms", "gvLayout", dot.median(), 1.0 / 15);
    print("layout-flow-200-one-added", grown.median(), "ms", "gvLayout", dot.median(), 1.0 / 150);
    std::printf("layout-flow-200-one-added-moved %.3f px of=%zu\n", step.displacement(),
                step.before.nodes.size());
    for (const Peer &peer : others)
        print("layout-flow-200-cold", cold.median(), "ms", peer.name().c_str(), peer.median(), 0);
    if (others.empty())
        std::printf("layout-flow-200-cold skipped: no elkjs and dagre\n");
}

void compareSystems()
{
    constexpr double kGoal = 1000;
    const Graph ten = withFarLinks(sampleSystem(10'000), 1'600);
    const Graph plainTen = sampleSystem(10'000);
    const Graph hundred = withFarLinks(sampleSystem(100'000), 16'000);
    Rounds own;
    Rounds plain;
    Rounds large;
    for (int round = 0; round < kRounds; ++round) {
        own.add(1, [&] { static_cast<void>(layout(ten)); });
        plain.add(1, [&] { static_cast<void>(layout(plainTen)); });
        large.add(1, [&] { static_cast<void>(layout(hundred)); });
    }
    print("layout-system-100k-far", large.median(), "ms", "own-10k-far", own.median(), 25);
    // Graphviz is waited for no longer than the goal needs, and even without the far links.
    const double most = std::max(own.median(), plain.median()) * kGoal * 1.1;
    const auto dot = limited(
        most / 1e3, [&] { static_cast<void>(dotLayout(plainTen, plainTen.nodes.size())); });
    const std::string name
        = dot.finished ? "gvLayout-without-far" : "gvLayout-without-far-stopped-after";
    print("layout-system-10k", plain.median(), "ms", name.c_str(), dot.milliseconds, 1 / kGoal);
    print("layout-system-10k-far", own.median(), "ms", name.c_str(), dot.milliseconds, 1 / kGoal);
}

} // namespace

int main(int argc, char *argv[])
{
    compareQuality();
    compareFlow(argc > 1 ? argv[1] : "");
    compareSystems();
    return 0;
}
