// SPDX-License-Identifier: Apache-2.0
#include "tests/support/sample_graphs.h"

#include <algorithm>
#include <array>
#include <set>

namespace sightglass::test {
namespace {

constexpr double kWidth = 188;
constexpr double kHeight = 56;

class Growth
{
public:
    explicit Growth(std::uint32_t seed)
        : m_random(seed)
    { }

    /// Less than `limit`. Not by a distribution of the library: those differ between libraries.
    std::uint32_t below(std::uint32_t limit)
    {
        return static_cast<std::uint32_t>(m_random() % limit);
    }
    bool chance(std::uint32_t percent) { return below(100) < percent; }
    template<std::size_t N> std::uint32_t oneOf(const std::array<std::uint32_t, N> &choices)
    {
        return choices[below(N)];
    }

    std::uint32_t add()
    {
        m_graph.nodes.push_back({kWidth, kHeight, m_graph.nodes.size() + 1});
        m_hasEffect.push_back(false);
        return static_cast<std::uint32_t>(m_graph.nodes.size() - 1);
    }

    void link(std::uint32_t from, std::uint32_t to)
    {
        if (!m_seen.emplace(from, to).second)
            return;
        m_graph.edges.push_back({from, to});
        m_hasEffect[from] = true;
    }

    /// A stage of so many nodes behind `before`; everything there has an effect in it.
    std::vector<std::uint32_t> stage(const std::vector<std::uint32_t> &before, std::uint32_t width,
                                     bool joinAll)
    {
        std::vector<std::uint32_t> now;
        for (std::uint32_t i = 0; i < width; ++i) {
            now.push_back(add());
            if (before.size() <= 2 || (joinAll && chance(30))) {
                for (const std::uint32_t cause : before)
                    link(cause, now.back());
                continue;
            }
            const std::uint32_t first = below(static_cast<std::uint32_t>(before.size()));
            link(before[first], now.back());
            if (!joinAll || chance(50))
                link(before[(first + 1 + below(static_cast<std::uint32_t>(before.size()) - 1))
                            % before.size()],
                     now.back());
        }
        for (const std::uint32_t cause : before) {
            if (!m_hasEffect[cause])
                link(cause, now.front());
        }
        return now;
    }

    [[nodiscard]] std::uint32_t size() const
    {
        return static_cast<std::uint32_t>(m_graph.nodes.size());
    }
    Graph take() { return std::move(m_graph); }

private:
    std::mt19937 m_random;
    Graph m_graph;
    std::vector<bool> m_hasEffect;
    std::set<std::pair<std::uint32_t, std::uint32_t>> m_seen;
};

constexpr std::array<std::uint32_t, 8> kFlowWidths{1, 1, 1, 2, 2, 3, 4, 6};
constexpr std::array<std::uint32_t, 5> kSystemWidths{1, 1, 2, 3, 4};

} // namespace

Graph sampleFlow(std::uint32_t nodes, std::uint32_t seed)
{
    Growth growth{seed};
    std::vector<std::uint32_t> before{growth.add()};
    while (growth.size() < nodes) {
        const std::uint32_t known = growth.size();
        before = growth.stage(before, std::min(growth.oneOf(kFlowWidths), nodes - growth.size()),
                              true);
        for (const std::uint32_t node : before) {
            if (known > 12 && growth.chance(8))
                growth.link(known - 8 - growth.below(4), node);
        }
    }
    return growth.take();
}

Graph sampleSystem(std::uint32_t nodes, std::uint32_t seed)
{
    constexpr std::uint32_t kRecent = 40;
    Growth growth{seed};
    std::vector<std::uint32_t> ends;
    while (growth.size() < nodes) {
        std::vector<std::uint32_t> before{growth.add()};
        if (!ends.empty() && growth.chance(70)) {
            const auto recent = std::min(kRecent, static_cast<std::uint32_t>(ends.size()));
            for (std::uint32_t i = 0; i <= growth.below(2); ++i)
                growth.link(ends[ends.size() - 1 - growth.below(recent)], before.front());
        }
        const std::uint32_t end = std::min(growth.size() + 14 + growth.below(30), nodes);
        while (growth.size() < end)
            before = growth.stage(
                before, std::min(growth.oneOf(kSystemWidths), end - growth.size()), false);
        if (ends.empty() || growth.chance(40))
            ends.insert(ends.end(), before.begin(), before.end());
    }
    return growth.take();
}

Graph withFarLinks(Graph graph, std::uint32_t links, std::uint32_t seed)
{
    Growth growth{seed};
    const auto nodes = static_cast<std::uint32_t>(graph.nodes.size());
    for (std::uint32_t i = 0; i < links; ++i) {
        const std::uint32_t a = growth.below(nodes);
        const std::uint32_t b = growth.below(nodes);
        if (a != b)
            graph.edges.push_back({std::min(a, b), std::max(a, b)});
    }
    return graph;
}

Graph randomGraph(std::uint32_t nodes, std::uint32_t edges, std::uint32_t seed)
{
    Growth growth{seed};
    Graph graph;
    for (std::uint32_t i = 0; i < nodes; ++i)
        graph.nodes.push_back({20.0 + growth.below(200), 20.0 + growth.below(80), i + 1, 0,
                               static_cast<std::uint16_t>(growth.below(4))});
    for (std::uint32_t i = 0; i < edges && nodes > 0; ++i)
        graph.edges.push_back({growth.below(nodes), growth.below(nodes)});
    return graph;
}

} // namespace sightglass::test
