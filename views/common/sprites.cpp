// SPDX-License-Identifier: Apache-2.0
#include "views/common/sprites.h"

#include "views/common/canvas_marks.h"
#include "views/common/glyphs.h"

#include <QFontMetricsF>
#include <QPainter>

#include <cmath>

namespace sightglass {
namespace {

constexpr qsizetype kMostBytes = 32 << 20;
constexpr qsizetype kMostLines = 20'000;
constexpr int kSteps = 64; // of an arc of progress
constexpr double kRim = 2; // pixels of the device around a sprite
constexpr double kSizeSteps = 4; // sizes of sprites, a pixel

enum class What : quint64 { Other, Glyph, Silhouette, Arrow };

quint64 keyOf(What what, quint64 which, const QColor &colour)
{
    return static_cast<quint64>(what) << 60 | which << 32 | colour.rgb();
}

} // namespace

Sprites::Sprites(const Theme &theme)
    : m_theme(theme)
{ }

void Sprites::forget()
{
    m_images.clear();
    m_lines.clear();
    m_cuts.clear();
    m_bytes = 0;
}

void Sprites::draw(QPainter &painter, const QRectF &box, quint64 what, const Paint &paint)
{
    const double ratio = painter.device()->devicePixelRatioF();
    const double steps = kSizeSteps * ratio;
    const QSizeF size{std::round(box.width() * steps) / steps,
                      std::round(box.height() * steps) / steps};
    const Key key{what,
                  static_cast<quint64>(std::lround(box.width() * steps)) << 32
                      | static_cast<quint64>(std::lround(box.height() * steps)) << 8
                      | static_cast<quint64>(std::lround(ratio * 16))};
    auto known = m_images.constFind(key);
    if (known == m_images.constEnd()) {
        if (m_bytes > kMostBytes) {
            m_images.clear();
            m_bytes = 0;
        }
        QImage image{(size * ratio + QSizeF{2 * kRim, 2 * kRim}).toSize() + QSize{1, 1},
                     QImage::Format_ARGB32_Premultiplied};
        image.setDevicePixelRatio(ratio);
        image.fill(Qt::transparent);
        QPainter own{&image};
        own.setRenderHint(QPainter::Antialiasing);
        paint(own, QRectF{QPointF{kRim / ratio, kRim / ratio}, size});
        own.end();
        m_bytes += image.sizeInBytes();
        known = m_images.insert(key, image);
    }
    const QPointF corner{std::round(box.left() * ratio) - kRim,
                         std::round(box.top() * ratio) - kRim};
    painter.drawImage(corner / ratio, *known);
}

void Sprites::glyph(QPainter &painter, const QRectF &square, State state, double progress)
{
    const int step = progress < 0 ? -1 : static_cast<int>(std::lround(progress * kSteps));
    const quint64 which
        = static_cast<quint64>(state) << 8 | static_cast<quint64>(step < 0 ? 255 : step);
    draw(painter, square, keyOf(What::Glyph, which, m_theme.hue(state)),
         [&](QPainter &own, const QRectF &box) {
             paintStateGlyph(own, box, state, m_theme,
                             step < 0 ? -1 : static_cast<double>(step) / kSteps);
         });
}

void Sprites::silhouette(QPainter &painter, const QRectF &square, Kind kind, const QColor &colour)
{
    draw(painter, square, keyOf(What::Silhouette, static_cast<quint64>(kind), colour),
         [&](QPainter &own, const QRectF &box) { paintKindSilhouette(own, box, kind, colour); });
}

void Sprites::arrow(QPainter &painter, const QPointF &from, const QPointF &tip, bool filled,
                    const QColor &colour, double size)
{
    const QPointF way = tip - from;
    const bool level = std::abs(way.x()) > std::abs(way.y());
    const bool back = (level ? way.x() : way.y()) < 0;
    const QPointF along = (level ? QPointF{1, 0} : QPointF{0, 1}) * (back ? -1 : 1);
    const quint64 which = (filled ? 4U : 0U) | (level ? 2U : 0U) | (back ? 1U : 0U);
    const QRectF square{tip - QPointF{size, size}, QSizeF{2 * size, 2 * size}};
    draw(painter, square, keyOf(What::Arrow, which, colour), [&](QPainter &own, const QRectF &box) {
        const QPointF end = box.center();
        paintArrow(own, end - along * 2 * size, end, filled, colour, size);
    });
}

void Sprites::picture(QPainter &painter, const QRectF &box, quint64 key,
                      const std::function<void(QPainter &, const QRectF &)> &paint)
{
    draw(painter, box, key, paint);
}

const Sprites::Line &Sprites::lineOf(const Words &words)
{
    const auto known = m_lines.constFind(words);
    if (known != m_lines.constEnd())
        return *known;
    if (m_lines.size() > kMostLines)
        m_lines.clear();
    Line line;
    line.font = m_theme.uiFont(words.pixels);
    if (words.bold)
        line.font.setWeight(QFont::DemiBold);
    const QFontMetricsF metrics{line.font};
    line.width = metrics.horizontalAdvance(words.text);
    line.height = metrics.height();
    line.text.setTextFormat(Qt::PlainText);
    line.text.setText(words.text);
    line.text.setPerformanceHint(QStaticText::AggressiveCaching);
    line.text.prepare({}, line.font);
    return *m_lines.insert(words, line);
}

double Sprites::text(QPainter &painter, const QRectF &box, const Words &words)
{
    const double full = lineOf(words).width;
    Words shown = words;
    if (full > box.width()) {
        const Cut cut{words, static_cast<int>(box.width())};
        auto known = m_cuts.constFind(cut);
        if (known == m_cuts.constEnd()) {
            if (m_cuts.size() > kMostLines)
                m_cuts.clear();
            known = m_cuts.insert(cut,
                                  QFontMetricsF{lineOf(words).font}.elidedText(
                                      words.text, Qt::ElideMiddle, box.width()));
        }
        shown.text = *known;
    }
    const Line &line = lineOf(shown);
    const double ratio = painter.device()->devicePixelRatioF();
    const double top = box.center().y() - line.height / 2;
    painter.setFont(line.font);
    painter.drawStaticText(
        QPointF{std::round(box.left() * ratio) / ratio, std::round(top * ratio) / ratio},
        line.text);
    return line.width;
}

} // namespace sightglass
