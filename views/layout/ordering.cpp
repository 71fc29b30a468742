// SPDX-License-Identifier: Apache-2.0
// Sweeps by barycentre and median with exchanges of neighbours, from several starts. Layers that
// settled cost nothing: each has a version, and what was seen of its neighbours is remembered.

#include "views/layout/layered.h"

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>

namespace sightglass::layered {
namespace {

struct Effort
{
    int starts;
    int sweeps;
    int exchanges; // rounds after each sweep
    int patience; // sweeps without gain
};

Effort effortFor(std::int32_t vertices)
{
    if (vertices <= 4'000)
        return {4, 14, 12, 3};
    if (vertices <= 40'000)
        return {1, 10, 4, 2};
    return {1, 6, 2, 2};
}

constexpr double kLaneStep = 1e9; // more than any layer's places
constexpr std::int32_t kMostDegree = 64; // beyond it, exchanges cost more than they gain

class Ordering
{
public:
    Ordering(Layers &layers, const std::atomic<bool> *stop)
        : m_layers(layers)
        , m_stop(stop)
        , m_version(static_cast<std::size_t>(layers.layers()), 1)
        , m_counted(m_version.size())
        , m_gap(m_version.size())
        , m_exchanged(m_version.size())
    {
        m_swept.fill(std::vector<Seen>(m_version.size()));
    }

    void run()
    {
        const Effort effort = effortFor(m_layers.count());
        const std::vector<Vertex> first = m_layers.order;
        std::vector<Vertex> best = first;
        std::int64_t fewest = crossings();
        for (int start = 0; start < effort.starts && fewest > 0 && !stopped(); ++start) {
            restart(first, start % 2 == 1);
            int idle = 0;
            for (int sweep = 0; sweep < effort.sweeps && idle < effort.patience; ++sweep, ++idle) {
                sweepAll((sweep + start / 2) % 2 == 0, sweep % 4 >= 2);
                for (int i = 0; i < effort.exchanges && exchangeAll(i % 2 == 1); ++i) { }
                const std::int64_t count = crossings();
                if (count < fewest) {
                    fewest = count;
                    best = m_layers.order;
                    idle = -1;
                }
                if (fewest == 0 || stopped())
                    break;
            }
        }
        restart(best, false);
    }

    std::int64_t crossings()
    {
        std::int64_t total = 0;
        for (std::int32_t r = 0; r + 1 < m_layers.layers(); ++r) {
            const Seen now{m_version[r], m_version[r + 1]};
            if (m_counted[r] != now) {
                m_counted[r] = now;
                m_gap[r] = crossingsBehind(r);
            }
            total += m_gap[r];
        }
        return total;
    }

private:
    using Seen = std::pair<std::uint32_t, std::uint32_t>;

    [[nodiscard]] bool stopped() const { return m_stop && *m_stop; }

    void settle(std::int32_t r)
    {
        const auto layer = m_layers.layer(r);
        for (std::size_t i = 0; i < layer.size(); ++i)
            m_layers.place[layer[i]] = static_cast<std::int32_t>(i);
        m_version[r] = ++m_versions;
    }

    void restart(const std::vector<Vertex> &order, bool mirrored)
    {
        m_layers.order = order;
        for (std::int32_t r = 0; r < m_layers.layers(); ++r) {
            const auto layer = m_layers.layer(r);
            if (mirrored)
                mirror(layer);
            settle(r);
        }
    }

    /// Turns a layer round, lane by lane.
    void mirror(std::span<Vertex> layer) const
    {
        for (std::size_t begin = 0; begin < layer.size();) {
            std::size_t end = begin;
            while (end < layer.size() && m_layers.lane[layer[end]] == m_layers.lane[layer[begin]])
                ++end;
            std::reverse(layer.begin() + static_cast<std::ptrdiff_t>(begin),
                         layer.begin() + static_cast<std::ptrdiff_t>(end));
            begin = end;
        }
    }

    double wanted(Vertex v, const Adjacency &near, bool median, double otherwise)
    {
        const auto others = near.of(v);
        if (others.empty())
            return otherwise;
        if (others.size() == 1)
            return m_layers.place[others[0]];
        if (!median || others.size() == 2) {
            std::int64_t sum = 0;
            for (const Vertex w : others)
                sum += m_layers.place[w];
            return static_cast<double>(sum) / static_cast<double>(others.size());
        }
        m_places.clear();
        for (const Vertex w : others)
            m_places.push_back(m_layers.place[w]);
        const auto middle = m_places.begin() + static_cast<std::ptrdiff_t>(m_places.size() / 2);
        std::nth_element(m_places.begin(), middle, m_places.end());
        return *middle;
    }

    void sweepAll(bool forward, bool median)
    {
        auto &swept = m_swept[(forward ? 1 : 0) + (median ? 2 : 0)];
        const std::int32_t count = m_layers.layers();
        for (std::int32_t i = 1; i < count; ++i) {
            const std::int32_t r = forward ? i : count - 1 - i;
            const Seen now{m_version[r], m_version[forward ? r - 1 : r + 1]};
            if (swept[r] == now)
                continue;
            sortLayer(r, forward ? m_layers.up : m_layers.down, median);
            swept[r] = {m_version[r], now.second};
        }
    }

    void sortLayer(std::int32_t r, const Adjacency &near, bool median)
    {
        const auto layer = m_layers.layer(r);
        if (layer.size() < 2)
            return;
        m_wanted.clear();
        bool sorted = true;
        double before = -1;
        double last = -1;
        for (const Vertex v : layer) {
            before = wanted(v, near, median, before < 0 ? m_layers.place[v] : before);
            const double at = before + kLaneStep * m_layers.lane[v];
            sorted = sorted && at >= last;
            last = at;
            m_wanted.emplace_back(at, v);
        }
        if (sorted)
            return;
        std::stable_sort(m_wanted.begin(), m_wanted.end(),
                         [](const auto &a, const auto &b) { return a.first < b.first; });
        std::transform(m_wanted.begin(), m_wanted.end(), layer.begin(),
                       [](const auto &entry) { return entry.second; });
        settle(r);
    }

    /// Crossings of the links of `u` with those of `v` while u stands before v, less those that
    /// there would be behind it.
    [[nodiscard]] std::int32_t gain(Vertex u, Vertex v, const Adjacency &near) const
    {
        std::int32_t sum = 0;
        for (const Vertex a : near.of(u)) {
            const std::int32_t at = m_layers.place[a];
            for (const Vertex b : near.of(v)) {
                const std::int32_t other = m_layers.place[b];
                sum += at > other ? 1 : at < other ? -1 : 0;
            }
        }
        return sum;
    }

    bool exchangeAll(bool ties)
    {
        bool any = false;
        for (std::int32_t r = 0; r < m_layers.layers(); ++r) {
            const Seen around{r > 0 ? m_version[r - 1] : 0,
                              r + 1 < m_layers.layers() ? m_version[r + 1] : 0};
            const std::array<std::uint32_t, 3> now{m_version[r], around.first, around.second};
            if (m_exchanged[r] == now && !ties)
                continue;
            any = exchange(r, ties) || any;
            if (m_version[r] == now[0])
                m_exchanged[r] = now;
        }
        return any;
    }

    bool exchange(std::int32_t r, bool ties)
    {
        const auto layer = m_layers.layer(r);
        bool better = false;
        bool changed = false;
        for (std::size_t i = 0; i + 1 < layer.size(); ++i) {
            const Vertex u = layer[i];
            const Vertex v = layer[i + 1];
            if (m_layers.lane[u] != m_layers.lane[v] || degree(u) > kMostDegree
                || degree(v) > kMostDegree)
                continue;
            const std::int32_t less = gain(u, v, m_layers.up) + gain(u, v, m_layers.down);
            if (less < 0 || (less == 0 && !ties))
                continue;
            std::swap(layer[i], layer[i + 1]);
            std::swap(m_layers.place[u], m_layers.place[v]);
            changed = true;
            better = better || less > 0;
        }
        if (changed)
            m_version[r] = ++m_versions;
        return better;
    }

    [[nodiscard]] std::int32_t degree(Vertex v) const
    {
        return m_layers.up.degree(v) + m_layers.down.degree(v);
    }

    std::int64_t crossingsBehind(std::int32_t r)
    {
        const auto behind = m_layers.layer(r + 1);
        m_tree.assign(behind.size() + 1, 0);
        std::int64_t count = 0;
        std::int64_t before = 0;
        for (const Vertex v : m_layers.layer(r)) {
            const auto others = m_layers.down.of(v);
            for (const Vertex w : others) {
                std::int64_t notBehind = 0;
                for (auto i = static_cast<std::size_t>(m_layers.place[w]) + 1; i > 0; i &= i - 1)
                    notBehind += m_tree[i];
                count += before - notBehind;
            }
            for (const Vertex w : others) {
                for (auto i = static_cast<std::size_t>(m_layers.place[w]) + 1; i < m_tree.size();
                     i += i & (~i + 1))
                    ++m_tree[i];
            }
            before += static_cast<std::int64_t>(others.size());
        }
        return count;
    }

    Layers &m_layers;
    const std::atomic<bool> *m_stop;
    std::uint32_t m_versions = 1;
    std::vector<std::uint32_t> m_version; // of each layer's order
    std::vector<Seen> m_counted;
    std::vector<std::int64_t> m_gap; // crossings behind each layer, as counted
    std::vector<std::array<std::uint32_t, 3>> m_exchanged;
    std::array<std::vector<Seen>, 4> m_swept;
    std::vector<std::pair<double, Vertex>> m_wanted;
    std::vector<std::int32_t> m_places;
    std::vector<std::int32_t> m_tree; // Fenwick's: links that end up to a place
};

} // namespace

void orderLayers(Layers &layers, const std::atomic<bool> *stop)
{
    Ordering{layers, stop}.run();
}

} // namespace sightglass::layered
