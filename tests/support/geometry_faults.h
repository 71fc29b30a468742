// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "views/layout/geometry.h"

#include <string>

namespace sightglass::test {

/// What is wrong with a picture, in words; empty when nothing is: nodes that overlap, links that
/// pass through a node which is not their end, that are askew, or do not begin and end at the
/// borders of their ends, and what lies outside of the bounds.
[[nodiscard]] std::string faultOf(const Graph &graph, const Geometry &geometry);

} // namespace sightglass::test
