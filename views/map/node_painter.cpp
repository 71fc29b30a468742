// SPDX-License-Identifier: Apache-2.0
#include "views/common/glyphs.h"
#include "views/items/shown_text.h"
#include "views/map/map_painter.h"
#include "views/map/map_words.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <array>
#include <cmath>

namespace sightglass {
namespace {

constexpr double kDimmed = 0.3;

struct Share
{
    State hue;
    std::uint32_t count;
};

/// In the order of badness; what is none of the first three is shown as neither good nor bad.
std::array<Share, 4> sharesOf(const TypeFigures &figures)
{
    return {{{State::Failed, figures.failed()},
             {State::Error, figures.errors()},
             {State::Canceled, figures.others()},
             {State::Succeeded, figures.passed()}}};
}

std::uint32_t sumOf(const std::array<Share, 4> &shares)
{
    std::uint32_t sum = 0;
    for (const Share &share : shares)
        sum += share.count;
    return sum;
}

} // namespace

void MapPainter::paintNode(QPainter &painter, std::uint32_t node, const MapLook &look)
{
    const QRectF box = boxOf(node, look);
    const TypeFigures &figures = figuresOf(node);
    painter.setOpacity(isLitNode(node, look) ? 1 : kDimmed);
    const Level level = levelOf(box.height());
    if (level == Level::Blob) {
        paintBlob(painter, box, figures);
    } else {
        paintBody(painter, box, figures);
        if (level == Level::Shape) {
            const double side = box.height() * 0.8;
            const QRectF left{box.left() + 4, box.center().y() - side / 2, side, side};
            paintRing(painter, left, figures);
            paintKindSilhouette(painter, left.translated(side + 4, 0),
                                (*m_figures.types)[m_picture.nodes[node].type].kind,
                                m_theme.secondaryText());
        } else {
            paintCard(painter, box, node);
        }
    }
    paintMarks(painter, box, node, look);
    painter.setOpacity(1);
}

// A bar in the shares of the outcomes.
void MapPainter::paintBlob(QPainter &painter, const QRectF &box, const TypeFigures &figures)
{
    const auto shares = sharesOf(figures);
    const std::uint32_t sum = sumOf(shares);
    painter.fillRect(box, m_theme.edge());
    double left = box.left();
    for (const Share &share : shares) {
        if (share.count == 0)
            continue;
        // What failed is seen however seldom it is.
        const double width
            = std::max(std::min(2.0, box.width() / 4), box.width() * share.count / sum);
        const double right = std::min(left + width, box.right());
        painter.fillRect(QRectF{left, box.top(), right - left, box.height()},
                         m_theme.hue(share.hue));
        left = right;
    }
}

void MapPainter::paintBody(QPainter &painter, const QRectF &box, const TypeFigures &figures)
{
    const double radius = std::min(8.0, box.height() / 5);
    const bool bad = figures.newest && isNotOk(*figures.newest);
    painter.setBrush(m_theme.canvas());
    QPen pen{bad ? m_theme.hue(*figures.newest) : m_theme.edge(), bad ? 2.5 : 1.2};
    painter.setPen(pen);
    painter.drawRoundedRect(box, radius, radius);
}

// Split by outcome, in the centre what is in flight; dashed when nothing ended in the window.
void MapPainter::paintRing(QPainter &painter, const QRectF &square, const TypeFigures &figures)
{
    const auto shares = sharesOf(figures);
    const std::uint32_t sum = sumOf(shares);
    const double thick = std::max(2.0, square.width() * 0.13);
    const QRectF ring = square.adjusted(thick / 2, thick / 2, -thick / 2, -thick / 2);
    painter.setBrush(Qt::NoBrush);
    if (sum == 0) {
        QPen pen{m_theme.edge(), std::max(1.2, thick / 3)};
        pen.setDashPattern({3, 2.5});
        painter.setPen(pen);
        painter.drawEllipse(ring);
    }
    constexpr double kTurn = 360 * 16;
    constexpr double kLeastTurn = 14 * 16;
    // Beginning at the top, clockwise; the bad ones are never too thin to be seen.
    double taken = 0;
    double grown = 0;
    for (const Share &share : shares) {
        if (share.count > 0 && share.hue != State::Succeeded)
            grown += std::max(kLeastTurn, kTurn * share.count / sum);
    }
    const double most = kTurn * (figures.passed() > 0 ? 0.92 : 1);
    for (const Share &share : shares) {
        if (share.count == 0)
            continue;
        double turn = std::max(kLeastTurn, kTurn * share.count / sum);
        if (share.hue == State::Succeeded)
            turn = kTurn - taken;
        else if (grown > most || figures.passed() == 0)
            turn *= most / grown;
        QPen pen{m_theme.hue(share.hue), thick};
        pen.setCapStyle(Qt::FlatCap);
        painter.setPen(pen);
        painter.drawArc(ring, static_cast<int>(std::lround(90 * 16 - taken)),
                        static_cast<int>(std::lround(-turn)));
        taken += turn;
    }
    const QString number = countText(figures.inFlight);
    double pixels = std::min(20.0, square.width() * 0.36);
    const double room = square.width() - 2 * thick - 2;
    const double wide = QFontMetricsF{m_theme.uiFont(pixels)}.horizontalAdvance(number);
    if (wide > room)
        pixels *= room / wide;
    drawElided(painter, square.adjusted(-4, 0, 4, 0), number, pixels,
               figures.inFlight > 0 ? m_theme.hue(State::Running) : m_theme.secondaryText(),
               figures.inFlight > 0, Qt::AlignHCenter);
}

void MapPainter::paintCard(QPainter &painter, const QRectF &box, std::uint32_t node)
{
    const MapType &type = (*m_figures.types)[m_picture.nodes[node].type];
    const TypeFigures &figures = figuresOf(node);
    const double scale = box.height() / kMapNodeHeight;
    const bool card = levelOf(box.height()) == Level::Card;
    const double pad = std::max(3.0, 9 * scale);
    const double title = std::clamp(13 * scale, kSmallestReadable, 24.0);
    const double line = card ? 20 * scale : std::max(title * 1.25, 20 * scale);
    double left = box.left() + pad;
    if (card) {
        const double mark = 14 * scale;
        paintKindSilhouette(painter, {left, box.top() + pad * 0.7 + (line - mark) / 2, mark, mark},
                            type.kind, m_theme.secondaryText());
        left += mark + 6 * scale;
    }
    double right = box.right() - pad;
    if (card && figures.newest) {
        const double mark = 14 * scale;
        paintStateGlyph(painter,
                        {right - mark, box.top() + pad * 0.7 + (line - mark) / 2, mark, mark},
                        *figures.newest, m_theme);
        right -= mark + 5 * scale;
    }
    const double top = box.top() + (card ? pad * 0.7 : 1);
    drawElided(painter, {left, top, right - left, line}, shownTitle(type), title, m_theme.text(),
               card);
    const double side = box.bottom() - pad * (card ? 1 : 0.6) - (top + line + 2 * scale);
    if (side < 8)
        return;
    const QRectF ring{box.left() + pad, top + line + 2 * scale, side, side};
    paintRing(painter, ring, figures);
    const double text = ring.right() + pad;
    const double width = box.right() - pad - text;
    const QString rate = passText(figures);
    if (!card) { // a rate without its n says too little
        const double pixels = std::clamp(12 * scale, kSmallestReadable, 13.0);
        if (QFontMetricsF{m_theme.uiFont(pixels)}.horizontalAdvance(rate) <= width)
            drawElided(painter, {text, ring.top(), width, side}, rate, pixels,
                       m_theme.secondaryText(), false);
        return;
    }
    const double small = std::max(kSmallestReadable, 11 * scale);
    const int rows = side >= 3 * 1.25 * kSmallestReadable ? 3 : 2;
    const double row = side / rows;
    const QRectF first{text, ring.top(), width, row};
    double pixels = 12.5 * scale;
    const double wide = QFontMetricsF{m_theme.uiFont(pixels)}.horizontalAdvance(rate);
    if (wide > width) // smaller rather than without some digit of its n
        pixels = std::floor(pixels * width / wide);
    drawElided(painter, first, rate, std::max(kSmallestReadable, pixels), m_theme.text(), false);
    drawElided(painter, first.translated(0, row),
               figures.timed > 0 ? QStringLiteral("p50 ") + p50Text(figures)
                                 : seenText(type, figures),
               small, m_theme.secondaryText(), false);
    if (const auto trend = trendOf(figures); trend && rows == 3)
        paintTrend(painter, first.translated(0, 2 * row), *trend, small);
}

// Up and down by shape, never by colour: more passing is not better everywhere.
void MapPainter::paintTrend(QPainter &painter, const QRectF &line, int trend, double pixels)
{
    const QString text = trendWords(trend);
    double left = line.left();
    if (trend != 0) {
        const double half = pixels * 0.4;
        const double middle = line.center().y();
        const double up = trend > 0 ? -half : half;
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.secondaryText());
        painter.drawPolygon(QPolygonF{
            {{left, middle - up}, {left + 2 * half, middle - up}, {left + half, middle + up}}});
        left += 2 * half + 4;
    }
    drawElided(painter, {left, line.top(), line.right() - left, line.height()}, text, pixels,
               m_theme.secondaryText(), false);
}

