// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/graph/flows.h"

#include <cstdint>
#include <span>
#include <vector>

namespace sightglass {

/// The chain that determines when a flow ended, or that still runs: how late each of it ended is
/// how late the whole was.
struct CriticalPath
{
    struct Step
    {
        std::uint32_t node = 0; // of flow.nodes
        Timestamp from = kNoTime; // the stretch of time that it accounts for; none overlap
        Timestamp to = kNoTime;
    };
    std::vector<Step> steps; // in order of time; a run that encloses others may be there twice
    Span length{0}; // of the steps
    Span whole{0}; // from the first moment of the flow to its last
    Span waiting{0}; // of `whole`, in which nothing of the path ran
    std::vector<Span> slack; // per node: how much later it could have ended; 0 on the path;
                             // negative: not known

    [[nodiscard]] bool isOn(std::uint32_t node) const { return slack[node] == Span{0}; }
};

/// As known from `states`; what is open has run until `now`. COST: n log n in nodes and edges.
[[nodiscard]] CriticalPath criticalPath(const FlowGraph &flow, std::span<const NodeState> states,
                                        Timestamp now);

} // namespace sightglass
