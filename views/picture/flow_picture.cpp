// SPDX-License-Identifier: Apache-2.0
#include "views/picture/flow_picture.h"

#include "model/base/hash.h"
#include "model/metrics/type_key.h"
#include "views/picture/former_items.h"
#include "views/picture/siblings.h"
#include "views/picture/stems.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>

namespace sightglass {
namespace {

using Number = std::uint32_t;
using Shape = FlowItem::Shape;

std::uint64_t slotOf(const std::string &step)
{
    return digestOf(step).low | 1;
}

class Maker
{
public:
    Maker(const Snapshot &snapshot, FlowGraph flow, const StackChoice &choice,
          const Expectation &expectation, const FlowPicture *before)
        : m_snapshot(snapshot)
        , m_expectation(expectation)
        , m_former(before)
    {
        m_picture.flow = std::move(flow);
        m_picture.choice = choice;
        m_picture.usualLength = expectation.usualLength;
        for (Number i = 0; i < m_picture.flow.nodes.size(); ++i)
            m_numbers.emplace(m_picture.flow.nodes[i].id, i);
    }

    FlowPicture make()
    {
        m_picture.itemOfNode.assign(m_picture.flow.nodes.size(), kNoItem);
        m_picture.stackOfNode.assign(m_picture.flow.nodes.size(), kNoItem);
        gather();
        for (const auto &[leader, units] : m_groups)
            addGroup(leader, units);
        addGhosts();
        addEdges();
        link();
        findStems(m_picture, m_snapshot);
        return std::move(m_picture);
    }

private:
    void gather()
    {
        const Siblings siblings = siblingsOf(m_snapshot, m_picture.flow);
        const auto count = static_cast<Number>(m_picture.flow.nodes.size());
        m_tries.resize(count);
        for (Number node = 0; node < count; ++node)
            m_tries[siblings.firstTry[node]].push_back(node);
        for (Number node = 0; node < count; ++node) {
            if (siblings.firstTry[node] == node)
                m_groups[siblings.leader[node]].push_back(node);
        }
    }

    // By whichever of them it was opened: who is the first may turn out later.
    [[nodiscard]] bool isOpen(const std::vector<Number> &units) const
    {
        const std::set<NodeId> &opened = m_picture.choice.opened;
        return !m_picture.choice.grouped
            || (!opened.empty() && std::any_of(units.begin(), units.end(), [&](Number unit) {
                   return opened.count(m_picture.flow.nodes[unit].id) != 0;
               }));
    }
    [[nodiscard]] bool isFull() const { return m_picture.items.size() >= kMostItems; }

    FlowItem &addItem(Shape shape, double width, double height, std::uint64_t key)
    {
        m_picture.items.emplace_back().shape = shape;
        m_picture.graph.nodes.push_back({width, height, key, 0, 0});
        return m_picture.items.back();
    }
    [[nodiscard]] std::uint64_t keyFor(Shape shape, const std::vector<Number> &members)
    {
        return m_former.keyFor(shape, m_picture.flow, members);
    }

    // What stands alone already stays so while its siblings come, and these are a stack at once.
    void addGroup(Number leader, const std::vector<Number> &units)
    {
        if (units.size() == 1 || isOpen(units)) {
            addNodes(leader, units);
            return;
        }
        std::vector<Number> alone;
        std::vector<Number> others;
        for (const Number unit : units)
            (m_former.stoodAlone(m_picture.flow, m_tries[unit]) ? alone : others).push_back(unit);
        addNodes(leader, alone);
        if (!others.empty())
            addStack(leader, others);
    }

    void addNodes(Number leader, const std::vector<Number> &units)
    {
        const bool some = m_groups[leader].size() > 1;
        m_picture.hasSiblings |= some;
        for (const Number unit : units) {
            FlowItem *item = addNode(unit);
            if (item && some)
                item->stackOf = m_picture.flow.nodes[leader].id;
        }
    }

