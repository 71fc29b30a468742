// SPDX-License-Identifier: Apache-2.0
#include "views/layout/geometry.h"

#include <algorithm>
#include <numeric>

namespace sightglass {
namespace {

constexpr double kRankGap = 60;
constexpr double kNodeGap = 16;
constexpr int kSweeps = 4;

using Layers = std::vector<std::vector<std::uint32_t>>;

std::vector<std::vector<std::uint32_t>> neighboursOf(const Graph &graph, bool downstream)
{
    std::vector<std::vector<std::uint32_t>> neighbours(graph.nodes.size());
    for (const Graph::Edge &edge : graph.edges) {
        if (edge.from != edge.to)
            neighbours[downstream ? edge.from : edge.to].push_back(downstream ? edge.to
                                                                              : edge.from);
    }
    return neighbours;
}

// Each layer is sorted by the mean place of its neighbours in the layers before it (or behind it),
// back and forth.
void order(Layers &layers, const Graph &graph)
{
    const auto before = neighboursOf(graph, false);
    const auto behind = neighboursOf(graph, true);
    std::vector<double> place(graph.nodes.size());
    const auto settle = [&](const std::vector<std::uint32_t> &layer) {
        for (std::size_t i = 0; i < layer.size(); ++i)
            place[layer[i]] = static_cast<double>(i) / static_cast<double>(layer.size());
    };
    std::for_each(layers.begin(), layers.end(), settle);
    for (int sweep = 0; sweep < kSweeps; ++sweep) {
        const bool forward = sweep % 2 == 0;
        const auto &neighbours = forward ? before : behind;
        for (std::size_t i = 0; i < layers.size(); ++i) {
            auto &layer = layers[forward ? i : layers.size() - 1 - i];
            std::vector<std::pair<double, std::uint32_t>> wanted;
            wanted.reserve(layer.size());
            for (const std::uint32_t node : layer) {
                const auto &near = neighbours[node];
                const double sum = std::accumulate(
                    near.begin(), near.end(), 0.0,
                    [&](double total, std::uint32_t other) { return total + place[other]; });
                wanted.emplace_back(
                    near.empty() ? place[node] : sum / static_cast<double>(near.size()), node);
            }
            std::stable_sort(wanted.begin(), wanted.end(),
                             [](const auto &a, const auto &b) { return a.first < b.first; });
            std::transform(wanted.begin(), wanted.end(), layer.begin(),
                           [](const auto &entry) { return entry.second; });
            settle(layer);
        }
    }
}

} // namespace

std::vector<std::uint32_t> longestPathRanks(const Graph &graph)
{
    const auto behind = neighboursOf(graph, true);
    std::vector<std::uint32_t> left(graph.nodes.size());
    for (const auto &next : behind) {
        for (const std::uint32_t node : next)
            ++left[node];
    }
    std::vector<std::uint32_t> rank(graph.nodes.size());
    std::vector<std::uint32_t> ready;
    std::vector<bool> placed(graph.nodes.size());
    const auto place = [&](std::uint32_t node) {
        placed[node] = true;
        ready.push_back(node);
    };
    for (std::uint32_t node = 0; node < graph.nodes.size(); ++node) {
        if (left[node] == 0)
            place(node);
    }
    for (std::size_t i = 0, onCycle = 0; onCycle < graph.nodes.size(); ++i) {
        if (i == ready.size()) { // only cycles are left: begin with the first of them
            while (onCycle < graph.nodes.size() && placed[onCycle])
                ++onCycle;
            if (onCycle == graph.nodes.size())
                break;
            place(static_cast<std::uint32_t>(onCycle));
        }
        for (const std::uint32_t next : behind[ready[i]]) {
            if (placed[next])
                continue;
            rank[next] = std::max(rank[next], rank[ready[i]] + 1);
            if (--left[next] == 0)
                place(next);
        }
    }
    return rank;
}

Geometry layeredLayout(const Graph &graph)
{
    const std::vector<std::uint32_t> rank = longestPathRanks(graph);
    Layers layers(rank.empty() ? 0 : *std::max_element(rank.begin(), rank.end()) + 1);
    for (std::uint32_t node = 0; node < rank.size(); ++node)
        layers[rank[node]].push_back(node);
    order(layers, graph);

    Geometry geometry;
    geometry.nodes.resize(graph.nodes.size());
    for (const auto &layer : layers) {
        double y = 0;
        double width = 0;
        for (const std::uint32_t node : layer)
            width = std::max(width, graph.nodes[node].width);
        for (const std::uint32_t node : layer) {
            geometry.nodes[node]
                = {{geometry.width + width / 2, y + graph.nodes[node].height / 2}, rank[node]};
            y += graph.nodes[node].height + kNodeGap;
        }
        geometry.width += width + kRankGap;
        geometry.height = std::max(geometry.height, y - kNodeGap);
    }
    geometry.width = std::max(0.0, geometry.width - kRankGap);
    for (const Graph::Edge &edge : graph.edges) {
        const Point from = geometry.nodes[edge.from].centre;
        const Point to = geometry.nodes[edge.to].centre;
        const double right = from.x + graph.nodes[edge.from].width / 2;
        const double left = to.x - graph.nodes[edge.to].width / 2;
        const double bend = left - kRankGap / 2;
        geometry.edges.push_back({{{right, from.y}, {bend, from.y}, {bend, to.y}, {left, to.y}}});
    }
    return geometry;
}

} // namespace sightglass
