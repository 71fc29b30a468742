// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "views/picture/flow_moment.h"

#include <string>
#include <vector>

namespace sightglass {

/// How an item stands against the same step of another flow.
struct ItemDifference
{
    enum class What : std::uint8_t { None, New, Changed };

    What what = What::None;
    State before = State::Unknown; // of Changed
    Span tookBefore{-1}; // -1: not known
    Span took{-1};
    std::uint32_t failedBefore = 0; // of a stack: that were not well
    std::uint32_t failed = 0;
};

/// A flow beside an earlier one: what is new in it, what ended otherwise, what it has not.
struct Comparison
{
    std::vector<ItemDifference> items; // per item of the picture
    std::vector<std::string> missing; // titles of steps, in order of time
    std::uint32_t added = 0;
    std::uint32_t changed = 0;
};

/// Against `base` as it ended. Runs are the same step when kind and name are equal, else when their
/// steps are (stepOf()) and the base has one of that step only. Changed: it ended in another state,
/// or took one and a half times as long, or less than two thirds, by a second at least. COST: n log
/// n in both.
[[nodiscard]] Comparison compareFlows(const FlowPicture &picture, const FlowMoment &moment,
                                      const Snapshot &snapshot, const FlowGraph &base);

} // namespace sightglass
