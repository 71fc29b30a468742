// SPDX-License-Identifier: Apache-2.0
// Brandes and Köpf, "Fast and simple horizontal coordinate assignment", 2001, turned by a quarter:
// layers are columns. Four alignments, from the top or the bottom and by the layer before or
// behind; the mean of the two middle ones keeps all distances. Blocks are packed by longest paths,
// which needs no classes.

#include "views/layout/layered.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

namespace sightglass::layered {
namespace {

constexpr std::size_t kAlignments = 4;

class Placing
{
public:
    explicit Placing(const Layers &layers)
        : m_layers(layers)
        , m_root(static_cast<std::size_t>(layers.count()))
        , m_next(m_root.size())
        , m_waits(m_root.size())
        , m_blockStart(m_root.size() + 1)
    {
        findConflicts();
    }

    /// The y of every vertex in one of the alignments.
    std::vector<double> align(bool forward, bool fromTop)
    {
        formBlocks(forward, fromTop);
        return packBlocks(fromTop);
    }

private:
    /// Links that cross one between two joints give way to it: a long link is straight.
    void findConflicts()
    {
        m_gaveWay.assign(m_layers.up.others.size(), false);
        m_anyGaveWay = false;
        for (std::int32_t r = 1; r < m_layers.layers(); ++r) {
            const auto layer = m_layers.layer(r);
            const auto size = static_cast<std::int32_t>(layer.size());
            std::int32_t lowest = 0;
            for (std::int32_t i = 0, walked = 0; i < size; ++i) {
                const std::int32_t inner = innerPlace(layer[i]);
                if (inner < 0 && i + 1 < size)
                    continue;
                const std::int32_t highest
                    = inner >= 0 ? inner : std::numeric_limits<std::int32_t>::max();
                for (; walked <= i; ++walked)
                    giveWay(layer[walked], lowest, highest);
                lowest = highest;
            }
        }
    }

    void giveWay(Vertex v, std::int32_t lowest, std::int32_t highest)
    {
        for (std::int32_t k = m_layers.up.start[v]; k < m_layers.up.start[v + 1]; ++k) {
            const std::int32_t place = m_layers.place[m_layers.up.others[k]];
            if (place < lowest || place > highest) {
                m_gaveWay[k] = true;
                m_anyGaveWay = true;
            }
        }
    }

    /// The place of the joint before the joint `v`, or -1.
    [[nodiscard]] std::int32_t innerPlace(Vertex v) const
    {
        if (!m_layers.isJoint(v) || m_layers.up.degree(v) == 0)
            return -1;
        const Vertex before = m_layers.up.of(v)[0];
        return m_layers.isJoint(before) ? m_layers.place[before] : -1;
    }

    [[nodiscard]] bool mayAlign(Vertex v, Vertex other, bool forward) const
    {
        if (m_layers.lane[v] != m_layers.lane[other])
            return false;
        if (!m_anyGaveWay)
            return true;
        const Vertex below = forward ? v : other;
        const Vertex above = forward ? other : v;
        for (std::int32_t k = m_layers.up.start[below]; k < m_layers.up.start[below + 1]; ++k) {
            if (m_layers.up.others[k] == above)
                return !m_gaveWay[k];
        }
        return true;
    }

    /// Each vertex joins the block of a middle one of its neighbours, if no block is crossed.
    void formBlocks(bool forward, bool fromTop)
    {
        std::iota(m_root.begin(), m_root.end(), 0);
        std::iota(m_next.begin(), m_next.end(), 0);
        const Adjacency &near = forward ? m_layers.up : m_layers.down;
        const std::int32_t count = m_layers.layers();
        const std::int32_t sign = fromTop ? 1 : -1;
        for (std::int32_t step = 1; step < count; ++step) {
            const auto layer = m_layers.layer(forward ? step : count - 1 - step);
            const auto size = static_cast<std::int32_t>(layer.size());
            std::int32_t passed = std::numeric_limits<std::int32_t>::min();
            for (std::int32_t i = 0; i < size; ++i) {
                const Vertex v = layer[fromTop ? i : size - 1 - i];
                const auto others = near.of(v);
                if (others.empty())
                    continue;
                m_sorted.assign(others.begin(), others.end());
                std::sort(m_sorted.begin(), m_sorted.end(), [&](Vertex a, Vertex b) {
                    return sign * m_layers.place[a] < sign * m_layers.place[b];
                });
                for (std::size_t k = (m_sorted.size() - 1) / 2; k <= m_sorted.size() / 2; ++k) {
                    const Vertex u = m_sorted[k];
                    if (m_next[v] != v || sign * m_layers.place[u] <= passed
                        || !mayAlign(v, u, forward))
                        continue;
                    m_next[u] = v;
                    m_root[v] = m_root[u];
                    m_next[v] = m_root[v];
                    passed = sign * m_layers.place[u];
                }
            }
        }
    }

    [[nodiscard]] double distance(Vertex a, Vertex b) const
    {
        const double gap = m_layers.isJoint(a) || m_layers.isJoint(b) ? kLineGap : kNodeGap;
        return std::ceil((m_layers.size[a] + m_layers.size[b]) / 2 + gap);
    }

