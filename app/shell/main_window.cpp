// SPDX-License-Identifier: Apache-2.0
#include "app/shell/main_window.h"

#include "app/shell/content.h"
#include "app/shell/find_bar.h"
#include "app/shell/menus.h"
#include "app/shell/message_bar.h"
#include "app/shell/mode_button.h"
#include "app/shell/recording_control.h"
#include "app/shell/stack_choices.h"
#include "app/shell/status_cells.h"
#include "app/shell/test_event.h"
#include "views/alerts/alerts_view.h"
#include "views/events/events_table.h"
#include "views/events/events_view.h"
#include "views/flow/flow_view.h"
#include "views/inspector/inspector.h"
#include "views/items/shown_text.h"
#include "views/map/map_view.h"
#include "views/problems/problems_view.h"
#include "views/sources/sources_view.h"
#include "views/timeline/timeline_view.h"
#include "views/timestrip/time_strip.h"
#include "views/welcome/welcome_card.h"

#include <QApplication>
#include <QClipboard>
#include <QDockWidget>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFileDialog>
#include <QMimeData>
#include <QScreen>
#include <QStackedWidget>
#include <QStatusBar>
#include <QStyle>
#include <QTabWidget>
#include <QToolBar>
#include <QUrl>
#include <QVBoxLayout>

#include <utility>

namespace sightglass {
namespace {

/// A picture has the size that was asked for; a window must not be larger than its screen, frame
/// included.
QSize roomOnScreen(const ShellOptions &options)
{
    constexpr QSize kFrame{4, 36};
    const QScreen *screen = QGuiApplication::primaryScreen();
    return !options.screenshot.isEmpty() || !screen ? options.size
                                                    : screen->availableSize() - kFrame;
}

} // namespace

MainWindow::MainWindow(const VocabularyList &vocabularies, Theme &theme,
                       const ShellOptions &options)
    : m_theme(theme)
    , m_options(options)
    , m_content(std::make_unique<Content>(vocabularies, m_context, options))
    , m_tabs(new QTabWidget(this))
    , m_messages(new MessageBar(this))
    , m_recording(new RecordingControl(*m_content, *m_messages, this))
    , m_find(new FindBar(m_context, this))
{
    setObjectName(QStringLiteral("mainWindow"));
    setAcceptDrops(true);
    resize(options.size.boundedTo(roomOnScreen(options)));
    setMinimumSize(960, 600);
    setDockNestingEnabled(true);
    m_context.setAnimates(options.animations && !reducesMotion()
                          && style()->styleHint(QStyle::SH_Widget_Animation_Duration) > 0);
    m_context.playhead().freezeClock(options.freezeClock);
    m_stackChoices = std::make_unique<StackChoices>(stateFile(QStringLiteral("ungrouped.json")));
    m_context.requests.isGrouped
        = [this](const QString &pipeline) { return m_stackChoices->isGrouped(pipeline); };
    m_context.requests.keepGrouped = [this](const QString &pipeline, bool grouped) {
        m_stackChoices->keep(pipeline, grouped);
    };
    keepSettings();
    makeViews();
    makeDocks();
    makeToolBar();
    m_status = new StatusCells(*statusBar(), m_context, theme, *m_alerts, *m_problems);
    statusBar()->setSizeGripEnabled(false);
    m_context.requests.reveal = [this](const QString &view) { reveal(view); };
    m_context.requests.showOnly
        = [this](EventFilter filter) { m_events->showOnly(std::move(filter)); };
    m_context.requests.status = [this](const QString &line) { m_status->tell(line); };
    m_context.requests.judgeJoin
        = [this](const JoinVerdict &verdict) { m_content->judgeJoin(verdict); };
    makeMenus(*this);
    connectContent();
    m_firstLayout = saveState();
    loadLayout();
    updateTitle();
    m_flow->setFocus();
}

MainWindow::~MainWindow() = default;

void MainWindow::makeViews()
{
    m_flow = new FlowView(m_context, m_theme, this);
    m_map = new MapView(m_context, m_theme, this);
    m_timeline = new TimelineView(m_context, m_theme, this);
    m_events = new EventsView(m_context, m_theme, this);
    m_tabs->setObjectName(QStringLiteral("viewTabs"));
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_flow, tr("Flow"));
    m_tabs->addTab(m_map, tr("Map"));
    m_tabs->addTab(m_timeline, tr("Timeline"));
    m_tabs->addTab(m_events, tr("Events"));
    auto *centre = new QWidget(this);
    auto *column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_messages);
    column->addWidget(m_find);
    column->addWidget(m_tabs, 1);
    column->addWidget(new TimeStrip(m_context, m_theme, this));
    setCentralWidget(centre);
}

