// SPDX-License-Identifier: Apache-2.0
// Gansner, Koutsofios, North and Vo, "A technique for drawing directed graphs", 1993, §2. All arcs
// weigh the same, so the cut value of a tree arc is the sum, over the vertices on its lower side,
// of arcs that leave less arcs that enter: those within the side cancel each other out.

#include "views/layout/layered.h"

#include <algorithm>
#include <limits>

namespace sightglass::layered {
namespace {

constexpr std::int32_t kNone = -1;

class Simplex
{
public:
    Simplex(std::int32_t vertices, std::span<const Arc> arcs, std::vector<std::int32_t> &rank)
        : m_arcs(arcs)
        , m_rank(rank)
        , m_start(static_cast<std::size_t>(vertices) + 1)
        , m_incident(arcs.size() * 2)
        , m_parent(static_cast<std::size_t>(vertices), kNone)
        , m_sum(static_cast<std::size_t>(vertices))
        , m_seen(static_cast<std::size_t>(vertices), kNone)
    {
        for (const auto &[from, to] : arcs) {
            ++m_start[from + 1];
            ++m_start[to + 1];
            ++m_sum[from];
            --m_sum[to];
        }
        for (std::size_t v = 1; v < m_start.size(); ++v)
            m_start[v] += m_start[v - 1];
        std::vector<std::int32_t> next(m_start.begin(), m_start.end() - 1);
        for (std::size_t i = 0; i < arcs.size(); ++i) {
            m_incident[next[arcs[i].first]++] = static_cast<std::int32_t>(i);
            m_incident[next[arcs[i].second]++] = static_cast<std::int32_t>(i);
        }
    }

    void run()
    {
        growTree();
        const auto vertices = static_cast<Vertex>(m_parent.size());
        const std::int32_t mostPivots = 4 * vertices + 64; // equal pivots may go round in circles
        Vertex v = 0;
        for (std::int32_t idle = 0, pivots = 0; idle < vertices && pivots < mostPivots; ++idle) {
            v = v + 1 == vertices ? 0 : v + 1;
            if (m_parent[v] == kNone || cutValue(v) >= 0)
                continue;
            exchange(v);
            ++pivots;
            idle = 0;
        }
    }

private:
    [[nodiscard]] Vertex other(std::int32_t arc, Vertex v) const
    {
        return m_arcs[arc].first == v ? m_arcs[arc].second : m_arcs[arc].first;
    }
    [[nodiscard]] std::int32_t slack(std::int32_t arc) const
    {
        return m_rank[m_arcs[arc].second] - m_rank[m_arcs[arc].first] - 1;
    }
    /// Of the tree arc from `v` to its parent.
    [[nodiscard]] std::int32_t cutValue(Vertex v) const
    {
        return m_arcs[m_parent[v]].first == v ? m_sum[v] : -m_sum[v];
    }
    [[nodiscard]] std::span<const std::int32_t> incident(Vertex v) const
    {
        return {m_incident.data() + m_start[v], m_incident.data() + m_start[v + 1]};
    }