    /// Calls `take` with the vertices that stand next to each other, in the direction of packing.
    template<typename Take> void forNeighbours(bool fromTop, Take take) const
    {
        for (std::int32_t r = 0; r < m_layers.layers(); ++r) {
            const auto layer = m_layers.layer(r);
            for (std::size_t i = 1; i < layer.size(); ++i) {
                if (m_layers.lane[layer[i - 1]] == m_layers.lane[layer[i]])
                    take(layer[fromTop ? i - 1 : i], layer[fromTop ? i : i - 1]);
            }
        }
    }

    std::vector<double> packBlocks(bool fromTop)
    {
        std::fill(m_blockStart.begin(), m_blockStart.end(), 0);
        std::fill(m_waits.begin(), m_waits.end(), 0);
        forNeighbours(fromTop, [&](Vertex a, Vertex b) {
            ++m_blockStart[m_root[a] + 1];
            ++m_waits[m_root[b]];
        });
        std::partial_sum(m_blockStart.begin(), m_blockStart.end(), m_blockStart.begin());
        m_behind.resize(static_cast<std::size_t>(m_blockStart.back()));
        std::vector<std::int32_t> next(m_blockStart.begin(), m_blockStart.end() - 1);
        forNeighbours(fromTop, [&](Vertex a, Vertex b) {
            m_behind[next[m_root[a]]++] = {m_root[b], distance(a, b)};
        });
        std::vector<double> y(m_root.size());
        m_ready.clear();
        for (Vertex v = 0; v < m_layers.count(); ++v) {
            if (m_root[v] == v && m_waits[v] == 0)
                m_ready.push_back(v);
        }
        for (std::size_t i = 0; i < m_ready.size(); ++i) {
            const Vertex block = m_ready[i];
            for (std::int32_t k = m_blockStart[block]; k < m_blockStart[block + 1]; ++k) {
                const auto &[other, apart] = m_behind[k];
                y[other] = std::max(y[other], y[block] + apart);
                if (--m_waits[other] == 0)
                    m_ready.push_back(other);
            }
        }
        for (std::size_t v = 0; v < y.size(); ++v)
            y[v] = y[m_root[v]];
        if (!fromTop)
            std::transform(y.begin(), y.end(), y.begin(), std::negate<>{});
        return y;
    }

    const Layers &m_layers;
    std::vector<bool> m_gaveWay; // as up.others
    bool m_anyGaveWay = false;
    std::vector<Vertex> m_root; // of each vertex's block
    std::vector<Vertex> m_next; // in the block, the last one's is the first
    std::vector<Vertex> m_sorted;
    std::vector<std::int32_t> m_waits; // blocks that are to be placed before
    std::vector<std::int32_t> m_blockStart;
    std::vector<std::pair<Vertex, double>> m_behind;
    std::vector<Vertex> m_ready;
};

using Alignments = std::array<std::vector<double>, kAlignments>;

/// Moves the wider alignments to the narrowest: those from the top by their tops.
void moveTogether(Alignments &all)
{
    std::array<double, kAlignments> low{};
    std::array<double, kAlignments> high{};
    std::size_t narrowest = 0;
    for (std::size_t i = 0; i < kAlignments; ++i) {
        const auto [least, most] = std::minmax_element(all[i].begin(), all[i].end());
        low[i] = *least;
        high[i] = *most;
        if (high[i] - low[i] < high[narrowest] - low[narrowest])
            narrowest = i;
    }
    for (std::size_t i = 0; i < kAlignments; ++i) {
        const double shift = i % 2 == 0 ? low[narrowest] - low[i] : high[narrowest] - high[i];
        for (double &y : all[i])
            y += shift;
    }
}

/// Lanes below each other, each as high as it must be, and the first from 0 on.
void stackLanes(const Layers &layers, std::vector<double> &y)
{
    const std::size_t lanes
        = layers.lane.empty() ? 0 : *std::max_element(layers.lane.begin(), layers.lane.end()) + 1;
    constexpr double kNever = std::numeric_limits<double>::max();
    std::vector<double> top(lanes, kNever);
    std::vector<double> bottom(lanes, -kNever);
    for (Vertex v = 0; v < layers.count(); ++v) {
        top[layers.lane[v]] = std::min(top[layers.lane[v]], y[v] - layers.size[v] / 2);
        bottom[layers.lane[v]] = std::max(bottom[layers.lane[v]], y[v] + layers.size[v] / 2);
    }
    double next = 0;
    for (std::size_t lane = 0; lane < lanes; ++lane) {
        if (top[lane] == kNever)
            continue;
        const double from = std::exchange(top[lane], next - top[lane]); // now the shift
        next += bottom[lane] - from + kLaneGap;
    }
    for (Vertex v = 0; v < layers.count(); ++v)
        y[v] = std::round(y[v] + top[layers.lane[v]]);
}

} // namespace

std::vector<double> placeVertices(const Layers &layers)
{
    if (layers.count() == 0)
        return {};
    Placing placing{layers};
    Alignments all;
    for (std::size_t i = 0; i < kAlignments; ++i)
        all[i] = placing.align(i < 2, i % 2 == 0);
    moveTogether(all);
    std::vector<double> y(all[0].size());
    for (std::size_t v = 0; v < y.size(); ++v) {
        std::array<double, kAlignments> at{all[0][v], all[1][v], all[2][v], all[3][v]};
        std::sort(at.begin(), at.end());
        y[v] = (at[1] + at[2]) / 2;
    }
    stackLanes(layers, y);
    return y;
}

} // namespace sightglass::layered
