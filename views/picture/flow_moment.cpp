// SPDX-License-Identifier: Apache-2.0
#include "views/picture/flow_moment.h"

#include <algorithm>

namespace sightglass {
namespace {

using Shape = FlowItem::Shape;

constexpr auto kExpected = static_cast<std::size_t>(State::Expected);

class Maker
{
public:
    Maker(const FlowPicture &picture, const Snapshot &snapshot, Timestamp at, Timestamp now)
        : m_picture(picture)
        , m_snapshot(snapshot)
    {
        m_moment.at = at;
        m_moment.now = now;
    }

    FlowMoment make(bool withPath)
    {
        m_moment.nodes.reserve(m_picture.flow.nodes.size());
        for (const FlowNode &node : m_picture.flow.nodes)
            m_moment.nodes.push_back(nodeStateAt(m_snapshot, node, m_moment.at));
        m_moment.isMoving = moves();
        m_moment.items.resize(m_picture.items.size());
        for (std::size_t i = 0; i < m_picture.items.size(); ++i)
            tell(m_picture.items[i], m_moment.items[i]);
        for (const ItemMoment &told : m_moment.items)
            m_moment.absent += told.exists ? 0 : 1;
        if (withPath)
            m_moment.path = criticalPath(m_picture.flow, m_moment.nodes, m_moment.now);
        return std::move(m_moment);
    }

private:
    [[nodiscard]] bool moves() const
    {
        Timestamp first = kEndOfTime;
        for (std::size_t i = 0; i < m_picture.flow.nodes.size(); ++i) {
            const FlowNode &node = m_picture.flow.nodes[i];
            if (!m_moment.nodes[i].exists)
                continue;
            if (isOpen(node, m_moment.nodes[i]))
                return true;
            first = std::min(first, node.since);
        }
        return first != kEndOfTime && m_moment.now - first < m_picture.usualLength;
    }

    void tell(const FlowItem &item, ItemMoment &told)
    {
        switch (item.shape) {
        case Shape::Node:
            tellNode(item, told);
            break;
        case Shape::Stack:
            tellStack(item, told);
            break;
        case Shape::Ghost:
            tellGhost(told);
            told.exists = told.exists && item.since <= m_moment.at;
            break;
        case Shape::Stub:
            told.exists = item.since <= m_moment.at;
            m_moment.missing += told.exists ? static_cast<std::uint32_t>(item.missing.size()) : 0;
            return;
        }
        if (told.exists && item.shape != Shape::Stack && item.stack == kNoItem
            && isActivity(item.kind))
            ++m_moment.activities[static_cast<std::size_t>(told.state)];
    }

    void tellGhost(ItemMoment &told) const
    {
        told.exists = m_moment.isMoving;
        told.state = State::Expected;
    }

    void tellNode(const FlowItem &item, ItemMoment &told)
    {
        for (const std::uint32_t member : item.members) {
            if (!m_moment.nodes[member].exists)
                continue;
            told.exists = true;
            told.node = member;
            ++told.count;
        }
        if (told.exists) {
            told.told = m_moment.nodes[told.node];
            told.state = told.told.state;
        } else if (item.expected) {
            tellGhost(told);
        }
    }

    void tellStack(const FlowItem &item, ItemMoment &told)
    {
        told.tally = static_cast<std::uint32_t>(m_moment.tallies.size());
        StateCounts &tally = m_moment.tallies.emplace_back();
        told.state = State::Succeeded;
        for (const std::uint32_t member : item.members) {
            const NodeState &state = m_moment.nodes[member];
            if (!state.exists)
                continue;
            if (!told.exists)
                told.node = member;
            told.exists = true;
            ++told.count;
            ++tally[static_cast<std::size_t>(state.state)];
            told.state = std::min(told.state, state.state);
        }
        if (told.exists)
            told.told = m_moment.nodes[told.node];
        else if (item.expected)
            tellGhost(told);
        if (!isActivity(item.kind))
            return;
        for (std::size_t state = 0; state < tally.size(); ++state)
            m_moment.activities[state] += tally[state];
        if (told.exists && told.count == 0)
            ++m_moment.activities[kExpected];
    }

    const FlowPicture &m_picture;
    const Snapshot &m_snapshot;
    FlowMoment m_moment;
};

} // namespace

FlowMoment flowMoment(const FlowPicture &picture, const Snapshot &snapshot, Timestamp at,
                      Timestamp now, bool withPath)
{
    return Maker{picture, snapshot, at, now}.make(withPath);
}

void FlowMoment::hideExpected()
{
    for (ItemMoment &item : items)
        item.exists = item.exists && (item.state != State::Expected || item.node != kNoItem);
    activities[kExpected] = 0;
}

std::string itemKey(const FlowPicture &picture, const FlowMoment &moment, const Snapshot &snapshot,
                    std::uint32_t item)
{
    const FlowItem &shown = picture.items[item];
    const auto keyOf
        = [&](std::uint32_t node) { return nodeKey(snapshot, picture.flow.nodes[node]); };
    if (shown.shape == Shape::Stack)
        return "stack:" + keyOf(shown.members.front());
    if (shown.shape == Shape::Ghost)
        return std::string{"expected:"}.append(word(shown.kind)).append(":").append(shown.name);
    if (shown.shape == Shape::Stub)
        return {};
    const std::uint32_t node = moment.items[item].node;
    return keyOf(node == kNoItem ? shown.members.front() : node);
}

std::string itemTitle(const FlowPicture &picture, const FlowMoment &moment,
                      const Snapshot &snapshot, std::uint32_t item)
{
    const FlowItem &shown = picture.items[item];
    if (shown.shape != Shape::Node)
        return shown.name;
    const std::uint32_t node = moment.items[item].node;
    return node == kNoItem
        ? nodeTitle(snapshot, picture.flow.nodes[shown.members.front()], kEndOfTime)
        : nodeTitle(snapshot, picture.flow.nodes[node], moment.at);
}

std::uint32_t failuresInside(const FlowPicture &picture, const FlowMoment &moment,
                             std::uint32_t stack)
{
    const ItemMoment &told = moment.items[stack];
    if (told.tally == kNoItem)
        return 0;
    const StateCounts &tally = moment.tallies[told.tally];
    std::uint32_t failures = 0;
    for (const State state : {State::Failed, State::Error, State::Unstable})
        failures += tally[static_cast<std::size_t>(state)];
    for (std::size_t beside = stack + 1;
         beside < picture.items.size() && picture.items[beside].stack == stack; ++beside)
        failures -= isNotOk(moment.items[beside].state) && failures > 0 ? 1 : 0;
    return failures;
}

} // namespace sightglass
