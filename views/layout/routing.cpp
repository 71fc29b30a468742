// SPDX-License-Identifier: Apache-2.0
#include "views/layout/routing.h"

#include "views/layout/tracks.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace sightglass::layered {
namespace {

constexpr double kTrackGap = 10;
constexpr double kNarrowTrackGap = 2;
constexpr double kWidestTracks = 480;
constexpr double kSnap = 8; // a smaller step is none: the line meets the node beside its middle
constexpr double kBeside = 7; // from the middle of a side, for a line that would cover another
constexpr double kPassBeside = 3;
constexpr double kTouch = 4;
constexpr std::int32_t kStraight = -1;

/// The piece of a route in one channel.
struct Wire
{
    Vertex from = 0; // a node; negative: a pass
    Vertex to = 0;
    double y0 = 0;
    double y1 = 0;
    std::int32_t trunk = kStraight;
    bool far = false;

    [[nodiscard]] bool begins() const { return from >= 0; }
    [[nodiscard]] bool ends() const { return to >= 0; }
};

class Drawing
{
public:
    Drawing(const Graph &graph, Plan plan)
        : m_graph(graph)
        , m_plan(std::move(plan))
        , m_leaving(graph.nodes.size())
        , m_arriving(graph.nodes.size())
        , m_leavingTrunk(graph.nodes.size(), kStraight)
        , m_arrivingTrunk(graph.nodes.size(), kStraight)
    { }

    Drawn run()
    {
        for (const std::int32_t rank : m_plan.rank)
            m_columns = std::max(m_columns, rank + 1);
        makeWires();
        m_trackX.resize(m_wires.size());
        std::vector<double> channel(static_cast<std::size_t>(m_columns), 0);
        for (std::int32_t c = 0; c + 1 < m_columns; ++c)
            channel[c] = layChannel({m_inChannel.data() + m_channelStart[c],
                                     m_inChannel.data() + m_channelStart[c + 1]});
        return lines(channel);
    }

private:
    void makeWires()
    {
        m_firstWire.reserve(m_plan.routes.size() + 1);
        m_channelStart.assign(static_cast<std::size_t>(m_columns) + 1, 0);
        std::vector<std::int32_t> channelOf;
        for (const Route &route : m_plan.routes) {
            m_firstWire.push_back(static_cast<std::int32_t>(m_wires.size()));
            const std::int32_t passes = m_plan.passesOf(route);
            for (std::int32_t i = 0; i <= passes; ++i) {
                Wire wire;
                wire.from = i == 0 ? route.from : -1;
                wire.to = i == passes ? route.to : -1;
                wire.y0 = i == 0 ? m_plan.y[route.from] : m_plan.passes[route.firstPass + i - 1];
                wire.y1 = i == passes ? m_plan.y[route.to] : m_plan.passes[route.firstPass + i];
                wire.far = route.far;
                m_wires.push_back(wire);
                const bool last = route.far && i == 1;
                channelOf.push_back(last ? m_plan.rank[route.to] - 1 : m_plan.rank[route.from] + i);
                ++m_channelStart[channelOf.back() + 1];
            }
        }
        m_firstWire.push_back(static_cast<std::int32_t>(m_wires.size()));
        std::partial_sum(m_channelStart.begin(), m_channelStart.end(), m_channelStart.begin());
        m_inChannel.resize(m_wires.size());
        std::vector<std::int32_t> next(m_channelStart.begin(), m_channelStart.end() - 1);
        for (std::size_t i = 0; i < m_wires.size(); ++i)
            m_inChannel[next[channelOf[i]]++] = static_cast<std::int32_t>(i);
    }

    [[nodiscard]] double beside(Vertex node, double most) const
    {
        return std::clamp(m_graph.nodes[node].height / 2 - 4, 0.0, most);
    }

