// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/words.h"

#include <cstdint>
#include <string>
#include <vector>

namespace sightglass {

struct Point
{
    double x = 0;
    double y = 0;
};

/// What is laid out: sizes and edges, nothing of what they mean. Nodes are numbered from 0; the
/// order of nodes and edges decides ties, so equal graphs give equal geometry.
struct Graph
{
    struct Node
    {
        double width = 0;
        double height = 0;
    };
    struct Edge
    {
        std::uint32_t from = 0;
        std::uint32_t to = 0;
    };
    std::vector<Node> nodes;
    std::vector<Edge> edges;
};

/// Where everything stands, in scene units, y downwards, from (0, 0). A value: painting replays it,
/// hit tests read it.
struct Geometry
{
    struct Node
    {
        Point centre;
        std::uint32_t rank = 0; // from the left, 0 first
    };
    struct Edge
    {
        std::vector<Point> points; // a polyline from the border of one node to that of the other
    };
    std::vector<Node> nodes;
    std::vector<Edge> edges; // as in Graph
    double width = 0;
    double height = 0;
};

/// Layers from left to right by longest path, siblings ordered by the places of their neighbours,
/// edges as orthogonal polylines through the gaps between layers. For graphs that Graphviz would
/// take too long for. COST: near linear in nodes and edges.
[[nodiscard]] Geometry layeredLayout(const Graph &graph);

/// Ranks by longest path; edges that would close a cycle are passed over.
[[nodiscard]] std::vector<std::uint32_t> longestPathRanks(const Graph &graph);

} // namespace sightglass
