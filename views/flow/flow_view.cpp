// SPDX-License-Identifier: Apache-2.0
#include "views/flow/flow_view.h"

#include "model/graph/state.h"
#include "views/flow/flow_outline.h"
#include "views/flow/summary_strip.h"
#include "views/items/shown_text.h"
#include "views/layout/crossings.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPointer>
#include <QSignalBlocker>
#include <QSplitter>
#include <QThreadPool>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace sightglass {
namespace {

constexpr std::size_t kFlowsListed = 200;
constexpr std::size_t kFlowsLookedAt = 50;
constexpr Span kSettled = std::chrono::seconds{20};

} // namespace

FlowView::FlowView(ViewContext &context, Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_canvas(new FlowCanvas(context, theme, this))
    , m_outline(new FlowOutline(*m_canvas, context.selection(), theme, this))
    , m_picker(new QComboBox(this))
    , m_others(new QLabel(this))
{
    setObjectName(QStringLiteral("viewFlow"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    makeHeader();
    column->addWidget(new SummaryStrip(*m_canvas, theme, this));
    auto *beside = new QSplitter(Qt::Horizontal, this);
    beside->setObjectName(QStringLiteral("flowSplitter"));
    beside->setChildrenCollapsible(false);
    beside->addWidget(m_canvas);
    beside->addWidget(m_outline);
    beside->setStretchFactor(0, 3);
    beside->setStretchFactor(1, 1);
    m_outline->hide();
    column->addWidget(beside, 1);
    setFocusProxy(m_canvas);
    connectCanvas();

    connect(m_picker, &QComboBox::activated, this, [this](int index) {
        m_pinned = true;
        showFlow(m_picker->itemData(index).toULongLong());
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
    connect(&context.selection(), &Selection::changed, this, &FlowView::follow);
    connect(&context, &ViewContext::contentReplaced, this, [this] {
        m_root = {};
        m_pinned = false;
        m_wanted.reset();
        m_madeEpoch = 0;
    });
    follow();
}

FlowView::~FlowView() = default;

void FlowView::makeHeader()
{
    auto *row = new QHBoxLayout;
    row->setContentsMargins(8, 4, 8, 2);
    m_picker->setObjectName(QStringLiteral("flowPicker"));
    m_picker->setAccessibleName(tr("Flow"));
    m_picker->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_picker->setMinimumContentsLength(24);
    m_others->setTextFormat(Qt::PlainText);
    m_previous = addButton(row, QStringLiteral("flowPrevious"), QStringLiteral("◀"),
                           tr("Older flow"), false);
    row->addWidget(m_picker);
    m_next
        = addButton(row, QStringLiteral("flowNext"), QStringLiteral("▶"), tr("Newer flow"), false);
    row->addWidget(m_others);
    row->addStretch(1);
    m_group = addButton(row, QStringLiteral("flowGroup"), tr("Group"),
                        tr("Siblings of one name as one stack (G)"), true);
    m_path = addButton(row, QStringLiteral("flowPath"), tr("Critical path"),
                       tr("What determined when it ended (C)"), true);
    m_isolate
        = addButton(row, QStringLiteral("flowIsolate"), tr("Isolate"),
                    tr("Only what the selected node came from and what came of it (I)"), true);
    m_links = addButton(row, QStringLiteral("flowLinks"), tr("Links"),
                        tr("Links: of the flow, none, of the selection (L)"), true);
    m_list = addButton(row, QStringLiteral("flowList"), tr("Outline"),
                       tr("The same flow as a list (O)"), true);
    m_tidy = addButton(row, QStringLiteral("flowTidy"), tr("Tidy"),
                       tr("Lay the picture out anew (T)"), false);
    m_follow = addButton(row, QStringLiteral("flowFollow"), tr("Follow"),
                         tr("Keep what runs in view; off after any move by hand"), true);
    static_cast<QVBoxLayout *>(layout())->addLayout(row);
    connect(m_previous, &QToolButton::clicked, this, [this] { stepFlow(-1); });
    connect(m_next, &QToolButton::clicked, this, [this] { stepFlow(1); });
}

QToolButton *FlowView::addButton(QHBoxLayout *row, const QString &name, const QString &text,
                                 const QString &tip, bool checkable)
{
    auto *button = new QToolButton(this);
    button->setObjectName(name);
    button->setText(text);
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    button->setCheckable(checkable);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus); // the keys stay with the picture
    row->addWidget(button);
    return button;
}

void FlowView::connectCanvas()
{
    const auto toggleList = [this] {
        m_outline->setVisible(m_outline->isHidden());
        static_cast<QSplitter *>(m_outline->parentWidget())
            ->setSizes({width() * 2 / 3, width() / 3});
        (m_outline->isHidden() ? static_cast<QWidget *>(m_canvas) : m_outline)->setFocus();
        updateButtons();
    };
    connect(m_canvas, &FlowCanvas::changed, this, &FlowView::updateButtons);
    connect(m_canvas, &FlowCanvas::tidyWanted, this, [this] { want(Entrance::Tidied); });
    connect(m_canvas, &FlowCanvas::groupingWanted, this, &FlowView::group);
    connect(m_canvas, &FlowCanvas::stackWanted, this, &FlowView::openStack);
    connect(m_canvas, &FlowCanvas::outlineWanted, this, toggleList);
    connect(m_group, &QToolButton::clicked, this, &FlowView::group);
    connect(m_path, &QToolButton::clicked, m_canvas, &FlowCanvas::setShowsPath);
    connect(m_isolate, &QToolButton::clicked, m_canvas, &FlowCanvas::setIsolated);
    connect(m_links, &QToolButton::clicked, m_canvas, &FlowCanvas::nextLinks);
    connect(m_list, &QToolButton::clicked, this, toggleList);
    connect(m_tidy, &QToolButton::clicked, this, [this] { want(Entrance::Tidied); });
    connect(m_follow, &QToolButton::clicked, m_canvas, &FlowCanvas::setFollows);
}

bool FlowView::showsOutline() const
{
    return !m_outline->isHidden();
}

void FlowView::updateButtons()
{
    m_group->setChecked(m_choice.grouped);
    m_group->setEnabled(m_canvas->picture() && m_canvas->picture()->hasSiblings);
    m_path->setChecked(m_canvas->showsPath());
    m_isolate->setChecked(m_canvas->isIsolated());
    m_isolate->setEnabled(m_canvas->isIsolated() || m_canvas->selectedItem());
    m_links->setChecked(m_canvas->links() == Links::Flow);
    m_list->setChecked(showsOutline());
    m_follow->setChecked(m_canvas->follows());
}

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
    for (std::size_t flow = newest + 1; flow > 0 && newest - (flow - 1) < kFlowsLookedAt; --flow) {
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
    if (!same) {
        m_pipeline = pipelineOf(m_context.snapshot(), *m_context.flows(), flow);
        m_choice = {};
        if (m_context.requests.isGrouped)
            m_choice.grouped = m_context.requests.isGrouped(QString::fromStdString(m_pipeline));
        want(Entrance::Opened);
    } else if (m_madeEpoch != m_context.snapshot().epoch) {
        want(Entrance::Grown);
    }
}

// What is to be laid out anew stays so, however many events come meanwhile.
void FlowView::want(Entrance arrival)
{
    if (!m_wanted || arrival != Entrance::Grown)
        m_wanted = m_wanted == Entrance::Opened ? Entrance::Opened : arrival;
    if (!m_making)
        make();
}

void FlowView::make()
{
    const auto flow = m_wanted ? flowOfRoot(m_root) : std::nullopt;
    const auto arrival = std::exchange(m_wanted, std::nullopt);
    if (!flow)
        return;
    const auto &shown = m_canvas->picture();
    const bool grows = arrival == Entrance::Grown && shown && shown->flow.root == m_root;
    if (!shown)
        m_canvas->showNothing(tr("Laying out the flow…"), {});
    m_making = true;
    m_madeEpoch = m_context.snapshot().epoch;
    QThreadPool::globalInstance()->start(
        [self = QPointer<FlowView>(this), snapshot = m_context.snapshot(),
         index = m_context.flows(), flow = *flow, root = m_root, choice = m_choice,
         now = m_context.playhead().now(), before = grows ? shown : std::nullopt,
         arrival = grows                            ? Entrance::Grown
             : arrival == Entrance::Tidied && shown ? Entrance::Tidied
                                                    : Entrance::Opened] {
            Made made;
            made.picture
                = openFlow(snapshot, *index, flow, choice, now, before ? &*before : nullptr);
            made.picture.flow.root = root;
            made.arrival = arrival;
            made.untidy = before && isUntidy(made.picture.graph, made.picture.geometry);
            QMetaObject::invokeMethod(qApp, [self, made = std::move(made)]() mutable {
                if (self)
                    self->take(std::move(made));
            });
        });
}

void FlowView::take(Made made)
{
    m_making = false;
    if (made.picture.flow.root == m_root && made.picture.choice == m_choice) {
        m_tidy->setText(made.untidy ? tr("Tidy ●") : tr("Tidy"));
        m_canvas->show(std::move(made.picture), made.arrival);
    }
    make();
}

void FlowView::group(bool grouped)
{
    m_choice = {grouped, {}};
    if (m_context.requests.keepGrouped)
        m_context.requests.keepGrouped(QString::fromStdString(m_pipeline), grouped);
    want(Entrance::Tidied);
}

void FlowView::openStack(NodeId first, bool open)
{
    if (open) {
        m_choice.opened.insert(first);
    } else {
        m_choice.grouped = true;
        m_choice.opened.erase(first);
    }
    want(Entrance::Tidied);
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

QWidget *makeFlowView(ViewContext &context, Theme &theme, QWidget *parent)
{
    return new FlowView(context, theme, parent);
}

} // namespace sightglass
