// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "views/common/camera.h"
#include "views/flow/flow_look.h"

namespace sightglass {

/// What stands close together, shown as one thing from far away.
struct ItemGroup
{
    QRectF around; // all of it, in the scene
    QRectF cell; // in which it stands
    std::vector<std::uint32_t> items; // in order
    std::uint32_t worst = 0; // item
    std::uint32_t count = 0; // of things: members of stacks each
    StateCounts tally{};
    std::uint32_t stem = 0; // of picture.stems: what most of it is called
    bool mixed = false; // some of it is called otherwise

    /// Where it is drawn, in the scene: large enough for its words, inside of its cell.
    [[nodiscard]] QRectF boxAt(double zoom) const;
};

/// Groups of one zoom: they stay the same however the picture is moved. Kept until the zoom has
/// doubled or halved, or something else is shown.
class ItemGroups
{
public:
    /// COST: linear in items when they are made anew.
    [[nodiscard]] const std::vector<ItemGroup> &at(const FlowPicture &picture,
                                                   const FlowMoment &moment, const FlowLook &look,
                                                   const Camera &camera);
    /// Another picture, moment or part of it is shown.
    void forget() { m_width = 0; }

private:
    std::vector<ItemGroup> m_groups;
    double m_width = 0; // of a cell; 0: nothing is known
};

} // namespace sightglass
