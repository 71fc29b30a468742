// SPDX-License-Identifier: Apache-2.0
#include "views/layout/growth.h"

#include "views/layout/routing.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <unordered_map>

namespace sightglass {
namespace {

using layered::kChannelMargin;
using layered::kLineGap;
using layered::kNodeGap;

using Number = std::uint32_t;

constexpr Number kNone = std::numeric_limits<Number>::max();
constexpr double kNewChannel = 84; // before a column that is added
constexpr double kTrackStep = 6;
constexpr double kApart = 4; // new lines keep from others
constexpr double kInside = 0.5;

struct Interval
{
    double from = 0;
    double to = 0;
};

struct Upright
{
    double x = 0;
    Interval y;
};

/// A rank: all of its nodes stand between left and right.
struct Column
{
    double left = std::numeric_limits<double>::max();
    double right = std::numeric_limits<double>::lowest();
    std::vector<Interval> nodes;
    std::vector<double> lines; // heights at which links pass
};

/// The height nearest to `wanted` that lies in none of the intervals.
double nearestFree(std::vector<Interval> &blocked, double wanted)
{
    std::sort(blocked.begin(), blocked.end(),
              [](const Interval &a, const Interval &b) { return a.from < b.from; });
    double below = wanted;
    for (const Interval &one : blocked) {
        if (one.from < below && below < one.to)
            below = one.to;
    }
    std::sort(blocked.begin(), blocked.end(),
              [](const Interval &a, const Interval &b) { return a.to > b.to; });
    double above = wanted;
    for (const Interval &one : blocked) {
        if (one.from < above && above < one.to)
            above = one.from;
    }
    return wanted - above < below - wanted ? above : below;
}

class Growth
{
public:
    Growth(const Graph &before, const Geometry &placed, const Graph &now)
        : m_before(before)
        , m_placed(placed)
        , m_now(now)
        , m_oldOf(now.nodes.size(), kNone)
        , m_newOf(before.nodes.size(), kNone)
        , m_stands(now.nodes.size())
    { }

    Geometry run()
    {
        m_grown.nodes.resize(m_now.nodes.size());
        m_grown.edges.resize(m_now.edges.size());
        if (m_now.nodes.empty())
            return std::move(m_grown);
        for (const Graph::Node &node : m_now.nodes)
            m_widest = std::max(m_widest, node.width);
        adopt();
        keepLines();
        placeNew();
        for (std::size_t i = 0; i < m_now.edges.size(); ++i) {
            const auto [first, isNew]
                = m_routed.try_emplace({m_now.edges[i].from, m_now.edges[i].to}, i);
            if (!isNew)
                m_grown.edges[i] = m_grown.edges[first->second];
            else if (m_grown.edges[i].points.empty())
                route(i);
        }
        measure();
        return std::move(m_grown);
    }

private:
    void adopt()
    {
        std::unordered_map<std::uint64_t, Number> old;
        for (Number i = 0; i < m_before.nodes.size(); ++i) {
            old.emplace(m_before.nodes[i].key, i);
            widen(m_placed.nodes[i], m_before.nodes[i].width); // of what has left, too
        }
        for (Number i = 0; i < m_now.nodes.size(); ++i) {
            if (const auto known = old.find(m_now.nodes[i].key); known != old.end())
                join(known->second, i);
        }
        std::unordered_map<std::uint64_t, Number> free;
        for (Number i = 0; i < m_before.nodes.size(); ++i) {
            if (m_newOf[i] == kNone && m_before.nodes[i].slot != 0)
                free.emplace(m_before.nodes[i].slot, i);
        }
        for (Number i = 0; i < m_now.nodes.size(); ++i) {
            const auto slot = m_oldOf[i] == kNone ? free.find(m_now.nodes[i].slot) : free.end();
            if (slot == free.end() || m_newOf[slot->second] != kNone
                || m_before.nodes[slot->second].width != m_now.nodes[i].width)
                continue;
            join(slot->second, i);
        }
        for (Number i = 0; i < m_now.nodes.size(); ++i) {
            if (m_oldOf[i] != kNone)
                stand(i, m_placed.nodes[m_oldOf[i]]);
        }
    }

    void join(Number old, Number now) { m_oldOf[now] = old, m_newOf[old] = now; }

    Column &widen(const Geometry::Node &place, double width)
    {
        Column &column = m_columns[place.rank];
        column.left = std::min(column.left, place.centre.x - width / 2);
        column.right = std::max(column.right, place.centre.x + width / 2);
        return column;
    }

    void stand(Number node, const Geometry::Node &place)
    {
        m_grown.nodes[node] = place;
        m_stands[node] = true;
        const Graph::Node &size = m_now.nodes[node];
        Column &column = widen(place, size.width);
        column.nodes.push_back(
            {place.centre.y - size.height / 2, place.centre.y + size.height / 2});
        m_bottom = std::max(m_bottom, column.nodes.back().to);
    }

