// SPDX-License-Identifier: Apache-2.0
#include "views/common/canvas_marks.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace sightglass {

void paintDemoMark(QPainter &painter, const QRect &canvas, const Theme &theme)
{
    painter.save();
    QFont font = theme.uiFont(std::clamp(canvas.height() / 4.0, 40.0, 160.0));
    font.setWeight(QFont::Bold);
    painter.setFont(font);
    QColor colour = theme.edge();
    colour.setAlphaF(theme.isDark() ? 0.16F : 0.14F);
    painter.setPen(colour);
    painter.drawText(canvas, Qt::AlignCenter, QStringLiteral("DEMO"));
    painter.restore();
}

void paintEmptyState(QPainter &painter, const QRect &canvas, const Theme &theme,
                     const QString &sentence, const QString &hint)
{
    painter.save();
    painter.setPen(theme.text());
    painter.setFont(theme.uiFont(15));
    const QRect upper{canvas.left(), canvas.top(), canvas.width(), canvas.height() / 2};
    painter.drawText(upper.adjusted(20, 0, -20, -6),
                     Qt::AlignHCenter | Qt::AlignBottom | Qt::TextWordWrap, sentence);
    painter.setPen(theme.secondaryText());
    painter.setFont(theme.uiFont(13));
    const QRect lower{canvas.left(), upper.bottom(), canvas.width(), canvas.height() / 2};
    painter.drawText(lower.adjusted(20, 6, -20, 0),
                     Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap, hint);
    painter.restore();
}

void paintArrow(QPainter &painter, const QPointF &from, const QPointF &tip, bool filled,
                const QColor &colour, double size)
{
    const QPointF along = tip - from;
    const double length = std::hypot(along.x(), along.y());
    if (length < 0.5)
        return;
    const QPointF back = along / length * size;
    const QPointF side{-back.y() * 0.45, back.x() * 0.45};
    const QPolygonF head{{tip - back + side, tip, tip - back - side}};
    painter.setPen(QPen{colour, 1.5});
    painter.setBrush(filled ? QBrush{colour} : Qt::NoBrush);
    if (filled)
        painter.drawPolygon(head);
    else
        painter.drawPolyline(head);
}

} // namespace sightglass
