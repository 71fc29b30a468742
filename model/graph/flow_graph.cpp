// SPDX-License-Identifier: Apache-2.0
#include "model/graph/flows.h"
#include "model/graph/state.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>

namespace sightglass {
namespace {

/// Gathers the nodes and edges of one flow's picture.
class Builder
{
public:
    explicit Builder(const Snapshot &snapshot)
        : m_snapshot(snapshot)
    { }

    // A subject's events in one flow are one node (rules.md §2.3).
    void addMember(NodeId member)
    {
        const EntityId entity = m_snapshot.entityOf(member);
        const bool activity = !entity.isNull() && isActivity(m_snapshot.kindOf(entity));
        if (!entity.isNull() && !activity) {
            if (const auto known = m_nodeOfSubject.find(entity); known != m_nodeOfSubject.end()) {
                m_graph.nodes[known->second].events.push_back(member);
                m_nodeOfEvent.emplace(member, known->second);
                return;
            }
            m_nodeOfSubject.emplace(entity, m_graph.nodes.size());
        }
        FlowNode node;
        node.id = member;
        node.entity = entity;
        node.kind = entity.isNull() ? Kind::None : m_snapshot.kindOf(entity);
        node.since = activity ? m_snapshot.firstTimeOf(entity) : m_snapshot.timeOf(member);
        if (!activity)
            node.events.push_back(member);
        m_nodeOfEvent.emplace(member, m_graph.nodes.size());
        m_graph.nodes.push_back(std::move(node));
    }

    void addLinks()
    {
        for (std::size_t i = 0; i < m_graph.nodes.size(); ++i) {
            const FlowNode &node = m_graph.nodes[i];
            const std::vector<EventId> carriers
                = node.events.empty() ? eventsOf(m_snapshot, node.entity, kEndOfTime) : node.events;
            for (const EventId carrier : carriers) {
                const auto [first, last] = m_snapshot.linksOf(carrier);
                for (std::uint32_t link = first; link < last; ++link)
                    addLink(link, carrier);
            }
        }
    }

    void addLink(std::uint32_t link, EventId carrier)
    {
        const EventId down = m_snapshot.downstreamOf(link, carrier);
        const std::size_t to = indexOf(down);
        if (to == kNone)
            return;
        const EventId up = m_snapshot.upstreamOf(link, carrier);
        const std::uint8_t flags = m_snapshot.linkFlagsOf(link);
        FlowEdge edge;
        edge.to = m_graph.nodes[to].id;
        edge.kind = m_snapshot.linkKindOf(link);
        edge.declared = (flags & link_flags::kDeclared) != 0;
        edge.since = m_snapshot.timeOf(carrier);
        if (!up.isNull()) {
            const std::size_t from = indexOf(up);
            if (from == kNone || from == to)
                return;
            edge.from = m_graph.nodes[from].id;
            edge.since = std::max(edge.since, m_snapshot.timeOf(up));
        } else if (edge.declared && (flags & link_flags::kNamesUpstream)) {
            edge.missing = m_snapshot.upstreamTextOf(link);
        } else {
            return;
        }
        const auto [known, fresh]
            = m_edges.try_emplace(std::tuple{edge.from, edge.to, edge.kind, edge.missing}, edge);
        if (!fresh) {
            known->second.declared |= edge.declared;
            known->second.since = std::min(known->second.since, edge.since);
        }
    }

    void addInferred(const InferredLink &link)
    {
        const std::size_t from = indexOf(link.upstream);
        const std::size_t to = indexOf(link.downstream);
        if (from == kNone || to == kNone || from == to)
            return;
        FlowEdge edge;
        edge.from = m_graph.nodes[from].id;
        edge.to = m_graph.nodes[to].id;
        edge.kind = link.kind;
        edge.declared = false;
        edge.identity = link.identity;
        edge.since = std::max(m_snapshot.timeOf(link.upstream), m_snapshot.timeOf(link.downstream));
        m_edges.try_emplace(std::tuple{edge.from, edge.to, edge.kind, std::string{}}, edge);
    }

    [[nodiscard]] FlowGraph take(NodeId root)
    {
        m_graph.root = root;
        for (auto &[key, edge] : m_edges)
            m_graph.edges.push_back(edge);
        std::map<NodeId, std::size_t> place;
        for (std::size_t i = 0; i < m_graph.nodes.size(); ++i)
            place.emplace(m_graph.nodes[i].id, i);
        const auto placeOf
            = [&](NodeId node) { return node.isNull() ? place.size() : place.at(node); };
        std::stable_sort(m_graph.edges.begin(), m_graph.edges.end(),
                         [&](const FlowEdge &a, const FlowEdge &b) {
                             return std::tuple{placeOf(a.from), placeOf(a.to), a.kind}
                             < std::tuple{placeOf(b.from), placeOf(b.to), b.kind};
                         });
        return std::move(m_graph);
    }

private:
    static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

