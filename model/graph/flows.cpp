// SPDX-License-Identifier: Apache-2.0
#include "model/graph/flows.h"

#include "model/graph/causal_edges.h"
#include "model/graph/node_order.h"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <unordered_map>

namespace sightglass {
namespace {

using Edge = CausalEdge;

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
    sortAndDedupe(edges, snapshot.keptEvents());
    stitch(at, edges);
    if (stop && *stop)
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

} // namespace sightglass
