// SPDX-License-Identifier: Apache-2.0
#include "model/graph/flows.h"

#include "model/graph/node_order.h"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <unordered_map>

namespace sightglass {
namespace {

/// Upstream and downstream, each the place of a node's event among those that are here.
using Edge = std::pair<std::uint32_t, std::uint32_t>;

bool stopped(const std::atomic<bool> *stop)
{
    return stop && stop->load(std::memory_order_relaxed);
}

/// Where the edges of each row begin, by an end: `starts[row]` to `starts[row + 1]`, and one more.
template<typename End>
std::vector<std::uint32_t> startsOf(const std::vector<Edge> &edges, std::uint32_t rows,
                                    End Edge::*end)
{
    std::vector<std::uint32_t> starts(rows + std::size_t{1});
    for (const Edge &edge : edges)
        ++starts[edge.*end + std::size_t{1}];
    std::partial_sum(starts.begin(), starts.end(), starts.begin());
    return starts;
}

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

void sortAndDedupe(std::vector<Edge> &edges, std::uint32_t rows)
{
    if (!std::is_sorted(edges.begin(), edges.end()))
        edges = sortedBy(sortedBy(edges, rows, &Edge::second), rows, &Edge::first);
    edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
}

/// Merged: between nodes. Else between the events that the links name, references by key left out.
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
        if (row % 65536 == 0 && stopped(stop))
            return {};
        const EventId carrier = EventId::ofRow(row);
        const auto [first, last] = snapshot.linksOf(carrier);
        if (first == last || snapshot.timeOf(carrier) > at)
            continue;
        for (std::uint32_t link = first; link < last; ++link)
            add(link, carrier);
    }
    sortAndDedupe(edges, snapshot.keptEvents());
    return edges;
}

// What is left when events without a cause, and then those without an effect, are taken away again
// and again.
std::vector<bool> rowsOnCycles(const std::vector<Edge> &edges, std::uint32_t rows)
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

Edge edgeOf(const Snapshot &snapshot, const InferredLink &link)
{
    const std::uint32_t begin = snapshot.events.begin();
    return {nodeOf(snapshot, link.upstream).row() - begin,
            nodeOf(snapshot, link.downstream).row() - begin};
}

} // namespace

std::span<const NodeId> FlowIndex::Adjacency::of(NodeId node) const
{
    if (node.isNull() || node.row() < begin || node.value - begin >= start.size())
        return {};
    const std::uint32_t at = node.row() - begin;
    return std::span{neighbours}.subspan(start[at], start[at + std::size_t{1}] - start[at]);
}

void FlowIndex::Adjacency::build(const Snapshot &snapshot, std::vector<Edge> edges)
{
    begin = snapshot.events.begin();
    sortAndDedupe(edges, snapshot.keptEvents());
    start = startsOf(edges, snapshot.keptEvents(), &Edge::first);
    neighbours.clear();
    neighbours.reserve(edges.size());
    for (const Edge &edge : edges)
        neighbours.push_back(NodeId::ofRow(edge.second + begin));
}

FlowIndex::FlowIndex(const Snapshot &snapshot, Timestamp at, const std::atomic<bool> *stop)
    : m_snapshot(snapshot)
{
    std::vector<Edge> edges = causalEdges(snapshot, at, true, stop);
    stitch(at, edges);
    if (stopped(stop))
        return;
    std::vector<Edge> reversed;
    reversed.reserve(edges.size());
    for (const Edge &edge : edges)
        reversed.emplace_back(edge.second, edge.first);
    m_downstream.build(snapshot, std::move(edges));
    m_upstream.build(snapshot, std::move(reversed));
    findFlows(at);
    const std::uint32_t firstLink = snapshot.firstLink();
    for (std::uint32_t row = snapshot.oddLinks.begin(); row < snapshot.oddLinks.size(); ++row) {
        const std::uint32_t link = snapshot.oddLinks.get(&OddLinkColumns::link, row);
        if (link >= firstLink && snapshot.linkFlagsOf(link) & link_flags::kNamesDownstream)
            m_standAloneLinks.push_back(link);
    }
}

