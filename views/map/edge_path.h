// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPainterPath>
#include <QPointF>

#include <vector>

namespace sightglass {

/// The line through those points, with corners rounded as far as there is room.
[[nodiscard]] QPainterPath roundedPath(const std::vector<QPointF> &points, double radius);
/// The point that share of the way along it.
[[nodiscard]] QPointF pointAlong(const std::vector<QPointF> &points, double share);
/// How far a point is from the line.
[[nodiscard]] double distanceTo(const std::vector<QPointF> &points, const QPointF &point);
/// Amid its longest level stretch: where a label stands best.
[[nodiscard]] QPointF labelPlace(const std::vector<QPointF> &points);

} // namespace sightglass
