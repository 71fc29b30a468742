// SPDX-License-Identifier: Apache-2.0
#include "views/picture/comparison.h"

#include <map>
#include <set>

namespace sightglass {
namespace {

using Shape = FlowItem::Shape;
using What = ItemDifference::What;

/// What the base had of one step, or under one name.
struct Before
{
    NodeState newest;
    std::uint32_t count = 0;
    std::uint32_t failed = 0;
    std::string title;
};

Span tookOf(const NodeState &state)
{
    return isKnown(state.startedAt) && isKnown(state.finishedAt)
        ? state.finishedAt - state.startedAt
        : Span{-1};
}

bool isFar(Span now, Span before)
{
    if (now < Span{0} || before < Span{0})
        return false;
    const Span away = now > before ? now - before : before - now;
    return away >= std::chrono::seconds{1} && (2 * now > 3 * before || 3 * now < 2 * before);
}

class Comparer
{
public:
    Comparer(const FlowPicture &picture, const FlowMoment &moment, const Snapshot &snapshot,
             const FlowGraph &base)
        : m_picture(picture)
        , m_moment(moment)
        , m_snapshot(snapshot)
    {
        for (const FlowNode &node : base.nodes) {
            if (!isActivity(node.kind))
                continue;
            const NodeState state = nodeStateAt(snapshot, node, kEndOfTime);
            const std::string title = nodeTitle(snapshot, node, kEndOfTime);
            add(m_named[{node.kind, title}], state, title);
            const std::string step = stepOf(snapshot, node);
            if (m_steps.find(step) == m_steps.end())
                m_order.push_back(step);
            add(m_steps[step], state, title);
        }
    }

    Comparison compare()
    {
        m_result.items.resize(m_picture.items.size());
        std::set<std::string> here;
        for (std::uint32_t item = 0; item < m_picture.items.size(); ++item) {
            const ItemMoment &told = m_moment.items[item];
            const FlowItem &shown = m_picture.items[item];
            if (!told.exists || told.node == kNoItem || !isActivity(shown.kind))
                continue;
            const FlowNode &node = m_picture.flow.nodes[told.node];
            const std::string step = stepOf(m_snapshot, node);
            here.insert(step);
            if (shown.shape == Shape::Stack)
                compareStack(item, step);
            else
                compareNode(item, node, step);
            const What what = m_result.items[item].what;
            m_result.added += what == What::New ? 1 : 0;
            m_result.changed += what == What::Changed ? 1 : 0;
        }
        for (const std::string &step : m_order) {
            if (here.count(step) == 0)
                m_result.missing.push_back(m_steps.at(step).title);
        }
        return std::move(m_result);
    }

private:
    static void add(Before &before, const NodeState &state, const std::string &title)
    {
        before.newest = state;
        before.title = title;
        ++before.count;
        before.failed += isNotOk(state.state) ? 1 : 0;
    }

    void compareNode(std::uint32_t item, const FlowNode &node, const std::string &step)
    {
        ItemDifference &difference = m_result.items[item];
        const auto named = m_named.find({node.kind, nodeTitle(m_snapshot, node, kEndOfTime)});
        const auto alike = m_steps.find(step);
        const Before *before = named != m_named.end()            ? &named->second
            : alike != m_steps.end() && alike->second.count == 1 ? &alike->second
                                                                 : nullptr;
        if (!before) {
            difference.what = What::New;
            return;
        }
        const NodeState &now = m_moment.items[item].told;
        difference.before = before->newest.state;
        difference.tookBefore = tookOf(before->newest);
        difference.took = tookOf(now);
        const bool isOpen = now.state == State::Running || now.state == State::Queued
            || now.state == State::Waiting;
        if (!isOpen
            && (now.state != difference.before || isFar(difference.took, difference.tookBefore)))
            difference.what = What::Changed;
    }

    void compareStack(std::uint32_t item, const std::string &step)
    {
        ItemDifference &difference = m_result.items[item];
        const auto before = m_steps.find(step);
        if (before == m_steps.end()) {
            difference.what = What::New;
            return;
        }
        const ItemMoment &told = m_moment.items[item];
        for (std::size_t state = 0; state < kStateWords.size(); ++state) {
            if (isNotOk(static_cast<State>(state)))
                difference.failed += m_moment.tallies[told.tally][state];
        }
        difference.failedBefore = before->second.failed;
        if (difference.failed != difference.failedBefore)
            difference.what = What::Changed;
    }

    const FlowPicture &m_picture;
    const FlowMoment &m_moment;
    const Snapshot &m_snapshot;
    std::map<std::pair<Kind, std::string>, Before> m_named;
    std::map<std::string, Before> m_steps;
    std::vector<std::string> m_order; // of the steps, in time
    Comparison m_result;
};

} // namespace

Comparison compareFlows(const FlowPicture &picture, const FlowMoment &moment,
                        const Snapshot &snapshot, const FlowGraph &base)
{
    return Comparer{picture, moment, snapshot, base}.compare();
}

} // namespace sightglass