    /// Returns the width of the channel.
    double layChannel(std::span<const std::int32_t> wires)
    {
        for (const std::int32_t i : wires)
            straighten(m_wires[i], i);
        m_trunks.clear();
        m_farTrunks[0] = m_farTrunks[1] = kStraight;
        for (const std::int32_t i : wires) {
            if (m_wires[i].y0 != m_wires[i].y1)
                joinTrunk(m_wires[i]);
        }
        const std::int32_t tracks = assignTracks(m_trunks);
        uncover(wires);
        const double gap
            = std::clamp(kWidestTracks / std::max(tracks, 1), kNarrowTrackGap, kTrackGap);
        const double needed = std::max(tracks - 1, 0) * gap;
        const double width = std::max(kLeastChannel, std::ceil(needed + 2 * kChannelMargin));
        const double first = std::floor((width - needed) / 2);
        for (const std::int32_t i : wires) {
            const Wire &wire = m_wires[i];
            if (wire.trunk != kStraight)
                m_trackX[i] = first + std::floor(m_trunks[wire.trunk].track * gap);
            if (wire.begins())
                m_leaving[wire.from] = 0, m_leavingTrunk[wire.from] = kStraight;
            if (wire.ends())
                m_arriving[wire.to] = 0, m_arrivingTrunk[wire.to] = kStraight;
        }
        return width;
    }

    void straighten(Wire &wire, std::int32_t number)
    {
        if (!wire.begins())
            wire.y0 = m_wires[number - 1].y1;
        const double step = std::abs(wire.y0 - wire.y1);
        if (step > 0 && step <= kSnap && !wire.far) {
            if (wire.ends() && step <= beside(wire.to, kSnap))
                wire.y1 = wire.y0;
            else if (wire.begins() && step <= beside(wire.from, kSnap))
                wire.y0 = wire.y1;
        }
        if (wire.y0 == wire.y1)
            return;
        if (wire.begins())
            ++m_leaving[wire.from];
        if (wire.ends())
            ++m_arriving[wire.to];
    }

    /// Links share the trunk of that of their ends which more of them have; those that are far, one
    /// a channel.
    void joinTrunk(Wire &wire)
    {
        const std::int32_t leaving = wire.begins() ? m_leaving[wire.from] : 1;
        const std::int32_t arriving = wire.ends() ? m_arriving[wire.to] : 1;
        std::int32_t own = kStraight;
        std::int32_t &shared = wire.far            ? m_farTrunks[wire.begins() ? 0 : 1]
            : leaving >= arriving && wire.begins() ? m_leavingTrunk[wire.from]
            : arriving > leaving && wire.ends()    ? m_arrivingTrunk[wire.to]
                                                   : own;
        if (shared == kStraight) {
            shared = static_cast<std::int32_t>(m_trunks.size());
            m_trunks.push_back({wire.y0, wire.y0});
        }
        wire.trunk = shared;
        Trunk &trunk = m_trunks[shared];
        trunk.top = std::min({trunk.top, wire.y0, wire.y1});
        trunk.bottom = std::max({trunk.bottom, wire.y0, wire.y1});
        trunk.ends += wire.y0 + wire.y1;
        trunk.fall += wire.y1 - wire.y0;
        ++trunk.links;
    }

    /// Where a line that arrives would lie on one that leaves the other column at the same height,
    /// one of them steps aside.
    void uncover(std::span<const std::int32_t> wires)
    {
        m_sorted.clear();
        for (const std::int32_t i : wires) {
            if (m_wires[i].trunk != kStraight)
                m_sorted.push_back(i);
        }
        std::sort(m_sorted.begin(), m_sorted.end(), [this](std::int32_t a, std::int32_t b) {
            return std::pair{m_wires[a].y0, a} < std::pair{m_wires[b].y0, b};
        });
        const std::vector<std::int32_t> &leaving = m_sorted;
        for (const std::int32_t i : wires) {
            if (m_wires[i].trunk == kStraight)
                continue;
            const double at = m_wires[i].y1;
            auto near = std::partition_point(leaving.begin(), leaving.end(), [&](std::int32_t k) {
                return m_wires[k].y0 <= at - kTouch - kBeside;
            });
            for (; near != leaving.end() && m_wires[*near].y0 < at + kTouch + kBeside; ++near) {
                if (std::abs(m_wires[*near].y0 - at) < kTouch && covers(m_wires[i], m_wires[*near])
                    && stepAside(m_wires[i], m_wires[*near]))
                    break;
            }
        }
    }

