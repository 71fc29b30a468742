// SPDX-License-Identifier: Apache-2.0
#include "views/flow/flow_painter.h"

#include "views/common/canvas_marks.h"
#include "views/common/glyphs.h"
#include "views/items/shown_text.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace sightglass {
namespace {

constexpr double kDimmed = 0.35;
constexpr double kArrow = 8;

QPen outlineOf(State state, const QColor &colour, double scale)
{
    double width = 1.5;
    if (state == State::Failed || state == State::Error)
        width = 2.5;
    else if (state == State::Running || state == State::Waiting || state == State::Unstable)
        width = 2;
    QPen pen{colour, std::max(1.0, width * std::min(scale, 1.0))};
    if (state == State::Skipped || state == State::Unknown || state == State::Expected)
        pen.setDashPattern({4, 3});
    return pen;
}

QPen edgePen(const FlowEdge &edge, const QColor &colour)
{
    QPen pen{colour, edge.kind == EdgeKind::Path ? 2.5 : 1.5};
    pen.setCapStyle(Qt::FlatCap);
    if (!edge.identity.isNull()) // inferred
        pen.setDashPattern({8, 4});
    else if (edge.kind == EdgeKind::Context || edge.kind == EdgeKind::Relation
             || edge.from.isNull())
        pen.setDashPattern({5, 3});
    else if (edge.kind == EdgeKind::PreviousVersion)
        pen.setDashPattern({1, 3});
    return pen;
}

bool isFilledArrow(EdgeKind kind)
{
    return kind == EdgeKind::Cause || kind == EdgeKind::Path || kind == EdgeKind::Produces
        || kind == EdgeKind::Uses;
}

QString timeLine(const NodeState &state, Timestamp now)
{
    if (!isKnown(state.startedAt))
        return {};
    const Timestamp end = isKnown(state.finishedAt) ? state.finishedAt : now;
    return end == kEndOfTime ? QString{} : durationText(end - state.startedAt);
}

} // namespace

FlowPainter::FlowPainter(const FlowPicture &picture, const Snapshot &snapshot, const Theme &theme,
                         const Camera &camera)
    : m_picture(picture)
    , m_snapshot(snapshot)
    , m_theme(theme)
    , m_camera(camera)
{ }

QRectF FlowPainter::boxOf(std::uint32_t number) const
{
    const Graph::Node &size = m_picture.graph.nodes[number];
    const Point &centre = m_picture.geometry.nodes[number].centre;
    return m_camera.toScreen(
        QRectF{centre.x - size.width / 2, centre.y - size.height / 2, size.width, size.height});
}

bool FlowPainter::exists(std::uint32_t number, Timestamp at) const
{
    return m_picture.flow.nodes[number].since <= at;
}

void FlowPainter::paint(QPainter &painter, const QRectF &visible, const FlowLook &look)
{
    painter.setRenderHint(QPainter::Antialiasing);
    const bool edges
        = levelOf(kNodeHeight * m_camera.zoom) != Level::Blob || m_picture.flow.edges.size() < 2000;
    for (std::size_t i = 0; edges && i < m_picture.flow.edges.size(); ++i)
        paintEdge(painter, i, look);
    const QRectF near = visible.adjusted(-20, -20, 20, 20);
    for (std::uint32_t number = 0; number < m_picture.flow.nodes.size(); ++number) {
        if (exists(number, look.at) && near.intersects(boxOf(number)))
            paintNode(painter, number, look);
    }
}

void FlowPainter::paintEdge(QPainter &painter, std::size_t index, const FlowLook &look)
{
    const FlowEdge &edge = m_picture.flow.edges[index];
    const Graph::Edge &ends = m_picture.graph.edges[index];
    if (edge.since > look.at || !exists(ends.to, look.at)
        || (!edge.from.isNull() && !exists(ends.from, look.at)))
        return;
    const auto &points = m_picture.geometry.edges[index].points;
    QPainterPath path;
    path.moveTo(m_camera.toScreen(QPointF{points.front().x, points.front().y}));
    for (std::size_t i = 1; i < points.size(); ++i)
        path.lineTo(m_camera.toScreen(QPointF{points[i].x, points[i].y}));
    const bool lit
        = look.train.empty() || (look.train.count(ends.from) && look.train.count(ends.to));
    painter.setOpacity(lit ? 1 : kDimmed);
    const QColor colour = lit && !look.train.empty() ? m_theme.text() : m_theme.edge();
    painter.setPen(edgePen(edge, colour));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(path);
    const Point &before = points[points.size() - 2];
    const double arrow = kArrow * std::clamp(m_camera.zoom, 0.4, 1.2);
    if (m_camera.zoom > 0.15)
        paintArrow(painter, m_camera.toScreen(QPointF{before.x, before.y}),
                   m_camera.toScreen(QPointF{points.back().x, points.back().y}),
                   isFilledArrow(edge.kind), colour, arrow);
    if (edge.from.isNull())
        paintStub(painter, index, look);
    painter.setOpacity(1);
}

// What a link names and nobody has sent: a dashed stub with a question mark.
void FlowPainter::paintStub(QPainter &painter, std::size_t edge, const FlowLook &)
{
    const QRectF box = boxOf(m_picture.graph.edges[edge].from);
    QPen pen{m_theme.secondaryText(), 1.3};
    pen.setDashPattern({3, 3});
    painter.setPen(pen);
    painter.setBrush(m_theme.canvas());
    painter.drawEllipse(box);
    const double pixels = box.height() * 0.55;
    if (pixels >= kSmallestReadable) {
        painter.setPen(m_theme.secondaryText());
        painter.setFont(m_theme.uiFont(pixels));
        painter.drawText(box, Qt::AlignCenter, QStringLiteral("?"));
    }
}

