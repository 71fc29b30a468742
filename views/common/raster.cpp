// SPDX-License-Identifier: Apache-2.0
#include "views/common/raster.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace sightglass {
namespace {

constexpr QRgb kOpaque = 0xFF000000;

/// `share` of 256.
QRgb mixed(QRgb under, QRgb over, unsigned share)
{
    const unsigned rest = 256 - share;
    const unsigned sides = ((under & 0xFF00FF) * rest + (over & 0xFF00FF) * share) >> 8 & 0xFF00FF;
    const unsigned middle = ((under & 0x00FF00) * rest + (over & 0x00FF00) * share) >> 8 & 0x00FF00;
    return kOpaque | sides | middle;
}

unsigned shareOf(double coverage)
{
    return static_cast<unsigned>(std::clamp(coverage, 0.0, 1.0) * 256 + 0.5);
}

void blend(QRgb *pixels, int first, int end, QRgb colour, unsigned share)
{
    if (share >= 256) {
        std::fill(pixels + first, pixels + std::max(first, end), colour);
        return;
    }
    if (share == 0)
        return;
    for (int x = first; x < end; ++x)
        pixels[x] = mixed(pixels[x], colour, share);
}

/// How much of the pixel [at, at + 1] lies in [from, to].
double overlap(int at, double from, double to)
{
    return std::max(0.0, std::min(to, at + 1.0) - std::max(from, static_cast<double>(at)));
}

/// How much of a pixel is covered by the outline and the inside of a shape whose border is so far
/// away (negative: inside of it).
struct Cover
{
    unsigned outline = 0;
    unsigned inside = 0;
};

Cover coverAt(double distance, double width, double opacity)
{
    const double outline = std::min(width, width / 2 + 0.5 - std::abs(distance));
    return {shareOf(std::clamp(outline, 0.0, 1.0) * opacity),
            shareOf(std::clamp(0.5 - distance, 0.0, 1.0) * opacity)};
}

} // namespace

struct Raster::Corner
{
    QPointF at;
    QPointF in; // towards the corner
    QPointF out; // away from it
    double radius = 0;
};

bool fitFrame(QImage &frame, const QSize &size, double ratio)
{
    const QSize pixels = (QSizeF{size} * ratio).toSize();
    if (frame.size() != pixels || frame.devicePixelRatio() != ratio) {
        frame = QImage{pixels, QImage::Format_RGB32};
        frame.setDevicePixelRatio(ratio);
    }
    return !frame.isNull();
}

Raster::Raster(QImage &image)
    : m_bits(reinterpret_cast<QRgb *>(image.bits()))
    , m_stride(image.bytesPerLine() / 4)
    , m_width(image.width())
    , m_height(image.height())
    , m_ratio(image.devicePixelRatio())
{ }

void Raster::fill(QRgb colour)
{
    for (int y = 0; y < m_height; ++y)
        std::fill(row(y), row(y) + m_width, colour);
}

void Raster::run(int y, int first, int end, QRgb colour)
{
    if (y < 0 || y >= m_height)
        return;
    blend(row(y), std::max(0, first), std::min(m_width, end), colour, 256);
}

void Raster::rectangle(const QRectF &box, QRgb colour, double opacity)
{
    area(box.left() * m_ratio, box.top() * m_ratio, box.right() * m_ratio, box.bottom() * m_ratio,
         colour, opacity);
}

void Raster::area(double left, double top, double right, double bottom, QRgb colour, double opacity)
{
    left = std::max(left, 0.0);
    top = std::max(top, 0.0);
    right = std::min<double>(right, m_width);
    bottom = std::min<double>(bottom, m_height);
    if (left >= right || top >= bottom)
        return;
    const int first = static_cast<int>(left);
    const int last = std::min(m_width - 1, static_cast<int>(right));
    const auto lastRow = std::min(m_height - 1, static_cast<int>(bottom));
    for (int y = static_cast<int>(top); y <= lastRow; ++y) {
        const double high = overlap(y, top, bottom) * opacity;
        QRgb *pixels = row(y);
        blend(pixels, first, first + 1, colour, shareOf(high * overlap(first, left, right)));
        if (last == first)
            continue;
        blend(pixels, first + 1, last, colour, shareOf(high));
        blend(pixels, last, last + 1, colour, shareOf(high * overlap(last, left, right)));
    }
}

