// SPDX-License-Identifier: Apache-2.0
#include "views/map/map_painter.h"

#include "views/common/canvas_marks.h"
#include "views/common/glyphs.h"
#include "views/items/shown_text.h"
#include "views/map/edge_path.h"
#include "views/map/map_words.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace sightglass {
namespace {

constexpr double kDimmed = 0.3;
constexpr double kArrow = 8;
constexpr double kCorner = 10;
constexpr Span kRecent = std::chrono::seconds{60}; // as long an edge says how long ago

/// By the logarithm of what ran along it.
double edgeWidth(std::uint32_t count)
{
    return count == 0 ? 1 : 1.2 + 0.7 * std::log10(static_cast<double>(count));
}

} // namespace

std::vector<const EdgeFigures *> edgesOf(const MapPicture &picture, const MapFigures &figures)
{
    std::vector<const EdgeFigures *> edges(picture.graph.edges.size(), nullptr);
    for (const EdgeFigures &edge : figures.edges) {
        if (edge.from >= picture.nodeOfType.size() || edge.to >= picture.nodeOfType.size())
            continue;
        const auto from = picture.nodeOfType[edge.from];
        const auto to = picture.nodeOfType[edge.to];
        const auto place = from && to ? picture.edgeBetween(*from, *to) : std::nullopt;
        if (place && edge.known)
            edges[*place] = &edge;
    }
    return edges;
}

MapPainter::MapPainter(const MapPicture &picture, const MapFigures &figures, const Theme &theme,
                       const Camera &camera, MapTools *tools)
    : m_picture(picture)
    , m_figures(figures)
    , m_theme(theme)
    , m_camera(camera)
    , m_tools(tools)
    , m_edges(edgesOf(picture, figures))
{ }

QRectF MapPainter::boxOf(std::uint32_t node, const MapLook &look) const
{
    const Point &centre = m_picture.geometry.nodes[node].centre;
    QRectF box{centre.x - kMapNodeWidth / 2, centre.y - kMapNodeHeight / 2, kMapNodeWidth,
               kMapNodeHeight};
    if (look.dragged == node)
        box.translate(look.draggedBy);
    return m_camera.toScreen(box);
}

std::vector<QPointF> MapPainter::lineOf(std::size_t edge) const
{
    std::vector<QPointF> line;
    for (const Point &point : m_picture.geometry.edges[edge].points)
        line.push_back(m_camera.toScreen(QPointF{point.x, point.y}));
    return line;
}

bool MapPainter::isLit(std::size_t edge, const MapLook &look) const
{
    const Graph::Edge &ends = m_picture.graph.edges[edge];
    if (look.hovered)
        return ends.from == *look.hovered || ends.to == *look.hovered;
    return look.hoveredEdge == edge
        || (look.selected && (ends.from == *look.selected || ends.to == *look.selected));
}

bool MapPainter::isLitNode(std::uint32_t node, const MapLook &look) const
{
    if (!look.hovered || node == *look.hovered)
        return true;
    return std::any_of(m_picture.graph.edges.begin(), m_picture.graph.edges.end(),
                       [&](const Graph::Edge &edge) {
                           return (edge.from == node && edge.to == *look.hovered)
                               || (edge.to == node && edge.from == *look.hovered);
                       });
}

void MapPainter::paint(QPainter &painter, const QRectF &visible, const MapLook &look)
{
    painter.setRenderHint(QPainter::Antialiasing);
    m_visible = visible;
    for (std::size_t edge = 0; edge < m_edges.size(); ++edge) {
        if (!look.shows(m_picture.graph.edges[edge]))
            m_edges[edge] = nullptr;
    }
    paintTray(painter, look);
    for (const bool lit : {false, true}) {
        for (std::size_t edge = 0; edge < m_edges.size(); ++edge) {
            if (m_edges[edge] && isLit(edge, look) == lit)
                paintEdge(painter, edge, look);
        }
    }
    paintPulses(painter, look);
    const QRectF near = visible.adjusted(-20, -20, 20, 20);
    for (std::uint32_t node = 0; node < m_picture.nodes.size(); ++node) {
        if (!figuresOf(node).known || !look.shows(node) || !near.intersects(boxOf(node, look)))
            continue;
        paintNode(painter, node, look);
        m_taken.push_back(boxOf(node, look));
    }
    if (isKnown(look.now))
        paintAges(painter, look.now);
    paintLabels(painter, look);
}

