// SPDX-License-Identifier: Apache-2.0
#include "app/shell/menus.h"

#include "app/shell/canvas_menu.h"
#include "app/shell/content.h"
#include "app/shell/find_bar.h"
#include "app/shell/main_window.h"
#include "app/shell/recording_control.h"
#include "app/shell/rosetta_dialog.h"
#include "views/items/shown_text.h"
#include "views/timestrip/time_strip.h"

#include <QActionGroup>
#include <QApplication>
#include <QDockWidget>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QPointer>
#include <QTabWidget>

#include <functional>
#include <limits>

namespace sightglass {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Menus", text);
}

class MenuMaker
{
public:
    explicit MenuMaker(MainWindow &window)
        : m_window(window)
        , m_context(window.context())
    { }

    void make()
    {
        makeFile();
        makeEdit();
        makeView();
        makeGo();
        makeStream();
        makeAnalyze();
        makeHelp();
    }

private:
    QAction *add(const QString &name, const QString &text, const QKeySequence &keys,
                 std::function<void()> act)
    {
        auto *action = new QAction(text, &m_window);
        action->setObjectName(name);
        action->setShortcut(keys);
        QObject::connect(action, &QAction::triggered, &m_window, std::move(act));
        m_menu->addAction(action);
        m_window.addAction(action); // full screen hides the menu bar, and must not hide its keys
        return action;
    }
    void menu(const QString &title) { m_menu = m_window.menuBar()->addMenu(title); }

    void makeFile()
    {
        menu(tr("&File"));
        add(QStringLiteral("actionOpen"), tr("&Open Recording…"), QKeySequence::Open,
            [this] { m_window.openRecording(); });
        addExamples();
        add(QStringLiteral("actionSave"), tr("&Save Buffer as Recording…"), QKeySequence::Save,
            [this] { m_window.recording().save(); });
        add(QStringLiteral("actionStopReading"), tr("&Stop Reading"), {},
            [this] { m_window.content().stopReading(); });
        add(QStringLiteral("actionClose"), tr("&Close Recording"),
            QKeySequence{Qt::CTRL | Qt::Key_W}, [this] {
                Content &content = m_window.content();
                if (content.isLog())
                    content.leaveLog();
                else if (content.isFiles())
                    content.closeFiles();
            });
        m_menu->addSeparator();
        add(QStringLiteral("actionQuit"), tr("&Quit"), QKeySequence{Qt::CTRL | Qt::Key_Q},
            [this] { m_window.close(); });
    }

    void addExamples()
    {
        QMenu *examples = m_menu->addMenu(tr("Open Example"));
        for (const Example &example : Content::examples())
            examples->addAction(example.title, &m_window, [this, file = example.file] {
                m_window.content().openExample(file);
            });
    }

    void makeEdit()
    {
        menu(tr("&Edit"));
        addEditActions(m_window, *m_menu);
        m_menu->addSeparator();
        add(QStringLiteral("actionFind"), tr("&Find…"), QKeySequence::Find,
            [this] { m_window.findBar().open(); });
        add(QStringLiteral("actionFindNext"), tr("Find &Next"), QKeySequence{Qt::Key_F3},
            [this] { m_window.findBar().step(true); });
        add(QStringLiteral("actionFindPrevious"), tr("Find &Previous"),
            QKeySequence{Qt::SHIFT | Qt::Key_F3}, [this] { m_window.findBar().step(false); });
    }