QDockWidget *MainWindow::addDock(const QString &name, const QString &title, QWidget *content,
                                 Qt::DockWidgetArea area)
{
    auto *dock = new QDockWidget(title, this);
    dock->setObjectName(name);
    dock->setWidget(content);
    // Floating docks cannot be put back under Wayland: they may be closed and moved only (ux.md
    // §2.2).
    dock->setFeatures(QDockWidget::DockWidgetClosable | QDockWidget::DockWidgetMovable);
    addDockWidget(area, dock);
    m_docks.emplace(name, dock);
    return dock;
}

void MainWindow::makeDocks()
{
    m_alerts = new AlertsView(m_context, m_theme, this);
    m_problems = new ProblemsView(m_context, m_theme, this);
    m_sources = new SourcesView(m_context, m_theme, this);
    m_welcome = new WelcomeCard(m_theme, this);
    m_inspectorPages = new QStackedWidget(this);
    m_inspectorPages->addWidget(new Inspector(m_context, m_theme, this));
    m_inspectorPages->addWidget(m_welcome);
    addDock(QStringLiteral("dockInspector"), tr("Inspector"), m_inspectorPages,
            Qt::RightDockWidgetArea);
    QDockWidget *alerts
        = addDock(QStringLiteral("dockAlerts"), tr("Alerts"), m_alerts, Qt::BottomDockWidgetArea);
    QDockWidget *problems = addDock(QStringLiteral("dockProblems"), tr("Problems"), m_problems,
                                    Qt::BottomDockWidgetArea);
    QDockWidget *sources = addDock(QStringLiteral("dockSources"), tr("Sources"), m_sources,
                                   Qt::BottomDockWidgetArea);
    tabifyDockWidget(alerts, problems);
    tabifyDockWidget(problems, sources);
    alerts->raise();
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    resizeDocks({m_docks.at(QStringLiteral("dockInspector"))}, {360}, Qt::Horizontal);
    resizeDocks({alerts}, {130}, Qt::Vertical);
}

void MainWindow::makeToolBar()
{
    QToolBar *bar = addToolBar(tr("Toolbar"));
    bar->setObjectName(QStringLiteral("toolbarMain"));
    bar->setMovable(false);
    const auto add = [&](const QString &name, const QString &text, const QString &tip, auto slot) {
        QAction *action = bar->addAction(text, this, slot);
        action->setObjectName(name);
        action->setToolTip(tip);
        return action;
    };
    add(QStringLiteral("toolBack"), QStringLiteral("◀"), tr("Back (Alt+Left)"),
        [this] { m_context.selection().back(); });
    add(QStringLiteral("toolForward"), QStringLiteral("▶"), tr("Forward (Alt+Right)"),
        [this] { m_context.selection().forward(); });
    bar->addSeparator();
    bar->addWidget(new ModeButton(m_context, bar));
    bar->addSeparator();
    bar->addAction(m_recording->action());
    add(QStringLiteral("toolOpen"), tr("Open…"), tr("Open a recording (Ctrl+O)"),
        [this] { openRecording(); });
    for (QWidget *button : bar->findChildren<QWidget *>(QString{}, Qt::FindDirectChildrenOnly)) {
        if (button->accessibleName().isEmpty())
            button->setAccessibleName(button->toolTip());
    }
}

