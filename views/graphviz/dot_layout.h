// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "views/layout/geometry.h"

#include <cstddef>

namespace sightglass {

/// Graphviz cannot be interrupted and takes seconds beyond this (rules.md §3).
inline constexpr std::size_t kDotNodes = 1'000;

/// Lays a graph out with Graphviz dot, left to right, edges routed around nodes; larger ones, and
/// what dot refuses, with layout(). THREAD: one in the whole process, for libgvc is not
/// thread-safe. COST: 30 ms for 300 nodes, 250 ms for 1 000.
[[nodiscard]] Geometry dotLayout(const Graph &graph, std::size_t most = kDotNodes);

} // namespace sightglass