    void keepLines()
    {
        std::map<std::pair<Number, Number>, const Geometry::Edge *> lines; // equal links share one
        for (std::size_t i = 0; i < m_before.edges.size(); ++i) {
            const Graph::Edge &edge = m_before.edges[i];
            if (m_newOf[edge.from] != kNone && m_newOf[edge.to] != kNone)
                lines.try_emplace({m_newOf[edge.from], m_newOf[edge.to]}, &m_placed.edges[i]);
        }
        for (std::size_t i = 0; i < m_now.edges.size(); ++i) {
            const auto line = lines.find({m_now.edges[i].from, m_now.edges[i].to});
            if (line == lines.end())
                continue;
            m_grown.edges[i] = *line->second;
            take(m_grown.edges[i].points);
        }
    }

    /// What is placed or routed from now on keeps off the line.
    void take(const std::vector<Point> &points)
    {
        for (std::size_t i = 1; i < points.size(); ++i) {
            const auto [x0, x1] = std::minmax(points[i - 1].x, points[i].x);
            const auto [y0, y1] = std::minmax(points[i - 1].y, points[i].y);
            if (x1 - x0 < kInside) {
                m_uprights.push_back({x0, {y0, y1}});
                continue;
            }
            for (auto &[rank, column] : m_columns) {
                if (x0 < column.right - kInside && x1 > column.left + kInside)
                    column.lines.push_back(y0);
            }
        }
    }

    // Causes before effects, so that these find where they belong.
    void placeNew()
    {
        const std::size_t count = m_now.nodes.size();
        std::vector<std::vector<Number>> up(count);
        std::vector<std::vector<Number>> down(count);
        std::vector<std::uint32_t> waits(count);
        for (const Graph::Edge &edge : m_now.edges) {
            up[edge.to].push_back(edge.from);
            down[edge.from].push_back(edge.to);
            waits[edge.to] += m_stands[edge.from] ? 0 : 1;
        }
        std::vector<Number> order;
        std::vector<bool> queued(count);
        const auto enqueue = [&](Number node) {
            order.push_back(node);
            queued[node] = true;
        };
        for (Number i = 0; i < count; ++i) {
            if (!m_stands[i] && waits[i] == 0)
                enqueue(i);
        }
        Number rest = 0; // those of rings are taken as they come
        for (std::size_t next = 0;; ++next) {
            while (next == order.size() && rest < count) {
                if (!m_stands[rest] && !queued[rest])
                    enqueue(rest);
                ++rest;
            }
            if (next == order.size())
                return;
            place(order[next], up[order[next]], down[order[next]]);
            for (const Number effect : down[order[next]]) {
                if (!m_stands[effect] && !queued[effect] && --waits[effect] == 0)
                    enqueue(effect);
            }
        }
    }

    void place(Number node, const std::vector<Number> &up, const std::vector<Number> &down)
    {
        bool known = false;
        bool after = false;
        std::int32_t rank = 0;
        double sum = 0;
        double near = 0;
        for (const Number cause : up) {
            if (!m_stands[cause])
                continue;
            rank = known ? std::max(rank, m_grown.nodes[cause].rank + 1)
                         : m_grown.nodes[cause].rank + 1;
            known = after = true;
            sum += m_grown.nodes[cause].centre.y;
            ++near;
        }
        for (const Number effect : down) {
            if (after || !m_stands[effect])
                continue;
            rank = known ? std::min(rank, m_grown.nodes[effect].rank - 1)
                         : m_grown.nodes[effect].rank - 1;
            known = true;
            sum += m_grown.nodes[effect].centre.y;
            ++near;
        }
        const Graph::Node &size = m_now.nodes[node];
        for (auto in = m_columns.find(rank);
             in != m_columns.end() && in->second.right - in->second.left < size.width;
             in = m_columns.find(rank)) // too narrow
            rank += after ? 1 : -1;
        Column &column = columnAt(rank);
        const double wanted = near > 0 ? sum / near : m_bottom + kNodeGap + size.height / 2;
        const double y = freePlace(column, wanted, size.height / 2, kNodeGap, kLineGap);
        stand(node, {{(column.left + column.right) / 2, y}, rank});
    }

    Column &columnAt(std::int32_t &rank)
    {
        if (m_columns.empty())
            return m_columns.emplace(rank, Column{0, m_widest, {}, {}}).first->second;
        if (const auto known = m_columns.find(rank); known != m_columns.end())
            return known->second;
        Column added;
        if (rank < m_columns.begin()->first) {
            rank = m_columns.begin()->first - 1;
            added.right = m_columns.begin()->second.left - kNewChannel;
            added.left = added.right - m_widest;
        } else {
            const auto last = std::prev(m_columns.end());
            rank = last->first + 1;
            added.left = last->second.right + kNewChannel;
            added.right = added.left + m_widest;
        }
        return m_columns.emplace(rank, added).first->second;
    }