// Inferred links give way to stated ones: they say nothing where one is already, and never close a
// ring, which would leave a flow without its root.
void FlowIndex::stitch(Timestamp at, std::vector<Edge> &edges)
{
    m_inferred = Stitching{m_snapshot, at}.takeLinks();
    if (m_inferred.empty())
        return;
    const auto isStated = [&](const InferredLink &link) {
        const auto [up, down] = edgeOf(m_snapshot, link);
        return std::binary_search(edges.begin(), edges.end(), Edge{up, down})
            || std::binary_search(edges.begin(), edges.end(), Edge{down, up});
    };
    m_inferred.erase(std::remove_if(m_inferred.begin(), m_inferred.end(), isStated),
                     m_inferred.end());
    const auto order = [&](const InferredLink &link) {
        const auto [up, down] = edgeOf(m_snapshot, link);
        const std::uint32_t row = link.identity.row();
        return std::tuple{
            down, up, m_snapshot.identities.get(&IdentityColumns::kind, row),
            m_snapshot.texts[m_snapshot.identities.get(&IdentityColumns::value, row)]};
    };
    std::sort(m_inferred.begin(), m_inferred.end(),
              [&](const InferredLink &a, const InferredLink &b) { return order(a) < order(b); });
    m_inferred.erase(std::unique(m_inferred.begin(), m_inferred.end(),
                                 [&](const InferredLink &a, const InferredLink &b) {
                                     return edgeOf(m_snapshot, a) == edgeOf(m_snapshot, b);
                                 }),
                     m_inferred.end());
    std::vector<Edge> all = edges;
    for (const InferredLink &link : m_inferred) {
        if (link.causal)
            all.push_back(edgeOf(m_snapshot, link));
    }
    sortAndDedupe(all, m_snapshot.keptEvents());
    const std::vector<bool> onCycle = rowsOnCycles(all, m_snapshot.keptEvents());
    const auto closesRing = [&](const InferredLink &link) {
        const auto [up, down] = edgeOf(m_snapshot, link);
        return link.causal && onCycle[up] && onCycle[down];
    };
    m_inferred.erase(std::remove_if(m_inferred.begin(), m_inferred.end(), closesRing),
                     m_inferred.end());
    for (const InferredLink &link : m_inferred) {
        if (link.causal)
            edges.push_back(edgeOf(m_snapshot, link));
    }
    sortAndDedupe(edges, m_snapshot.keptEvents());
}

std::vector<InferredLink> FlowIndex::inferredAt(NodeId node) const
{
    std::vector<InferredLink> found;
    for (const InferredLink &link : m_inferred) {
        if (nodeOf(m_snapshot, link.upstream) == node
            || nodeOf(m_snapshot, link.downstream) == node)
            found.push_back(link);
    }
    return found;
}

