// SPDX-License-Identifier: Apache-2.0
#include "views/flow/edge_painter.h"

#include "views/common/canvas_marks.h"
#include "views/common/level.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace sightglass {
namespace {

constexpr double kArrow = 8;
constexpr double kCorner = 7;
constexpr double kLeastArrowZoom = 0.3;
constexpr double kOnPath = 3; // width
constexpr std::size_t kMass = 2'000; // so many lines are merged, seen from far away

constexpr std::array<double, 2> kClosing{5, 3};
constexpr std::array<double, 2> kInferred{8, 4};
constexpr std::array<double, 2> kContext{5, 3};
constexpr std::array<double, 2> kPrevious{1, 3};

bool isFilledArrow(EdgeKind kind)
{
    return kind == EdgeKind::Cause || kind == EdgeKind::Path || kind == EdgeKind::Produces
        || kind == EdgeKind::Uses;
}

bool touches(const std::vector<Point> &points, const QRectF &seen)
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
    return left <= seen.right() && right >= seen.left() && top <= seen.bottom()
        && bottom >= seen.top();
}

QPointF pointOf(const Point &point)
{
    return {point.x, point.y};
}

} // namespace

EdgePainter::EdgePainter(const FlowPicture &picture, const FlowMoment &moment, const Theme &theme,
                         const Camera &camera, ScreenTools *tools)
    : m_picture(picture)
    , m_moment(moment)
    , m_theme(theme)
    , m_camera(camera)
    , m_tools(tools)
{ }

void EdgePainter::paint(QPainter &painter, const QRectF &seen, const FlowLook &look)
{
    if (!paintMass(seen, look)) {
        for (const std::uint32_t edge : edgesIn(seen, look)) {
            if (look.pathEdges.empty() || !look.pathEdges[edge])
                paintEdge(painter, edge, look);
        }
    }
    for (std::uint32_t edge = 0; edge < look.pathEdges.size(); ++edge) { // it lies on top
        if (look.pathEdges[edge] && isDrawn(edge, look)
            && touches(m_picture.geometry.edges[edge].points, seen))
            paintEdge(painter, edge, look);
    }
}

/// Whether every edge is drawn, and all alike.
bool EdgePainter::isAll(const FlowLook &look) const
{
    return look.links == Links::Flow && look.lit.empty() && look.shown.empty()
        && m_moment.at == kEndOfTime && m_moment.absent == 0;
}

std::vector<std::uint32_t> EdgePainter::edgesIn(const QRectF &seen, const FlowLook &look) const
{
    std::vector<std::uint32_t> edges;
    const bool knows = m_tools && m_tools->hasPlaces && m_picture.places;
    if (knows) {
        edges = m_picture.places->edgesIn({seen.left(), seen.top(), seen.right(), seen.bottom()});
    } else {
        edges.resize(m_picture.edges.size());
        std::iota(edges.begin(), edges.end(), 0u);
    }
    std::erase_if(edges, [&](std::uint32_t edge) {
        return !isDrawn(edge, look)
            || (!knows && !touches(m_picture.geometry.edges[edge].points, seen));
    });
    return edges;
}

bool EdgePainter::isDrawn(std::size_t index, const FlowLook &look) const
{
    const ItemEdge &edge = m_picture.edges[index];
    if (!m_moment.shows(m_picture, index) || !look.shows(m_moment, edge.from)
        || !look.shows(m_moment, edge.to) || m_picture.geometry.edges[index].points.size() < 2)
        return false;
    const auto isAt = [&](const std::optional<std::uint32_t> &item) {
        return item && (edge.from == *item || edge.to == *item);
    };
    switch (look.links) {
    case Links::None:
        return false;
    case Links::Selection:
        return isAt(look.selected);
    default:
        return !edge.implied || isAt(look.selected) || isAt(look.hovered)
            || (!look.pathEdges.empty() && look.pathEdges[index]);
    }
}

EdgePainter::Line EdgePainter::lineOf(std::size_t index, const FlowLook &look) const
{
    const ItemEdge &edge = m_picture.edges[index];
    Line line;
    line.onPath = !look.pathEdges.empty() && look.pathEdges[index];
    line.strength = !look.lit.empty() || look.pathEdges.empty()
        ? std::min(look.strengthOf(edge.from), look.strengthOf(edge.to))
        : line.onPath ? 1
                      : 0.45;
    const bool marked = line.onPath || (!look.lit.empty() && line.strength == 1);
    line.colour = edge.closesCycle ? m_theme.hue(Hue::Failure)
        : marked                   ? m_theme.text()
                                   : m_theme.edge();
    line.strength *= look.edgeStrength;
    line.width = line.onPath
        ? kOnPath
        : std::clamp(m_camera.zoom, 0.5, 1.0) * (edge.kind == EdgeKind::Path ? 2.5 : 1.5);
    return line;
}

std::span<const double> EdgePainter::dashesOf(std::size_t index) const
{
    const ItemEdge &edge = m_picture.edges[index];
    if (edge.closesCycle)
        return kClosing;
    if (!edge.identity.isNull() // inferred
        || m_moment.items[edge.to].state == State::Expected
        || m_picture.items[edge.from].shape == FlowItem::Shape::Stub)
        return kInferred;
    if (edge.kind == EdgeKind::Context || edge.kind == EdgeKind::Relation)
        return kContext;
    if (edge.kind == EdgeKind::PreviousVersion)
        return kPrevious;
    return {};
}