void FlowPainter::paintNode(QPainter &painter, std::uint32_t number, const FlowLook &look)
{
    const FlowNode &node = m_picture.flow.nodes[number];
    const NodeState state = nodeStateAt(m_snapshot, node, look.at);
    if (!state.exists)
        return;
    const QRectF box = boxOf(number);
    const Level level = levelOf(box.height());
    painter.setOpacity(look.train.empty() || look.train.count(number) ? 1 : kDimmed);
    paintBody(painter, box, state.state, level);
    if (level == Level::Shape) {
        const double side = box.height() * 0.8;
        const QRectF left{box.left() + 4, box.center().y() - side / 2, side, side};
        paintStateGlyph(painter, left, state.state, m_theme);
        if (box.width() > 3 * side)
            paintKindSilhouette(painter, left.translated(side + 4, 0), node.kind,
                                m_theme.secondaryText());
    } else if (level != Level::Blob) {
        paintText(painter, box, node, state, look, level);
    }
    paintRings(painter, box, number, look);
    painter.setOpacity(1);
}

void FlowPainter::paintBody(QPainter &painter, const QRectF &box, State state, Level level)
{
    const double radius = std::min(8.0, box.height() / 5);
    if (level == Level::Blob) {
        painter.fillRect(box, m_theme.hue(state));
        return;
    }
    const bool plain = state == State::Queued || state == State::Waiting || state == State::Canceled
        || state == State::Skipped;
    painter.setPen(Qt::NoPen);
    painter.setBrush(plain ? m_theme.canvas() : m_theme.tint(state));
    painter.drawRoundedRect(box, radius, radius);
    if (state == State::Unknown) {
        painter.setBrush(QBrush{m_theme.grid(), Qt::BDiagPattern});
        painter.drawRoundedRect(box, radius, radius);
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(outlineOf(state, m_theme.hue(state), m_camera.zoom));
    painter.drawRoundedRect(box, radius, radius);
}

void FlowPainter::paintText(QPainter &painter, const QRectF &box, const FlowNode &node,
                            const NodeState &state, const FlowLook &look, Level level)
{
    const bool card = level == Level::Card;
    const double scale = card ? box.height() / kNodeHeight : 1;
    const double side = card ? 20 * std::min(scale, 1.6) : std::min(16.0, box.height() * 0.6);
    const double pad = card ? 9 * scale : 6;
    const QRectF glyph{box.left() + pad, card ? box.top() + pad : box.center().y() - side / 2, side,
                       side};
    paintStateGlyph(painter, glyph, state.state, m_theme);
    const double titlePixels = std::clamp(card ? 13 * scale : box.height() * 0.36, 0.0, 26.0);
    const double left = glyph.right() + pad * 0.8;
    const QString title = shownText(nodeTitle(m_snapshot, node, look.at));
    const QString time = timeLine(state, look.now);
    if (!card) {
        drawElided(painter, {left, box.top(), box.right() - pad - left, box.height()}, title,
                   titlePixels, m_theme.text(), false);
        return;
    }
    drawElided(painter, {left, box.top() + 5 * scale, box.right() - pad - left, 20 * scale}, title,
               titlePixels, m_theme.text(), true);
    const double small = 11 * scale;
    const QRectF lower{left, box.top() + 29 * scale, box.right() - pad - left, 18 * scale};
    QString words = isActivity(node.kind) ? stateWord(state.state)
                                          : shownText(m_snapshot.texts[state.detail], 40);
    if (!time.isEmpty())
        words += QStringLiteral(" · ") + time;
    if (words.isEmpty())
        words = kindWord(node.kind);
    const double mark = 13 * scale;
    drawElided(painter, lower.adjusted(0, 0, -mark - 4, 0), words, small, m_theme.secondaryText(),
               false);
    paintKindSilhouette(painter,
                        {box.right() - pad - mark, lower.center().y() - mark / 2, mark, mark},
                        node.kind, m_theme.secondaryText());
}

void FlowPainter::drawElided(QPainter &painter, const QRectF &box, const QString &text,
                             double pixels, const QColor &colour, bool bold)
{
    if (pixels < kSmallestReadable || box.width() < pixels)
        return;
    QFont font = m_theme.uiFont(pixels);
    if (bold)
        font.setWeight(QFont::DemiBold);
    const QFontMetricsF metrics{font};
    painter.setFont(font);
    painter.setPen(colour);
    painter.drawText(box, Qt::AlignVCenter | Qt::AlignLeft,
                     metrics.elidedText(text.left(120), Qt::ElideMiddle, box.width()));
    const double painted = font.pixelSize();
    m_smallestText = m_smallestText == 0 ? painted : std::min(m_smallestText, painted);
}

void FlowPainter::paintRings(QPainter &painter, const QRectF &box, std::uint32_t number,
                             const FlowLook &look)
{
    const double radius = std::min(10.0, box.height() / 4);
    painter.setBrush(Qt::NoBrush);
    if (look.hovered == number) {
        painter.setPen(QPen{m_theme.text(), 1});
        painter.drawRoundedRect(box, radius, radius);
    }
    if (look.selected != number)
        return;
    painter.setPen(QPen{m_theme.selection(), 3});
    painter.drawRoundedRect(box.adjusted(-4, -4, 4, 4), radius, radius);
    if (look.hasFocus) {
        QPen pen{m_theme.text(), 2};
        pen.setDashPattern({3, 3});
        painter.setPen(pen);
        painter.drawRoundedRect(box.adjusted(-8, -8, 8, 8), radius, radius);
    }
}

} // namespace sightglass
