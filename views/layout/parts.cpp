// SPDX-License-Identifier: Apache-2.0
#include "views/layout/parts.h"

#include <algorithm>
#include <numeric>

namespace sightglass::layered {
namespace {

constexpr std::size_t kFreeJoints = 4'000;
constexpr std::size_t kJointsPerThing = 2; // node or link: what keeps long links linear
constexpr std::size_t kOutsideLines = 8; // beyond them, far links share the last
constexpr double kOutsideGap = 24;

/// The greatest span whose links, all passing every column, need no more joints than there may be.
std::int32_t farSpan(const Part &part)
{
    std::vector<std::size_t> links(static_cast<std::size_t>(part.depth) + 1);
    for (const auto &[from, to] : part.arcs)
        ++links[part.rank[to] - part.rank[from]];
    std::size_t left = kFreeJoints + kJointsPerThing * (part.nodes.size() + part.arcs.size());
    std::int32_t span = 1;
    for (; span < part.depth; ++span) {
        const std::size_t joints = links[span + 1] * static_cast<std::size_t>(span);
        if (joints > left)
            break;
        left -= joints;
    }
    return span;
}

/// The order in which a walk from the sources meets the vertices, layer by layer.
void walkLayers(Layers &layers)
{
    std::vector<bool> seen(layers.rank.size());
    std::vector<std::int32_t> next(layers.start.begin(), layers.start.end() - 1);
    std::vector<Vertex> open;
    const auto meet = [&](Vertex v) {
        if (seen[v])
            return;
        seen[v] = true;
        open.push_back(v);
    };
    for (Vertex first = 0; first < layers.count(); ++first) {
        if (layers.up.degree(first) > 0)
            continue;
        meet(first);
        while (!open.empty()) {
            const Vertex v = open.back();
            open.pop_back();
            layers.order[next[layers.rank[v]]++] = v;
            const auto down = layers.down.of(v);
            std::for_each(down.rbegin(), down.rend(), meet);
            const auto up = layers.up.of(v);
            std::for_each(up.begin(), up.end(), meet);
        }
    }
}

Layers layersOf(const Part &part, const Graph &graph, bool lanes)
{
    Layers layers;
    layers.nodes = static_cast<std::int32_t>(part.nodes.size());
    layers.rank = part.rank;
    layers.lane.reserve(part.nodes.size());
    for (const Vertex v : part.nodes) {
        layers.lane.push_back(lanes ? graph.nodes[v].lane : 0);
        layers.size.push_back(graph.nodes[v].height);
    }
    std::vector<Arc> pieces;
    for (std::size_t i = 0; i < part.arcs.size(); ++i) {
        if (part.far[i])
            continue;
        Vertex from = part.arcs[i].first;
        for (std::int32_t r = part.rank[from] + 1; r < part.rank[part.arcs[i].second]; ++r) {
            const Vertex joint = layers.count();
            layers.rank.push_back(r);
            layers.lane.push_back(layers.lane[from]);
            pieces.emplace_back(from, joint);
            from = joint;
        }
        pieces.emplace_back(from, part.arcs[i].second);
    }
    layers.size.resize(layers.rank.size());
    layers.up = incoming(layers.count(), pieces);
    layers.down = outgoing(layers.count(), pieces);
    layers.start.assign(static_cast<std::size_t>(part.depth) + 1, 0);
    for (const std::int32_t r : layers.rank)
        ++layers.start[r + 1];
    std::partial_sum(layers.start.begin(), layers.start.end(), layers.start.begin());
    layers.order.resize(layers.rank.size());
    layers.place.resize(layers.rank.size());
    walkLayers(layers);
    for (std::int32_t r = 0; r < layers.layers(); ++r) {
        const auto layer = layers.layer(r);
        if (lanes)
            std::stable_sort(layer.begin(), layer.end(),
                             [&](Vertex a, Vertex b) { return layers.lane[a] < layers.lane[b]; });
        for (std::size_t i = 0; i < layer.size(); ++i)
            layers.place[layer[i]] = static_cast<std::int32_t>(i);
    }
    return layers;
}

/// Lines above the part for far links, each as low as those before it leave room. What there is to
/// move down, the part moves.
void placeOutside(Part &part)
{
    std::vector<std::size_t> far;
    for (std::size_t i = 0; i < part.arcs.size(); ++i) {
        if (part.far[i])
            far.push_back(i);
    }
    if (far.empty())
        return;
    std::vector<std::size_t> sorted = far;
    const auto left = [&part](std::size_t i) { return part.rank[part.arcs[i].first]; };
    std::stable_sort(sorted.begin(), sorted.end(),
                     [&](std::size_t a, std::size_t b) { return left(a) < left(b); });
    std::vector<std::int32_t> takenUpTo;
    std::vector<std::size_t> lineOf(part.arcs.size());
    for (const std::size_t i : sorted) {
        std::size_t line = 0;
        while (line < takenUpTo.size() && takenUpTo[line] > left(i) && line + 1 < kOutsideLines)
            ++line;
        if (line == takenUpTo.size())
            takenUpTo.push_back(0);
        takenUpTo[line] = std::max(takenUpTo[line], part.rank[part.arcs[i].second]);
        lineOf[i] = line;
    }
    const double room = kOutsideGap + kLineGap * static_cast<double>(takenUpTo.size());
    for (double &y : part.y)
        y += room;
    part.height += room;
    for (const std::size_t i : far)
        part.outside.push_back(kLineGap * static_cast<double>(takenUpTo.size() - lineOf[i]));
}

} // namespace

Links linksOf(const Graph &graph)
{
    Links links;
    const auto vertices = static_cast<std::int32_t>(graph.nodes.size());
    std::vector<Arc> all;
    all.reserve(graph.edges.size());
    for (const Graph::Edge &edge : graph.edges)
        all.emplace_back(edge.from, edge.to);
    // Which edges leave a node, so that repeats are found node by node.
    std::vector<std::int32_t> start(static_cast<std::size_t>(vertices) + 1);
    for (const Arc &arc : all)
        ++start[arc.first + 1];
    std::partial_sum(start.begin(), start.end(), start.begin());
    std::vector<std::int32_t> byFrom(all.size());
    for (std::size_t i = 0; i < all.size(); ++i)
        byFrom[start[all[i].first]++] = static_cast<std::int32_t>(i);
    std::vector<std::int32_t> first(all.size()); // the first edge that is equal
    std::vector<std::int32_t> seen(static_cast<std::size_t>(vertices), -1); // edge to the node
    Vertex from = -1;
    std::vector<Vertex> met;
    for (const std::int32_t i : byFrom) {
        if (all[i].first != from) {
            for (const Vertex v : met)
                seen[v] = -1;
            met.clear();
            from = all[i].first;
        }
        if (seen[all[i].second] < 0) {
            seen[all[i].second] = i;
            met.push_back(all[i].second);
        }
        first[i] = seen[all[i].second];
    }
    links.arcOf.assign(all.size(), Links::kSelf);
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (all[i].first == all[i].second)
            continue;
        if (first[i] == static_cast<std::int32_t>(i)) {
            links.arcOf[i] = static_cast<std::int32_t>(links.arcs.size());
            links.arcs.push_back(all[i]);
        } else {
            links.arcOf[i] = links.arcOf[first[i]];
        }
    }
    links.turned = breakCycles(vertices, links.arcs);
    return links;
}

