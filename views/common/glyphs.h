// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "views/common/theme.h"

#include <QRectF>

class QPainter;
class QIcon;

namespace sightglass {

/// Draws the state's glyph (ux.md §4.3) into a square: shape and colour both say the state. Below 8
/// px only the silhouette. `progress` (0 to 1) draws the arc of a running one; negative: none.
void paintStateGlyph(QPainter &painter, const QRectF &square, State state, const Theme &theme,
                     qreal progress = -1);

/// Draws the kind's silhouette (ux.md §4.5) in one colour; recognisable at 12 px.
void paintKindSilhouette(QPainter &painter, const QRectF &square, Kind kind, const QColor &colour);

/// The same as icons, for item views and buttons; sharp at 1x and 2x.
[[nodiscard]] QIcon stateIcon(State state, const Theme &theme);
[[nodiscard]] QIcon kindIcon(Kind kind, const Theme &theme);

} // namespace sightglass
