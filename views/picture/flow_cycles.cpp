// SPDX-License-Identifier: Apache-2.0
#include "model/graph/state.h"
#include "views/picture/flow_picture.h"

#include <algorithm>
#include <set>
#include <unordered_map>
#include <utility>

namespace sightglass {
namespace {

using Number = std::uint32_t;
using Lists = std::vector<std::vector<Number>>;

/// The edges that a walk from the first node on finds to lead back, each (from, to).
std::vector<std::pair<Number, Number>> edgesBack(const Lists &next)
{
    enum : std::uint8_t { Fresh, Open, Done };
    std::vector<std::uint8_t> mark(next.size(), Fresh);
    std::vector<std::pair<Number, std::size_t>> path; // node, and its next edge
    std::vector<std::pair<Number, Number>> back;
    for (Number start = 0; start < next.size(); ++start) {
        if (mark[start] != Fresh)
            continue;
        path.emplace_back(start, 0);
        mark[start] = Open;
        while (!path.empty()) {
            const auto [node, edge] = path.back();
            if (edge == next[node].size()) {
                mark[node] = Done;
                path.pop_back();
                continue;
            }
            ++path.back().second;
            const Number other = next[node][edge];
            if (mark[other] == Open)
                back.emplace_back(node, other);
            if (mark[other] == Fresh) {
                mark[other] = Open;
                path.emplace_back(other, 0);
            }
        }
    }
    return back;
}

Lists nodesBehind(const FlowGraph &flow, const std::unordered_map<NodeId, Number> &numbers)
{
    Lists next(flow.nodes.size());
    for (const FlowEdge &edge : flow.edges) {
        if (!edge.from.isNull() && edge.kind != EdgeKind::PreviousVersion)
            next[numbers.at(edge.from)].push_back(numbers.at(edge.to));
    }
    return next;
}

/// The events of a flow and the links between them: an activity as a whole may well be caused by
/// what it caused.
class EventRings
{
public:
    EventRings(const Snapshot &snapshot, const FlowGraph &flow)
    {
        for (Number node = 0; node < flow.nodes.size(); ++node) {
            const FlowNode &here = flow.nodes[node];
            const std::vector<EventId> events
                = here.events.empty() ? eventsOf(snapshot, here.entity, kEndOfTime) : here.events;
            for (const EventId event : events) {
                m_numbers.emplace(event, static_cast<Number>(m_nodes.size()));
                m_nodes.push_back(node);
                m_events.push_back(event);
            }
        }
        m_next.resize(m_nodes.size());
        for (const EventId carrier : m_events) {
            const auto [first, last] = snapshot.linksOf(carrier);
            for (std::uint32_t link = first; link < last; ++link)
                add(snapshot, link, carrier);
        }
    }

    /// The pairs of nodes between which an event leads back.
    [[nodiscard]] std::set<std::pair<Number, Number>> closing() const
    {
        std::set<std::pair<Number, Number>> pairs;
        for (const auto &[from, to] : edgesBack(m_next))
            pairs.emplace(m_nodes[from], m_nodes[to]);
        return pairs;
    }

private:
    void add(const Snapshot &snapshot, std::uint32_t link, EventId carrier)
    {
        if ((snapshot.linkFlagsOf(link) & link_flags::kCausal) == 0)
            return;
        const auto up = m_numbers.find(snapshot.upstreamOf(link, carrier));
        const auto down = m_numbers.find(snapshot.downstreamOf(link, carrier));
        if (up != m_numbers.end() && down != m_numbers.end() && up != down)
            m_next[up->second].push_back(down->second);
    }

    std::unordered_map<EventId, Number> m_numbers;
    std::vector<EventId> m_events;
    std::vector<Number> m_nodes;
    Lists m_next;
};

} // namespace

std::vector<bool> closingEdges(const Snapshot &snapshot, const FlowGraph &flow)
{
    std::vector<bool> closing(flow.edges.size());
    std::unordered_map<NodeId, Number> numbers;
    for (Number i = 0; i < flow.nodes.size(); ++i)
        numbers.emplace(flow.nodes[i].id, i);
    if (edgesBack(nodesBehind(flow, numbers)).empty())
        return closing;
    const auto pairs = EventRings{snapshot, flow}.closing();
    for (std::size_t i = 0; i < flow.edges.size(); ++i) {
        const FlowEdge &edge = flow.edges[i];
        closing[i]
            = !edge.from.isNull() && pairs.count({numbers.at(edge.from), numbers.at(edge.to)}) != 0;
    }
    return closing;
}

} // namespace sightglass