    /// A tree of arcs without slack: grown along such arcs and, where there is none, made so by
    /// moving all of it along the arc with the least slack. A tree more for each further part.
    void growTree()
    {
        std::vector<Vertex> tree{0};
        std::vector<bool> in(m_parent.size());
        in[0] = true;
        std::size_t walked = 0;
        while (true) {
            for (; walked < tree.size(); ++walked) {
                for (const std::int32_t arc : incident(tree[walked])) {
                    const Vertex w = other(arc, tree[walked]);
                    if (in[w] || slack(arc) != 0)
                        continue;
                    in[w] = true;
                    m_parent[w] = arc;
                    tree.push_back(w);
                }
            }
            if (tree.size() == m_parent.size())
                break;
            std::int32_t least = std::numeric_limits<std::int32_t>::max();
            std::int32_t nearest = kNone;
            for (std::size_t i = 0; i < m_arcs.size(); ++i) {
                const auto arc = static_cast<std::int32_t>(i);
                if (in[m_arcs[i].first] != in[m_arcs[i].second] && slack(arc) < least) {
                    least = slack(arc);
                    nearest = arc;
                }
            }
            if (nearest == kNone) { // another part, with a tree of its own
                const auto w
                    = static_cast<Vertex>(std::find(in.begin(), in.end(), false) - in.begin());
                in[w] = true;
                tree.push_back(w);
                continue;
            }
            const bool ahead = in[m_arcs[nearest].first];
            for (const Vertex v : tree)
                m_rank[v] += ahead ? least : -least;
            const Vertex w = ahead ? m_arcs[nearest].second : m_arcs[nearest].first;
            in[w] = true;
            m_parent[w] = nearest;
            tree.push_back(w);
        }
        for (std::size_t i = tree.size(); i-- > 0;) {
            if (m_parent[tree[i]] != kNone)
                m_sum[parentOf(tree[i])] += m_sum[tree[i]];
        }
    }

    [[nodiscard]] Vertex parentOf(Vertex v) const { return other(m_parent[v], v); }

    /// Takes the arc above `v` out of the tree, moves what hangs there, and ties it on again.
    void exchange(Vertex v)
    {
        m_side.assign(1, v);
        m_seen[v] = ++m_round;
        for (std::size_t i = 0; i < m_side.size(); ++i) {
            for (const std::int32_t arc : incident(m_side[i])) {
                const Vertex w = other(arc, m_side[i]);
                if (m_parent[w] == arc && m_seen[w] != m_round) {
                    m_seen[w] = m_round;
                    m_side.push_back(w);
                }
            }
        }
        const bool left = m_arcs[m_parent[v]].first == v; // the side is to move to the left
        std::int32_t least = std::numeric_limits<std::int32_t>::max();
        std::int32_t entering = kNone;
        for (const Vertex u : m_side) {
            for (const std::int32_t arc : incident(u)) {
                const bool inward = m_arcs[arc].second == u;
                if (inward != left || m_seen[other(arc, u)] == m_round)
                    continue;
                if (slack(arc) < least || (slack(arc) == least && arc < entering)) {
                    least = slack(arc);
                    entering = arc;
                }
            }
        }
        for (const Vertex u : m_side)
            m_rank[u] += left ? -least : least;
        hang(v, entering, left ? m_arcs[entering].second : m_arcs[entering].first);
    }

    /// Makes `x` the root of the side of `v` and `entering` the arc above it.
    void hang(Vertex v, std::int32_t entering, Vertex x)
    {
        const std::int32_t total = m_sum[v];
        for (Vertex u = v; m_parent[u] != kNone;) {
            u = parentOf(u);
            m_sum[u] -= total;
        }
        std::int32_t arc = entering;
        std::int32_t below = 0; // the sum that hung below on the way up from x
        for (Vertex u = x;;) {
            const std::int32_t above = m_parent[u];
            const std::int32_t sum = m_sum[u];
            m_sum[u] = total - below;
            below = sum;
            m_parent[u] = arc;
            if (u == v)
                break;
            u = other(above, u);
            arc = above;
        }
        for (Vertex u = x; m_parent[u] != kNone;) {
            u = parentOf(u);
            m_sum[u] += total;
        }
    }

    std::span<const Arc> m_arcs;
    std::vector<std::int32_t> &m_rank;
    std::vector<std::int32_t> m_start;
    std::vector<std::int32_t> m_incident;
    std::vector<std::int32_t> m_parent; // the tree arc above each vertex
    std::vector<std::int32_t> m_sum; // over what hangs below and at it: leaving less entering
    std::vector<std::int32_t> m_seen;
    std::vector<Vertex> m_side;
    std::int32_t m_round = 0;
};

} // namespace

void shortenArcs(std::int32_t vertices, std::span<const Arc> arcs, std::vector<std::int32_t> &rank)
{
    if (vertices > 1)
        Simplex{vertices, arcs, rank}.run();
}

} // namespace sightglass::layered