void MainWindow::connectContent()
{
    connect(m_content.get(), &Content::changed, this, &MainWindow::updateTitle);
    connect(m_content.get(), &Content::listeningChanged, this, &MainWindow::updateReceiver);
    connect(m_content.get(), &Content::trouble, this, [this](const QString &message) {
        m_messages->show(message.isEmpty() ? tr("The log is written again. What was refused "
                                                "meanwhile must be sent again.")
                                           : message);
    });
    connect(m_content.get(), &Content::readingTakesLong, this, [this] {
        m_messages->show(tr("Reading %1, the newest events first. What is shown is right for the "
                            "events that are here.")
                             .arg(m_content->title()),
                         tr("Stop Reading"), [this] { m_content->stopReading(); });
    });
    connect(m_content.get(), &Content::filesRead, m_messages,
            [this] { m_messages->withdraw(tr("Stop Reading")); });
    connect(m_content.get(), &Content::demoReplaced, this, [this](const QString &first) {
        showWelcome(false);
        m_status->tell({}); // what it said was about the demo
        m_messages->show(tr("First event received (%1). Demo removed.").arg(first), tr("Undo"),
                         [this] { m_content->startDemo(); });
    });
    connect(m_content.get(), &Content::logShown, this, [this](quint32 first, quint32 last) {
        m_messages->show(
            tr("Events %1 to %2, as the log has them.").arg(countText(first + 1), countText(last)),
            tr("Back to the Newest"), [this] { m_content->leaveLog(); });
    });
    connect(&m_context, &ViewContext::contentReplaced, this, [this] {
        m_messages->withdraw(tr("Back to the Newest"));
        offerLog();
    });
    connect(&m_context, &ViewContext::moved, this, &MainWindow::offerLog);
    connect(m_welcome, &WelcomeCard::demoToggled, m_content.get(),
            [this] { m_content->isDemo() ? m_content->stopDemo() : m_content->startDemo(); });
    connect(m_welcome, &WelcomeCard::openWanted, this, &MainWindow::openRecording);
    connect(m_welcome, &WelcomeCard::exampleWanted, m_content.get(), &Content::openExample);
    connect(m_welcome, &WelcomeCard::closed, this, [this] { showWelcome(false); });
    connect(m_sources, &SourcesView::testEventWanted, this, &MainWindow::sendTestEvent);
    connect(&m_context.selection(), &Selection::changed, this, [this] {
        if (!m_context.selection().current().isEmpty())
            showWelcome(false);
    });
}

void MainWindow::start()
{
    m_content->start();
    showWelcome(m_content->isDemo());
    if (m_content->isDemo())
        m_status->tell(tr("Click the red diamond, or press N for the next problem. F5 pauses."));
    if (!m_options.view.isEmpty())
        reveal(m_options.view);
}

void MainWindow::tell(const QString &line, const QString &problems)
{
    if (!line.isEmpty())
        m_status->tell(line);
    if (!problems.isEmpty())
        m_messages->show(problems);
}

// Whether the instant lies before the last event that was dropped: what is in memory is not all
// that had happened by then, and may be nothing.
bool MainWindow::lacksOlder()
{
    const Snapshot &snapshot = m_context.snapshot();
    return snapshot.droppedUntil(m_context.playhead().at()) < snapshot.droppedEvents();
}

void MainWindow::offerLog()
{
    const QString read = tr("Read the Log Here");
    const bool offers = lacksOlder();
    if (std::exchange(m_offersLog, offers) == offers)
        return;
    if (offers)
        m_messages->show(tr("The memory lacks events of this instant. The log has them."), read,
                         [this] { readLogHere(); });
    else
        m_messages->withdraw(read);
}

