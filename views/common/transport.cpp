// SPDX-License-Identifier: Apache-2.0
#include "views/common/transport.h"

#include <QIcon>
#include <QPainter>
#include <QPixmap>

namespace sightglass {
namespace {

void paint(QPainter &painter, Transport sign, double unit)
{
    const auto bar = [&](double x) {
        painter.drawRect(QRectF{x * unit, 3 * unit, 2 * unit, 10 * unit});
    };
    const auto triangle = [&](double from, double to) {
        painter.drawPolygon(
            QPolygonF{{QPointF{from, 3} * unit, QPointF{to, 8} * unit, QPointF{from, 13} * unit}});
    };
    switch (sign) {
    case Transport::Start:
        bar(2);
        triangle(9, 4);
        triangle(14, 9);
        return;
    case Transport::Previous:
        bar(4);
        triangle(13, 6);
        return;
    case Transport::Play:
        triangle(4, 13);
        return;
    case Transport::Pause:
        bar(4);
        bar(10);
        return;
    case Transport::Next:
        triangle(3, 10);
        bar(10);
        return;
    case Transport::End:
        triangle(2, 7);
        triangle(7, 12);
        bar(12);
    }
}

} // namespace

QIcon transportIcon(Transport sign, const Theme &theme)
{
    QIcon icon;
    for (const int size : {16, 32}) {
        QPixmap pixmap{size, size};
        pixmap.fill(Qt::transparent);
        QPainter painter{&pixmap};
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.text());
        paint(painter, sign, size / 16.0);
        painter.end();
        icon.addPixmap(pixmap);
    }
    return icon;
}

} // namespace sightglass