    [[nodiscard]] static double freePlace(const Column &column, double wanted, double half,
                                          double fromNodes, double fromLines)
    {
        std::vector<Interval> blocked;
        blocked.reserve(column.nodes.size() + column.lines.size());
        for (const Interval &node : column.nodes)
            blocked.push_back({node.from - fromNodes - half, node.to + fromNodes + half});
        for (const double line : column.lines)
            blocked.push_back({line - fromLines - half, line + fromLines + half});
        return nearestFree(blocked, wanted);
    }

    void route(std::size_t index)
    {
        Geometry::Edge &edge = m_grown.edges[index];
        Number left = m_now.edges[index].from;
        Number right = m_now.edges[index].to;
        edge.reversed = m_grown.nodes[left].rank > m_grown.nodes[right].rank;
        if (edge.reversed)
            std::swap(left, right);
        const Geometry::Node &from = m_grown.nodes[left];
        const Geometry::Node &to = m_grown.nodes[right];
        double y = from.centre.y;
        edge.points.push_back({from.centre.x + m_now.nodes[left].width / 2, y});
        const auto step = [&](double height, double x) {
            if (height == y)
                return;
            edge.points.push_back({x, y});
            edge.points.push_back({x, height});
            y = height;
        };
        auto channel = m_columns.find(from.rank);
        if (from.rank == to.rank) {
            step(to.centre.y, track(channel, y, to.centre.y));
            edge.points.push_back({to.centre.x + m_now.nodes[right].width / 2, y});
        } else {
            for (auto column = std::next(channel); column->first < to.rank; ++column) {
                const double height = freePlace(column->second, y, 0, kLineGap, kApart);
                step(height, track(channel, y, height));
                channel = column;
            }
            step(to.centre.y, track(channel, y, to.centre.y));
            edge.points.push_back({to.centre.x - m_now.nodes[right].width / 2, y});
        }
        take(edge.points);
        if (edge.reversed)
            std::reverse(edge.points.begin(), edge.points.end());
    }

    /// An x behind the column where nothing upright is in the way.
    [[nodiscard]] double track(std::map<std::int32_t, Column>::const_iterator column, double y0,
                               double y1) const
    {
        const double left = column->second.right + kChannelMargin;
        const auto next = std::next(column);
        const double right
            = next == m_columns.end() ? left + kNewChannel : next->second.left - kChannelMargin;
        const auto [top, bottom] = std::minmax(y0, y1);
        for (double x = left; x <= right; x += kTrackStep) {
            const bool free
                = std::none_of(m_uprights.begin(), m_uprights.end(), [&](const Upright &other) {
                      return std::abs(other.x - x) < kTrackStep && other.y.from < bottom + kApart
                          && other.y.to > top - kApart;
                  });
            if (free)
                return x;
        }
        return (left + right) / 2;
    }

    void measure()
    {
        double left = std::numeric_limits<double>::max();
        double top = left;
        double right = std::numeric_limits<double>::lowest();
        double bottom = right;
        const auto cover = [&](double x, double y, double w, double h) {
            left = std::min(left, x - w);
            right = std::max(right, x + w);
            top = std::min(top, y - h);
            bottom = std::max(bottom, y + h);
        };
        for (Number i = 0; i < m_now.nodes.size(); ++i)
            cover(m_grown.nodes[i].centre.x, m_grown.nodes[i].centre.y, m_now.nodes[i].width / 2,
                  m_now.nodes[i].height / 2);
        for (const Geometry::Edge &edge : m_grown.edges) {
            for (const Point &point : edge.points)
                cover(point.x, point.y, 0, 0);
        }
        m_grown.left = left;
        m_grown.top = top;
        m_grown.width = right - left;
        m_grown.height = bottom - top;
    }

    const Graph &m_before;
    const Geometry &m_placed;
    const Graph &m_now;
    Geometry m_grown;
    std::vector<Number> m_oldOf;
    std::vector<Number> m_newOf;
    std::vector<bool> m_stands;
    std::map<std::int32_t, Column> m_columns;
    std::vector<Upright> m_uprights;
    std::map<std::pair<Number, Number>, std::size_t> m_routed; // the first of equal links
    double m_widest = 0;
    double m_bottom = 0;
};

} // namespace

Geometry grow(const Graph &before, const Geometry &placed, const Graph &now)
{
    return Growth{before, placed, now}.run();
}

} // namespace sightglass
