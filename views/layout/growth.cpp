// SPDX-License-Identifier: Apache-2.0
#include "views/layout/growth.h"

#include "views/layout/bands.h"
#include "views/layout/columns.h"
#include "views/layout/key_index.h"
#include "views/layout/layered.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace sightglass {
namespace {

using layered::Columns;
using layered::KeyIndex;
using layered::kLineGap;
using layered::kNodeGap;

using Number = std::uint32_t;

constexpr Number kNone = KeyIndex::kNone;
constexpr double kApart = 4; // new lines keep from others

std::uint64_t linkOf(Number from, Number to)
{
    return std::uint64_t{from} << 32 | to;
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
        , m_fresh(now.nodes.size(), kNone)
    { }

    Geometry run()
    {
        m_grown.nodes.resize(m_now.nodes.size());
        m_grown.edges.resize(m_now.edges.size());
        m_grown.bands = m_placed.bands;
        if (m_now.nodes.empty())
            return std::move(m_grown);
        for (const Graph::Node &node : m_now.nodes)
            m_widest = std::max(m_widest, node.width);
        adopt();
        keepLines();
        placeNew();
        KeyIndex routed{m_unrouted.size()}; // equal links share one
        for (const Number i : m_unrouted) {
            const Graph::Edge &edge = m_now.edges[i];
            const Number first = routed.add(linkOf(edge.from, edge.to), i);
            if (first == i)
                route(i);
            else
                m_grown.edges[i] = m_grown.edges[first];
        }
        measure();
        return std::move(m_grown);
    }

private:
    void adopt()
    {
        KeyIndex old{m_before.nodes.size()};
        KeyIndex slots{m_before.nodes.size()};
        for (Number i = 0; i < m_before.nodes.size(); ++i) {
            old.add(m_before.nodes[i].key, i);
            const double x = m_placed.nodes[i].centre.x;
            const double half = m_before.nodes[i].width / 2;
            m_columns.widen(m_placed.nodes[i].rank, x - half, x + half); // of what has left, too
        }
        for (Number i = 0; i < m_now.nodes.size(); ++i) {
            if (const Number known = old.find(m_now.nodes[i].key); known != kNone)
                join(known, i);
        }
        bool some = false;
        for (Number i = 0; i < m_before.nodes.size(); ++i) {
            if (m_newOf[i] == kNone && m_before.nodes[i].slot != 0) {
                slots.add(m_before.nodes[i].slot, i);
                some = true;
            }
        }
        for (Number i = 0; some && i < m_now.nodes.size(); ++i) {
            const Number free = m_oldOf[i] == kNone && m_now.nodes[i].slot != 0
                ? slots.find(m_now.nodes[i].slot)
                : kNone;
            if (free != kNone && m_newOf[free] == kNone
                && m_before.nodes[free].width == m_now.nodes[i].width)
                join(free, i);
        }
        for (Number i = 0; i < m_now.nodes.size(); ++i) {
            if (m_oldOf[i] != kNone)
                stand(i, m_placed.nodes[m_oldOf[i]]);
        }
    }

    void join(Number old, Number now) { m_oldOf[now] = old, m_newOf[old] = now; }

    void stand(Number node, const Geometry::Node &place)
    {
        m_grown.nodes[node] = place;
        m_stands[node] = true;
        const Graph::Node &size = m_now.nodes[node];
        const Point &at = place.centre;
        m_columns.takeNode(place.rank, at.x - size.width / 2, at.x + size.width / 2,
                           {at.y - size.height / 2, at.y + size.height / 2});
        m_bottom = std::max(m_bottom, at.y + size.height / 2);
    }

    void keepLines()
    {
        KeyIndex lines{m_before.edges.size()}; // equal links share one
        std::size_t points = 0;
        for (Number i = 0; i < m_before.edges.size(); ++i) {
            const Graph::Edge &edge = m_before.edges[i];
            points += m_placed.edges[i].points.size();
            if (m_newOf[edge.from] != kNone && m_newOf[edge.to] != kNone)
                lines.add(linkOf(m_newOf[edge.from], m_newOf[edge.to]), i);
        }
        m_columns.reserve(m_now.nodes.size(), points);
        for (Number i = 0; i < m_now.edges.size(); ++i) {
            const Number line = lines.find(linkOf(m_now.edges[i].from, m_now.edges[i].to));
            if (line == kNone) {
                m_unrouted.push_back(i);
                continue;
            }
            m_grown.edges[i] = m_placed.edges[line];
            m_columns.takeLine(m_grown.edges[i].points);
        }
    }

    /// A node that is to be placed.
    struct Fresh
    {
        Number node = 0;
        std::vector<Number> up;
        std::vector<Number> down;
        std::uint32_t waits = 0; // for so many causes
        bool queued = false;
    };

    std::vector<Fresh> freshNodes()
    {
        std::vector<Fresh> fresh;
        for (Number i = 0; i < m_now.nodes.size(); ++i) {
            if (m_stands[i])
                continue;
            m_fresh[i] = static_cast<Number>(fresh.size());
            fresh.push_back({i, {}, {}});
        }
        for (const Number i : m_unrouted) {
            const Graph::Edge &edge = m_now.edges[i];
            if (const Number to = m_fresh[edge.to]; to != kNone) {
                fresh[to].up.push_back(edge.from);
                fresh[to].waits += m_stands[edge.from] ? 0 : 1;
            }
            if (const Number from = m_fresh[edge.from]; from != kNone)
                fresh[from].down.push_back(edge.to);
        }
        return fresh;
    }

    // Causes before effects, so that these find where they belong.
    void placeNew()
    {
        std::vector<Fresh> fresh = freshNodes();
        std::vector<Number> order; // of `fresh`
        const auto enqueue = [&](Number one) {
            order.push_back(one);
            fresh[one].queued = true;
        };
        for (Number i = 0; i < fresh.size(); ++i) {
            if (fresh[i].waits == 0)
                enqueue(i);
        }
        Number rest = 0; // those of rings are taken as they come
        for (std::size_t next = 0;; ++next) {
            while (next == order.size() && rest < fresh.size()) {
                if (!fresh[rest].queued)
                    enqueue(rest);
                ++rest;
            }
            if (next == order.size())
                return;
            const Fresh &here = fresh[order[next]];
            place(here.node, here.up, here.down);
            for (const Number effect : here.down) {
                const Number waiting = m_fresh[effect];
                if (waiting != kNone && !m_stands[effect] && !fresh[waiting].queued
                    && --fresh[waiting].waits == 0)
                    enqueue(waiting);
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
        Columns::Column &column = m_columns.at(rank, m_widest);
        const double wanted = near > 0 ? sum / near : m_bottom + kNodeGap + size.height / 2;
        const double half = size.height / 2;
        auto &bands = m_grown.bands;
        const double y = m_columns.freePlace(
            column, layered::wantedInBand(bands, size.lane, half, wanted), half, kNodeGap, kLineGap,
            layered::otherBands(bands, size.lane, half));
        layered::keepBand(bands, size.lane, half, y);
        stand(node, {{(column.left + column.right) / 2, y}, rank});
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
            step(to.centre.y, m_columns.track(channel, y, to.centre.y));
            edge.points.push_back({to.centre.x + m_now.nodes[right].width / 2, y});
        } else {
            for (auto column = std::next(channel); column->first < to.rank; ++column) {
                const double height = m_columns.freePlace(column->second, y, 0, kLineGap, kApart);
                step(height, m_columns.track(channel, y, height));
                channel = column;
            }
            step(to.centre.y, m_columns.track(channel, y, to.centre.y));
            edge.points.push_back({to.centre.x - m_now.nodes[right].width / 2, y});
        }
        m_columns.takeLine(edge.points);
        if (edge.reversed)
            std::reverse(edge.points.begin(), edge.points.end());
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
    std::vector<Number> m_fresh; // of each node, its number among those that are to be placed
    std::vector<Number> m_unrouted; // edges
    Columns m_columns;
    double m_widest = 0;
    double m_bottom = 0;
};

} // namespace

Geometry grow(const Graph &before, const Geometry &placed, const Graph &now)
{
    return Growth{before, placed, now}.run();
}

} // namespace sightglass
