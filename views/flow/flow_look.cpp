// SPDX-License-Identifier: Apache-2.0
#include "views/flow/flow_look.h"

#include <set>
#include <utility>

namespace sightglass {

void markPath(FlowLook &look, const FlowPicture &picture, const FlowMoment &moment)
{
    look.pathItems.clear();
    look.pathEdges.clear();
    if (!moment.path)
        return;
    look.pathItems.resize(picture.items.size());
    look.pathEdges.resize(picture.edges.size());
    std::set<std::pair<std::uint32_t, std::uint32_t>> pairs;
    std::uint32_t before = kNoItem;
    for (const CriticalPath::Step &step : moment.path->steps) {
        const std::uint32_t item = picture.itemOfNode[step.node];
        if (item == kNoItem)
            continue;
        look.pathItems[item] = true;
        if (before != kNoItem) {
            pairs.emplace(before, item);
            pairs.emplace(item, before);
        }
        before = item;
    }
    for (std::size_t i = 0; i < picture.edges.size(); ++i)
        look.pathEdges[i] = pairs.count({picture.edges[i].from, picture.edges[i].to}) != 0;
}

} // namespace sightglass
