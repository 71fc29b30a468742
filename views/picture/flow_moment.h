// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "views/picture/critical_path.h"
#include "views/picture/flow_picture.h"

#include <array>
#include <memory>

namespace sightglass {

/// How many things are in each state.
using StateCounts = std::array<std::uint32_t, kStateWords.size()>;

/// One item at an instant.
struct ItemMoment
{
    bool exists = false; // drawn: it was there, or is expected
    State state = State::Unknown; // of a stack: the worst
    std::uint32_t node = kNoItem; // of flow.nodes: the newest try; of a stack: the first member
    std::uint32_t count = 0; // members that were there: of a stack all of them, else tries
    std::uint32_t tally = kNoItem; // of a stack: its states, in FlowMoment::tallies
    NodeState told; // of `node`
};

/// A flow's picture as it was at an instant: which of its items, and in what states. A value; with
/// the geometry it is all that is painted, exported and asked for hits.
struct FlowMoment
{
    Timestamp at = kEndOfTime;
    Timestamp now = kEndOfTime; // up to when what runs has run
    std::vector<ItemMoment> items;
    std::vector<NodeState> nodes; // per flow.nodes
    std::vector<StateCounts> tallies;
    StateCounts activities{}; // of the whole flow, ghosts as expected: a retried one once
    std::uint32_t absent = 0; // items that do not exist
    std::uint32_t missing = 0; // ids that were named and never received
    bool isMoving = false; // something is open, or so young that the flow is not known to be over
    std::optional<CriticalPath> path;

    /// Leaves out what is expected and has not come.
    void hideExpected();

    [[nodiscard]] bool shows(const FlowPicture &picture, std::size_t edge) const
    {
        const ItemEdge &line = picture.edges[edge];
        return line.since <= at && items[line.from].exists && items[line.to].exists;
    }
};

/// COST: linear in the events of the flow; with a path n log n. THREAD: any.
[[nodiscard]] FlowMoment flowMoment(const FlowPicture &picture, const Snapshot &snapshot,
                                    Timestamp at, Timestamp now, bool withPath = false);

/// The key that --subject takes for the item (rules.md §2.3): "stack:" and the first member's,
/// "expected:" and its kind and name. Stubs have none.
[[nodiscard]] std::string itemKey(const FlowPicture &picture, const FlowMoment &moment,
                                  const Snapshot &snapshot, std::uint32_t item);
/// Never empty but for stubs.
[[nodiscard]] std::string itemTitle(const FlowPicture &picture, const FlowMoment &moment,
                                    const Snapshot &snapshot, std::uint32_t item);
/// Of a stack's failures, how many do not stand beside it.
[[nodiscard]] std::uint32_t failuresInside(const FlowPicture &picture, const FlowMoment &moment,
                                           std::uint32_t stack);

} // namespace sightglass
