// SPDX-License-Identifier: Apache-2.0
#include "views/flow/flow_view.h"

#include "views/flow/flow_outline.h"
#include "views/flow/summary_strip.h"
#include "views/layout/crossings.h"

#include <QActionGroup>
#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
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

const QString kLanesSetting = QStringLiteral("flowLanes");

Lanes lanesOf(const QString &word)
{
    const auto known = std::find(kLanesWords.begin(), kLanesWords.end(), word.toStdString());
    return known == kLanesWords.end() ? Lanes::None
                                      : static_cast<Lanes>(known - kLanesWords.begin());
}

QString wordOf(Lanes lanes)
{
    const std::string_view word = kLanesWords[static_cast<std::size_t>(lanes)];
    return QString::fromLatin1(word.data(), static_cast<qsizetype>(word.size()));
}

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
    if (context.requests.setting)
        m_choice.lanes = lanesOf(context.requests.setting(kLanesSetting));
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
        ++m_opening;
        m_base = {};
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
    addLanes(row);
    m_links
        = addButton(row, QStringLiteral("flowLinks"), tr("Links"),
                    tr("Links: of the flow, none, of the selection (L). What a run leads to by its "
                       "own steps has its line to the run only while one of both is selected"),
                    true);
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

void FlowView::addLanes(QHBoxLayout *row)
{
    m_lanes = addButton(row, QStringLiteral("flowLanes"), tr("Lanes"),
                        tr("Rows by kind or by source"), false);
    m_lanes->setMenu(new QMenu(m_lanes));
    m_lanes->setPopupMode(QToolButton::InstantPopup);
    const std::pair<QString, Lanes> choices[] = {
        {tr("None"), Lanes::None}, {tr("By Kind"), Lanes::Kind}, {tr("By Source"), Lanes::Source}};
    auto *group = new QActionGroup(m_lanes);
    for (const auto &[text, lanes] : choices) {
        QAction *action
            = m_lanes->menu()->addAction(text, this, [this, lanes = lanes] { setLanes(lanes); });
        action->setCheckable(true);
        action->setChecked(lanes == m_choice.lanes);
        group->addAction(action);
    }
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
    m_canvas->installEventFilter(this);
    connect(m_canvas, &FlowCanvas::changed, this, &FlowView::updateButtons);
    connect(m_canvas, &FlowCanvas::tidyWanted, this, [this] { want(Entrance::Tidied); });
    connect(m_canvas, &FlowCanvas::groupingWanted, this, &FlowView::group);
    connect(m_canvas, &FlowCanvas::stackWanted, this, &FlowView::openStack);
    connect(m_canvas, &FlowCanvas::outlineWanted, this, toggleList);
    connect(m_canvas, &FlowCanvas::compareBaseWanted, this, &FlowView::setCompareBase);
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
    const bool stands = shown && m_pictured == m_opening;
    const bool grows = arrival == Entrance::Grown && stands;
    if (!shown)
        m_canvas->showNothing(tr("Laying out the flow…"), tr("Escape shows what there is."));
    m_making = true;
    m_madeEpoch = m_context.snapshot().epoch;
    auto base = flowFrom(m_base);
    if (base == flow)
        base.reset();
    m_stop = std::make_shared<std::atomic<bool>>(false);
    QThreadPool::globalInstance()->start(
        [self = QPointer<FlowView>(this), stop = m_stop,
         snapshot = m_context.flows()->holding(m_context.snapshot()), index = m_context.flows(),
         flow = *flow, opening = m_opening, choice = m_choice, base, asked = m_canvas->question(),
         before = grows ? shown : nullptr,
         arrival = grows                             ? Entrance::Grown
             : arrival == Entrance::Tidied && stands ? Entrance::Tidied
                                                     : Entrance::Opened] {
            const FrameProbe::Duration begin = FrameProbe::threadTime();
            Made made;
            made.picture = std::make_shared<const FlowPicture>(
                openFlow(snapshot, *index, flow, choice, asked.now, before.get(), stop.get()));
            made.reading = readFlow(*made.picture, asked);
            made.extras = flowExtras(*made.picture, snapshot);
            if (base)
                made.base = flowGraph(snapshot, *index, *base);
            made.arrival = arrival;
            made.opening = opening;
            made.took = FrameProbe::threadTime() - begin;
            made.untidy = before && !*stop
                && isUntidy(made.picture->graph, made.picture->geometry, {false, stop.get()});
            QMetaObject::invokeMethod(qApp, [self, made = std::move(made)]() mutable {
                if (self)
                    self->take(std::move(made));
            });
        });
}

bool FlowView::eventFilter(QObject *watched, QEvent *event)
{
    if (m_making && event->type() == QEvent::KeyPress
        && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape)
        *m_stop = true;
    return QWidget::eventFilter(watched, event);
}

void FlowView::take(Made made)
{
    m_making = false;
    if (FrameProbe *probe = m_context.probe())
        probe->record(FrameProbe::Stage::Layout, made.took);
    if (made.opening == m_opening && made.picture->choice == m_choice) {
        m_pictured = m_opening;
        m_tidy->setText(made.untidy ? tr("Tidy ●") : tr("Tidy"));
        const auto base = flowFrom(m_base);
        m_canvas->setCompareBase(std::move(made.base),
                                 !base ? QString{}
                                     : base == flowOfRoot(m_root)
                                     ? tr("the compare base")
                                     : tr("beside %1").arg(titleOf(*base)));
        m_canvas->show(std::move(made.picture), made.arrival, std::move(made.extras),
                       std::move(made.reading));
    }
    make();
}

void FlowView::group(bool grouped)
{
    m_choice.grouped = grouped;
    m_choice.opened.clear();
    if (m_context.requests.keepGrouped)
        m_context.requests.keepGrouped(QString::fromStdString(m_pipeline), grouped);
    want(Entrance::Tidied);
}

void FlowView::setLanes(Lanes lanes)
{
    m_choice.lanes = lanes;
    if (m_context.requests.keepSetting)
        m_context.requests.keepSetting(kLanesSetting, wordOf(lanes));
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

QWidget *makeFlowView(ViewContext &context, Theme &theme, QWidget *parent)
{
    return new FlowView(context, theme, parent);
}

} // namespace sightglass
