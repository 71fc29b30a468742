// SPDX-License-Identifier: Apache-2.0
#include "views/flow/item_painter.h"

#include "views/common/glyphs.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace sightglass {

void ItemPainter::paintGlyph(QPainter &painter, const QRectF &square, State state, double progress)
{
    if (m_tools)
        m_tools->sprites.glyph(painter, square, state, progress);
    else
        paintStateGlyph(painter, square, state, m_theme, progress);
}

void ItemPainter::paintSilhouette(QPainter &painter, const QRectF &square, Kind kind)
{
    if (m_tools)
        m_tools->sprites.silhouette(painter, square, kind, m_theme.secondaryText());
    else
        paintKindSilhouette(painter, square, kind, m_theme.secondaryText());
}

void ItemPainter::fill(QPainter &painter, const QRectF &box, const QColor &colour)
{
    if (m_tools)
        m_tools->raster.rectangle(box, colour.rgb(), painter.opacity());
    else
        painter.fillRect(box, colour);
}

void ItemPainter::paintBar(QPainter &painter, const QRectF &bar, const StateCounts &tally)
{
    std::uint32_t all = 0;
    for (const std::uint32_t count : tally)
        all += count;
    double done = 0;
    for (std::size_t state = 0; state < tally.size() && all > 0; ++state) {
        if (tally[state] == 0)
            continue;
        // Two failures of ten thousand are seen, too.
        const double width = std::max(2.0, bar.width() * tally[state] / all);
        const QRectF part{bar.left() + done, bar.top(), std::min(width, bar.width() - done),
                          bar.height()};
        fill(painter, part, m_theme.hue(static_cast<State>(state)));
        done += part.width();
    }
}

// What links name and nobody has sent.
void ItemPainter::paintStub(QPainter &painter, const QRectF &box)
{
    QPen pen{m_theme.secondaryText(), 1.3};
    pen.setDashPattern({3, 3});
    painter.setPen(pen);
    painter.setBrush(m_theme.canvas());
    painter.drawEllipse(box);
    const double pixels = box.height() * 0.6;
    if (pixels < kSmallestReadable)
        return;
    painter.setPen(m_theme.secondaryText());
    const QFont font = m_theme.uiFont(pixels);
    painter.setFont(font);
    painter.drawText(box, Qt::AlignCenter, QStringLiteral("?"));
    m_smallestText = m_smallestText == 0 ? font.pixelSize()
                                         : std::min<double>(m_smallestText, font.pixelSize());
}

void ItemPainter::paintBadge(QPainter &painter, const QRectF &box, const QString &text,
                             double scale)
{
    const double pixels = std::max(kSmallestReadable, std::min(10 * scale, 18.0));
    const QFontMetricsF metrics{m_theme.uiFont(pixels)};
    const double width = metrics.horizontalAdvance(text) + 10;
    const QRectF badge{box.right() - width - 6 * scale, box.top() - pixels * 0.7, width,
                       pixels * 1.4};
    painter.setPen(QPen{m_theme.edge(), 1});
    painter.setBrush(m_theme.panel());
    painter.drawRoundedRect(badge, badge.height() / 2, badge.height() / 2);
    drawText(painter, badge.adjusted(5, 0, 0, 0), text, pixels, m_theme.text());
}

double ItemPainter::drawText(QPainter &painter, const QRectF &box, const QString &text,
                             double pixels, const QColor &colour, bool bold)
{
    if (pixels < kSmallestReadable || box.width() < pixels)
        return 0;
    painter.setPen(colour);
    if (m_tools) {
        const int whole = static_cast<int>(pixels + 0.5);
        m_smallestText = m_smallestText == 0 ? whole : std::min<double>(m_smallestText, whole);
        return m_tools->sprites.text(painter, box, {text.left(120), whole, bold});
    }
    QFont font = m_theme.uiFont(pixels);
    if (bold)
        font.setWeight(QFont::DemiBold);
    const QFontMetricsF metrics{font};
    painter.setFont(font);
    const QString shown = metrics.elidedText(text.left(120), Qt::ElideMiddle, box.width());
    painter.drawText(box, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, shown);
    const double painted = font.pixelSize();
    m_smallestText = m_smallestText == 0 ? painted : std::min(m_smallestText, painted);
    return metrics.horizontalAdvance(shown);
}

void ItemPainter::paintRings(QPainter &painter, const QRectF &box, bool hovered, bool selected,
                             bool hasFocus)
{
    const double radius = std::min(10.0, box.height() / 4);
    painter.setBrush(Qt::NoBrush);
    if (hovered) {
        painter.setPen(QPen{m_theme.text(), 1});
        painter.drawRoundedRect(box, radius, radius);
    }
    if (!selected)
        return;
    painter.setPen(QPen{m_theme.selection(), 3});
    painter.drawRoundedRect(box.adjusted(-4, -4, 4, 4), radius, radius);
    if (hasFocus) {
        QPen pen{m_theme.text(), 2};
        pen.setDashPattern({3, 3});
        painter.setPen(pen);
        painter.drawRoundedRect(box.adjusted(-8, -8, 8, 8), radius, radius);
    }
}

} // namespace sightglass
