// SPDX-License-Identifier: Apache-2.0
#include "views/layout/growth.h"
#include "views/picture/flow_picture.h"

#include <algorithm>
#include <unordered_set>

namespace sightglass {
namespace {

// What is over leaves no gaps for what never came.
bool isOver(const Snapshot &snapshot, const FlowGraph &flow, Span usualLength, Timestamp now)
{
    Timestamp first = kEndOfTime;
    for (const FlowNode &node : flow.nodes) {
        first = std::min(first, node.since);
        if (isOpen(node, nodeStateAt(snapshot, node, kEndOfTime)))
            return false;
    }
    return first == kEndOfTime || now - first >= usualLength;
}

} // namespace

FlowPicture openFlow(const Snapshot &snapshot, const FlowIndex &index, std::size_t flow,
                     const StackChoice &choice, Timestamp now, const FlowPicture *before,
                     const std::atomic<bool> *stop)
{
    FlowGraph graph = flowGraph(snapshot, index, flow);
    Expectation expectation = expectationOf(snapshot, index, flow);
    if (isOver(snapshot, graph, expectation.usualLength, now))
        std::erase_if(expectation.steps, [&](const ExpectedStep &step) {
            return std::none_of(graph.nodes.begin(), graph.nodes.end(), [&](const FlowNode &node) {
                return stepOf(snapshot, node) == step.step;
            });
        });
    FlowPicture picture = flowPicture(snapshot, std::move(graph), choice, expectation, before);
    assignLanes(picture, snapshot, before);
    picture.geometry = before ? grow(before->graph, before->geometry, picture.graph)
                              : layout(picture.graph, {!picture.lanes.empty(), stop});
    findImplied(picture);
    picture.places = std::make_shared<Places>(picture.graph, picture.geometry);
    return picture;
}

// A run is the parent of its steps, and these lead to each other: of a chain only the first needs
// the line from the run. By rank, so that the chain begins somewhere.
void findImplied(FlowPicture &picture)
{
    const auto pairOf
        = [](std::uint32_t from, std::uint32_t to) { return std::uint64_t{from} << 32 | to; };
    std::unordered_set<std::uint64_t> parents;
    for (const ItemEdge &edge : picture.edges) {
        if (edge.kind == EdgeKind::Context)
            parents.insert(pairOf(edge.from, edge.to));
    }
    const auto rankOf = [&](std::uint32_t item) { return picture.geometry.nodes[item].rank; };
    for (ItemEdge &edge : picture.edges) {
        const auto &causes = picture.upstream[edge.to];
        edge.implied = edge.kind == EdgeKind::Context
            && std::any_of(causes.begin(), causes.end(), [&](std::uint32_t cause) {
                           const std::uint32_t part = picture.edges[cause].from;
                           return part != edge.from && rankOf(part) < rankOf(edge.to)
                               && parents.count(pairOf(edge.from, part)) != 0;
                       });
    }
}

std::vector<bool> FlowPicture::trainOf(std::uint32_t item, bool up, bool down) const
{
    std::vector<bool> train(items.size());
    train[item] = true;
    for (const bool forward : {false, true}) {
        if (forward ? !down : !up)
            continue;
        std::vector<std::uint32_t> open{item};
        std::vector<bool> seen(items.size());
        seen[item] = true;
        while (!open.empty()) {
            const std::uint32_t here = open.back();
            open.pop_back();
            for (const std::uint32_t edge : (forward ? downstream : upstream)[here]) {
                const std::uint32_t next = forward ? edges[edge].to : edges[edge].from;
                if (!seen[next]) {
                    seen[next] = true;
                    train[next] = true;
                    open.push_back(next);
                }
            }
        }
    }
    return train;
}

std::uint32_t FlowPicture::itemOf(NodeId node) const
{
    for (std::uint32_t i = 0; i < flow.nodes.size(); ++i) {
        if (flow.nodes[i].id == node)
            return itemOfNode[i];
    }
    return kNoItem;
}

} // namespace sightglass