void Raster::line(std::span<const QPointF> points, const Stroke &stroke)
{
    if (points.size() < 2)
        return;
    double gone = 0; // of the line's length, for its dashes
    QPointF here = device(points[0]);
    for (std::size_t i = 1; i < points.size(); ++i) {
        const QPointF next = device(points[i]);
        const QPointF way = next - here;
        const double length = std::abs(way.x()) + std::abs(way.y());
        if (i + 1 == points.size() || length == 0) {
            piece(here, next, stroke, gone);
            here = next;
            continue;
        }
        const QPointF after = device(points[i + 1]) - next;
        const double rest = std::abs(after.x()) + std::abs(after.y());
        const bool turns = (std::abs(way.x()) > std::abs(way.y()))
            != (std::abs(after.x()) > std::abs(after.y()));
        const double radius = turns ? std::min({stroke.corner * m_ratio, length, rest / 2}) : 0.0;
        if (radius < 1) {
            piece(here, next, stroke, gone);
            here = next;
            continue;
        }
        const Corner corner{next, way / length, after / rest, radius};
        // On a whole pixel, so that lines and arcs leave no seam.
        const auto whole = [](const QPointF &at, const QPointF &along) {
            return along.x() != 0 ? QPointF{std::round(at.x()), at.y()}
                                  : QPointF{at.x(), std::round(at.y())};
        };
        piece(here, whole(next - corner.in * radius, corner.in), stroke, gone);
        arc(corner, stroke); // whole, whatever dash it falls into: a gap would hide the turn
        gone += radius * M_PI_2;
        here = whole(next + corner.out * radius, corner.out);
    }
}

void Raster::piece(const QPointF &from, const QPointF &to, const Stroke &stroke, double &gone)
{
    const QPointF way = to - from;
    const double length = std::abs(way.x()) + std::abs(way.y());
    const double begin = gone;
    gone += length;
    if (stroke.dashes.empty() || length == 0) {
        solid(from, to, stroke);
        return;
    }
    double cycle = 0;
    for (const double dash : stroke.dashes)
        cycle += dash * stroke.width * m_ratio;
    // No eye tells dashes apart that are less than a pixel; nobody is to wait for them either.
    if (cycle < 2) {
        solid(from, to, stroke);
        return;
    }
    double low = 0;
    double high = length;
    const bool level = std::abs(way.x()) > std::abs(way.y());
    const double start = level ? from.x() : from.y();
    const double sign = (level ? way.x() : way.y()) < 0 ? -1 : 1;
    const double room = level ? m_width : m_height; // dashes out of sight are skipped
    low = std::max(low, sign > 0 ? -start : start - room);
    high = std::min(high, sign > 0 ? room - start : start);
    double at = std::floor((begin + low) / cycle) * cycle - begin;
    for (; at < high; at += cycle) {
        double on = at;
        for (std::size_t i = 0; i < stroke.dashes.size(); ++i) {
            const double end = on + stroke.dashes[i] * stroke.width * m_ratio;
            const double first = std::max(on, low);
            const double last = std::min(end, high);
            if (i % 2 == 0 && first < last)
                solid(from + way / length * first, from + way / length * last, stroke);
            on = end;
        }
    }
}

void Raster::solid(const QPointF &from, const QPointF &to, const Stroke &stroke)
{
    const double half = stroke.width * m_ratio / 2;
    const QPointF way = to - from;
    const auto [left, right] = std::minmax({from.x(), to.x()});
    const auto [top, bottom] = std::minmax({from.y(), to.y()});
    if (std::abs(way.x()) > std::abs(way.y()))
        area(left, top - half, right, bottom + half, stroke.colour, stroke.opacity);
    else
        area(left - half, top, right + half, bottom, stroke.colour, stroke.opacity);
}

