// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "views/common/camera.h"
#include "views/common/theme.h"
#include "views/picture/flow_picture.h"

#include <QString>

#include <span>
#include <vector>

class QPainter;

namespace sightglass {

/// What an item carries at its corner beside its state.
struct ItemBadge
{
    std::uint32_t item = 0;
    QString text; // on the card: "alert", "new"
    QString words; // for those who listen: "alert: failed 3 times in a row"
    Hue hue = Hue::Neutral;
};

/// The bands of the lanes, with their names at the left, under everything else.
void paintLanes(QPainter &painter, const QRectF &visible, const FlowPicture &picture,
                const Theme &theme, const Camera &camera);

/// Over the items: words on cards, a short bar where there is no room for words. Returns the size
/// of the smallest text, 0 when there was none. REQUIRES: all badges of items that are shown
double paintBadges(QPainter &painter, const QRectF &visible, const FlowPicture &picture,
                   std::span<const ItemBadge> badges, const Theme &theme, const Camera &camera);

} // namespace sightglass