    void makeView()
    {
        menu(tr("&View"));
        QTabWidget &tabs = m_window.tabs();
        const Qt::Key keys[] = {Qt::Key_1, Qt::Key_2, Qt::Key_3, Qt::Key_4}; // ux.md §5
        for (int tab = 0; tab < tabs.count(); ++tab) {
            const QString view = tabs.widget(tab)->objectName();
            add(QStringLiteral("action_") + view, tabs.tabText(tab),
                QKeySequence{Qt::CTRL | keys[tab]}, [this, view] { m_window.reveal(view); });
        }
        add(QStringLiteral("actionNextView"), tr("Next View"), QKeySequence{Qt::CTRL | Qt::Key_Tab},
            [&tabs] { tabs.setCurrentIndex((tabs.currentIndex() + 1) % tabs.count()); });
        m_menu->addSeparator();
        addViewActions(m_window, *m_menu);
        m_menu->addSeparator();
        const std::pair<QString, Qt::Key> docks[] = {{QStringLiteral("dockInspector"), Qt::Key_2},
                                                     {QStringLiteral("dockAlerts"), Qt::Key_3},
                                                     {QStringLiteral("dockProblems"), Qt::Key_4},
                                                     {QStringLiteral("dockSources"), Qt::Key_5}};
        for (const auto &[name, key] : docks)
            addDock(name, key);
        add(QStringLiteral("actionTimeStrip"), tr("Focus Time Strip"),
            QKeySequence{Qt::ALT | Qt::Key_6},
            [this] { m_window.findChild<QWidget *>(QStringLiteral("timeStrip"))->setFocus(); });
        add(QStringLiteral("actionNextPane"), tr("Next Pane"), QKeySequence{Qt::Key_F6},
            [this] { m_window.focusNextPane(true); });
        add(QStringLiteral("actionPreviousPane"), tr("Previous Pane"),
            QKeySequence{Qt::SHIFT | Qt::Key_F6}, [this] { m_window.focusNextPane(false); });
        m_menu->addSeparator();
        addThemes();
        QAction *still = add(QStringLiteral("actionReduceMotion"), tr("Reduce Motion"), {},
                             [this] { m_window.reduceMotion(m_context.animates()); });
        still->setCheckable(true);
        still->setChecked(!m_context.animates());
        add(QStringLiteral("actionUtc"), tr("Local Time / UTC"), QKeySequence{Qt::CTRL | Qt::Key_U},
            [this] {
                setShownZone(shownZone() == Zone::Local ? Zone::Utc : Zone::Local);
                Q_EMIT m_context.moved();
                m_window.theme().choose(
                    m_window.theme().choice()); // all that shows a time repaints
            });
        add(QStringLiteral("actionFullScreen"), tr("Full Screen"), QKeySequence{Qt::Key_F11},
            [this] {
                m_window.isFullScreen() ? m_window.showNormal() : m_window.showFullScreen();
            });
        add(QStringLiteral("actionResetLayout"), tr("Reset Layout"), {},
            [this] { m_window.resetLayout(); });
    }

    // Shows and focuses; again: hides.
    void addDock(const QString &name, Qt::Key key)
    {
        QDockWidget *dock = m_window.dock(name);
        add(QStringLiteral("action_") + name, dock->windowTitle(), QKeySequence{Qt::ALT | key},
            [this, dock, name] {
                // A dock that has nothing to focus is asked for, too.
                const bool inFront = dock->isVisible() && !dock->visibleRegion().isEmpty();
                const bool again = dock == m_asked && QApplication::focusWidget() == m_focus;
                if (inFront && (again || dock->isAncestorOf(QApplication::focusWidget()))) {
                    dock->hide();
                    return;
                }
                m_window.reveal(name);
                m_asked = dock;
                m_focus = QApplication::focusWidget();
            });
    }

    void addThemes()
    {
        QMenu *themes = m_menu->addMenu(tr("Theme"));
        auto *group = new QActionGroup(themes);
        const std::pair<QString, ThemeChoice> choices[] = {{tr("System"), ThemeChoice::System},
                                                           {tr("Light"), ThemeChoice::Light},
                                                           {tr("Dark"), ThemeChoice::Dark}};
        for (const auto &[text, choice] : choices) {
            QAction *action = themes->addAction(
                text, &m_window, [this, choice = choice] { m_window.theme().choose(choice); });
            action->setCheckable(true);
            action->setChecked(m_window.theme().choice() == choice);
            group->addAction(action);
        }
    }

    void makeGo()
    {
        menu(tr("&Go"));
        Selection &selection = m_context.selection();
        add(QStringLiteral("actionBack"), tr("Back"), QKeySequence{Qt::ALT | Qt::Key_Left},
            [&selection] { selection.back(); });
        add(QStringLiteral("actionForward"), tr("Forward"), QKeySequence{Qt::ALT | Qt::Key_Right},
            [&selection] { selection.forward(); });
        m_menu->addSeparator();
        add(QStringLiteral("actionNextNotOk"), tr("Next Problem"), QKeySequence{Qt::Key_F8},
            [this] { m_context.selectNextNotOk(true); });
        add(QStringLiteral("actionPreviousNotOk"), tr("Previous Problem"),
            QKeySequence{Qt::SHIFT | Qt::Key_F8}, [this] { m_context.selectNextNotOk(false); });
        addGoActions(m_window, *m_menu);
        add(QStringLiteral("actionNewestFlow"), tr("Newest Flow"), {}, [this] {
            m_context.selection().clear();
            m_window.reveal(QStringLiteral("viewFlow"));
        });
        add(QStringLiteral("actionClear"), tr("Clear Selection"), {},
            [&selection] { selection.clear(); });
    }