// rules.md §2.3: a node without incoming edge that is a change or a pipeline run, or has a chain
// id, or has an outgoing edge, is a root; roots of one chain id are one flow.
void FlowIndex::findFlows(Timestamp at)
{
    const std::uint32_t begin = m_snapshot.events.begin();
    const std::uint32_t kept = m_snapshot.keptEvents();
    std::vector<TextId> chains(kept);
    std::vector<bool> isNode(kept);
    std::unordered_map<std::uint32_t, EventId> tellers; // of nodes that several chains claim
    const auto forEachClaim = [&](auto f) {
        for (std::uint32_t row = begin; row < m_snapshot.events.size(); ++row) {
            const EventId event = EventId::ofRow(row);
            if (m_snapshot.timeOf(event) <= at)
                f(placeOf(nodeOf(m_snapshot, event)), event, m_snapshot.chainOf(event));
        }
    };
    forEachClaim([&](std::uint32_t node, EventId, TextId chain) {
        isNode[node] = true;
        if (chains[node].isNull())
            chains[node] = chain;
        else if (!chain.isNull() && chain != chains[node])
            tellers.emplace(node, EventId{});
    });
    // Of several, that of the earliest event: whatever the order of arrival.
    if (!tellers.empty()) {
        forEachClaim([&](std::uint32_t node, EventId event, TextId chain) {
            const auto teller = tellers.find(node);
            if (chain.isNull() || teller == tellers.end())
                return;
            if (teller->second.isNull() || m_snapshot.isBefore(event, teller->second)) {
                teller->second = event;
                chains[node] = chain;
            }
        });
    }
    std::unordered_map<TextId, std::size_t> flowOfChain;
    m_flowOfRoot.assign(kept, 0);
    for (std::uint32_t place = 0; place < kept; ++place) {
        const NodeId node = NodeId::ofRow(place + begin);
        if (!isNode[place] || !upstream(node).empty())
            continue;
        const Kind kind = m_snapshot.kindOf(node);
        if (kind != Kind::Change && kind != Kind::PipelineRun && chains[place].isNull()
            && downstream(node).empty())
            continue;
        std::size_t flow = m_flows.size();
        if (!chains[place].isNull())
            flow = flowOfChain.try_emplace(chains[place], flow).first->second;
        if (flow == m_flows.size())
            m_flows.push_back({{}, kNoTime, chains[place], {}});
        m_flows[flow].roots.push_back(node);
    }
    orderFlows();
}

void FlowIndex::orderFlows()
{
    std::vector<NodeId> roots;
    roots.reserve(m_flows.size());
    for (Flow &flow : m_flows) {
        sortByTime(m_snapshot, flow.roots);
        flow.root = flow.roots.front();
        flow.time = beginOf(m_snapshot, flow.root);
        roots.push_back(flow.root);
    }
    std::vector<Flow> ordered;
    ordered.reserve(m_flows.size());
    for (const std::uint32_t place : inOrderOfTime(m_snapshot, roots))
        ordered.push_back(std::move(m_flows[place]));
    m_flows = std::move(ordered);
    for (std::size_t flow = 0; flow < m_flows.size(); ++flow) {
        for (const NodeId root : m_flows[flow].roots)
            m_flowOfRoot[placeOf(root)] = static_cast<std::uint32_t>(flow + 1);
    }
}

std::vector<NodeId> FlowIndex::members(std::size_t flow) const
{
    std::vector<NodeId> found = m_flows[flow].roots;
    std::vector<bool> seen(m_snapshot.keptEvents());
    for (const NodeId root : found)
        seen[placeOf(root)] = true;
    for (std::size_t i = 0; i < found.size(); ++i) {
        for (const NodeId next : downstream(found[i])) {
            if (!seen[placeOf(next)]) {
                seen[placeOf(next)] = true;
                found.push_back(next);
            }
        }
    }
    sortByTime(m_snapshot, found);
    return found;
}

std::vector<std::size_t> FlowIndex::flowsOf(NodeId node) const
{
    std::vector<std::size_t> flows;
    if (!m_snapshot.holds(node) || placeOf(node) >= m_flowOfRoot.size())
        return flows;
    std::vector<NodeId> found{node};
    std::vector<bool> seen(m_snapshot.keptEvents());
    seen[placeOf(node)] = true;
    for (std::size_t i = 0; i < found.size(); ++i) {
        if (const std::uint32_t flow = m_flowOfRoot[placeOf(found[i])])
            flows.push_back(flow - 1);
        for (const NodeId next : upstream(found[i])) {
            if (!seen[placeOf(next)]) {
                seen[placeOf(next)] = true;
                found.push_back(next);
            }
        }
    }
    std::sort(flows.begin(), flows.end(), std::greater<>{});
    flows.erase(std::unique(flows.begin(), flows.end()), flows.end());
    return flows;
}

std::span<const NodeId> FlowIndex::downstream(NodeId node) const
{
    return m_downstream.of(node);
}
std::span<const NodeId> FlowIndex::upstream(NodeId node) const
{
    return m_upstream.of(node);
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
