// SPDX-License-Identifier: Apache-2.0
#include "views/picture/critical_path.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <set>
#include <unordered_map>

namespace sightglass {
namespace {

using Number = std::uint32_t;

/// When a node began to matter, ran and ended. A subject is an instant.
struct Extent
{
    bool exists = false;
    Timestamp begin = kNoTime; // queued, or known
    Timestamp start = kNoTime;
    Timestamp end = kNoTime;
    bool works = true; // an approval only waits
};

Extent extentOf(const FlowNode &node, const NodeState &state, Timestamp now)
{
    Extent extent;
    extent.exists = state.exists && node.since <= now;
    if (!extent.exists)
        return extent;
    const bool activity = node.events.empty();
    extent.start = activity && isKnown(state.startedAt) ? state.startedAt : node.since;
    extent.begin = std::min(node.since, extent.start);
    extent.end = !activity ? node.since : isKnown(state.finishedAt) ? state.finishedAt : now;
    extent.end = std::max(extent.end, extent.start);
    extent.works = activity && node.kind != Kind::Approval;
    return extent;
}

class Walker
{
public:
    Walker(const FlowGraph &flow, std::span<const NodeState> states, Timestamp now)
        : m_up(flow.nodes.size())
        , m_down(flow.nodes.size())
    {
        std::unordered_map<NodeId, Number> numbers;
        m_extents.reserve(flow.nodes.size());
        for (Number i = 0; i < flow.nodes.size(); ++i) {
            numbers.emplace(flow.nodes[i].id, i);
            m_extents.push_back(extentOf(flow.nodes[i], states[i], now));
        }
        for (const FlowEdge &edge : flow.edges) {
            if (edge.from.isNull() || edge.kind == EdgeKind::PreviousVersion || edge.since > now)
                continue;
            m_down[numbers.at(edge.from)].push_back(numbers.at(edge.to));
            m_up[numbers.at(edge.to)].push_back(numbers.at(edge.from));
        }
    }

    CriticalPath walk()
    {
        CriticalPath path;
        path.slack.assign(m_extents.size(), Span{-1});
        std::optional<Number> last;
        Timestamp first = kEndOfTime;
        for (Number i = 0; i < m_extents.size(); ++i) {
            const Extent &here = m_extents[i];
            if (!here.exists)
                continue;
            first = std::min(first, here.begin);
            // Of several that end together the one that began last: what it is part of waits for
            // it.
            if (!last || here.end > m_extents[*last].end
                || (here.end == m_extents[*last].end && here.begin >= m_extents[*last].begin))
                last = i;
        }
        if (!last)
            return path;
        path.whole = m_extents[*last].end - first;
        follow(*last, path);
        findSlack(m_extents[*last].end, path);
        for (const CriticalPath::Step &step : path.steps)
            path.slack[step.node] = Span{0};
        return path;
    }

private:
    [[nodiscard]] bool encloses(Number outer, Number inner) const
    {
        return m_extents[outer].begin <= m_extents[inner].begin
            && m_extents[outer].end >= m_extents[inner].end;
    }

    // From `node`, which matters until `until`, to the one whose end let it go on.
    void follow(Number node, CriticalPath &path)
    {
        Timestamp until = m_extents[node].end;
        bool whole = true; // its parts may have determined its end
        std::set<std::pair<Number, bool>> seen;
        Span worked{0};
        while (seen.emplace(node, whole).second) {
            const auto part = whole ? lastPart(node, until) : std::nullopt;
            const Timestamp from = part ? m_extents[*part].end : m_extents[node].begin;
            path.steps.push_back({node, from, until});
            path.length += until - from;
            if (m_extents[node].works)
                worked += std::max(Span{0}, until - std::max(from, m_extents[node].start));
            const auto next = part ? part : releaseOf(node);
            if (!next)
                break;
            until = std::min(m_extents[*next].end, from);
            whole = m_extents[*next].end <= from;
            node = *next;
        }
        std::reverse(path.steps.begin(), path.steps.end());
        path.waiting = path.whole - worked;
    }

    /// Of what the node encloses, that which ended last before `until`.
    [[nodiscard]] std::optional<Number> lastPart(Number node, Timestamp until) const
    {
        std::optional<Number> last;
        for (const Number part : m_down[node]) {
            const Extent &extent = m_extents[part];
            if (extent.exists && extent.end > extent.begin && encloses(node, part)
                && !encloses(part, node) && extent.end <= until
                && (!last || extent.end > m_extents[*last].end))
                last = part;
        }
        return last;
    }

    /// What the node waited for: of its causes that which ended last before it began, else the one
    /// that it is a part of.
    [[nodiscard]] std::optional<Number> releaseOf(Number node) const
    {
        const Timestamp begin = m_extents[node].begin;
        std::optional<Number> before;
        std::optional<Number> around;
        for (const Number cause : m_up[node]) {
            const Extent &extent = m_extents[cause];
            if (!extent.exists || cause == node)
                continue;
            if (extent.end <= begin) {
                if (!before || extent.end > m_extents[*before].end)
                    before = cause;
            } else if (extent.begin <= begin
                       && (!around || extent.begin > m_extents[*around].begin)) {
                around = cause;
            }
        }
        if (before && around)
            return m_extents[*before].end >= m_extents[*around].begin ? before : around;
        return before ? before : around;
    }

    // What ends last is looked at first, so that its own slack is known before that of its causes.
    void findSlack(Timestamp end, CriticalPath &path)
    {
        std::vector<Number> order;
        for (Number i = 0; i < m_extents.size(); ++i) {
            if (m_extents[i].exists)
                order.push_back(i);
        }
        std::stable_sort(order.begin(), order.end(),
                         [&](Number a, Number b) { return m_extents[a].end > m_extents[b].end; });
        for (const Number node : order) {
            const Extent &here = m_extents[node];
            Timestamp latest = end;
            const auto known = [&](Number other) { return path.slack[other] >= Span{0}; };
            for (const Number next : m_down[node]) {
                if (m_extents[next].exists && m_extents[next].begin >= here.end && known(next))
                    latest = std::min(latest, m_extents[next].begin + path.slack[next]);
            }
            for (const Number outer : m_up[node]) {
                if (m_extents[outer].exists && encloses(outer, node) && known(outer))
                    latest = std::min(latest, m_extents[outer].end + path.slack[outer]);
            }
            path.slack[node] = std::max(Span{1}, latest - here.end);
        }
    }

    std::vector<Extent> m_extents;
    std::vector<std::vector<Number>> m_up;
    std::vector<std::vector<Number>> m_down;
};

} // namespace

CriticalPath criticalPath(const FlowGraph &flow, std::span<const NodeState> states, Timestamp now)
{
    return Walker{flow, states, now}.walk();
}

} // namespace sightglass