// Upright and level lines, round at the corners.
QPainterPath EdgePainter::pathOf(const std::vector<Point> &points) const
{
    const auto at = [&](std::size_t i) { return m_camera.toScreen(pointOf(points[i])); };
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

void EdgePainter::paintEdge(QPainter &painter, std::size_t index, const FlowLook &look)
{
    const Line line = lineOf(index, look);
    const std::vector<Point> &points = m_picture.geometry.edges[index].points;
    const std::span<const double> dashes = dashesOf(index);
    painter.setOpacity(line.strength);
    if (m_tools) {
        std::vector<QPointF> onScreen;
        onScreen.reserve(points.size());
        for (const Point &point : points)
            onScreen.push_back(m_camera.toScreen(pointOf(point)));
        m_tools->raster.line(
            onScreen,
            {line.colour.rgb(), line.strength, line.width, kCorner * m_camera.zoom, dashes});
    } else {
        QPen pen{line.colour, line.width};
        pen.setCapStyle(Qt::FlatCap);
        if (!dashes.empty())
            pen.setDashPattern({dashes.begin(), dashes.end()});
        painter.setPen(pen);
        painter.setBrush(Qt::NoBrush);
        painter.drawPath(pathOf(points));
    }
    if (m_camera.zoom >= kLeastArrowZoom)
        paintHeads(painter, index, line);
}

void EdgePainter::paintHeads(QPainter &painter, std::size_t index, const Line &line)
{
    const std::vector<Point> &points = m_picture.geometry.edges[index].points;
    const double size = kArrow * std::clamp(m_camera.zoom, 0.4, 1.2);
    const auto arrow = [&](const QPointF &from, const QPointF &tip, bool filled) {
        if (m_tools)
            m_tools->sprites.arrow(painter, from, tip, filled, line.colour, size);
        else
            paintArrow(painter, from, tip, filled, line.colour, size);
    };
    const auto at = [&](std::size_t i) { return m_camera.toScreen(pointOf(points[i])); };
    arrow(at(points.size() - 2), at(points.size() - 1), isFilledArrow(m_picture.edges[index].kind));
    for (std::size_t i = 1; line.onPath && i < points.size(); ++i) { // chevrons
        const QPointF way = pointOf(points[i]) - pointOf(points[i - 1]);
        if (std::abs(way.x()) + std::abs(way.y()) > 40)
            arrow(at(i - 1), (at(i - 1) + at(i)) / 2, false);
    }
}

// From far away very many lines are merged where they fall upon one pixel. False: they are few.
bool EdgePainter::paintMass(const QRectF &seen, const FlowLook &look)
{
    if (!m_tools || !m_tools->hasPlaces || !m_picture.places || look.links == Links::None
        || levelOf(kNodeHeight * m_camera.zoom) != Level::Blob)
        return false;
    const Places &places = *m_picture.places;
    if (places.linesNear({seen.left(), seen.top(), seen.right(), seen.bottom()}) < kMass)
        return false;
    const double strength = 0.75 * (look.pathEdges.empty() || !look.lit.empty() ? 1 : 0.45);
    const bool all = isAll(look);
    if (all) {
        if (const Coverage *merged = places.coverageAt(m_camera.zoom)) {
            paintSquares(*merged, m_theme.edge(), strength);
            return true;
        }
    }
    const double pitch = 1 / (m_camera.zoom * m_tools->raster.ratio());
    const auto cover = [&](bool lit) {
        Coverage squares{pitch, seen.left(), seen.top(), seen.width(), seen.height()};
        places.cover(squares, [&](std::uint32_t edge) {
            const ItemEdge &line = m_picture.edges[edge];
            return all
                || (isDrawn(edge, look)
                    && (look.lit.empty() || (look.lit[line.from] && look.lit[line.to]) == lit));
        });
        return squares;
    };
    paintSquares(cover(false), m_theme.edge(), look.lit.empty() ? strength : 0.35 * strength);
    if (!look.lit.empty())
        paintSquares(cover(true), m_theme.text(), 1);
    return true;
}

void EdgePainter::paintSquares(const Coverage &squares, const QColor &colour, double strength)
{
    Raster &raster = m_tools->raster;
    const auto channel = [strength](int over, int under) {
        return static_cast<int>(over * strength + under * (1 - strength));
    };
    const QColor canvas = m_theme.canvas();
    const QRgb shown
        = qRgb(channel(colour.red(), canvas.red()), channel(colour.green(), canvas.green()),
               channel(colour.blue(), canvas.blue()));
    const double side = squares.pitch * m_camera.zoom * raster.ratio();
    const QPointF origin = m_camera.toScreen(QPointF{squares.left, squares.top}) * raster.ratio();
    const int first = std::max(0, static_cast<int>(-origin.y() / side));
    const int end
        = std::min(squares.rows, static_cast<int>((raster.height() - origin.y()) / side) + 1);
    for (int row = first; row < end; ++row) {
        const int y = static_cast<int>(std::floor(origin.y() + row * side));
        squares.forRuns(row, [&](std::int32_t from, std::int32_t to) {
            const int left = static_cast<int>(std::floor(origin.x() + from * side));
            const int right = static_cast<int>(std::floor(origin.x() + to * side));
            raster.run(y, left, std::max(right, left + 1), shown);
        });
    }
}

} // namespace sightglass
