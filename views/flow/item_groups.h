// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "views/common/camera.h"
#include "views/flow/flow_look.h"

namespace sightglass {

/// What stands close together, shown as one thing from far away.
struct ItemGroup
{
    QRectF box; // scene
    std::vector<std::uint32_t> items;
    std::uint32_t worst = 0; // item
    std::uint32_t count = 0; // of things: members of stacks each
    StateCounts tally{};
};

/// Groups of one zoom: they stay the same however the picture is moved, and each is large enough on
/// the screen for its words. COST: n log n in items.
[[nodiscard]] std::vector<ItemGroup> groupsOf(const FlowPicture &picture, const FlowMoment &moment,
                                              const FlowLook &look, const Camera &camera);

} // namespace sightglass
