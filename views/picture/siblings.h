// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/graph/flows.h"

#include <cstdint>
#include <vector>

namespace sightglass {

/// Which nodes of a flow are one thing to the reader. Numbers are those of flow.nodes.
struct Siblings
{
    /// Per node the first try of what it is a try of: itself, unless it is a retry.
    std::vector<std::uint32_t> firstTry;
    /// Per node that is a first try: the first member of its stack; itself when it is in none.
    std::vector<std::uint32_t> leader;
};

/// Retries: an activity that what it caused, or what retried its parent, does again after it was
/// over and not well. Stacks: at least kLeastStack of one kind, one name stem and the same parents,
/// where what hangs below a stack may be one, too. COST: n log n.
[[nodiscard]] Siblings siblingsOf(const Snapshot &snapshot, const FlowGraph &flow);

} // namespace sightglass
