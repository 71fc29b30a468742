// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "views/layout/geometry.h"

namespace sightglass {

/// The picture of `now`, where all that stood in `placed`, the picture of `before`, stands as it
/// did, and so do the lines between it. What came takes the first free place of its column, or that
/// of what was expected there; new lines lead around what stands. Nodes are known by their keys.
/// COST: linear for what stood; linear in a column for each new node, and in the columns that it
/// spans for each new line. THREAD: any. REQUIRES: no self links.
[[nodiscard]] Geometry grow(const Graph &before, const Geometry &placed, const Graph &now);

} // namespace sightglass
