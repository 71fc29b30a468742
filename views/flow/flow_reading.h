// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/rules/progress.h"
#include "views/picture/flow_moment.h"

#include <functional>

namespace sightglass {

/// Whether the item is an activity that runs, shown by itself.
[[nodiscard]] bool isRunning(const FlowPicture &picture, const FlowMoment &moment,
                             std::uint32_t item);

/// Whether a flow is over, or when it may be, and what of it is late.
struct FlowOutlook
{
    Timestamp end = kNoTime; // of what runs, as usual; kNoTime: not known
    Timestamp late = kNoTime; // nine of ten times it is before
    std::vector<std::uint32_t> overdue; // items
    bool runs = false; // something in it does
    Timestamp last = kNoTime; // when something began, or ended
};

/// All that is said of a flow at an instant.
struct FlowReading
{
    FlowMoment moment;
    FlowOutlook outlook;
    std::uint64_t epoch = 0; // of the snapshot
};

struct FlowQuestion
{
    Snapshot snapshot;
    Timestamp at = kEndOfTime;
    Timestamp now = kEndOfTime;
    bool withPath = false;
    std::function<Progress(EntityId)> progressOf;
};
/// COST: of flowMoment(), and of progressOf() for all that runs. THREAD: any.
[[nodiscard]] FlowReading readFlow(const FlowPicture &picture, const FlowQuestion &question);

} // namespace sightglass
