// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "views/layout/columns.h"

namespace sightglass::layered {

/// Cuts the height between what stands in different lanes, so that each lane is a band of its own.
/// REQUIRES: no lane reaches into another
[[nodiscard]] std::vector<Geometry::Band> bandsOf(const Graph &graph, const Geometry &geometry);

/// Where what comes may not stand: the heights of middles in the bands of other lanes. None without
/// bands.
[[nodiscard]] std::vector<Interval> otherBands(const std::vector<Geometry::Band> &bands,
                                               std::uint16_t lane, double half);

/// The height nearest to `wanted` in a band of the lane, below all of them when it has none with
/// room; the same without bands.
[[nodiscard]] double wantedInBand(const std::vector<Geometry::Band> &bands, std::uint16_t lane,
                                  double half, double wanted);

/// What stands outside of the bands of its lane makes one more. Nothing without bands.
void keepBand(std::vector<Geometry::Band> &bands, std::uint16_t lane, double half, double y);

} // namespace sightglass::layered
