// SPDX-License-Identifier: Apache-2.0
#include "views/flow/flow_view.h"

#include "model/base/hash.h"
#include "model/graph/state.h"
#include "views/common/glyphs.h"
#include "views/flow/flow_canvas.h"
#include "views/items/shown_text.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <map>
#include <utility>

namespace sightglass {
namespace {

constexpr std::size_t kFlowsListed = 200;
constexpr int kNamesInStrip = 4;
constexpr std::size_t kFlowsTried = 50;
constexpr Span kSettled = std::chrono::seconds{20};

/// Changes when, and only when, the picture needs a new layout.
std::uint64_t shapeOf(const FlowPicture &picture)
{
    Digest digest{picture.flow.root.value, picture.graph.nodes.size()};
    for (const FlowNode &node : picture.flow.nodes)
        digest = combine(digest, {node.id.value, 1});
    for (const Graph::Edge &edge : picture.graph.edges)
        digest = combine(digest, {edge.from, edge.to});
    return digest.low;
}

} // namespace

FlowView::FlowView(ViewContext &context, Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_theme(theme)
    , m_canvas(new FlowCanvas(context, theme, this))
    , m_picker(new QComboBox(this))
    , m_previous(new QToolButton(this))
    , m_next(new QToolButton(this))
    , m_others(new QLabel(this))
    , m_strip(new QWidget(this))
    , m_stripLayout(new QHBoxLayout(m_strip))
{
    setObjectName(QStringLiteral("viewFlow"));
    m_picker->setObjectName(QStringLiteral("flowPicker"));
    m_picker->setAccessibleName(tr("Flow"));
    m_picker->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_picker->setMinimumContentsLength(30);
    m_previous->setObjectName(QStringLiteral("flowPrevious"));
    m_previous->setText(QStringLiteral("◀"));
    m_previous->setToolTip(tr("Older flow"));
    m_previous->setAccessibleName(tr("Older flow"));
    m_next->setObjectName(QStringLiteral("flowNext"));
    m_next->setText(QStringLiteral("▶"));
    m_next->setToolTip(tr("Newer flow"));
    m_next->setAccessibleName(tr("Newer flow"));
    m_others->setTextFormat(Qt::PlainText);
    m_stripLayout->setContentsMargins(0, 0, 0, 0);
    m_stripLayout->setSpacing(4);
    auto *header = new QHBoxLayout;
    header->setContentsMargins(8, 4, 8, 4);
    for (QWidget *widget :
         std::initializer_list<QWidget *>{m_previous, m_picker, m_next, m_others, m_strip})
        header->addWidget(widget);
    header->addStretch(1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(header);
    column->addWidget(m_canvas, 1);
    setFocusProxy(m_canvas);

    connect(m_previous, &QToolButton::clicked, this, [this] { stepFlow(-1); });
    connect(m_next, &QToolButton::clicked, this, [this] { stepFlow(1); });
    connect(m_picker, &QComboBox::activated, this, [this](int index) {
        m_pinned = true;
        showFlow(m_picker->itemData(index).toULongLong());
    });
    connect(m_canvas, &FlowCanvas::relayoutWanted, this, [this] {
        m_shownShape = 0;
        layOut(true);
    });
    connect(&context, &ViewContext::flowsChanged, this, &FlowView::follow);
    // A replay begins with the flow of its instant, and stays with it wherever the playhead goes.
    connect(&context.playhead(), &Playhead::modeChanged, this, [this] {
        const bool replays = m_context.playhead().mode() == Mode::Replay;
        if (replays && !std::exchange(m_replays, replays)) {
            m_choose = true;
            follow();
        }
        m_replays = replays;
    });
    connect(&context, &ViewContext::moved, this, &FlowView::updateStrip);
    connect(&context.selection(), &Selection::changed, this, &FlowView::follow);
    connect(&context, &ViewContext::contentReplaced, this, [this] {
        m_root = {};
        m_pinned = false;
        m_shownShape = 0;
    });
    follow();
}

FlowView::~FlowView() = default;

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
        updateStrip();
        return;
    }
    const Selected &selected = m_context.selection().current();
    if (!selected.isEmpty()) {
        const auto flows = index->flowsOf(nodeOf(m_context.snapshot(), selected.event));
        const auto shown = m_root.isNull() ? std::nullopt : flowOfRoot(m_root);
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
    const auto shown = m_root.isNull() ? std::nullopt : flowOfRoot(m_root);
    if (shown && !m_choose && (m_pinned || !selected.isEmpty() || isMoving(*shown))) {
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
    for (std::size_t flow = newest + 1; flow > 0 && newest - (flow - 1) < kFlowsTried; --flow) {
        if (!index->downstream(flows[flow - 1].root).empty())
            return flow - 1;
    }
    return newest;
}

// While something in it runs, or has just ended, a newer flow does not take its place.
bool FlowView::isMoving(std::size_t flow) const
{
    if (m_context.playhead().mode() != Mode::Live)
        return true;
    const Snapshot &snapshot = m_context.snapshot();
    Timestamp last = kNoTime;
    for (const NodeId node : m_context.flows()->members(flow)) {
        const EntityId entity = snapshot.entityOf(node);
        const EntityState state = stateAt(snapshot, entity, kEndOfTime);
        if (isActivity(state.kind) && state.exists && !isOver(state.phase))
            return true;
        last = std::max(last, state.exists ? state.lastTime : snapshot.timeOf(node));
    }
    return m_context.playhead().now() - last < kSettled;
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
    layOut(same);
}

void FlowView::layOut(bool keepPlace)
{
    const auto flow = flowOfRoot(m_root);
    if (!flow)
        return;
    FlowPicture picture = flowPicture(flowGraph(m_context.snapshot(), *m_context.flows(), *flow));
    const std::uint64_t shape = shapeOf(picture);
    if (shape == m_shownShape) {
        updateStrip();
        return;
    }
    m_shownShape = shape;
    if (!keepPlace || !m_canvas->picture())
        m_canvas->showNothing(tr("Laying out %1 nodes…").arg(picture.graph.nodes.size()), {});
    Graph graph = picture.graph;
    m_layout.ask(std::move(graph),
                 [this, keepPlace, picture = std::move(picture)](Geometry geometry) mutable {
                     picture.geometry = std::move(geometry);
                     m_canvas->show(std::move(picture), keepPlace);
                     updateStrip();
                 });
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
        const QString id = shownText(snapshot.subjectIdOf(entity), 40);
        const QString name = shownText(displayName(snapshot, entity, state), 60);
        title = name == id ? name : id + QStringLiteral("  ") + name;
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

// "◆ 2 Failed: build-arm64, itest-3 · ● 5 Succeeded": names are buttons that select the node.
void FlowView::updateStrip()
{
    std::map<State, std::vector<std::uint32_t>> byState;
    QString text;
    if (const auto &picture = m_canvas->picture()) {
        for (const std::uint32_t number : m_canvas->shownNodes()) {
            const FlowNode &node = picture->flow.nodes[number];
            if (isActivity(node.kind))
                byState[nodeStateAt(m_context.snapshot(), node, m_context.playhead().at()).state]
                    .push_back(number);
        }
    }
    for (const auto &[state, numbers] : byState)
        text += QStringLiteral("%1 %2:%3")
                    .arg(QString::number(int(state)), QString::number(numbers.size()),
                         QString::number(numbers.front()));
    if (text == m_stripText)
        return;
    m_stripText = text;
    while (QLayoutItem *item = m_stripLayout->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    for (const auto &[state, numbers] : byState) {
        auto *count = new QToolButton(m_strip);
        count->setAutoRaise(true);
        count->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        count->setIcon(stateIcon(state, m_theme));
        count->setText(QStringLiteral("%1 %2").arg(QString::number(numbers.size()),
                                                   stateWord(state).toLower()));
        count->setObjectName(QStringLiteral("flowCount_") + stateWord(state));
        connect(count, &QToolButton::clicked, m_canvas, [this, number = numbers.front()] {
            m_canvas->selectNode(number);
            m_canvas->revealSelection();
        });
        m_stripLayout->addWidget(count);
        for (std::size_t i = 0; isNotOk(state) && i < numbers.size() && i < kNamesInStrip; ++i) {
            auto *name = new QToolButton(m_strip);
            name->setAutoRaise(true);
            const FlowNode &node = m_canvas->picture()->flow.nodes[numbers[i]];
            QString title = elidedMiddle(
                shownText(nodeTitle(m_context.snapshot(), node, m_context.playhead().at())), 24);
            name->setText(title.replace(u'&', QStringLiteral("&&")));
            name->setAccessibleName(m_canvas->describe(numbers[i]));
            name->setObjectName(QStringLiteral("flowNotOk_%1").arg(i));
            connect(name, &QToolButton::clicked, m_canvas, [this, number = numbers[i]] {
                m_canvas->selectNode(number);
                m_canvas->revealSelection();
            });
            m_stripLayout->addWidget(name);
        }
    }
}

QWidget *makeFlowView(ViewContext &context, Theme &theme, QWidget *parent)
{
    return new FlowView(context, theme, parent);
}

} // namespace sightglass
