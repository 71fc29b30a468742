// SPDX-License-Identifier: Apache-2.0
#include "views/flow/flow_painter.h"

#include "views/common/level.h"

#include <QPainter>

#include <numeric>

namespace sightglass {

FlowPainter::FlowPainter(const FlowPicture &picture, const FlowMoment &moment,
                         const Snapshot &snapshot, const Theme &theme, const Camera &camera,
                         ScreenTools *tools)
    : m_picture(picture)
    , m_moment(moment)
    , m_camera(camera)
    , m_tools(tools)
    , m_edges(picture, moment, theme, camera, tools)
    , m_items(picture, moment, snapshot, theme, camera, tools)
{ }

void FlowPainter::paint(QPainter &painter, const QRectF &visible, const FlowLook &look)
{
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF near = visible.adjusted(-20, -20, 20, 20);
    m_edges.paint(painter, {m_camera.toScene(near.topLeft()), near.size() / m_camera.zoom}, look);
    painter.setOpacity(1);
    if (levelOf(kNodeHeight * m_camera.zoom) == Level::Blob)
        paintGroups(painter, near, look);
    else
        paintItems(painter, near, look);
    painter.setOpacity(1);
}

void FlowPainter::paintItems(QPainter &painter, const QRectF &visible, const FlowLook &look)
{
    std::vector<std::uint32_t> items;
    if (m_tools && m_tools->hasPlaces && m_picture.places) {
        const QPointF first = m_camera.toScene(visible.topLeft());
        const QPointF last = m_camera.toScene(visible.bottomRight());
        items = m_picture.places->nodesIn({first.x(), first.y(), last.x(), last.y()});
    } else {
        items.resize(m_picture.items.size());
        std::iota(items.begin(), items.end(), 0u);
    }
    for (const std::uint32_t item : items) {
        if (look.shows(m_moment, item) && visible.intersects(m_items.boxOf(item)))
            m_items.paint(painter, item, look);
    }
}

// From far away: what is close together is one blob, and links within it are not drawn over it.
void FlowPainter::paintGroups(QPainter &painter, const QRectF &visible, const FlowLook &look)
{
    ItemGroups own;
    const auto &groups = (m_tools ? m_tools->groups : own).at(m_picture, m_moment, look, m_camera);
    for (const ItemGroup &group : groups) {
        const QRectF box = m_camera.toScreen(group.boxAt(m_camera.zoom));
        if (visible.intersects(box))
            m_items.paintGroup(painter, box, group, look);
    }
}

} // namespace sightglass
