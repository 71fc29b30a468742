// SPDX-License-Identifier: Apache-2.0
#include "model/graph/flows.h"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <unordered_map>

namespace sightglass {
namespace {

using Edge = std::pair<std::uint32_t, std::uint32_t>; // rows of nodes, upstream and downstream

bool stopped(const std::atomic<bool> *stop)
{
    return stop && stop->load(std::memory_order_relaxed);
}

/// Of a node: when it began, and the name that settles ties whatever the order of arrival.
std::pair<Timestamp, std::string> orderOf(const Snapshot &snapshot, NodeId node)
{
    const EntityId entity = snapshot.entityOf(node);
    if (!entity.isNull() && isActivity(snapshot.kindOf(entity)))
        return {snapshot.firstTimeOf(entity), snapshot.keyOf(entity)};
    return {snapshot.timeOf(node), std::string{snapshot.idOf(node)}};
}

void sortByTime(const Snapshot &snapshot, std::vector<NodeId> &nodes)
{
    std::sort(nodes.begin(), nodes.end(),
              [&](NodeId a, NodeId b) { return orderOf(snapshot, a) < orderOf(snapshot, b); });
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
    edges.reserve(snapshot.links.size());
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
            edges.emplace_back(from.row(), to.row());
    };
    for (std::uint32_t row = 0; row < snapshot.events.size(); ++row) {
        if (row % 65536 == 0 && stopped(stop))
            return {};
        const EventId carrier = EventId::ofRow(row);
        const auto [first, last] = snapshot.linksOf(carrier);
        if (first == last || snapshot.timeOf(carrier) > at)
            continue;
        for (std::uint32_t link = first; link < last; ++link)
            add(link, carrier);
    }
    sortAndDedupe(edges, snapshot.events.size());
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
    return {nodeOf(snapshot, link.upstream).row(), nodeOf(snapshot, link.downstream).row()};
}

} // namespace

std::span<const NodeId> FlowIndex::Adjacency::of(NodeId node) const
{
    if (node.isNull() || node.value >= start.size())
        return {};
    return std::span{neighbours}.subspan(start[node.row()], start[node.value] - start[node.row()]);
}

void FlowIndex::Adjacency::build(std::uint32_t nodes, std::vector<Edge> edges)
{
    sortAndDedupe(edges, nodes);
    start = startsOf(edges, nodes, &Edge::first);
    neighbours.clear();
    neighbours.reserve(edges.size());
    for (const Edge &edge : edges)
        neighbours.push_back(NodeId::ofRow(edge.second));
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
    m_downstream.build(snapshot.events.size(), std::move(edges));
    m_upstream.build(snapshot.events.size(), std::move(reversed));
    findFlows(at);
    for (std::uint32_t row = 0; row < snapshot.oddLinks.size(); ++row) {
        const std::uint32_t link = snapshot.oddLinks.get(&OddLinkColumns::link, row);
        if (snapshot.linkFlagsOf(link) & link_flags::kNamesDownstream)
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
    sortAndDedupe(all, m_snapshot.events.size());
    const std::vector<bool> onCycle = rowsOnCycles(all, m_snapshot.events.size());
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
    sortAndDedupe(edges, m_snapshot.events.size());
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
    const std::uint32_t rows = m_snapshot.events.size();
    std::vector<TextId> chains(rows);
    std::vector<EventId> chainTold(rows);
    std::vector<bool> isNode(rows);
    for (std::uint32_t row = 0; row < rows; ++row) {
        const EventId event = EventId::ofRow(row);
        if (m_snapshot.timeOf(event) > at)
            continue;
        const NodeId node = nodeOf(m_snapshot, event);
        isNode[node.row()] = true;
        const TextId chain = m_snapshot.chainOf(EventId::ofRow(row));
        if (chain.isNull())
            continue;
        // Of several, that of the earliest event: whatever the order of arrival.
        EventId &teller = chainTold[node.row()];
        if (teller.isNull() || m_snapshot.isBefore(event, teller)) {
            teller = event;
            chains[node.row()] = chain;
        }
    }
    std::unordered_map<TextId, std::size_t> flowOfChain;
    m_flowOfRoot.assign(rows, 0);
    for (std::uint32_t row = 0; row < rows; ++row) {
        const NodeId node = NodeId::ofRow(row);
        if (!isNode[row] || !upstream(node).empty())
            continue;
        const Kind kind = m_snapshot.kindOf(node);
        if (kind != Kind::Change && kind != Kind::PipelineRun && chains[row].isNull()
            && downstream(node).empty())
            continue;
        std::size_t flow = m_flows.size();
        if (!chains[row].isNull())
            flow = flowOfChain.try_emplace(chains[row], flow).first->second;
        if (flow == m_flows.size())
            m_flows.push_back({{}, kNoTime, chains[row], {}});
        m_flows[flow].roots.push_back(node);
    }
    orderFlows();
}

void FlowIndex::orderFlows()
{
    for (Flow &flow : m_flows) {
        sortByTime(m_snapshot, flow.roots);
        flow.root = flow.roots.front();
        flow.time = orderOf(m_snapshot, flow.root).first;
    }
    std::sort(m_flows.begin(), m_flows.end(), [this](const Flow &a, const Flow &b) {
        return orderOf(m_snapshot, a.root) < orderOf(m_snapshot, b.root);
    });
    for (std::size_t flow = 0; flow < m_flows.size(); ++flow) {
        for (const NodeId root : m_flows[flow].roots)
            m_flowOfRoot[root.row()] = static_cast<std::uint32_t>(flow + 1);
    }
}

std::vector<NodeId> FlowIndex::members(std::size_t flow) const
{
    std::vector<NodeId> found = m_flows[flow].roots;
    std::vector<bool> seen(m_snapshot.events.size());
    for (const NodeId root : found)
        seen[root.row()] = true;
    for (std::size_t i = 0; i < found.size(); ++i) {
        for (const NodeId next : downstream(found[i])) {
            if (!seen[next.row()]) {
                seen[next.row()] = true;
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
    if (node.isNull() || node.row() >= m_flowOfRoot.size())
        return flows;
    std::vector<NodeId> found{node};
    std::vector<bool> seen(m_snapshot.events.size());
    seen[node.row()] = true;
    for (std::size_t i = 0; i < found.size(); ++i) {
        if (const std::uint32_t flow = m_flowOfRoot[found[i].row()])
            flows.push_back(flow - 1);
        for (const NodeId next : upstream(found[i])) {
            if (!seen[next.row()]) {
                seen[next.row()] = true;
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
    const std::uint32_t rows = snapshot.events.size();
    const std::vector<bool> onCycle = rowsOnCycles(causalEdges(snapshot, at, false, nullptr), rows);
    std::vector<EventId> events;
    for (std::uint32_t row = 0; row < rows; ++row) {
        if (onCycle[row])
            events.push_back(EventId::ofRow(row));
    }
    return events;
}

} // namespace sightglass