// Around all that came after the layout was made.
void MapPainter::paintTray(QPainter &painter, const MapLook &look)
{
    QRectF tray;
    for (std::uint32_t node = 0; node < m_picture.nodes.size(); ++node) {
        if (m_picture.nodes[node].isNew && figuresOf(node).known && look.shows(node))
            tray = tray.united(boxOf(node, {}));
    }
    if (tray.isNull())
        return;
    const double pad = 16 * std::min(1.0, m_camera.zoom);
    const double pixels = std::clamp(13 * m_camera.zoom, kSmallestReadable + 1, 16.0);
    tray.adjust(-pad, -pad - pixels * 1.6, pad, pad);
    painter.setPen(QPen{m_theme.grid(), 1.5, Qt::DashLine});
    painter.setBrush(m_theme.panel());
    painter.drawRoundedRect(tray, 8, 8);
    const QString word = QCoreApplication::translate("Map", "New");
    const double room = tray.width() - 2 * pad;
    if (QFontMetricsF{m_theme.uiFont(pixels)}.horizontalAdvance(word) * 1.3 <= room)
        drawElided(painter, {tray.left() + pad, tray.top() + 3, room, pixels * 1.6}, word, pixels,
                   m_theme.secondaryText(), true);
}

void MapPainter::paintEdge(QPainter &painter, std::size_t edge, const MapLook &look)
{
    const EdgeFigures &figures = *m_edges[edge];
    const Graph::Edge &ends = m_picture.graph.edges[edge];
    const bool lit = isLit(edge, look);
    const bool moves = look.dragged && (ends.from == *look.dragged || ends.to == *look.dragged);
    std::vector<QPointF> line = lineOf(edge);
    if (line.size() < 2)
        return;
    if (moves)
        line = {boxOf(ends.from, look).center(), boxOf(ends.to, look).center()};
    painter.setOpacity(lit ? 1 : look.hovered ? kDimmed : figures.count == 0 ? 0.5 : 1);
    const QColor colour = lit ? m_theme.text() : m_theme.edge();
    const double scale = std::clamp(m_camera.zoom, 0.35, 1.3);
    const double width = std::max(1.0, edgeWidth(figures.count) * scale);
    QList<qreal> dashes;
    if (!figures.stated || moves)
        dashes = {8 / width, 4 / width};
    else if (figures.count == 0)
        dashes = {2, 3};
    const double corner = kCorner * std::min(1.0, m_camera.zoom);
    if (m_tools && !moves) {
        m_tools->raster.line(line,
                             {colour.rgb(),
                              painter.opacity(),
                              width,
                              corner,
                              {dashes.constData(), static_cast<std::size_t>(dashes.size())}});
    } else {
        QPen pen{colour, width};
        pen.setCapStyle(Qt::FlatCap);
        if (!dashes.empty())
            pen.setDashPattern(dashes);
        painter.setPen(pen);
        painter.setBrush(Qt::NoBrush);
        painter.drawPath(roundedPath(line, corner));
    }
    const QPointF before = line[line.size() - 2];
    const double size = (kArrow + edgeWidth(figures.count)) * scale;
    const bool seen = m_visible.adjusted(-size, -size, size, size).contains(line.back());
    if (m_camera.zoom > 0.12 && !moves && m_tools && seen)
        m_tools->sprites.arrow(painter, before, line.back(), true, colour, size);
    else if (m_camera.zoom > 0.12 && !moves && !m_tools)
        paintArrow(painter, before, line.back(), true, colour, size);
    painter.setOpacity(1);
}

