// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/graph/snapshot.h"

#include <cstdint>
#include <span>
#include <vector>

namespace sightglass {

/// When a node of the causal graph began.
[[nodiscard]] Timestamp beginOf(const Snapshot &snapshot, NodeId node);

/// The places of nodes in order of their begin, then by a name that settles ties whatever the order
/// of arrival: the key of an activity, else the id of the event. COST: n log n; names stand in the
/// log, and are asked for only of what began at once, once each.
[[nodiscard]] std::vector<std::uint32_t> inOrderOfTime(const Snapshot &snapshot,
                                                       std::span<const NodeId> nodes);

/// Puts them into that order.
void sortByTime(const Snapshot &snapshot, std::vector<NodeId> &nodes);

} // namespace sightglass
