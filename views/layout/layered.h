// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "views/layout/geometry.h"

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace sightglass::layered {

using Vertex = std::int32_t;

/// Neighbours of every vertex, one behind the other.
struct Adjacency
{
    std::vector<std::int32_t> start;
    std::vector<Vertex> others;

    [[nodiscard]] std::span<const Vertex> of(Vertex v) const
    {
        return {others.data() + start[v], others.data() + start[v + 1]};
    }
    [[nodiscard]] std::int32_t degree(Vertex v) const { return start[v + 1] - start[v]; }
};

using Arc = std::pair<Vertex, Vertex>;
/// In the order of the arcs.
[[nodiscard]] Adjacency outgoing(std::int32_t vertices, std::span<const Arc> arcs);
[[nodiscard]] Adjacency incoming(std::int32_t vertices, std::span<const Arc> arcs);

/// Turns arcs round so that none closes a ring: those that lead back in a walk from the sources on,
/// in order of numbers. Returns which. COST: linear.
[[nodiscard]] std::vector<bool> breakCycles(std::int32_t vertices, std::vector<Arc> &arcs);

/// The part of each vertex; parts are numbered by their first vertex. Returns how many.
std::int32_t findParts(std::int32_t vertices, std::span<const Arc> arcs,
                       std::vector<std::int32_t> &part);

/// Ranks from 0 on, each arc leading to a greater one, that make the sum of the arcs' lengths
/// small: least of all up to kExactRanks vertices. REQUIRES: no cycle.
[[nodiscard]] std::vector<std::int32_t> ranksOf(std::int32_t vertices, std::span<const Arc> arcs,
                                                const std::atomic<bool> *stop);
inline constexpr std::int32_t kExactRanks = 2'000;

/// Makes the sum of lengths least by a network simplex that begins with `rank`.
/// REQUIRES: no cycle, valid ranks.
void shortenArcs(std::int32_t vertices, std::span<const Arc> arcs, std::vector<std::int32_t> &rank);

/// One part of a graph in layers. Arcs over several ranks are cut into pieces by joints, vertices
/// from `nodes` on, so that each arc leads to the next layer.
struct Layers
{
    std::int32_t nodes = 0;
    std::vector<std::int32_t> rank;
    std::vector<std::uint16_t> lane;
    std::vector<double> size; // from top to bottom; 0 of a joint
    Adjacency up; // to the layer before
    Adjacency down;
    std::vector<std::int32_t> start; // of each layer in `order`, and the end
    std::vector<Vertex> order; // all vertices, from top to bottom layer by layer
    std::vector<std::int32_t> place; // of each vertex in its layer

    [[nodiscard]] std::int32_t count() const { return static_cast<std::int32_t>(rank.size()); }
    [[nodiscard]] std::int32_t layers() const
    {
        return static_cast<std::int32_t>(start.size()) - 1;
    }
    [[nodiscard]] std::span<Vertex> layer(std::int32_t r)
    {
        return {order.data() + start[r], order.data() + start[r + 1]};
    }
    [[nodiscard]] std::span<const Vertex> layer(std::int32_t r) const
    {
        return {order.data() + start[r], order.data() + start[r + 1]};
    }
    [[nodiscard]] bool isJoint(Vertex v) const { return v >= nodes; }
};

/// Orders each layer for few crossings.
void orderLayers(Layers &layers, const std::atomic<bool> *stop);

/// Distances that all of the picture keeps.
inline constexpr double kNodeGap = 16;
inline constexpr double kLineGap = 10; // between lines, and from a line to a node
inline constexpr double kLaneGap = 32;

/// The y of every vertex's centre, from 0 on, by Brandes and Köpf: long links straight, nodes
/// amid their neighbours, what is next to each other apart by the distances above. Whole numbers.
[[nodiscard]] std::vector<double> placeVertices(const Layers &layers);

} // namespace sightglass::layered
