// SPDX-License-Identifier: Apache-2.0
#include "views/picture/flow_picture.h"

#include <algorithm>

namespace sightglass {
namespace {

using Shape = FlowItem::Shape;

/// Empty: the row of what stands beside it.
std::string rowOf(const FlowPicture &picture, const Snapshot &snapshot, const FlowItem &item)
{
    if (item.shape == Shape::Stub)
        return {};
    if (picture.choice.lanes == Lanes::Kind)
        return std::string{item.kind == Kind::None ? "event" : word(item.kind)};
    if (item.members.empty())
        return {};
    const FlowNode &node = picture.flow.nodes[item.members.front()];
    const EventId event = node.events.empty() ? node.id : node.events.front();
    const std::string source{snapshot.sourceOf(event)};
    return source.empty() ? "no source" : source;
}

} // namespace

void assignLanes(FlowPicture &picture, const Snapshot &snapshot, const FlowPicture *before)
{
    picture.lanes.clear();
    if (picture.choice.lanes == Lanes::None)
        return;
    if (before && before->choice.lanes == picture.choice.lanes)
        picture.lanes = before->lanes;
    const auto laneOf = [&](const std::string &row) {
        const auto known = std::find(picture.lanes.begin(), picture.lanes.end(), row);
        const auto lane = static_cast<std::uint16_t>(known - picture.lanes.begin());
        if (known == picture.lanes.end())
            picture.lanes.push_back(row);
        return lane;
    };
    // What is only expected, or was only named, stands with what it belongs to: those come last.
    for (std::uint32_t i = 0; i < picture.items.size(); ++i) {
        const std::string row = rowOf(picture, snapshot, picture.items[i]);
        if (!row.empty()) {
            picture.graph.nodes[i].lane = laneOf(row);
            continue;
        }
        const bool names = picture.items[i].shape == Shape::Stub && !picture.downstream[i].empty();
        if (names)
            picture.graph.nodes[i].lane
                = picture.graph.nodes[picture.edges[picture.downstream[i].front()].to].lane;
        else if (!picture.upstream[i].empty())
            picture.graph.nodes[i].lane
                = picture.graph.nodes[picture.edges[picture.upstream[i].front()].from].lane;
    }
}

} // namespace sightglass
