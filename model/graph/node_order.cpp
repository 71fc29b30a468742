// SPDX-License-Identifier: Apache-2.0
#include "model/graph/node_order.h"

#include <algorithm>
#include <string>
#include <utility>

namespace sightglass {
namespace {

/// The activity that a node is; null: it is an event.
EntityId activityOf(const Snapshot &snapshot, NodeId node)
{
    const EntityId entity = snapshot.entityOf(node);
    return !entity.isNull() && isActivity(snapshot.kindOf(entity)) ? entity : EntityId{};
}

/// What settles ties whatever the order of arrival.
std::string nameOf(const Snapshot &snapshot, NodeId node)
{
    const EntityId activity = activityOf(snapshot, node);
    return activity.isNull() ? std::string{snapshot.idOf(node)} : snapshot.keyOf(activity);
}

} // namespace

Timestamp beginOf(const Snapshot &snapshot, NodeId node)
{
    const EntityId activity = activityOf(snapshot, node);
    return activity.isNull() ? snapshot.timeOf(node) : snapshot.firstTimeOf(activity);
}

std::vector<std::uint32_t> inOrderOfTime(const Snapshot &snapshot, std::span<const NodeId> nodes)
{
    std::vector<std::pair<Timestamp, std::uint32_t>> places;
    places.reserve(nodes.size());
    for (const NodeId node : nodes)
        places.emplace_back(beginOf(snapshot, node), static_cast<std::uint32_t>(places.size()));
    std::sort(places.begin(), places.end());
    std::vector<std::uint32_t> order;
    order.reserve(nodes.size());
    std::vector<std::pair<std::string, std::uint32_t>> tied;
    for (std::size_t begin = 0; begin < places.size();) {
        std::size_t end = begin + 1;
        while (end < places.size() && places[end].first == places[begin].first)
            ++end;
        tied.clear();
        for (std::size_t i = begin; i < end; ++i) {
            const std::uint32_t place = places[i].second;
            tied.emplace_back(end - begin > 1 ? nameOf(snapshot, nodes[place]) : std::string{},
                              place);
        }
        std::sort(tied.begin(), tied.end());
        for (const auto &[name, place] : tied)
            order.push_back(place);
        begin = end;
    }
    return order;
}

void sortByTime(const Snapshot &snapshot, std::vector<NodeId> &nodes)
{
    if (nodes.size() < 2)
        return;
    const std::vector<NodeId> before = nodes;
    const std::vector<std::uint32_t> order = inOrderOfTime(snapshot, before);
    for (std::size_t i = 0; i < nodes.size(); ++i)
        nodes[i] = before[order[i]];
}

} // namespace sightglass
