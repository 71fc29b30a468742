// SPDX-License-Identifier: Apache-2.0
#include "views/common/level.h"
#include "views/flow/flow_canvas.h"
#include "views/items/shown_text.h"

#include <algorithm>
#include <memory>
#include <unordered_set>

namespace sightglass {

void FlowCanvas::hover(const QPointF &position)
{
    const auto item = itemAt(position);
    if (item == m_hovered)
        return;
    m_hovered = item;
    Selected hovered;
    if (item && m_moment.items[*item].node != kNoItem) {
        const FlowNode &node = m_picture->flow.nodes[m_moment.items[*item].node];
        hovered = {node.id, node.entity};
    }
    context().selection().hover(hovered);
    update();
}

void FlowCanvas::leaveEvent(QEvent *)
{
    m_hovered.reset();
    context().selection().hover({});
    update();
}

// A group is gone into, a stack opened, of anything else the Inspector tells.
void FlowCanvas::openItem(std::uint32_t item)
{
    if (levelOf(kNodeHeight * m_camera.zoom) == Level::Blob) {
        for (const ItemGroup &group : groups()) {
            if (std::find(group.items.begin(), group.items.end(), item) == group.items.end())
                continue;
            m_camera.fit(sceneOf(group.items), size(), 1);
            wasMoved();
        }
    } else if (!openStack(item) && context().requests.reveal) {
        context().requests.reveal(QStringLiteral("dockInspector"));
    }
}

bool FlowCanvas::openStack(std::optional<std::uint32_t> item)
{
    if (!item || m_picture->items[*item].shape != FlowItem::Shape::Stack)
        return false;
    Q_EMIT stackWanted(m_picture->items[*item].stackOf, true);
    return true;
}

// The table of events shows those of the items only.
void FlowCanvas::openMarked(const std::vector<std::uint32_t> &items)
{
    const Snapshot &snapshot = context().snapshot();
    auto entities = std::make_shared<std::unordered_set<EntityId>>();
    auto alone = std::make_shared<std::unordered_set<EventId>>();
    for (const std::uint32_t item : items) {
        for (const std::uint32_t member : m_picture->items[item].members) {
            const FlowNode &node = m_picture->flow.nodes[member];
            if (!node.entity.isNull() && node.events.empty())
                entities->insert(node.entity);
            else if (node.events.empty())
                alone->insert(node.id);
            else
                alone->insert(node.events.begin(), node.events.end());
        }
    }
    EventFilter filter;
    filter.words = tr("%1 nodes").arg(countText(items.size()));
    filter.takes = [entities, alone](const Snapshot &all, EventId event) {
        return alone->count(event) != 0 || entities->count(all.entityOf(event)) != 0;
    };
    EventId newest;
    for (std::uint32_t place = 0; place < context().order().size(); ++place) {
        const EventId event = context().order()[place];
        if (snapshot.timeOf(event) <= context().playhead().at() && filter.takes(snapshot, event))
            newest = event;
    }
    if (context().requests.showOnly)
        context().requests.showOnly(std::move(filter));
    context().selectEvent(newest);
    if (context().requests.reveal)
        context().requests.reveal(QStringLiteral("viewEvents"));
}

bool FlowCanvas::act(int key, bool)
{
    const auto selected = selectedItem();
    switch (key) {
    case Qt::Key_T:
        Q_EMIT tidyWanted();
        return true;
    case Qt::Key_G:
        Q_EMIT groupingWanted(!m_picture || !m_picture->choice.grouped);
        return true;
    case Qt::Key_C:
        setShowsPath(!m_showsPath);
        return true;
    case Qt::Key_Backspace:
        if (selected && !m_picture->items[*selected].stackOf.isNull())
            Q_EMIT stackWanted(m_picture->items[*selected].stackOf, false);
        return true;
    default:
        return false;
    }
}

} // namespace sightglass