    [[nodiscard]] bool covers(const Wire &arriving, const Wire &leaving) const
    {
        return arriving.trunk != leaving.trunk && !(arriving.ends() && arriving.to == leaving.to)
            && !(arriving.begins() && arriving.from == leaving.from)
            && m_trunks[leaving.trunk].track > m_trunks[arriving.trunk].track;
    }

    /// Whether it was the one that arrives.
    bool stepAside(Wire &arriving, Wire &leaving) const
    {
        const double up = arriving.y0 < arriving.y1 ? -1 : 1;
        if (arriving.ends()) {
            arriving.y1 += up * beside(arriving.to, kBeside);
        } else if (leaving.begins()) {
            leaving.y0 += (leaving.y1 < leaving.y0 ? -1 : 1) * beside(leaving.from, kBeside);
            return false;
        } else if (!arriving.far) {
            arriving.y1 += up * kPassBeside;
        }
        return true;
    }

    Drawn lines(const std::vector<double> &channel) const
    {
        Drawn drawn;
        std::vector<double> width(static_cast<std::size_t>(m_columns), 0);
        for (std::size_t v = 0; v < m_graph.nodes.size(); ++v)
            width[m_plan.rank[v]] = std::max(width[m_plan.rank[v]], m_graph.nodes[v].width);
        std::vector<double> left(static_cast<std::size_t>(m_columns) + 1, 0);
        for (std::int32_t c = 0; c < m_columns; ++c)
            left[c + 1] = left[c] + width[c] + channel[c];
        drawn.width = left.back();
        drawn.centres.reserve(m_graph.nodes.size());
        for (std::size_t v = 0; v < m_graph.nodes.size(); ++v)
            drawn.centres.push_back(
                {left[m_plan.rank[v]] + width[m_plan.rank[v]] / 2, m_plan.y[v]});
        drawn.lines.resize(m_plan.routes.size());
        for (std::size_t r = 0; r < m_plan.routes.size(); ++r) {
            const Route &route = m_plan.routes[r];
            auto &points = drawn.lines[r];
            points.reserve(2 + 2 * static_cast<std::size_t>(m_firstWire[r + 1] - m_firstWire[r]));
            const auto side = [&](Vertex v, double sign, double y) {
                points.push_back({drawn.centres[v].x + sign * m_graph.nodes[v].width / 2, y});
            };
            side(route.from, 1, m_wires[m_firstWire[r]].y0);
            for (std::int32_t i = m_firstWire[r]; i < m_firstWire[r + 1]; ++i) {
                const Wire &wire = m_wires[i];
                if (wire.trunk == kStraight)
                    continue;
                const std::int32_t c = route.far && !wire.begins()
                    ? m_plan.rank[route.to] - 1
                    : m_plan.rank[route.from] + (i - m_firstWire[r]);
                const double x = left[c] + width[c] + m_trackX[i];
                points.push_back({x, wire.y0});
                points.push_back({x, wire.y1});
            }
            side(route.to, -1, m_wires[m_firstWire[r + 1] - 1].y1);
        }
        return drawn;
    }

    const Graph &m_graph;
    Plan m_plan;
    std::int32_t m_columns = 0;
    std::vector<Wire> m_wires; // route by route
    std::vector<std::int32_t> m_firstWire; // of each route, and the end
    std::vector<std::int32_t> m_inChannel; // wires, channel by channel
    std::vector<std::int32_t> m_channelStart;
    std::vector<double> m_trackX; // of each wire, from the left of its channel
    // Of the channel at hand, by node; cleared behind it.
    std::vector<std::int32_t> m_leaving;
    std::vector<std::int32_t> m_arriving;
    std::vector<std::int32_t> m_leavingTrunk;
    std::vector<std::int32_t> m_arrivingTrunk;
    std::int32_t m_farTrunks[2] = {kStraight, kStraight};
    std::vector<Trunk> m_trunks;
    std::vector<std::int32_t> m_sorted;
};

} // namespace

Drawn draw(const Graph &graph, Plan plan)
{
    return Drawing{graph, std::move(plan)}.run();
}

} // namespace sightglass::layered