    [[nodiscard]] std::size_t indexOf(EventId event) const
    {
        if (event.isNull())
            return kNone;
        const auto place = m_nodeOfEvent.find(nodeOf(m_snapshot, event));
        return place == m_nodeOfEvent.end() ? kNone : place->second;
    }

    const Snapshot &m_snapshot;
    FlowGraph m_graph;
    std::unordered_map<NodeId, std::size_t> m_nodeOfEvent;
    std::unordered_map<EntityId, std::size_t> m_nodeOfSubject;
    std::map<std::tuple<NodeId, NodeId, EdgeKind, std::string>, FlowEdge> m_edges;
};

EventId newestUntil(const Snapshot &snapshot, const FlowNode &node, Timestamp at)
{
    EventId newest;
    for (const EventId event : node.events) {
        if (snapshot.timeOf(event) <= at)
            newest = event;
    }
    return newest;
}

EventId onlyEntityNamed(const Snapshot &snapshot, std::string_view name, Timestamp at)
{
    EventId found;
    std::size_t named = 0;
    forEachEntity(snapshot, [&](EntityId entity) {
        if (snapshot.firstTimeOf(entity) > at || snapshot.texts[snapshot.nameOf(entity)] != name)
            return;
        ++named;
        found = snapshot.lastEventOf(entity);
    });
    return named == 1 ? found : EventId{};
}

template<typename Text>
EventId entityBy(const Snapshot &snapshot, Text (Reading<Snapshot>::*textOf)(EntityId) const,
                 std::string_view text, Timestamp at)
{
    EventId found; // of several with one vocabulary id the newest
    forEachEntity(snapshot, [&](EntityId entity) {
        if (snapshot.firstTimeOf(entity) > at || (snapshot.*textOf)(entity) != text)
            return;
        const EventId event = snapshot.lastEventOf(entity);
        if (found.isNull() || snapshot.isBefore(found, event))
            found = event;
    });
    return found;
}

} // namespace

FlowGraph flowGraph(const Snapshot &snapshot, const FlowIndex &index, std::size_t flow)
{
    Builder builder{snapshot};
    for (const NodeId member : index.members(flow))
        builder.addMember(member);
    builder.addLinks();
    for (const std::uint32_t link : index.standAloneLinks())
        builder.addLink(link, snapshot.carrierOf(link));
    for (const InferredLink &link : index.inferred())
        builder.addInferred(link);
    return builder.take(index.flows()[flow].root);
}

NodeState nodeStateAt(const Snapshot &snapshot, const FlowNode &node, Timestamp at)
{
    NodeState result;
    if (node.events.empty()) {
        const EntityState state = stateAt(snapshot, node.entity, at);
        result.exists = state.exists;
        result.state = state.state;
        result.detail = state.detail;
        result.startedAt = state.startedAt;
        result.finishedAt = state.finishedAt;
        return result;
    }
    const EventId event = newestUntil(snapshot, node, at);
    result.exists = !event.isNull();
    if (!result.exists)
        return result;
    result.state = node.entity.isNull() ? State::Unknown : subjectState(snapshot, event);
    result.detail = snapshot.detailOf(event);
    return result;
}

std::string nodeTitle(const Snapshot &snapshot, const FlowNode &node, Timestamp at)
{
    if (node.entity.isNull())
        return std::string{snapshot.typeOf(node.id)} + " " + std::string{snapshot.idOf(node.id)};
    EntityState state;
    if (node.events.empty()) {
        state = stateAt(snapshot, node.entity, at);
    } else {
        for (const EventId event : node.events) {
            const TextId name = snapshot.nameOf(event);
            if (!name.isNull() && snapshot.timeOf(event) <= at)
                state.name = name;
        }
    }
    return std::string{displayName(snapshot, node.entity, state)};
}

std::string nodeKey(const Snapshot &snapshot, const FlowNode &node)
{
    return node.entity.isNull() ? std::string{snapshot.idOf(node.id)} : snapshot.keyOf(node.entity);
}

EventId findSubject(const Snapshot &snapshot, std::string_view subject, Timestamp at)
{
    if (const EventId found = entityBy(snapshot, &Snapshot::keyOf, subject, at); !found.isNull())
        return found;
    if (const EventId found = entityBy(snapshot, &Snapshot::subjectIdOf, subject, at);
        !found.isNull())
        return found;
    EventId newest;
    for (std::uint32_t row = snapshot.events.begin(); row < snapshot.events.size(); ++row) {
        const EventId event = EventId::ofRow(row);
        if (snapshot.timeOf(event) <= at && snapshot.idOf(event) == subject
            && (newest.isNull() || snapshot.isBefore(newest, event)))
            newest = event;
    }
    return newest.isNull() ? onlyEntityNamed(snapshot, subject, at) : newest;
}

} // namespace sightglass
