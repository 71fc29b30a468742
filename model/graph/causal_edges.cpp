// SPDX-License-Identifier: Apache-2.0
#include "model/graph/causal_edges.h"

#include "model/graph/flows.h"

#include <algorithm>

namespace sightglass {
namespace {

using Edge = CausalEdge;

/// By that end, what is equal in it in the order in which it stood. COST: linear.
template<typename End>
std::vector<Edge> sortedBy(const std::vector<Edge> &edges, std::uint32_t rows, End Edge::*end)
{
    std::vector<std::uint32_t> places = startsOf(edges, rows, end);
    std::vector<Edge> sorted(edges.size());
    for (const Edge &edge : edges)
        sorted[places[edge.*end]++] = edge;
    return sorted;
}

// What is left when rows without a cause, and then those without an effect, are taken away again
// and again.
std::vector<bool> peeled(const std::vector<Edge> &edges, std::uint32_t rows)
{
    std::vector<bool> gone(rows);
    const auto peel = [&](auto from, auto to) {
        const std::vector<std::uint32_t> starts = startsOf(edges, rows, from);
        const std::vector<Edge> ways = sortedBy(edges, rows, from);
        std::vector<std::uint32_t> left(rows);
        for (const Edge &edge : edges)
            left[edge.*to] += gone[edge.*from] ? 0 : 1;
        std::vector<std::uint32_t> bare;
        for (std::uint32_t row = 0; row < rows; ++row) {
            if (left[row] == 0 && !gone[row])
                bare.push_back(row);
        }
        for (std::size_t i = 0; i < bare.size(); ++i) {
            const std::uint32_t row = bare[i];
            gone[row] = true;
            for (std::uint32_t way = starts[row]; way < starts[row + std::size_t{1}]; ++way) {
                const std::uint32_t next = ways[way].*to;
                if (!gone[next] && --left[next] == 0)
                    bare.push_back(next);
            }
        }
    };
    peel(&Edge::first, &Edge::second);
    peel(&Edge::second, &Edge::first);
    gone.flip();
    return gone;
}

// A ring leads back somewhere, and wherever it leads forward, some edge of it leads back over the
// same rows: it stays within a stretch of rows that edges which lead back cover without a gap.
std::vector<Edge> edgesWithinReturns(const std::vector<Edge> &edges)
{
    std::vector<Edge> stretches; // first and last row
    for (const auto &[from, to] : edges) {
        if (from > to)
            stretches.emplace_back(to, from);
    }
    std::sort(stretches.begin(), stretches.end());
    std::size_t count = 0;
    for (const auto &[first, last] : stretches) {
        if (count > 0 && first <= stretches[count - 1].second)
            stretches[count - 1].second = std::max(stretches[count - 1].second, last);
        else
            stretches[count++] = {first, last};
    }
    stretches.resize(count);
    std::vector<Edge> within;
    if (stretches.empty())
        return within;
    const auto stretchOf = [&](std::uint32_t row) {
        return std::partition_point(stretches.begin(), stretches.end(),
                                    [row](const Edge &stretch) { return stretch.second < row; });
    };
    for (const Edge &edge : edges) {
        const auto stretch = stretchOf(std::min(edge.first, edge.second));
        if (stretch != stretches.end() && stretch->first <= std::min(edge.first, edge.second)
            && std::max(edge.first, edge.second) <= stretch->second)
            within.push_back(edge);
    }
    return within;
}

} // namespace

std::vector<Edge> causalEdges(const Snapshot &snapshot, Timestamp at, bool merged,
                              const std::atomic<bool> *stop)
{
    std::vector<Edge> edges;
    const std::uint32_t begin = snapshot.events.begin();
    edges.reserve(snapshot.links.size() - snapshot.links.begin());
    const auto add = [&](std::uint32_t link, EventId carrier) {
        const std::uint8_t flags = snapshot.linkFlagsOf(link);
        if (!(flags & link_flags::kCausal) || (!merged && (flags & link_flags::kByKey)))
            return;
        const EventId up = snapshot.upstreamOf(link, carrier, at);
        const EventId down = snapshot.downstreamOf(link, carrier, at);
        if (up.isNull() || down.isNull())
            return;
        const NodeId from = merged ? nodeOf(snapshot, up) : up;
        const NodeId to = merged ? nodeOf(snapshot, down) : down;
        if (from != to)
            edges.emplace_back(from.row() - begin, to.row() - begin);
    };
    for (std::uint32_t row = begin; row < snapshot.events.size(); ++row) {
        if (row % 65536 == 0 && stop && *stop)
            return {};
        const EventId carrier = EventId::ofRow(row);
        const auto [first, last] = snapshot.linksOf(carrier);
        if (first == last || snapshot.timeOf(carrier) > at)
            continue;
        for (std::uint32_t link = first; link < last; ++link)
            add(link, carrier);
    }
    return edges;
}

void sortAndDedupe(std::vector<Edge> &edges, std::uint32_t rows)
{
    if (!std::is_sorted(edges.begin(), edges.end()))
        edges = sortedBy(sortedBy(edges, rows, &Edge::second), rows, &Edge::first);
    edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
}

std::vector<bool> rowsOnCycles(const std::vector<Edge> &edges, std::uint32_t rows)
{
    const std::vector<Edge> within = edgesWithinReturns(edges);
    const bool isRing = !within.empty() && [&] {
        const std::vector<bool> onCycle = peeled(within, rows);
        return std::find(onCycle.begin(), onCycle.end(), true) != onCycle.end();
    }();
    return isRing ? peeled(edges, rows) : std::vector<bool>(rows);
}

std::vector<EventId> eventsOnCycles(const Snapshot &snapshot, Timestamp at)
{
    const std::uint32_t kept = snapshot.keptEvents();
    const std::vector<bool> onCycle = rowsOnCycles(causalEdges(snapshot, at, false, nullptr), kept);
    std::vector<EventId> events;
    for (std::uint32_t place = 0; place < kept; ++place) {
        if (onCycle[place])
            events.push_back(EventId::ofRow(place + snapshot.events.begin()));
    }
    return events;
}

} // namespace sightglass
