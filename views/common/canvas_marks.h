// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "views/common/theme.h"

#include <QRect>

class QPainter;

namespace sightglass {

/// The word DEMO across a canvas that shows the built-in demo (ux.md §3). Before anything else is
/// painted.
void paintDemoMark(QPainter &painter, const QRect &canvas, const Theme &theme);

/// What an empty canvas says: a sentence, and what to do about it in a second one.
void paintEmptyState(QPainter &painter, const QRect &canvas, const Theme &theme,
                     const QString &sentence, const QString &hint);

/// The head of an edge, its last stretch leading from `from` to `tip`.
void paintArrow(QPainter &painter, const QPointF &from, const QPointF &tip, bool filled,
                const QColor &colour, double size);

} // namespace sightglass
