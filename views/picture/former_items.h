// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "views/picture/flow_picture.h"

#include <optional>
#include <unordered_map>
#include <unordered_set>

namespace sightglass {

/// Who an item is, while numbers change. Of the process only: digests differ at each start, and the
/// order of items is never theirs.
[[nodiscard]] std::uint64_t itemKey(FlowItem::Shape shape, std::uint64_t what);

/// What the picture before showed. It goes on under the key that it had, so that it stays where it
/// is, whoever turns out later to be the first of its members.
class FormerItems
{
public:
    using Members = std::vector<std::uint32_t>; // of a flow's nodes

    /// LIFETIME: of `before`. Null: there was none.
    explicit FormerItems(const FlowPicture *before);

    /// Whether one of them was shown by itself; or beside its stack.
    [[nodiscard]] bool stoodAlone(const FlowGraph &flow, const Members &members) const;
    [[nodiscard]] bool stoodBeside(const FlowGraph &flow, const Members &members) const;
    /// The key of what showed one of them in that shape; else one of its own. Never the same twice.
    [[nodiscard]] std::uint64_t keyFor(FlowItem::Shape shape, const FlowGraph &flow,
                                       const Members &members);

private:
    [[nodiscard]] std::optional<std::uint64_t>
    formerKey(FlowItem::Shape shape, const FlowGraph &flow, const Members &members);
    void index();

    const FlowPicture *m_before;
    std::unordered_set<std::uint64_t> m_alone; // identities of nodes
    std::unordered_set<std::uint64_t> m_beside;
    std::unordered_set<std::uint64_t> m_keys; // of the picture before
    std::unordered_set<std::uint64_t> m_used;
    std::unordered_map<std::uint64_t, std::uint64_t> m_keyOf; // of nodes and stacks, by members
    bool m_indexed = false;
};

} // namespace sightglass