void MainWindow::readLogHere()
{
    const EventId selected = m_context.selection().current().event;
    const Snapshot &page = m_context.snapshotOf(selected);
    if (!m_context.snapshot().holds(selected) && page.holds(selected))
        m_content->readLogAt(page.timeOf(selected), selected);
    else if (lacksOlder())
        m_content->readLogAt(m_context.playhead().at());
    else
        m_status->tell(tr("The memory has all events of this instant."));
}

void MainWindow::updateTitle()
{
    QString what = m_content->title().isEmpty() ? tr("Live") : m_content->title();
    if (m_content->isLog())
        what = tr("%1, from its log").arg(what);
    setWindowTitle((m_content->isDemo() ? tr("[DEMO] Sightglass") : what + tr(" — Sightglass")));
    m_welcome->setDemoRunning(m_content->isDemo());
    m_map->setSystem(m_content->isDemo() ? QStringLiteral("demo:")
                                         : QStringLiteral("of:") + m_content->title());
}

void MainWindow::updateReceiver()
{
    const ListenState &state = m_content->listening();
    m_welcome->setReceiver(state.address, state.error);
    m_sources->setReceiver(state.address, state.error);
    m_events->table().setReceiverAddress(state.address);
    if (!state.error.isEmpty())
        m_messages->show(tr("Not listening: %1").arg(state.error));
}

void MainWindow::openRecording()
{
    const QStringList paths = QFileDialog::getOpenFileNames(
        this, tr("Open Recording"), {},
        tr("Event logs (*.ndjson *.jsonl *.json *.gz *.zst);;All files (*)"));
    if (!paths.isEmpty())
        m_content->openFiles(paths);
}

void MainWindow::reveal(const QString &view)
{
    for (int tab = 0; tab < m_tabs->count(); ++tab) {
        if (m_tabs->widget(tab)->objectName() == view) {
            m_tabs->setCurrentIndex(tab);
            m_tabs->widget(tab)->setFocus();
            return;
        }
    }
    const auto dock = m_docks.find(view);
    if (dock == m_docks.end())
        return;
    dock->second->show();
    dock->second->raise();
    if (view == QLatin1String("dockInspector"))
        showWelcome(false);
    dock->second->widget()->setFocus();
}

void MainWindow::showWelcome(bool shown)
{
    m_inspectorPages->setCurrentIndex(shown ? 1 : 0);
    m_docks.at(QStringLiteral("dockInspector"))
        ->setWindowTitle(shown ? tr("Welcome") : tr("Inspector"));
}

void MainWindow::copyCurl()
{
    QApplication::clipboard()->setText(
        WelcomeCard::curlText(m_content->listening().address, false));
}

void MainWindow::copyReceiverAddress()
{
    QApplication::clipboard()->setText(m_content->listening().address);
}

void MainWindow::sendTestEvent()
{
    postTestEvent(m_content->listening().address, this,
                  [this](const QString &answer) { m_status->tell(answer); });
}

void MainWindow::focusNextPane(bool forward)
{
    std::vector<QWidget *> panes{m_tabs->currentWidget()};
    for (const auto &[name, dock] : m_docks) {
        if (dock->isVisible() && !dock->visibleRegion().isEmpty())
            panes.push_back(dock->widget());
    }
    panes.push_back(findChild<QWidget *>(QStringLiteral("timeStrip")));
    std::size_t here = 0;
    for (std::size_t i = 0; i < panes.size(); ++i) {
        if (panes[i]->isAncestorOf(QApplication::focusWidget()))
            here = i;
    }
    panes[(here + (forward ? 1 : panes.size() - 1)) % panes.size()]->setFocus(Qt::TabFocusReason);
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    QStringList paths;
    for (const QUrl &url : event->mimeData()->urls()) {
        if (url.isLocalFile())
            paths.append(url.toLocalFile());
    }
    if (!paths.isEmpty())
        m_content->openFiles(paths);
}

} // namespace sightglass
