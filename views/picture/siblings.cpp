// SPDX-License-Identifier: Apache-2.0
#include "views/picture/siblings.h"

#include "model/graph/state.h"
#include "views/picture/flow_picture.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>
#include <unordered_map>

namespace sightglass {
namespace {

constexpr int kDeepestStacks = 8; // stacks below stacks below stacks

using Number = std::uint32_t;

/// Neighbours by number, without repeats, missing ends and references to former versions.
std::vector<std::vector<Number>> causesOf(const FlowGraph &flow)
{
    std::unordered_map<NodeId, Number> numbers;
    for (Number i = 0; i < flow.nodes.size(); ++i)
        numbers.emplace(flow.nodes[i].id, i);
    std::vector<std::vector<Number>> causes(flow.nodes.size());
    for (const FlowEdge &edge : flow.edges) {
        if (!edge.from.isNull() && edge.kind != EdgeKind::PreviousVersion)
            causes[numbers.at(edge.to)].push_back(numbers.at(edge.from));
    }
    return causes;
}

class Finder
{
public:
    Finder(const Snapshot &snapshot, const FlowGraph &flow)
        : m_snapshot(snapshot)
        , m_flow(flow)
        , m_causes(causesOf(flow))
    {
        m_found.firstTry.resize(flow.nodes.size());
        std::iota(m_found.firstTry.begin(), m_found.firstTry.end(), 0u);
        m_found.leader = m_found.firstTry;
    }

    Siblings find()
    {
        // In order of time a parent is known to be a retry before its parts are.
        for (Number node = 0; node < m_flow.nodes.size(); ++node)
            findFirstTry(node);
        m_steps.resize(m_flow.nodes.size());
        for (Number node = 0; node < m_flow.nodes.size(); ++node)
            m_steps[node] = stepOf(m_snapshot, m_flow.nodes[node]);
        for (int depth = 0; depth < kDeepestStacks && stack(); ++depth) { }
        return std::move(m_found);
    }

private:
    using Run = std::tuple<Kind, TextId, TextId>; // kind, name and source

    [[nodiscard]] Run runOf(Number node) const
    {
        const FlowNode &run = m_flow.nodes[node];
        return {run.kind, m_snapshot.nameOf(run.entity), m_snapshot.subjectSourceOf(run.entity)};
    }

    void findFirstTry(Number node)
    {
        const FlowNode &here = m_flow.nodes[node];
        if (here.entity.isNull() || !isActivity(here.kind)
            || m_snapshot.nameOf(here.entity).isNull())
            return;
        const Run run = runOf(node);
        for (const Number cause : m_causes[node]) {
            if (cause < node && m_flow.nodes[cause].kind == here.kind && runOf(cause) == run
                && isRetry(cause, node)) {
                joinTry(cause, node);
                return;
            }
        }
        for (const Number cause : m_causes[node]) {
            const Number parent = m_found.firstTry[cause];
            const auto key = std::tuple_cat(std::tuple{parent}, run);
            const auto [known, isNew] = m_parts.try_emplace(key, cause, node);
            if (isNew)
                continue;
            if (known->second.first != cause && m_found.firstTry[node] == node
                && isBefore(known->second.second, node))
                joinTry(known->second.second, node);
            known->second = {cause, node};
        }
    }

    void joinTry(Number before, Number node) { m_found.firstTry[node] = m_found.firstTry[before]; }

    [[nodiscard]] bool isBefore(Number before, Number node) const
    {
        const NodeState first = nodeStateAt(m_snapshot, m_flow.nodes[before], kEndOfTime);
        return isKnown(first.finishedAt) && first.finishedAt <= m_flow.nodes[node].since;
    }
    [[nodiscard]] bool isRetry(Number before, Number node) const
    {
        const State state = nodeStateAt(m_snapshot, m_flow.nodes[before], kEndOfTime).state;
        return (isNotOk(state) || state == State::Canceled) && isBefore(before, node);
    }

    // One pass: what has the same parents now. True when more stacks may follow from it.
    bool stack()
    {
        std::map<std::pair<std::string, std::vector<Number>>, std::vector<Number>> groups;
        for (Number node = 0; node < m_flow.nodes.size(); ++node) {
            if (m_found.firstTry[node] == node && !m_stacked.count(node))
                groups[{m_steps[node], parentsOf(node)}].push_back(node);
        }
        bool some = false;
        for (const auto &[key, members] : groups) {
            if (members.size() < kLeastStack)
                continue;
            some = true;
            for (const Number member : members) {
                m_found.leader[member] = members.front();
                m_stacked.emplace(member, true);
            }
        }
        return some;
    }

    [[nodiscard]] std::vector<Number> parentsOf(Number node) const
    {
        std::vector<Number> parents;
        for (const Number cause : m_causes[node]) {
            const Number parent = m_found.leader[m_found.firstTry[cause]];
            if (parent != node)
                parents.push_back(parent);
        }
        std::sort(parents.begin(), parents.end());
        parents.erase(std::unique(parents.begin(), parents.end()), parents.end());
        return parents;
    }

    const Snapshot &m_snapshot;
    const FlowGraph &m_flow;
    std::vector<std::vector<Number>> m_causes;
    std::vector<std::string> m_steps;
    std::map<std::tuple<Number, Kind, TextId, TextId>, std::pair<Number, Number>>
        m_parts; // the newest part of that name below a parent, and its parent's try
    std::unordered_map<Number, bool> m_stacked;
    Siblings m_found;
};

} // namespace

Siblings siblingsOf(const Snapshot &snapshot, const FlowGraph &flow)
{
    return Finder{snapshot, flow}.find();
}

} // namespace sightglass
