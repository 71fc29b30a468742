// SPDX-License-Identifier: Apache-2.0
#include "views/map/edge_path.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace sightglass {
namespace {

double lengthOf(const QPointF &from, const QPointF &to)
{
    return std::hypot(to.x() - from.x(), to.y() - from.y());
}

QPointF towards(const QPointF &from, const QPointF &to, double distance)
{
    const double length = lengthOf(from, to);
    return length < 1e-6 ? from : from + (to - from) * (distance / length);
}

} // namespace

QPainterPath roundedPath(const std::vector<QPointF> &points, double radius)
{
    QPainterPath path;
    if (points.empty())
        return path;
    path.moveTo(points.front());
    for (std::size_t i = 1; i + 1 < points.size(); ++i) {
        const double room
            = std::min(lengthOf(points[i - 1], points[i]), lengthOf(points[i], points[i + 1])) / 2;
        const double bend = std::min(radius, room);
        path.lineTo(towards(points[i], points[i - 1], bend));
        path.quadTo(points[i], towards(points[i], points[i + 1], bend));
    }
    path.lineTo(points.back());
    return path;
}

QPointF pointAlong(const std::vector<QPointF> &points, double share)
{
    double whole = 0;
    for (std::size_t i = 0; i + 1 < points.size(); ++i)
        whole += lengthOf(points[i], points[i + 1]);
    double left = whole * std::clamp(share, 0.0, 1.0);
    for (std::size_t i = 0; i + 1 < points.size(); ++i) {
        const double length = lengthOf(points[i], points[i + 1]);
        if (left <= length)
            return towards(points[i], points[i + 1], left);
        left -= length;
    }
    return points.empty() ? QPointF{} : points.back();
}

double distanceTo(const std::vector<QPointF> &points, const QPointF &point)
{
    double least = std::numeric_limits<double>::max();
    for (std::size_t i = 0; i + 1 < points.size(); ++i) {
        const QPointF along = points[i + 1] - points[i];
        const double square = QPointF::dotProduct(along, along);
        const double share = square < 1e-9
            ? 0
            : std::clamp(QPointF::dotProduct(point - points[i], along) / square, 0.0, 1.0);
        least = std::min(least, lengthOf(points[i] + along * share, point));
    }
    return least;
}

QPointF labelPlace(const std::vector<QPointF> &points)
{
    QPointF place = pointAlong(points, 0.5);
    double longest = 0;
    for (std::size_t i = 0; i + 1 < points.size(); ++i) {
        const double level = std::abs(points[i + 1].x() - points[i].x());
        if (level > longest) {
            longest = level;
            place = (points[i] + points[i + 1]) / 2;
        }
    }
    return place;
}

} // namespace sightglass
