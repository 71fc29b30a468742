// SPDX-License-Identifier: Apache-2.0
#include "views/common/glyphs.h"

#include "views/common/silhouettes.h"

#include <QIcon>
#include <QPainter>
#include <QPainterPath>
#include <QPixmap>

#include <algorithm>
#include <cmath>

namespace sightglass {
namespace {

constexpr qreal kSmallest = 8;

QPolygonF regular(const QPointF &centre, qreal radius, int corners, qreal turn)
{
    QPolygonF polygon;
    for (int i = 0; i < corners; ++i) {
        const qreal angle = turn + 2 * M_PI * i / corners;
        polygon << centre + QPointF{std::cos(angle), std::sin(angle)} * radius;
    }
    return polygon;
}

/// Draws one glyph inside a square; the pen is as wide as the square is large.
class GlyphPainter
{
public:
    GlyphPainter(QPainter &painter, const QRectF &square, const QColor &hue, const QColor &inside)
        : m_painter(painter)
        , m_square(square)
        , m_hue(hue)
        , m_inside(inside)
        , m_unit(square.width() / 12)
    { }

    void ring(bool dashed = false)
    {
        QPen pen = stroke(m_hue);
        if (dashed)
            pen.setDashPattern({2, 1.6});
        m_painter.setPen(pen);
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawEllipse(m_square.center(), m_unit * 5, m_unit * 5);
    }
    void fill(const QPolygonF &polygon)
    {
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(m_hue);
        m_painter.drawPolygon(polygon);
    }
    void disc()
    {
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(m_hue);
        m_painter.drawEllipse(m_square.center(), m_unit * 5.6, m_unit * 5.6);
    }
    void lines(std::initializer_list<QPointF> points, const QColor &colour)
    {
        QPolygonF polygon;
        for (const QPointF &point : points)
            polygon << at(point);
        m_painter.setPen(stroke(colour));
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawPolyline(polygon);
    }
    void dot(const QPointF &point, qreal radius, const QColor &colour)
    {
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(colour);
        m_painter.drawEllipse(at(point), m_unit * radius, m_unit * radius);
    }
    void box()
    {
        m_painter.setPen(stroke(m_hue));
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawRoundedRect(m_square.adjusted(m_unit, m_unit, -m_unit, -m_unit), m_unit,
                                  m_unit);
    }
    void arc(qreal share)
    {
        QPen pen = stroke(m_hue);
        pen.setWidthF(m_unit * 1.8);
        pen.setCapStyle(Qt::FlatCap);
        m_painter.setPen(pen);
        const qreal r = m_unit * 5;
        const QRectF circle{m_square.center() - QPointF{r, r}, QSizeF{2 * r, 2 * r}};
        m_painter.drawArc(circle, 90 * 16, static_cast<int>(-share * 360 * 16));
    }
    /// Units of a twelfth of the square, from its centre.
    [[nodiscard]] QPointF at(const QPointF &units) const
    {
        return m_square.center() + units * m_unit;
    }
    [[nodiscard]] qreal unit() const { return m_unit; }
    [[nodiscard]] const QColor &hue() const { return m_hue; }
    [[nodiscard]] const QColor &inside() const { return m_inside; }

private:
    [[nodiscard]] QPen stroke(const QColor &colour) const
    {
        return QPen{colour, std::max(1.0, m_unit * 1.3), Qt::SolidLine, Qt::RoundCap,
                    Qt::RoundJoin};
    }