    void makeStream()
    {
        menu(tr("&Stream"));
        Playhead &playhead = m_context.playhead();
        add(QStringLiteral("actionPause"), tr("Pause / Resume"), QKeySequence{Qt::Key_F5},
            [&playhead] { playhead.togglePause(); });
        add(QStringLiteral("actionLive"), tr("Go Live"), QKeySequence{Qt::CTRL | Qt::Key_End},
            [this, &playhead] {
                m_window.content().leaveLog();
                m_window.content().isFiles() ? playhead.seek(playhead.last()) : playhead.goLive();
            });
        add(QStringLiteral("actionReadLog"), tr("Read the &Log Here"),
            QKeySequence{Qt::CTRL | Qt::SHIFT | Qt::Key_L}, [this] { m_window.readLogHere(); });
        QMenu *speeds = m_menu->addMenu(tr("Play Speed"));
        for (const double speed : TimeStrip::kSpeeds)
            speeds->addAction(TimeStrip::speedText(speed), &m_window,
                              [&playhead, speed] { playhead.setSpeed(speed); });
        speeds->addAction(
            TimeStrip::speedText(std::numeric_limits<double>::infinity()), &m_window,
            [&playhead] { playhead.setSpeed(std::numeric_limits<double>::infinity()); });
        TimeHistogram *histogram = m_window.findChild<TimeHistogram *>();
        add(QStringLiteral("actionStepBack"), tr("Step Back"), {},
            [histogram] { histogram->step(false); });
        add(QStringLiteral("actionStep"), tr("Step Forward"), {},
            [histogram] { histogram->step(true); });
        m_menu->addSeparator();
        add(QStringLiteral("actionRecord"), tr("Start / Stop Recording…"),
            QKeySequence{Qt::CTRL | Qt::Key_R}, [this] { m_window.recording().toggle(); });
        add(QStringLiteral("actionCopyAddress"), tr("Copy Receiver Address"), {},
            [this] { m_window.copyReceiverAddress(); });
        add(QStringLiteral("actionCopyCurl"), tr("Copy curl"), {}, [this] { m_window.copyCurl(); });
        add(QStringLiteral("actionTestEvent"), tr("Send Test Event"), {},
            [this] { m_window.sendTestEvent(); });
        m_menu->addSeparator();
        add(QStringLiteral("actionDemo"), tr("Start / Stop Demo"), {}, [this] {
            m_window.content().isDemo() ? m_window.content().stopDemo()
                                        : m_window.content().startDemo();
        });
    }

    void makeAnalyze()
    {
        menu(tr("&Analyze"));
        addAnalyzeActions(m_window, *m_menu);
    }

    void makeHelp()
    {
        menu(tr("&Help"));
        add(QStringLiteral("actionShortcuts"), tr("Keyboard Shortcuts"),
            QKeySequence{Qt::CTRL | Qt::Key_F1}, [this] { showShortcuts(m_window); });
        add(QStringLiteral("actionRosetta"), tr("Rosetta Stone"), {},
            [this] { showRosetta(m_window); });
        add(QStringLiteral("actionWelcome"), tr("Show Welcome"), {}, [this] {
            m_window.dock(QStringLiteral("dockInspector"))->show();
            m_window.showWelcome(true);
        });
        add(QStringLiteral("actionAbout"), tr("About Sightglass"), {}, [this] {
            QMessageBox box{&m_window};
            box.setWindowTitle(tr("About Sightglass"));
            box.setTextFormat(Qt::PlainText);
            box.setText(tr("Sightglass watches software delivery as it happens."));
            box.setInformativeText(
                tr("Version %1. Apache License 2.0.").arg(QCoreApplication::applicationVersion()));
            box.exec();
        });
    }

    MainWindow &m_window;
    ViewContext &m_context;
    QMenu *m_menu = nullptr;
    QPointer<QDockWidget> m_asked; // the dock that was shown last by its key, and what had the
    QPointer<QWidget> m_focus; // focus then
};

} // namespace

void showRosetta(MainWindow &window)
{
    auto *dialog = window.findChild<RosettaDialog *>();
    if (!dialog) {
        dialog = new RosettaDialog(&window);
        QObject::connect(
            &window.content(), &Content::vocabulariesChanged, dialog,
            [dialog, &window] { dialog->setVocabularies(window.content().vocabularies()); });
    }
    dialog->setVocabularies(window.content().vocabularies());
    dialog->show();
    dialog->raise();
    dialog->activateWindow();
}

void makeMenus(MainWindow &window)
{
    auto *maker = new MenuMaker(window); // its actions ask it as long as there is a window
    QObject::connect(&window, &QObject::destroyed, [maker] { delete maker; });
    maker->make();
}

} // namespace sightglass
