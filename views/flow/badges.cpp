// SPDX-License-Identifier: Apache-2.0
#include "views/flow/badges.h"

#include "views/common/level.h"
#include "views/items/shown_text.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <map>

namespace sightglass {
namespace {

constexpr double kLaneText = 12;
constexpr double kBadgeText = 10;

} // namespace

void paintLanes(QPainter &painter, const QRectF &visible, const FlowPicture &picture,
                const Theme &theme, const Camera &camera)
{
    const auto &bands = picture.geometry.bands;
    painter.setOpacity(1);
    painter.setFont(theme.uiFont(kLaneText));
    const double high = QFontMetricsF{painter.font()}.height();
    for (std::size_t i = 0; i < bands.size(); ++i) {
        const double top = camera.toScreen(QPointF{0, bands[i].top}).y();
        const double bottom = camera.toScreen(QPointF{0, bands[i].bottom}).y();
        const QRectF band{visible.left(), top, visible.width(), bottom - top};
        if (!visible.intersects(band))
            continue;
        if (bands[i].lane % 2 == 0)
            painter.fillRect(band, theme.panel());
        painter.setPen(QPen{theme.grid(), 1});
        painter.drawLine(band.topLeft(), band.topRight());
        painter.drawLine(band.bottomLeft(), band.bottomRight());
        if (bands[i].lane >= picture.lanes.size() || band.height() < high)
            continue;
        // The name stays in sight as long as the band does.
        const double y = std::clamp(visible.top(), top, bottom - high);
        painter.setPen(theme.secondaryText());
        painter.drawText(QRectF{visible.left() + 8, y + 1, visible.width() / 3, high},
                         Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                         shownText(picture.lanes[bands[i].lane], 48));
    }
}

double paintBadges(QPainter &painter, const QRectF &visible, const FlowPicture &picture,
                   std::span<const ItemBadge> badges, const Theme &theme, const Camera &camera)
{
    const Level level = levelOf(kNodeHeight * camera.zoom);
    if (level == Level::Blob)
        return 0;
    double smallest = 0;
    const double pixels = std::clamp(kBadgeText * camera.zoom, kSmallestReadable, 18.0);
    const QFont font = theme.uiFont(pixels);
    const QFontMetricsF metrics{font};
    std::map<std::uint32_t, double> taken; // to the right of the item's corner
    painter.setOpacity(1);
    painter.setFont(font);
    for (const ItemBadge &badge : badges) {
        const Graph::Node &size = picture.graph.nodes[badge.item];
        const Point &centre = picture.geometry.nodes[badge.item].centre;
        const QPointF corner
            = camera.toScreen(QPointF{centre.x - size.width / 2, centre.y - size.height / 2});
        const bool words = level == Level::Card;
        const double width = words ? metrics.horizontalAdvance(badge.text) + 10 : 14;
        const double height = words ? pixels * 1.4 : 5;
        const double left = taken.try_emplace(badge.item, 6 * camera.zoom).first->second;
        const QRectF box{corner.x() + left, corner.y() - height / 2, width, height};
        taken[badge.item] = left + width + 3;
        if (!visible.intersects(box))
            continue;
        const QColor colour = theme.hue(badge.hue);
        painter.setPen(QPen{colour, 1.2});
        painter.setBrush(words ? theme.panel() : colour);
        painter.drawRoundedRect(box, height / 2, height / 2);
        if (!words)
            continue;
        painter.setPen(theme.text());
        painter.drawText(box, Qt::AlignCenter | Qt::TextSingleLine, badge.text);
        smallest = font.pixelSize();
    }
    return smallest;
}

} // namespace sightglass
