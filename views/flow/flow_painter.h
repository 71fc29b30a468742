// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "views/common/camera.h"
#include "views/common/theme.h"
#include "views/flow/flow_look.h"
#include "views/flow/item_painter.h"

#include <QPainterPath>

class QPainter;

namespace sightglass {

/// Paints a flow's picture through a camera; the same for the window and for files. COST: linear in
/// the items and edges of the flow; what is out of sight costs a comparison.
class FlowPainter
{
public:
    FlowPainter(const FlowPicture &picture, const FlowMoment &moment, const Snapshot &snapshot,
                const Theme &theme, const Camera &camera);

    void paint(QPainter &painter, const QRectF &visible, const FlowLook &look);
    /// The smallest text that was painted, in pixels; 0 when there was none.
    [[nodiscard]] double smallestText() const { return m_items.smallestText(); }

private:
    void paintEdge(QPainter &painter, std::size_t index, const QRectF &visible,
                   const FlowLook &look);
    void paintGroups(QPainter &painter, const QRectF &visible, const FlowLook &look);
    [[nodiscard]] bool isDrawn(std::size_t edge, const FlowLook &look) const;
    [[nodiscard]] QPen penOf(std::size_t edge, const QColor &colour) const;
    [[nodiscard]] QPainterPath pathOf(const std::vector<Point> &points) const;

    const FlowPicture &m_picture;
    const FlowMoment &m_moment;
    const Theme &m_theme;
    const Camera &m_camera;
    ItemPainter m_items;
};

} // namespace sightglass