    QPainter &m_painter;
    QRectF m_square;
    QColor m_hue;
    QColor m_inside;
    qreal m_unit;
};

void paintFilled(GlyphPainter &glyph, State state)
{
    const QPointF centre = glyph.at({0, 0});
    const qreal unit = glyph.unit();
    switch (state) {
    case State::Succeeded:
        glyph.disc();
        glyph.lines({{-2.6, 0.2}, {-0.7, 2.2}, {2.8, -2}}, glyph.inside());
        return;
    case State::Failed:
        glyph.fill(regular(centre, unit * 6, 4, 0));
        glyph.lines({{-1.7, -1.7}, {1.7, 1.7}}, glyph.inside());
        glyph.lines({{1.7, -1.7}, {-1.7, 1.7}}, glyph.inside());
        return;
    case State::Error:
        glyph.fill(regular(centre, unit * 6, 8, M_PI / 8));
        glyph.lines({{0, -3}, {0, 0.6}}, glyph.inside());
        glyph.dot({0, 2.9}, 0.9, glyph.inside());
        return;
    default:
        glyph.fill(QPolygonF{{glyph.at({0, -5.6}), glyph.at({5.8, 4.8}), glyph.at({-5.8, 4.8})}});
        glyph.lines({{0, -1.8}, {0, 1.4}}, glyph.inside());
        glyph.dot({0, 3.3}, 0.8, glyph.inside());
    }
}

void paintOpen(QPainter &painter, GlyphPainter &glyph, State state, qreal progress)
{
    switch (state) {
    case State::Queued:
        glyph.ring();
        for (const qreal x : {-2.2, 0.0, 2.2})
            glyph.dot({x, 0}, 0.8, glyph.hue());
        return;
    case State::Running:
        glyph.ring();
        if (progress >= 0)
            glyph.arc(std::min(progress, 0.99));
        painter.setPen(Qt::NoPen);
        painter.setBrush(glyph.hue());
        painter.drawPolygon(
            QPolygonF{{glyph.at({-1.6, -2.6}), glyph.at({2.8, 0}), glyph.at({-1.6, 2.6})}});
        return;
    case State::Waiting:
        glyph.box();
        glyph.lines({{-1.4, -2}, {-1.4, 2}}, glyph.hue());
        glyph.lines({{1.4, -2}, {1.4, 2}}, glyph.hue());
        return;
    case State::Canceled:
        glyph.ring();
        glyph.lines({{-3.2, 3.2}, {3.2, -3.2}}, glyph.hue());
        return;
    case State::Skipped:
        glyph.lines({{-3.6, -3}, {-0.6, 0}, {-3.6, 3}}, glyph.hue());
        glyph.lines({{0.6, -3}, {3.6, 0}, {0.6, 3}}, glyph.hue());
        return;
    case State::Unknown:
        glyph.ring(true);
        glyph.lines({{-1.5, -1.6},
                     {-0.9, -2.5},
                     {0.2, -2.8},
                     {1.4, -2.2},
                     {1.5, -1.1},
                     {0.3, -0.1},
                     {0, 0.9}},
                    glyph.hue());
        glyph.dot({0, 2.8}, 0.8, glyph.hue());
        return;
    default:
        return; // Expected has none
    }
}

template<typename Paint> QIcon iconOf(Paint &&paint)
{
    QIcon icon;
    for (const int size : {16, 32}) {
        QPixmap pixmap{size, size};
        pixmap.fill(Qt::transparent);
        QPainter painter{&pixmap};
        painter.setRenderHint(QPainter::Antialiasing);
        paint(painter, QRectF{1, 1, size - 2.0, size - 2.0});
        painter.end();
        icon.addPixmap(pixmap);
    }
    return icon;
}

} // namespace

void paintStateGlyph(QPainter &painter, const QRectF &square, State state, const Theme &theme,
                     qreal progress)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    GlyphPainter glyph{painter, square, theme.hue(state),
                       square.width() < kSmallest ? theme.hue(state) : theme.onHue()};
    if (state <= State::Unstable || state == State::Succeeded)
        paintFilled(glyph, state);
    else
        paintOpen(painter, glyph, state, progress);
    painter.restore();
}

void paintKindSilhouette(QPainter &painter, const QRectF &square, Kind kind, const QColor &colour)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QPainterPath path = silhouette(kind, square);
    if (kind == Kind::None) {
        QPen pen{colour, 1.2};
        pen.setDashPattern({2, 2});
        painter.setPen(pen);
        painter.setBrush(Qt::NoBrush);
    } else {
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour);
    }
    painter.drawPath(path);
    painter.restore();
}

QIcon stateIcon(State state, const Theme &theme)
{
    return iconOf([&](QPainter &painter, const QRectF &square) {
        paintStateGlyph(painter, square, state, theme);
    });
}

QIcon kindIcon(Kind kind, const Theme &theme)
{
    return iconOf([&](QPainter &painter, const QRectF &square) {
        paintKindSilhouette(painter, square, kind, theme.secondaryText());
    });
}

} // namespace sightglass
