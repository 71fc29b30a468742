// SPDX-License-Identifier: Apache-2.0
#include "views/picture/former_items.h"

#include "model/base/hash.h"

#include <algorithm>

namespace sightglass {
namespace {

using Shape = FlowItem::Shape;

std::uint64_t identityOf(const FlowNode &node)
{
    return node.entity.isNull() ? std::uint64_t{node.id.value} << 1
                                : std::uint64_t{node.entity.value} << 1 | 1;
}

bool hasAny(const std::unordered_set<std::uint64_t> &identities, const FlowGraph &flow,
            const FormerItems::Members &members)
{
    return !identities.empty()
        && std::any_of(members.begin(), members.end(), [&](std::uint32_t member) {
               return identities.count(identityOf(flow.nodes[member])) != 0;
           });
}

} // namespace

std::uint64_t itemKey(Shape shape, std::uint64_t what)
{
    return combine({what, 1}, {static_cast<std::uint64_t>(shape), 2}).high;
}

FormerItems::FormerItems(const FlowPicture *before)
    : m_before(before)
{
    for (std::size_t i = 0; before && i < before->items.size(); ++i) {
        const FlowItem &item = before->items[i];
        m_keys.insert(before->graph.nodes[i].key);
        if (item.shape != Shape::Node)
            continue;
        for (const std::uint32_t member : item.members)
            (item.beside ? m_beside : m_alone).insert(identityOf(before->flow.nodes[member]));
    }
}

bool FormerItems::stoodAlone(const FlowGraph &flow, const Members &members) const
{
    return hasAny(m_alone, flow, members);
}

bool FormerItems::stoodBeside(const FlowGraph &flow, const Members &members) const
{
    return hasAny(m_beside, flow, members);
}

std::uint64_t FormerItems::keyFor(Shape shape, const FlowGraph &flow, const Members &members)
{
    std::uint64_t key = itemKey(shape, identityOf(flow.nodes[members.front()]));
    if (m_before && members.size() > 1 && m_keys.count(key) == 0)
        key = formerKey(shape, flow, members).value_or(key);
    while (!m_used.insert(key).second)
        ++key;
    return key;
}

std::optional<std::uint64_t> FormerItems::formerKey(Shape shape, const FlowGraph &flow,
                                                    const Members &members)
{
    if (!m_indexed)
        index();
    for (const std::uint32_t member : members) {
        const auto known = m_keyOf.find(itemKey(shape, identityOf(flow.nodes[member])));
        if (known != m_keyOf.end() && m_used.count(known->second) == 0)
            return known->second;
    }
    return std::nullopt;
}

// Only when it is asked for: members are many, and most pictures have the first ones that they had.
void FormerItems::index()
{
    m_indexed = true;
    for (std::size_t i = 0; i < m_before->items.size(); ++i) {
        for (const std::uint32_t member : m_before->items[i].members)
            m_keyOf.emplace(
                itemKey(m_before->items[i].shape, identityOf(m_before->flow.nodes[member])),
                m_before->graph.nodes[i].key);
    }
}

} // namespace sightglass
