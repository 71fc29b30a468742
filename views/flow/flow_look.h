// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/rules/progress.h"
#include "views/common/links.h"
#include "views/picture/flow_moment.h"

#include <functional>
#include <optional>
#include <span>
#include <string>

namespace sightglass {

/// How a picture is looked at: what is lit, hidden, marked.
struct FlowLook
{
    std::optional<std::uint32_t> selected; // items
    std::optional<std::uint32_t> hovered;
    std::vector<bool> lit; // per item: the train of the hovered one; empty: all
    std::vector<bool> shown; // per item: what is isolated; empty: all
    std::vector<bool> pathItems; // per item and edge: the critical path; empty: not asked for
    std::vector<bool> pathEdges;
    Links links = Links::Flow;
    bool hasFocus = false;
    double edgeStrength = 1; // less while nodes glide
    std::function<Progress(EntityId)> progressOf; // none in files
    std::span<const std::string> versions; // per item, for its card; empty: not told

    [[nodiscard]] bool shows(const FlowMoment &moment, std::uint32_t item) const
    {
        return moment.items[item].exists && (shown.empty() || shown[item]);
    }
    [[nodiscard]] double strengthOf(std::uint32_t item) const
    {
        if (!lit.empty())
            return lit[item] ? 1 : 0.35;
        return pathItems.empty() || pathItems[item] ? 1 : 0.45;
    }
};

/// Marks the items and edges that moment.path leads over; nothing when it is not known.
void markPath(FlowLook &look, const FlowPicture &picture, const FlowMoment &moment);

} // namespace sightglass
