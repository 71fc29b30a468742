// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/graph/stitching.h"

#include <atomic>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace sightglass {

/// The causal graph of a snapshot as known at one instant, and its flows. Immutable; a pure
/// function of both. COST of building: linear in events and links.
class FlowIndex
{
public:
    FlowIndex() = default;
    /// `stop` may be set by another thread; the index is then empty.
    FlowIndex(const Snapshot &snapshot, Timestamp at, const std::atomic<bool> *stop = nullptr);

    /// A flow: everything downstream of its roots. Newest root last.
    struct Flow
    {
        NodeId root; // the earliest of them
        Timestamp time; // of the root
        TextId chain;
        std::vector<NodeId> roots;
    };
    [[nodiscard]] std::span<const Flow> flows() const { return m_flows; }

    /// All nodes of a flow, in order of time.
    [[nodiscard]] std::vector<NodeId> members(std::size_t flow) const;
    /// The flows that reach the node, newest root first. A node that lies only on a cycle is in
    /// none.
    [[nodiscard]] std::vector<std::size_t> flowsOf(NodeId node) const;

    /// Neighbours along causal links, without repeats and self links.
    [[nodiscard]] std::span<const NodeId> downstream(NodeId node) const;
    [[nodiscard]] std::span<const NodeId> upstream(NodeId node) const;

    [[nodiscard]] bool isEmpty() const { return m_flows.empty(); }
    /// A snapshot that holds all of its members: the newer one, unless that has dropped some.
    [[nodiscard]] const Snapshot &holding(const Snapshot &newer) const
    {
        return newer.droppedEvents() == m_snapshot.droppedEvents() ? newer : m_snapshot;
    }
    /// Rows of the links whose downstream end is another event than the one that carries them.
    [[nodiscard]] std::span<const std::uint32_t> standAloneLinks() const
    {
        return m_standAloneLinks;
    }
    /// What identities join beyond the links that are stated: at most one between two nodes, none
    /// where a link says it already or that would close a ring. In the order of their downstream
    /// ends.
    [[nodiscard]] std::span<const InferredLink> inferred() const { return m_inferred; }
    /// Those at whose downstream, or upstream, end the node is.
    [[nodiscard]] std::vector<InferredLink> inferredAt(NodeId node) const;

private:
    struct Adjacency
    {
        std::uint32_t begin = 0; // the first event's row
        std::vector<std::uint32_t> start; // per event + 1
        std::vector<NodeId> neighbours;
        void build(const Snapshot &snapshot,
                   std::vector<std::pair<std::uint32_t, std::uint32_t>> edges);
        [[nodiscard]] std::span<const NodeId> of(NodeId node) const;
    };
    void findFlows(Timestamp at);
    void stitch(Timestamp at, std::vector<std::pair<std::uint32_t, std::uint32_t>> &edges);
    void orderFlows();
    /// Of an event among those that are here.
    [[nodiscard]] std::uint32_t placeOf(EventId event) const
    {
        return event.row() - m_snapshot.events.begin();
    }

    Snapshot m_snapshot;
    Adjacency m_downstream;
    Adjacency m_upstream;
    std::vector<Flow> m_flows;
    std::vector<std::uint32_t> m_standAloneLinks;
    std::vector<InferredLink> m_inferred;
    std::vector<std::uint32_t> m_flowOfRoot; // per event: flow + 1
};

/// The events whose causal links lead back to themselves, or that lie between two such rings, as
/// known at `at`. Judged between events: an activity as a whole may well be caused by what it
/// caused, a run by its tasks and they by it. COST: n log n in the links.
[[nodiscard]] std::vector<EventId> eventsOnCycles(const Snapshot &snapshot, Timestamp at);

/// One edge of a flow's picture, with the link that states it.
struct FlowEdge
{
    NodeId from; // upstream; null: not received, see `missing`
    NodeId to;
    EdgeKind kind = EdgeKind::Cause;
    bool declared = true; // false: by reference or inferred
    IdentityId identity; // of an inferred one: what both name
    std::string missing; // the id that was named and never received
    Timestamp since = kNoTime; // of the carrier: the edge is known from here on
};

/// A node of a flow's picture: an activity, or all events that one subject has in this flow.
struct FlowNode
{
    NodeId id;
    EntityId entity; // null: an event that is only itself
    Kind kind = Kind::None;
    Timestamp since = kNoTime; // it exists from here on
    std::vector<EventId> events; // of a subject: those in this flow, in order of time
};

/// What a flow's picture shows, over all that is loaded: never a function of the playhead, which
/// only shows, hides and colours (rules.md §1). Edges are the causal and the non-causal links
/// between members.
struct FlowGraph
{
    NodeId root;
    std::vector<FlowNode> nodes; // in order of time, then identity
    std::vector<FlowEdge> edges; // no two equal; ends are ids of `nodes`
};
[[nodiscard]] FlowGraph flowGraph(const Snapshot &snapshot, const FlowIndex &index,
                                  std::size_t flow);

/// The state that a node of the picture has at `at`: of an activity its own; of a subject that of
/// its newest event in this flow.
struct NodeState
{
    bool exists = false;
    State state = State::Unknown;
    TextId detail;
    Timestamp startedAt = kNoTime;
    Timestamp finishedAt = kNoTime;
};
[[nodiscard]] NodeState nodeStateAt(const Snapshot &snapshot, const FlowNode &node, Timestamp at);

/// The node's title: name of the entity, else type and id of the event. Never empty.
[[nodiscard]] std::string nodeTitle(const Snapshot &snapshot, const FlowNode &node, Timestamp at);

/// The key that --subject takes for the node (rules.md §2.3).
[[nodiscard]] std::string nodeKey(const Snapshot &snapshot, const FlowNode &node);

/// Finds what --subject names: exact key, then vocabulary id, then event id, then a unique name.
/// Null: none.
[[nodiscard]] EventId findSubject(const Snapshot &snapshot, std::string_view subject, Timestamp at);

} // namespace sightglass
