// SPDX-License-Identifier: Apache-2.0
#include "views/flow/flow_painter.h"

#include "views/common/canvas_marks.h"
#include "views/common/level.h"
#include "views/flow/item_groups.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace sightglass {
namespace {

constexpr double kArrow = 8;
constexpr double kCorner = 7;
constexpr double kLeastArrowZoom = 0.3;

bool isFilledArrow(EdgeKind kind)
{
    return kind == EdgeKind::Cause || kind == EdgeKind::Path || kind == EdgeKind::Produces
        || kind == EdgeKind::Uses;
}

QRectF boundsOf(const std::vector<Point> &points)
{
    double left = points.front().x;
    double right = left;
    double top = points.front().y;
    double bottom = top;
    for (const Point &point : points) {
        left = std::min(left, point.x);
        right = std::max(right, point.x);
        top = std::min(top, point.y);
        bottom = std::max(bottom, point.y);
    }
    return {left, top, std::max(right - left, 1.0), std::max(bottom - top, 1.0)};
}

} // namespace

FlowPainter::FlowPainter(const FlowPicture &picture, const FlowMoment &moment,
                         const Snapshot &snapshot, const Theme &theme, const Camera &camera)
    : m_picture(picture)
    , m_moment(moment)
    , m_theme(theme)
    , m_camera(camera)
    , m_items(picture, moment, snapshot, theme, camera)
{ }

void FlowPainter::paint(QPainter &painter, const QRectF &visible, const FlowLook &look)
{
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF near = visible.adjusted(-20, -20, 20, 20);
    const QRectF seen{m_camera.toScene(near.topLeft()), near.size() / m_camera.zoom};
    for (const bool onPath : {false, true}) { // the path lies on top
        for (std::size_t i = 0; i < m_picture.edges.size(); ++i) {
            if ((!look.pathEdges.empty() && look.pathEdges[i]) == onPath && isDrawn(i, look))
                paintEdge(painter, i, seen, look);
        }
    }
    painter.setOpacity(1);
    if (levelOf(kNodeHeight * m_camera.zoom) == Level::Blob) {
        paintGroups(painter, near, look);
        return;
    }
    for (std::uint32_t item = 0; item < m_picture.items.size(); ++item) {
        if (look.shows(m_moment, item) && near.intersects(m_items.boxOf(item)))
            m_items.paint(painter, item, look);
    }
    painter.setOpacity(1);
}

bool FlowPainter::isDrawn(std::size_t index, const FlowLook &look) const
{
    const ItemEdge &edge = m_picture.edges[index];
    if (!m_moment.shows(m_picture, index) || !look.shows(m_moment, edge.from)
        || !look.shows(m_moment, edge.to) || m_picture.geometry.edges[index].points.size() < 2)
        return false;
    switch (look.links) {
    case Links::None:
        return false;
    case Links::Selection:
        return look.selected && (edge.from == *look.selected || edge.to == *look.selected);
    default:
        return true;
    }
}

QPen FlowPainter::penOf(std::size_t index, const QColor &colour) const
{
    const ItemEdge &edge = m_picture.edges[index];
    const double scale = std::clamp(m_camera.zoom, 0.5, 1.0);
    QPen pen{colour, scale * (edge.kind == EdgeKind::Path ? 2.5 : 1.5)};
    pen.setCapStyle(Qt::FlatCap);
    if (edge.closesCycle)
        pen.setDashPattern({5, 3});
    else if (!edge.identity.isNull() // inferred
             || m_moment.items[edge.to].state == State::Expected
             || m_picture.items[edge.from].shape == FlowItem::Shape::Stub)
        pen.setDashPattern({8, 4});
    else if (edge.kind == EdgeKind::Context || edge.kind == EdgeKind::Relation)
        pen.setDashPattern({5, 3});
    else if (edge.kind == EdgeKind::PreviousVersion)
        pen.setDashPattern({1, 3});
    return pen;
}

// Upright and level lines, round at the corners.
QPainterPath FlowPainter::pathOf(const std::vector<Point> &points) const
{
    const auto at = [&](std::size_t i) {
        return m_camera.toScreen(QPointF{points[i].x, points[i].y});
    };
    QPainterPath path;
    path.moveTo(at(0));
    for (std::size_t i = 1; i + 1 < points.size(); ++i) {
        const QPointF corner = at(i);
        const QPointF before = at(i - 1) - corner;
        const QPointF after = at(i + 1) - corner;
        const double in = std::hypot(before.x(), before.y());
        const double out = std::hypot(after.x(), after.y());
        const double radius = std::min({kCorner * m_camera.zoom, in / 2, out / 2});
        if (radius < 1) {
            path.lineTo(corner);
            continue;
        }
        path.lineTo(corner + before / in * radius);
        path.quadTo(corner, corner + after / out * radius);
    }
    path.lineTo(at(points.size() - 1));
    return path;
}

void FlowPainter::paintEdge(QPainter &painter, std::size_t index, const QRectF &visible,
                            const FlowLook &look)
{
    const std::vector<Point> &points = m_picture.geometry.edges[index].points;
    if (!visible.intersects(boundsOf(points)))
        return;
    const ItemEdge &edge = m_picture.edges[index];
    const bool onPath = !look.pathEdges.empty() && look.pathEdges[index];
    const double strength = !look.lit.empty() || look.pathEdges.empty()
        ? std::min(look.strengthOf(edge.from), look.strengthOf(edge.to))
        : onPath ? 1
                 : 0.45;
    const bool marked = onPath || (!look.lit.empty() && strength == 1);
    const QColor colour = edge.closesCycle ? m_theme.hue(Hue::Failure)
        : marked                           ? m_theme.text()
                                           : m_theme.edge();
    QPen pen = penOf(index, colour);
    if (onPath)
        pen.setWidthF(3);
    painter.setOpacity(strength * look.edgeStrength);
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(pathOf(points));
    if (m_camera.zoom < kLeastArrowZoom)
        return;
    const double size = kArrow * std::clamp(m_camera.zoom, 0.4, 1.2);
    const auto arrow = [&](const Point &from, const QPointF &tip, bool filled) {
        paintArrow(painter, m_camera.toScreen(QPointF{from.x, from.y}), tip, filled, colour, size);
    };
    const Point &tip = points.back();
    arrow(points[points.size() - 2], m_camera.toScreen(QPointF{tip.x, tip.y}),
          isFilledArrow(edge.kind));
    for (std::size_t i = 1; onPath && i < points.size(); ++i) { // chevrons
        const QPointF from{points[i - 1].x, points[i - 1].y};
        const QPointF to{points[i].x, points[i].y};
        if (std::abs(to.x() - from.x()) + std::abs(to.y() - from.y()) > 40)
            arrow(points[i - 1], m_camera.toScreen((from + to) / 2), false);
    }
}

// From far away: what is close together is one blob, and links within it are not drawn over it.
void FlowPainter::paintGroups(QPainter &painter, const QRectF &visible, const FlowLook &look)
{
    for (const ItemGroup &group : groupsOf(m_picture, m_moment, look, m_camera)) {
        const QRectF box = m_camera.toScreen(group.box);
        if (visible.intersects(box))
            m_items.paintGroup(painter, box, group, look);
    }
}

} // namespace sightglass
