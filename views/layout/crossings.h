// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "views/layout/geometry.h"

#include <cstdint>

namespace sightglass {

/// How often links cross: between two columns those pairs count whose heights are in one order at
/// the left and in the other at the right. The same measure for every engine. COST: n log n in
/// links times the columns that they span.
[[nodiscard]] std::uint64_t countCrossings(const Graph &graph, const Geometry &geometry);

/// Whether a fresh layout would be much clearer than what grew, more than 1.5 times as many
/// crossings or links that lead back: then the view offers to tidy up. COST: of a layout; for the
/// pool.
[[nodiscard]] bool isUntidy(const Graph &graph, const Geometry &geometry,
                            const LayoutOptions &options = {});

} // namespace sightglass