    FlowItem *addNode(Number unit)
    {
        if (isFull()) {
            m_picture.leftOut += m_tries[unit].size();
            return nullptr;
        }
        const FlowNode &node = m_picture.flow.nodes[unit];
        FlowItem &item
            = addItem(Shape::Node, kNodeWidth, kNodeHeight, keyFor(Shape::Node, m_tries[unit]));
        item.kind = node.kind;
        item.since = node.since;
        item.members = m_tries[unit];
        const auto number = static_cast<Number>(m_picture.items.size() - 1);
        for (const Number member : item.members)
            m_picture.itemOfNode[member] = number;
        expect(stepOf(m_snapshot, node), number);
        return &item;
    }

    // Those that stood beside the stack before, and as many more that failed as there is room for.
    [[nodiscard]] std::vector<Number> failuresOf(const std::vector<Number> &units) const
    {
        std::vector<Number> failed;
        for (const Number unit : units) {
            if (m_former.stoodBeside(m_picture.flow, m_tries[unit]))
                failed.push_back(unit);
        }
        for (const Number unit : units) {
            if (failed.size() >= kFailuresBeside)
                break;
            const FlowNode &newest = m_picture.flow.nodes[m_tries[unit].back()];
            if (!m_former.stoodBeside(m_picture.flow, m_tries[unit])
                && isNotOk(nodeStateAt(m_snapshot, newest, kEndOfTime).state))
                failed.push_back(unit);
        }
        return failed;
    }

    void addStack(Number leader, const std::vector<Number> &units)
    {
        m_picture.hasSiblings = true;
        const std::vector<Number> failed = failuresOf(units);
        std::vector<Number> members;
        for (const Number unit : units)
            members.insert(members.end(), m_tries[unit].begin(), m_tries[unit].end());
        if (isFull()) {
            m_picture.leftOut += members.size();
            return;
        }
        std::sort(members.begin(), members.end());
        const FlowNode &first = m_picture.flow.nodes[units.front()];
        FlowItem &item
            = addItem(Shape::Stack, kNodeWidth, kStackHeight, keyFor(Shape::Stack, members));
        const auto number = static_cast<Number>(m_picture.items.size() - 1);
        item.kind = first.kind;
        item.since = first.since;
        item.stackOf = m_picture.flow.nodes[leader].id;
        item.name = nameStem(nodeTitle(m_snapshot, first, kEndOfTime));
        for (const Number member : members) {
            item.since = std::min(item.since, m_picture.flow.nodes[member].since);
            m_picture.itemOfNode[member] = number;
            m_picture.stackOfNode[member] = number;
        }
        item.members = std::move(members);
        expect(stepOf(m_snapshot, first), number);
        for (const Number unit : failed) {
            if (FlowItem *beside = addNode(unit)) {
                beside->beside = true;
                beside->stack = number;
            }
        }
    }

    // The first item that is the step takes the ghost's place.
    void expect(const std::string &step, Number item)
    {
        const auto [known, isNew] = m_steps.try_emplace(step, item);
        if (!isNew)
            return;
        const auto &steps = m_expectation.steps;
        const bool expected = std::any_of(
            steps.begin(), steps.end(), [&](const ExpectedStep &one) { return one.step == step; });
        m_picture.items[item].expected = expected;
        if (expected)
            m_picture.graph.nodes[item].slot = slotOf(step);
    }

    void addGhosts()
    {
        for (const ExpectedStep &step : m_expectation.steps) {
            if (m_steps.count(step.step) != 0 || isFull())
                continue;
            FlowItem &ghost = addItem(Shape::Ghost, kNodeWidth, kNodeHeight,
                                      itemKey(Shape::Ghost, digestOf(step.step).low));
            ghost.kind = step.kind;
            ghost.name = step.name;
            if (!m_picture.flow.nodes.empty())
                ghost.since = m_picture.flow.nodes.front().since;
            m_picture.graph.nodes.back().slot = slotOf(step.step);
            m_steps.emplace(step.step, static_cast<Number>(m_picture.items.size() - 1));
        }
        for (const ExpectedStep &step : m_expectation.steps) {
            const auto to = m_steps.find(step.step);
            if (to == m_steps.end() || m_picture.items[to->second].shape != Shape::Ghost)
                continue;
            for (const std::string &cause : step.causes) {
                const auto from = m_steps.find(cause);
                if (from != m_steps.end() && from->second != to->second)
                    addEdge({from->second,
                             to->second,
                             EdgeKind::Cause,
                             false,
                             false,
                             {},
                             m_picture.items[to->second].since});
            }
        }
    }

