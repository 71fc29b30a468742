// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "views/layout/layered.h"

namespace sightglass::layered {

/// What is the same about a graph however it is drawn: links without repeats and self links, none
/// of them closing a cycle.
struct Links
{
    std::vector<Arc> arcs;
    std::vector<bool> turned; // arcs that lead back in the graph
    std::vector<std::int32_t> arcOf; // of each edge; kSelf of self links
    static constexpr std::int32_t kSelf = -1;
};
[[nodiscard]] Links linksOf(const Graph &graph);

/// One part that hangs together, with numbers of its own, and where its nodes and links stand.
struct Part
{
    std::vector<Vertex> nodes; // of the graph
    std::vector<std::int32_t> links; // numbers of arcs
    std::vector<Arc> arcs; // between positions in `nodes`
    std::vector<std::int32_t> rank;
    std::vector<bool> far; // of each arc
    std::vector<double> y; // of the nodes and, behind them, of the joints link by link
    std::int32_t depth = 0; // columns
    double height = 0;
    std::vector<double> outside; // the y of each far link's line, in order
};
/// Largest first.
[[nodiscard]] std::vector<Part> partsOf(const Graph &graph, const Links &links, bool together);

/// Ranks, order and y, links over more than `farSpan` columns outside.
void layPart(Part &part, const Graph &graph, const LayoutOptions &options);

} // namespace sightglass::layered
