// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/graph/flows.h"
#include "views/layout/geometry.h"

#include <string>
#include <unordered_map>

namespace sightglass {

/// Fixed, so that json and dot are the same with and without fonts (rules.md §3).
inline constexpr double kNodeWidth = 188;
inline constexpr double kNodeHeight = 56;
inline constexpr double kMissingSize = 28;

/// A flow as it is drawn: its nodes and edges, behind the nodes the stubs of what was never
/// received, and where they stand. A function of all that is loaded, never of the playhead.
struct FlowPicture
{
    FlowGraph flow;
    /// Node numbers of the graph: flow.nodes first, then one stub for each edge whose upstream end
    /// is missing.
    Graph graph;
    Geometry geometry;
    std::unordered_map<NodeId, std::uint32_t> numberOf;

    [[nodiscard]] bool isStub(std::uint32_t number) const { return number >= flow.nodes.size(); }
};

/// Without geometry: that takes a layout of `graph`.
[[nodiscard]] FlowPicture flowPicture(FlowGraph flow);

/// The picture at an instant in the forms that need no pixels (design.md §6 `render`).
[[nodiscard]] std::string pictureJson(const FlowPicture &picture, const Snapshot &snapshot,
                                      Timestamp at);
[[nodiscard]] std::string pictureDot(const FlowPicture &picture, const Snapshot &snapshot,
                                     Timestamp at);

} // namespace sightglass