std::vector<Part> partsOf(const Graph &graph, const Links &links, bool together)
{
    std::vector<std::int32_t> part(graph.nodes.size());
    std::int32_t count = graph.nodes.empty() ? 0 : 1;
    if (!together)
        count = findParts(static_cast<std::int32_t>(graph.nodes.size()), links.arcs, part);
    std::vector<Part> parts(static_cast<std::size_t>(count));
    std::vector<Vertex> own(graph.nodes.size());
    for (std::size_t v = 0; v < graph.nodes.size(); ++v) {
        auto &nodes = parts[part[v]].nodes;
        own[v] = static_cast<Vertex>(nodes.size());
        nodes.push_back(static_cast<Vertex>(v));
    }
    for (std::size_t i = 0; i < links.arcs.size(); ++i) {
        Part &in = parts[part[links.arcs[i].first]];
        in.links.push_back(static_cast<std::int32_t>(i));
        in.arcs.emplace_back(own[links.arcs[i].first], own[links.arcs[i].second]);
    }
    std::stable_sort(parts.begin(), parts.end(),
                     [](const Part &a, const Part &b) { return a.nodes.size() > b.nodes.size(); });
    return parts;
}

void layPart(Part &part, const Graph &graph, const LayoutOptions &options)
{
    part.far.assign(part.arcs.size(), false);
    if (part.nodes.size() == 1) {
        part.rank = {0};
        part.depth = 1;
        part.height = graph.nodes[part.nodes[0]].height;
        part.y = {part.height / 2};
        return;
    }
    part.rank = ranksOf(static_cast<std::int32_t>(part.nodes.size()), part.arcs, options.stop);
    part.depth = *std::max_element(part.rank.begin(), part.rank.end()) + 1;
    const std::int32_t span = farSpan(part);
    for (std::size_t i = 0; i < part.arcs.size(); ++i)
        part.far[i] = part.rank[part.arcs[i].second] - part.rank[part.arcs[i].first] > span;
    Layers layers = layersOf(part, graph, options.lanes);
    orderLayers(layers, options.stop);
    part.y = placeVertices(layers);
    for (Vertex v = 0; v < layers.count(); ++v)
        part.height = std::max(part.height, part.y[v] + layers.size[v] / 2);
    placeOutside(part);
}

} // namespace sightglass::layered
