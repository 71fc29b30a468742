// SPDX-License-Identifier: Apache-2.0
#include "views/layout/growth.h"
#include "views/picture/flow_picture.h"

#include <algorithm>

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
    picture.places = std::make_shared<Places>(picture.graph, picture.geometry);
    return picture;
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
