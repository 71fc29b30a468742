// SPDX-License-Identifier: Apache-2.0
#include "model/graph/state.h"
#include "views/flow/flow_view.h"
#include "views/items/shown_text.h"

#include <QComboBox>
#include <QLabel>
#include <QSignalBlocker>
#include <QToolButton>

#include <algorithm>
#include <utility>

namespace sightglass {
namespace {

constexpr std::size_t kFlowsListed = 200;
constexpr std::size_t kFlowsLookedAt = 50;
constexpr std::size_t kFlowsCompared = 500; // that are looked at for one of the same pipeline
constexpr Span kSettled = std::chrono::seconds{20};

} // namespace

std::optional<std::size_t> FlowView::flowOfRoot(NodeId root) const
{
    const auto flows = m_context.flows()->flows();
    for (std::size_t flow = flows.size(); flow > 0; --flow) {
        const auto &roots = flows[flow - 1].roots;
        if (std::find(roots.begin(), roots.end(), root) != roots.end())
            return flow - 1;
    }
    return std::nullopt;
}

// Of what was its root once: something that caused it may have arrived late.
std::optional<std::size_t> FlowView::flowFrom(NodeId root) const
{
    if (root.isNull())
        return std::nullopt;
    if (const auto flow = flowOfRoot(root))
        return flow;
    const std::vector<std::size_t> flows = m_context.flows()->flowsOf(root);
    return flows.empty() ? std::nullopt : std::optional{flows.front()};
}

// The same flow still, whatever turned out to be its root, and when that has left the memory.
std::optional<std::size_t> FlowView::findShown()
{
    auto flow = flowFrom(m_root);
    if (const auto &picture = m_canvas->picture(); picture && m_pictured == m_opening) {
        for (auto node = picture->flow.nodes.begin(); !flow && node != picture->flow.nodes.end();
             ++node)
            flow = flowFrom(node->id);
    }
    if (flow && m_context.flows()->flows()[*flow].root != m_root) {
        m_root = m_context.flows()->flows()[*flow].root;
        m_pipeline = pipelineOf(m_context.snapshot(), *m_context.flows(), *flow);
    }
    return flow;
}

// The selection's flow, else the one that was chosen, else the newest that is more than its root.
void FlowView::follow()
{
    const auto index = m_context.flows();
    fillPicker();
    m_others->clear();
    for (QWidget *widget : std::initializer_list<QWidget *>{m_previous, m_picker, m_next})
        widget->setEnabled(!index->isEmpty());
    if (index->isEmpty()) {
        m_canvas->showNothing(tr("No flow yet."),
                              tr("Flows appear when linked events arrive. Open a recording with "
                                 "Ctrl+O, or send events to the receiver."));
        return;
    }
    const Selected &selected = m_context.selection().current();
    const auto shown = findShown();
    if (!selected.isEmpty()) {
        const auto flows = index->flowsOf(nodeOf(m_context.snapshot(), selected.event));
        if (!flows.empty()) {
            const bool keep = shown && std::find(flows.begin(), flows.end(), *shown) != flows.end();
            if (flows.size() > 1)
                m_others->setText(tr("in %1 flows").arg(flows.size()));
            showFlow(keep ? *shown : flows.front());
            return;
        }
    }
    if (m_choose && !m_context.flowsAreCurrent())
        return; // a choice among half of the flows would be another one
    const bool stays = m_pinned || !selected.isEmpty() || !m_canvas->follows();
    if (shown && !m_choose && (stays || isMoving())) {
        showFlow(*shown);
        return;
    }
    m_choose = false;
    showFlow(newestFlow());
}

// The newest whose root the playhead has passed; of the newest ones the first that is more than its
// root, for it says more.
std::size_t FlowView::newestFlow() const
{
    const auto index = m_context.flows();
    const auto flows = index->flows();
    const Timestamp at = m_context.playhead().at();
    const auto passed = std::partition_point(
        flows.begin(), flows.end(), [at](const FlowIndex::Flow &flow) { return flow.time <= at; });
    const auto newest
        = static_cast<std::size_t>(passed - flows.begin()) - (passed == flows.begin() ? 0 : 1);
    for (std::size_t flow = newest + 1; flow > 0 && newest - (flow - 1) < kFlowsLookedAt; --flow) {
        if (!index->downstream(flows[flow - 1].root).empty())
            return flow - 1;
    }
    return newest;
}

// While something in it runs, or has just ended, a newer flow does not take its place; nor before
// it was seen.
bool FlowView::isMoving() const
{
    if (m_context.playhead().mode() != Mode::Live || m_pictured != m_opening)
        return true;
    const FlowOutlook &outlook = m_canvas->outlook();
    return outlook.runs || m_context.playhead().now() - outlook.last < kSettled;
}

void FlowView::showFlow(std::size_t flow)
{
    const auto flows = m_context.flows()->flows();
    if (flow >= flows.size())
        return;
    const bool same = m_root == flows[flow].root;
    m_root = flows[flow].root;
    const QSignalBlocker blocker{m_picker};
    m_picker->setPlaceholderText(titleOf(flow)); // of one that is too old for the list
    m_picker->setCurrentIndex(m_picker->findData(QVariant::fromValue<qulonglong>(flow)));
    m_previous->setEnabled(flow > 0);
    m_next->setEnabled(flow + 1 < flows.size());
    if (!same) {
        ++m_opening;
        m_pipeline = pipelineOf(m_context.snapshot(), *m_context.flows(), flow);
        m_choice = {true, {}, m_choice.lanes};
        if (m_context.requests.isGrouped)
            m_choice.grouped = m_context.requests.isGrouped(QString::fromStdString(m_pipeline));
        want(Entrance::Opened);
    } else if (m_madeEpoch != m_context.snapshot().epoch) {
        want(Entrance::Grown);
    }
}

QString FlowView::titleOf(std::size_t flow) const
{
    const Snapshot &snapshot = m_context.snapshot();
    const FlowIndex::Flow &shown = m_context.flows()->flows()[flow];
    const EntityId entity = snapshot.entityOf(shown.root);
    QString title;
    if (entity.isNull()) {
        title = shownText(snapshot.idOf(shown.root), 60);
    } else {
        const EntityState state = stateAt(snapshot, entity, kEndOfTime);
        const std::string version = versionIn(snapshot.subjectIdOf(entity));
        const QString id
            = version.empty() ? shownText(snapshot.subjectIdOf(entity), 40) : shownText(version);
        const QString name = shownText(displayName(snapshot, entity, state), 60);
        title = name == shownText(snapshot.subjectIdOf(entity), 60)
            ? id
            : id + QStringLiteral("  ") + name;
    }
    return clockText(shown.time) + QStringLiteral("  ") + title;
}

void FlowView::fillPicker()
{
    const auto index = m_context.flows();
    const std::size_t count = index->flows().size();
    const QSignalBlocker blocker{m_picker};
    const QVariant newest = QVariant::fromValue<qulonglong>(count - 1);
    if (count > 0 && m_picker->count() > 0 && m_picker->itemData(0) == newest
        && m_picker->property("flows").toULongLong() == count)
        return;
    m_picker->clear();
    m_picker->setProperty("flows", QVariant::fromValue<qulonglong>(count));
    for (std::size_t flow = count; flow > 0 && count - flow < kFlowsListed; --flow)
        m_picker->addItem(titleOf(flow - 1), QVariant::fromValue<qulonglong>(flow - 1));
    m_picker->setToolTip(
        tr("%1 flows; the newest %2 are listed")
            .arg(QString::number(count), QString::number(std::min(count, kFlowsListed))));
}

void FlowView::stepFlow(int direction)
{
    const auto flow = m_root.isNull() ? std::nullopt : flowOfRoot(m_root);
    if (!flow)
        return;
    m_pinned = true;
    m_context.selection().clear();
    showFlow(static_cast<std::size_t>(static_cast<std::ptrdiff_t>(*flow) + direction));
}

void FlowView::setCompareBase()
{
    m_base = m_root;
    want(Entrance::Grown);
}

// The newest that began before this one and is of the same pipeline.
void FlowView::compareWithBefore()
{
    const auto shown = m_root.isNull() ? std::nullopt : flowOfRoot(m_root);
    const auto index = m_context.flows();
    for (std::size_t back = 1; shown && back <= *shown && back <= kFlowsCompared; ++back) {
        const std::size_t flow = *shown - back;
        if (pipelineOf(m_context.snapshot(), *index, flow) != m_pipeline)
            continue;
        m_base = index->flows()[flow].root;
        want(Entrance::Grown);
        return;
    }
    if (m_context.requests.status)
        m_context.requests.status(tr("No earlier flow of the same pipeline is here."));
}

void FlowView::stopComparing()
{
    m_base = {};
    want(Entrance::Grown);
}

} // namespace sightglass
