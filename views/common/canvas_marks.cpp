// SPDX-License-Identifier: Apache-2.0
#include "views/common/canvas_marks.h"

#include <QPainter>

#include <algorithm>

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

} // namespace sightglass
