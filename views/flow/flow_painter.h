// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "views/flow/edge_painter.h"
#include "views/flow/item_painter.h"

class QPainter;

namespace sightglass {

/// Paints a flow's picture through a camera; the same for the window and for files. COST: with
/// tools of what is in view; without them linear in the items and edges of the flow.
class FlowPainter
{
public:
    FlowPainter(const FlowPicture &picture, const FlowMoment &moment, const Snapshot &snapshot,
                const Theme &theme, const Camera &camera, ScreenTools *tools = nullptr);

    void paint(QPainter &painter, const QRectF &visible, const FlowLook &look);
    /// The smallest text that was painted, in pixels; 0 when there was none.
    [[nodiscard]] double smallestText() const { return m_items.smallestText(); }

private:
    void paintItems(QPainter &painter, const QRectF &visible, const FlowLook &look);
    void paintGroups(QPainter &painter, const QRectF &visible, const FlowLook &look);

    const FlowPicture &m_picture;
    const FlowMoment &m_moment;
    const Camera &m_camera;
    ScreenTools *m_tools;
    EdgePainter m_edges;
    ItemPainter m_items;
};

} // namespace sightglass