void MapPainter::paintPulses(QPainter &painter, const MapLook &look)
{
    painter.setPen(QPen{m_theme.canvas(), 1});
    painter.setBrush(m_theme.text());
    const double radius = std::clamp(4.5 * m_camera.zoom, 3.0, 6.0);
    for (const Pulses::Pulse &pulse : look.pulses) {
        if (pulse.edge < m_edges.size() && m_edges[pulse.edge])
            painter.drawEllipse(pointAlong(lineOf(pulse.edge), pulse.share), radius, radius);
    }
}

// Instead of pulses, for those who do not want motion.
void MapPainter::paintAges(QPainter &painter, Timestamp now)
{
    std::vector<std::size_t> recent;
    for (std::size_t edge = 0; edge < m_edges.size(); ++edge) {
        if (m_edges[edge] && isKnown(m_edges[edge]->last) && now - m_edges[edge]->last < kRecent)
            recent.push_back(edge);
    }
    std::stable_sort(recent.begin(), recent.end(), [this](std::size_t a, std::size_t b) {
        return m_edges[a]->last > m_edges[b]->last;
    });
    recent.resize(std::min(recent.size(), kMostAges));
    for (const std::size_t edge : recent) {
        const Timestamp last = std::min(m_edges[edge]->last, now);
        const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(now - last).count();
        paintLabel(painter, edge, {QCoreApplication::translate("Map", "%1 s ago").arg(seconds)},
                   true);
        ++m_ages;
    }
}

void MapPainter::paintLabels(QPainter &painter, const MapLook &look)
{
    const auto detailOf = [this](const EdgeFigures &edge) -> const EdgeDetail * {
        const auto detail = std::find_if(
            m_figures.details.begin(), m_figures.details.end(),
            [&](const EdgeDetail &one) { return one.from == edge.from && one.to == edge.to; });
        return detail == m_figures.details.end() ? nullptr : &*detail;
    };
    const auto lit = look.hovered ? look.hovered : look.selected;
    for (std::size_t edge = 0; edge < m_edges.size() && !look.dragged; ++edge) {
        const Graph::Edge &ends = m_picture.graph.edges[edge];
        const bool told = look.hoveredEdge ? look.hoveredEdge == edge
                                           : lit && (ends.from == *lit || ends.to == *lit);
        if (m_edges[edge] && told)
            paintLabel(painter, edge,
                       {edgeText(*m_edges[edge], detailOf(*m_edges[edge])),
                        countText(m_edges[edge]->count)},
                       look.hoveredEdge == edge);
    }
}

std::optional<QRectF> MapPainter::roomOn(const std::vector<QPointF> &line, const QSizeF &size) const
{
    constexpr int kTries = 24; // from the middle on to both ends
    for (int i = 0; i <= kTries; ++i) {
        const double share = 0.5 + (i % 2 ? 1 : -1) * (i + 1) / 2 * (1.0 / kTries);
        const QPointF middle = i == 0 ? labelPlace(line) : pointAlong(line, share);
        const QRectF box{middle - QPointF{size.width(), size.height()} / 2, size};
        const bool free = m_visible.contains(box)
            && std::none_of(m_taken.begin(), m_taken.end(),
                            [&](const QRectF &other) { return other.intersects(box); });
        if (free)
            return box;
    }
    return std::nullopt;
}

void MapPainter::paintLabel(QPainter &painter, std::size_t edge, const QStringList &texts,
                            bool anyway)
{
    constexpr double kPixels = 11;
    const QFontMetricsF metrics{m_theme.uiFont(kPixels)};
    const std::vector<QPointF> line = lineOf(edge);
    for (const QString &text : texts) {
        const QSizeF size{metrics.horizontalAdvance(text) + 10, metrics.height() + 4};
        auto box = roomOn(line, size);
        if (!box && anyway)
            box = QRectF{labelPlace(line) - QPointF{size.width(), size.height()} / 2, size};
        if (!box)
            continue;
        m_taken.push_back(*box);
        painter.setPen(QPen{m_theme.grid(), 1});
        painter.setBrush(m_theme.panel());
        painter.drawRoundedRect(*box, 4, 4);
        drawElided(painter, *box, text, kPixels, m_theme.text(), false, Qt::AlignHCenter);
        return;
    }
}

} // namespace sightglass