    void addEdges()
    {
        const std::vector<bool> closing = closingEdges(m_snapshot, m_picture.flow);
        for (std::size_t i = 0; i < m_picture.flow.edges.size(); ++i) {
            const FlowEdge &edge = m_picture.flow.edges[i];
            const Number to = m_picture.itemOfNode[m_numbers.at(edge.to)];
            if (to == kNoItem)
                continue;
            const Number from = edge.from.isNull() ? stubBefore(to, edge)
                                                   : m_picture.itemOfNode[m_numbers.at(edge.from)];
            if (from != kNoItem && from != to
                && m_picture.items[to].stack != from) // a failure is no effect of its stack
                addEdge(
                    {from, to, edge.kind, edge.declared, closing[i], edge.identity, edge.since});
        }
        for (const auto &[key, edge] : m_edges)
            m_picture.edges.push_back(edge);
    }

    // One stub for each item, however many things were named and never sent.
    Number stubBefore(Number item, const FlowEdge &edge)
    {
        auto place = m_stubs.find(item);
        if (place == m_stubs.end()) {
            FlowItem &stub = addItem(Shape::Stub, kMissingSize, kMissingSize,
                                     itemKey(Shape::Stub, m_picture.graph.nodes[item].key));
            stub.since = edge.since;
            place = m_stubs.emplace(item, static_cast<Number>(m_picture.items.size() - 1)).first;
        }
        FlowItem &stub = m_picture.items[place->second];
        stub.missing.push_back(edge.missing);
        stub.since = std::min(stub.since, edge.since);
        return place->second;
    }

    void addEdge(const ItemEdge &edge)
    {
        const auto [known, isNew]
            = m_edges.try_emplace(std::tuple{edge.from, edge.to, edge.kind}, edge);
        if (isNew)
            return;
        ItemEdge &both = known->second;
        both.declared |= edge.declared;
        both.closesCycle |= edge.closesCycle;
        both.since = std::min(both.since, edge.since);
        if (edge.identity.isNull())
            both.identity = {};
    }

    void link()
    {
        m_picture.downstream.resize(m_picture.items.size());
        m_picture.upstream.resize(m_picture.items.size());
        for (Number i = 0; i < m_picture.edges.size(); ++i) {
            const ItemEdge &edge = m_picture.edges[i];
            m_picture.downstream[edge.from].push_back(i);
            m_picture.upstream[edge.to].push_back(i);
            m_picture.graph.edges.push_back({edge.from, edge.to});
        }
    }

    const Snapshot &m_snapshot;
    const Expectation &m_expectation;
    FlowPicture m_picture;
    std::unordered_map<NodeId, Number> m_numbers;
    std::vector<std::vector<Number>> m_tries; // per first try
    std::map<Number, std::vector<Number>> m_groups; // per leader: first tries
    FormerItems m_former;
    std::map<std::string, Number> m_steps; // the item that is the step
    std::unordered_map<Number, Number> m_stubs; // per item
    std::map<std::tuple<Number, Number, EdgeKind>, ItemEdge> m_edges;
};

} // namespace

bool isOpen(const FlowNode &node, const NodeState &state)
{
    return node.events.empty() && state.exists && !isKnown(state.finishedAt)
        && (state.state == State::Running || state.state == State::Waiting
            || state.state == State::Queued);
}

FlowPicture flowPicture(const Snapshot &snapshot, FlowGraph flow, const StackChoice &choice,
                        const Expectation &expectation, const FlowPicture *before)
{
    return Maker{snapshot, std::move(flow), choice, expectation, before}.make();
}

} // namespace sightglass
