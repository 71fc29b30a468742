// SPDX-License-Identifier: Apache-2.0
#include "views/typemap/router.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <queue>

namespace sightglass {
namespace {

constexpr double kBeside = 7; // of the nearest line beside a box
constexpr int kLanes = 4; // lines on each side
constexpr double kBend = 40;
constexpr double kClear = 2; // so near to a box is on it
constexpr double kShared = 3; // how much longer a line is that others use

void sortUnique(std::vector<double> &values)
{
    std::sort(values.begin(), values.end());
    values.erase(
        std::unique(values.begin(), values.end(), [](double a, double b) { return b - a < 0.01; }),
        values.end());
}

std::uint32_t placeOf(const std::vector<double> &values, double value)
{
    const auto at = std::lower_bound(values.begin(), values.end(), value - 0.02);
    return static_cast<std::uint32_t>(std::min<std::ptrdiff_t>(
        at - values.begin(), static_cast<std::ptrdiff_t>(values.size()) - 1));
}

/// Whether a line is on a box, or too near to it.
bool crosses(const Point &a, const Point &b, const Box &box)
{
    double first = 0;
    double last = 1;
    const auto clip = [&](double from, double delta, double low, double high) {
        if (std::abs(delta) < 1e-9)
            return from > low && from < high;
        const double enter = ((delta > 0 ? low : high) - from) / delta;
        const double leave = ((delta > 0 ? high : low) - from) / delta;
        first = std::max(first, enter);
        last = std::min(last, leave);
        return first < last;
    };
    return clip(a.x, b.x - a.x, box.left - kClear, box.right + kClear)
        && clip(a.y, b.y - a.y, box.top - kClear, box.bottom + kClear);
}

std::vector<Point> withoutStraightPoints(const std::vector<Point> &points)
{
    std::vector<Point> kept;
    for (const Point &point : points) {
        if (!kept.empty() && std::hypot(kept.back().x - point.x, kept.back().y - point.y) < 0.05)
            continue;
        while (kept.size() >= 2) {
            const Point &a = kept[kept.size() - 2];
            const Point &b = kept.back();
            const bool level = std::abs(a.y - b.y) < 0.05 && std::abs(b.y - point.y) < 0.05;
            const bool upright = std::abs(a.x - b.x) < 0.05 && std::abs(b.x - point.x) < 0.05;
            if (!level && !upright)
                break;
            kept.pop_back();
        }
        kept.push_back(point);
    }
    return kept;
}

} // namespace

Router::Router(std::vector<Box> boxes, std::vector<Wish> wishes)
    : m_boxes(std::move(boxes))
    , m_wishes(std::move(wishes))
{
    for (const Box &box : m_boxes) {
        for (int lane = 0; lane < kLanes; ++lane) {
            m_xs.push_back(box.left - kBeside * (lane + 1));
            m_xs.push_back(box.right + kBeside * (lane + 1));
        }
        m_ys.push_back(box.top - kBeside);
        m_ys.push_back(box.bottom + kBeside);
    }
    for (const Wish &wish : m_wishes) {
        m_ys.push_back(wish.begin.y);
        m_ys.push_back(wish.end.y);
    }
    sortUnique(m_xs);
    sortUnique(m_ys);
    block();
}

void Router::block()
{
    const std::size_t width = m_xs.size();
    for (const bool upright : {false, true}) {
        m_blocked[upright].assign(width * m_ys.size(), 0);
        m_used[upright].assign(width * m_ys.size(), 0);
    }
    for (const Box &box : m_boxes) {
        const auto overlapping = [](const std::vector<double> &values, double low, double high) {
            // From the last line that is not behind `low` to the last before `high`.
            auto first = std::upper_bound(values.begin(), values.end(), low);
            first -= first == values.begin() ? 0 : 1;
            const auto last = std::lower_bound(values.begin(), values.end(), high);
            return std::pair{static_cast<std::size_t>(first - values.begin()),
                             static_cast<std::size_t>(last - values.begin())};
        };
        const auto inside = [](const std::vector<double> &values, double low, double high) {
            return std::pair{
                static_cast<std::size_t>(std::upper_bound(values.begin(), values.end(), low)
                                         - values.begin()),
                static_cast<std::size_t>(std::lower_bound(values.begin(), values.end(), high)
                                         - values.begin())};
        };
        const auto [left, right] = overlapping(m_xs, box.left, box.right);
        const auto [top, bottom] = overlapping(m_ys, box.top, box.bottom);
        const auto rows = inside(m_ys, box.top - kClear, box.bottom + kClear);
        const auto columns = inside(m_xs, box.left - kClear, box.right + kClear);
        for (std::size_t y = rows.first; y < rows.second; ++y) {
            for (std::size_t x = left; x < right; ++x)
                m_blocked[false][y * width + x] = 1;
        }
        for (std::size_t x = columns.first; x < columns.second; ++x) {
            for (std::size_t y = top; y < bottom; ++y)
                m_blocked[true][y * width + x] = 1;
        }
    }
}

std::uint32_t Router::vertexAt(const Point &point) const
{
    return placeOf(m_ys, point.y) * static_cast<std::uint32_t>(m_xs.size())
        + placeOf(m_xs, point.x);
}

bool Router::isBlocked(std::uint32_t vertex, bool upright) const
{
    return m_blocked[upright][vertex] != 0;
}

// Shortest path over vertices and directions: length, bends, and company are what a line costs.
std::vector<std::uint32_t> Router::search(std::uint32_t begin, std::uint32_t end)
{
    const auto width = static_cast<std::uint32_t>(m_xs.size());
    const auto height = static_cast<std::uint32_t>(m_ys.size());
    m_best.assign(std::size_t{2} * width * height, std::numeric_limits<float>::max());
    std::vector<Step> steps;
    using Open = std::pair<double, std::uint32_t>; // least whole cost, place in steps
    std::priority_queue<Open, std::vector<Open>, std::greater<>> open;
    const auto left = [&](std::uint32_t vertex) {
        return std::abs(m_xs[vertex % width] - m_xs[end % width])
            + std::abs(m_ys[vertex / width] - m_ys[end / width]);
    };
    const auto offer = [&](double cost, std::uint32_t vertex, bool upright, std::uint32_t from) {
        float &best = m_best[std::size_t{2} * vertex + (upright ? 1 : 0)];
        if (static_cast<float>(cost) >= best)
            return;
        best = static_cast<float>(cost);
        steps.push_back({cost, vertex, upright, from});
        open.emplace(cost + left(vertex), static_cast<std::uint32_t>(steps.size() - 1));
    };
    offer(0, begin, false, ~0u);
    while (!open.empty()) {
        const std::uint32_t place = open.top().second;
        open.pop();
        const Step step = steps[place];
        if (static_cast<float>(step.cost) > m_best[std::size_t{2} * step.vertex + step.direction])
            continue;
        if (step.vertex == end && step.direction == 0) {
            std::vector<std::uint32_t> path;
            for (std::uint32_t at = place; at != ~0u; at = steps[at].from)
                path.push_back(steps[at].vertex);
            return {path.rbegin(), path.rend()};
        }
        offer(step.cost + kBend, step.vertex, step.direction == 0, place);
        const bool upright = step.direction == 1;
        const std::uint32_t at = upright ? step.vertex / width : step.vertex % width;
        const std::uint32_t stride = upright ? width : 1;
        const auto &values = upright ? m_ys : m_xs;
        const auto go = [&](std::uint32_t line, std::uint32_t to, double length) {
            if (!isBlocked(line, upright))
                offer(step.cost + length * (1 + kShared * m_used[upright][line]), to, upright,
                      place);
        };
        if (at + 1 < values.size())
            go(step.vertex, step.vertex + stride, values[at + 1] - values[at]);
        if (at > 0)
            go(step.vertex - stride, step.vertex - stride, values[at] - values[at - 1]);
    }
    return {};
}

std::vector<Point> Router::route(std::size_t number)
{
    const Wish &wish = m_wishes[number];
    const auto width = static_cast<std::uint32_t>(m_xs.size());
    const std::vector<std::uint32_t> path = search(vertexAt({wish.begin.x + kBeside, wish.begin.y}),
                                                   vertexAt({wish.end.x - kBeside, wish.end.y}));
    std::vector<Point> points{wish.begin};
    for (std::size_t i = 0; i < path.size(); ++i) {
        points.push_back({m_xs[path[i] % width], m_ys[path[i] / width]});
        if (i == 0 || path[i] == path[i - 1])
            continue;
        const bool upright = path[i] % width == path[i - 1] % width;
        std::uint16_t &used = m_used[upright][std::min(path[i], path[i - 1])];
        used = static_cast<std::uint16_t>(std::min(used + 1, 8));
    }
    points.push_back(wish.end);
    return withoutStraightPoints(points);
}

bool isClear(const std::vector<Point> &points, const std::vector<Box> &boxes, std::uint32_t from,
             std::uint32_t to)
{
    for (std::uint32_t i = 0; i < boxes.size(); ++i) {
        for (std::size_t k = 0; i != from && i != to && k + 1 < points.size(); ++k) {
            if (crosses(points[k], points[k + 1], boxes[i]))
                return false;
        }
    }
    return points.size() >= 2;
}

} // namespace sightglass
