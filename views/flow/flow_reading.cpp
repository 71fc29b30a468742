// SPDX-License-Identifier: Apache-2.0
#include "views/flow/flow_reading.h"

#include <algorithm>

namespace sightglass {

bool isRunning(const FlowPicture &picture, const FlowMoment &moment, std::uint32_t item)
{
    const ItemMoment &told = moment.items[item];
    return told.exists && told.node != kNoItem && picture.items[item].shape == FlowItem::Shape::Node
        && isOpen(picture.flow.nodes[told.node], told.told);
}

FlowReading readFlow(const FlowPicture &picture, const FlowQuestion &question)
{
    FlowReading reading;
    reading.epoch = question.snapshot.epoch;
    reading.moment
        = flowMoment(picture, question.snapshot, question.at, question.now, question.withPath);
    FlowOutlook &outlook = reading.outlook;
    for (std::size_t node = 0; node < picture.flow.nodes.size(); ++node) {
        const NodeState &told = reading.moment.nodes[node];
        if (!told.exists)
            continue;
        outlook.runs |= isOpen(picture.flow.nodes[node], told);
        outlook.last = std::max(
            {outlook.last, picture.flow.nodes[node].since, told.startedAt, told.finishedAt});
    }
    for (std::uint32_t item = 0; item < picture.items.size(); ++item) {
        if (!isRunning(picture, reading.moment, item))
            continue;
        const FlowNode &node = picture.flow.nodes[reading.moment.items[item].node];
        const Progress progress = question.progressOf(node.entity);
        if (isKnown(progress.expectedEnd)
            && (!isKnown(outlook.end) || progress.expectedEnd > outlook.end)) {
            outlook.end = progress.expectedEnd;
            outlook.late = progress.lateEnd;
        }
        if (progress.risk == Risk::Late || progress.risk == Risk::MuchLate)
            outlook.overdue.push_back(item);
    }
    return reading;
}

} // namespace sightglass
