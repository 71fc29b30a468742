// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "views/layout/places.h"
#include "views/picture/expected.h"

#include <array>
#include <atomic>
#include <limits>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <string_view>

namespace sightglass {

/// Fixed, so that json and dot are the same with and without fonts (rules.md §3).
inline constexpr double kNodeWidth = 188;
inline constexpr double kNodeHeight = 56;
inline constexpr double kStackHeight = 64;
inline constexpr double kMissingSize = 28;

/// Fewer siblings of one kind, one name stem and the same parents are shown one by one.
inline constexpr std::size_t kLeastStack = 5;
/// Of a stack's failures, as many stand beside it.
inline constexpr std::size_t kFailuresBeside = 3;
/// What a flow has beyond these is left out, and said to be.
inline constexpr std::size_t kMostItems = 100'000;

inline constexpr std::uint32_t kNoItem = std::numeric_limits<std::uint32_t>::max();

/// The rows that a flow is cut into.
enum class Lanes : std::uint8_t { None, Kind, Source };
inline constexpr std::array<std::string_view, 3> kLanesWords{"none", "kind", "source"};

/// What the user made of the stacks, and of the rows.
struct StackChoice
{
    bool grouped = true;
    std::set<NodeId> opened; // first members of stacks that are shown one by one
    Lanes lanes = Lanes::None;

    friend bool operator==(const StackChoice &, const StackChoice &) = default;
};

/// One thing that is drawn.
struct FlowItem
{
    enum class Shape : std::uint8_t {
        Node, // an activity with its tries, a subject, or an event that is only itself
        Stack, // siblings
        Ghost, // what the flow's history lets expect
        Stub, // what links name and nobody has sent
    };

    Shape shape = Shape::Node;
    Kind kind = Kind::None;
    bool expected = false; // history tells that it comes, so it is a ghost until it does
    bool beside = false; // a failure that stands beside its stack
    std::uint32_t stack = kNoItem; // the item beside which it stands
    NodeId stackOf; // the first member of the stack that it would be in, were it not opened
    Timestamp since = kNoTime; // it exists from here on
    std::vector<std::uint32_t> members; // of flow.nodes, in order of time; of a node: its tries
    std::string name; // of a stack: what its members' names begin with; of a ghost: its own
    std::vector<std::string> missing; // of a stub: what was named
    std::uint32_t stem = 0; // of FlowPicture::stems
};

struct ItemEdge
{
    std::uint32_t from = 0; // of `items`
    std::uint32_t to = 0;
    EdgeKind kind = EdgeKind::Cause;
    bool declared = true;
    bool closesCycle = false; // events lead back to themselves along it
    IdentityId identity; // of an inferred one: what both name
    Timestamp since = kNoTime;
    bool implied = false; // of a parent, to what another of its parts has led to: known without it
};

/// A flow as it is drawn: its items and edges, and where they stand. A value; a function of all
/// that is loaded and of the user's choice, never of the playhead.
struct FlowPicture
{
    FlowGraph flow;
    StackChoice choice;
    std::vector<FlowItem> items; // nodes and stacks in order of time, then ghosts, then stubs
    std::vector<ItemEdge> edges; // no two equal
    Graph graph; // the same numbers
    Geometry geometry;
    std::shared_ptr<const Places> places; // of the geometry; null: it was not looked at for them
    std::vector<std::string> stems; // what items are called, but for what tells them apart
    std::vector<std::uint32_t> itemOfNode; // per flow.nodes; kNoItem: left out
    std::vector<std::uint32_t> stackOfNode; // the stack that counts it; kNoItem: none
    std::vector<std::vector<std::uint32_t>> downstream; // per item: edges from it
    std::vector<std::vector<std::uint32_t>> upstream; // per item: edges to it
    bool hasSiblings = false; // there are stacks, or would be, were they not opened
    std::size_t leftOut = 0; // nodes beyond kMostItems
    Span usualLength{0}; // of the flows before it that are like it; 0: there was none
    std::vector<std::string> lanes; // what each is of: a kind's word, a source; empty: no lanes

    /// Per item: whether it is to be looked at together with that one: all it came from, and all
    /// that came of it. COST: linear.
    [[nodiscard]] std::vector<bool> trainOf(std::uint32_t item, bool up, bool down) const;
    /// The items that show the node.
    [[nodiscard]] std::uint32_t itemOf(NodeId node) const;
};

/// Whether it is an activity that has begun, or is to begin, and has not ended.
[[nodiscard]] bool isOpen(const FlowNode &node, const NodeState &state);

/// Without geometry: that takes a layout of `graph`. What stood by itself in the picture `before`
/// does so still. COST: n log n in nodes and edges. THREAD: any.
[[nodiscard]] FlowPicture flowPicture(const Snapshot &snapshot, FlowGraph flow,
                                      const StackChoice &choice = {},
                                      const Expectation &expectation = {},
                                      const FlowPicture *before = nullptr);

/// The picture of a flow with what its history lets expect, unless it was over at `now`. Laid out
/// afresh, or grown from the picture `before`: then nothing that stood moves. `stop` may be set by
/// another thread: what the layout misses is then done in the quickest way. COST: of flowGraph(),
/// expectationOf() and layout() or grow(). THREAD: any.
[[nodiscard]] FlowPicture openFlow(const Snapshot &snapshot, const FlowIndex &index,
                                   std::size_t flow, const StackChoice &choice, Timestamp now,
                                   const FlowPicture *before = nullptr,
                                   const std::atomic<bool> *stop = nullptr);

/// Gives each item the lane that the choice asks for; those of the picture `before` keep their
/// numbers. COST: linear.
void assignLanes(FlowPicture &picture, const Snapshot &snapshot, const FlowPicture *before);

/// Finds the lines from a parent that other parts of it make needless. REQUIRES: a geometry.
/// COST: linear in edges and, of what has a parent, in its causes.
void findImplied(FlowPicture &picture);

/// Per edge of the flow: whether events lead back to themselves along it, and it is the one that
/// closes the ring. COST: linear; a walk over events only where activities lead back.
[[nodiscard]] std::vector<bool> closingEdges(const Snapshot &snapshot, const FlowGraph &flow);

} // namespace sightglass
