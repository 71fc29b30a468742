// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "views/layout/geometry.h"

#include <cstdint>
#include <random>

namespace sightglass::test {

/// One long delivery: stages that fan out and in, with links that skip some.
[[nodiscard]] Graph sampleFlow(std::uint32_t nodes, std::uint32_t seed = 7);
/// A whole system: flows of 15 to 45 nodes, most of them begun by what an earlier one ended with.
[[nodiscard]] Graph sampleSystem(std::uint32_t nodes, std::uint32_t seed = 7);
/// With so many links between nodes at random, earlier to later.
[[nodiscard]] Graph withFarLinks(Graph graph, std::uint32_t links, std::uint32_t seed = 11);
/// Anything: cycles, self links, repeats, parts, sizes and lanes.
[[nodiscard]] Graph randomGraph(std::uint32_t nodes, std::uint32_t edges, std::uint32_t seed);

} // namespace sightglass::test