void MapPainter::paintPin(QPainter &painter, const QRectF &box)
{
    const double size = std::clamp(9 * m_camera.zoom, 5.0, 12.0);
    const QPointF head{box.right() - size, box.top()};
    painter.setPen(QPen{m_theme.text(), 1.5});
    painter.drawLine(head, head + QPointF{0, size * 1.1});
    painter.setBrush(m_theme.canvas());
    painter.drawEllipse(head, size * 0.5, size * 0.5);
}

void MapPainter::paintMarks(QPainter &painter, const QRectF &box, std::uint32_t node,
                            const MapLook &look)
{
    const double radius = std::min(10.0, box.height() / 4);
    if (m_picture.nodes[node].pinned)
        paintPin(painter, box);
    painter.setBrush(Qt::NoBrush);
    if (look.hovered == node) {
        painter.setPen(QPen{m_theme.text(), 1});
        painter.drawRoundedRect(box, radius, radius);
    }
    if (look.selected != node)
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

void MapPainter::drawElided(QPainter &painter, const QRectF &box, const QString &text,
                            double pixels, const QColor &colour, bool bold, Qt::Alignment alignment)
{
    if (pixels < kSmallestReadable || box.width() < pixels)
        return;
    QFont font = m_theme.uiFont(pixels);
    if (bold)
        font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(colour);
    painter.drawText(box, Qt::AlignVCenter | alignment,
                     QFontMetricsF{font}.elidedText(text, Qt::ElideMiddle, box.width()));
    const double painted = font.pixelSize();
    m_smallestText = m_smallestText == 0 ? painted : std::min(m_smallestText, painted);
}

} // namespace sightglass