void Raster::arc(const Corner &corner, const Stroke &stroke)
{
    const double width = stroke.width * m_ratio;
    const double half = width / 2;
    const QPointF centre = corner.at + (corner.out - corner.in) * corner.radius;
    const QPointF far = centre + (corner.in - corner.out) * (corner.radius + half);
    // Whole pixels from the centre on, where the straight lines begin.
    const auto reach = [](double from, double to) {
        const auto begin = static_cast<int>(std::lround(from));
        return to < from ? std::pair{static_cast<int>(std::floor(to)) - 1, begin}
                         : std::pair{begin, static_cast<int>(std::ceil(to)) + 1};
    };
    const auto [left, right] = reach(centre.x(), far.x());
    const auto [top, bottom] = reach(centre.y(), far.y());
    const int firstX = std::max(0, left);
    const int endX = std::min(m_width, right);
    const int firstY = std::max(0, top);
    const int endY = std::min(m_height, bottom);
    for (int y = firstY; y < endY; ++y) {
        QRgb *pixels = row(y);
        for (int x = firstX; x < endX; ++x) {
            const double distance = std::hypot(x + 0.5 - centre.x(), y + 0.5 - centre.y());
            const double cover = std::min(width, half + 0.5 - std::abs(distance - corner.radius));
            if (cover > 0)
                pixels[x] = mixed(pixels[x], stroke.colour, shareOf(cover * stroke.opacity));
        }
    }
}

// Rows between the corners are all alike, and within a row all pixels between the corners.
void Raster::box(const QRectF &box, const BoxLook &look)
{
    const double width = look.width * m_ratio;
    const double left = box.left() * m_ratio;
    const double right = box.right() * m_ratio;
    const double top = box.top() * m_ratio;
    const double bottom = box.bottom() * m_ratio;
    const double radius = std::min({look.corner * m_ratio, (right - left) / 2, (bottom - top) / 2});
    const double reach = width / 2 + 1;
    const int firstX = static_cast<int>(std::floor(left - reach));
    const int endX = static_cast<int>(std::ceil(right + reach));
    const int firstY = std::max(0, static_cast<int>(std::floor(top - reach)));
    const int endY = std::min(m_height, static_cast<int>(std::ceil(bottom + reach)));
    const int rim = static_cast<int>(std::ceil(radius + 2 * reach));
    if (endX <= 0 || firstX >= m_width || firstY >= endY)
        return;
    const auto paint = [&](QRgb *pixels, int first, int end, const Cover &cover) {
        first = std::clamp(first, 0, m_width);
        end = std::clamp(end, first, m_width);
        blend(pixels, first, end, look.inside, cover.inside);
        blend(pixels, first, end, look.outline, cover.outline);
    };
    const auto coverOf = [&](int x, int y) {
        // The distance to a box that is smaller by the radius on all sides, less the radius.
        const double dx = std::max(left + radius - (x + 0.5), x + 0.5 - (right - radius));
        const double dy = std::max(top + radius - (y + 0.5), y + 0.5 - (bottom - radius));
        const double distance = dx > 0 && dy > 0 ? std::hypot(dx, dy) : std::max(dx, dy);
        return coverAt(distance - radius, width, look.opacity);
    };
    const int leftEnd = std::min(firstX + rim, (firstX + endX) / 2);
    const int rightFirst = std::max(endX - rim, leftEnd);
    constexpr int kMostRim = 64;
    std::array<Cover, 2 * kMostRim> side;
    const int middle = static_cast<int>((top + bottom) / 2);
    const int sides = std::min(leftEnd - firstX, kMostRim);
    for (int i = 0; i < sides; ++i) {
        side[static_cast<std::size_t>(i)] = coverOf(firstX + i, middle);
        side[static_cast<std::size_t>(kMostRim + i)] = coverOf(endX - 1 - i, middle);
    }
    for (int y = firstY; y < endY; ++y) {
        QRgb *pixels = row(y);
        const bool straight = y + 0.5 > top + radius + reach && y + 0.5 < bottom - radius - reach
            && sides == leftEnd - firstX && sides == endX - rightFirst;
        for (int x = firstX; x < leftEnd; ++x)
            paint(pixels, x, x + 1,
                  straight ? side[static_cast<std::size_t>(x - firstX)] : coverOf(x, y));
        for (int x = rightFirst; x < endX; ++x)
            paint(pixels, x, x + 1,
                  straight ? side[static_cast<std::size_t>(kMostRim + endX - 1 - x)]
                           : coverOf(x, y));
        if (leftEnd < rightFirst)
            paint(pixels, leftEnd, rightFirst, coverOf((leftEnd + rightFirst) / 2, y));
    }
}

} // namespace sightglass
