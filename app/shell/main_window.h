// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QMainWindow> // first: moc stumbles over standard headers that stand before it

#include "app/shell/shell_options.h"
#include "model/vocabulary/vocabulary.h"
#include "views/context/view_context.h"

#include <map>
#include <memory>

class QStackedWidget;
class QTabWidget;

namespace sightglass {

class AlertsView;
class Content;
class EventsView;
class FindBar;
class FlowView;
class MapView;
class MessageBar;
class ProblemsView;
class RecordingControl;
class SourcesView;
class StackChoices;
class StatusCells;
class TimelineView;
class WelcomeCard;

/// The window: puts the views in their places and lets them ask for each other. Knows no domain.
class MainWindow final : public QMainWindow
{
    Q_OBJECT
public:
    /// LIFETIME: the theme outlives it.
    MainWindow(const VocabularyList &vocabularies, Theme &theme, const ShellOptions &options);
    ~MainWindow() override;

    /// Begins to read and to listen; after the first paint.
    void start();
    /// A line for the status bar, and in the message bar what is wrong, if anything is.
    void tell(const QString &line, const QString &problems);
    [[nodiscard]] ViewContext &context() { return m_context; }
    [[nodiscard]] Content &content() { return *m_content; }

    // For the menus.
    void openRecording();
    [[nodiscard]] RecordingControl &recording() { return *m_recording; }
    void reveal(const QString &view);
    void showWelcome(bool shown);
    void copyCurl();
    void copyReceiverAddress();
    void sendTestEvent();
    void resetLayout();
    /// Pulses, glides and fades are let be, in this window and all to come.
    void reduceMotion(bool reduces);
    void focusNextPane(bool forward);
    /// Shows what the log has of the instant of the selected event or else of the playhead, if the
    /// memory lacks some of it.
    void readLogHere();
    [[nodiscard]] FindBar &findBar() { return *m_find; }
    [[nodiscard]] QDockWidget *dock(const QString &name) const { return m_docks.at(name); }
    [[nodiscard]] FlowView &flow() { return *m_flow; }
    [[nodiscard]] MapView &map() { return *m_map; }
    [[nodiscard]] QTabWidget &tabs() const { return *m_tabs; }
    [[nodiscard]] Theme &theme() { return m_theme; }

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void closeEvent(QCloseEvent *event) override;

private:
    void makeViews();
    void makeDocks();
    void makeToolBar();
    QDockWidget *addDock(const QString &name, const QString &title, QWidget *content,
                         Qt::DockWidgetArea area);
    void connectContent();
    [[nodiscard]] bool lacksOlder();
    void offerLog();
    void updateTitle();
    void updateReceiver();
    void loadLayout();
    void keepSettings();
    void saveLayout();
    [[nodiscard]] bool reducesMotion() const; // as remembered
    /// Where that is remembered from one start to the next: "layout", "map".
    [[nodiscard]] QString stateFile(const QString &name) const;

    Theme &m_theme;
    ShellOptions m_options;
    ViewContext m_context;
    std::unique_ptr<Content> m_content; // goes before the context that it feeds
    QTabWidget *m_tabs;
    MessageBar *m_messages;
    RecordingControl *m_recording;
    FindBar *m_find;
    QStackedWidget *m_inspectorPages = nullptr;
    std::unique_ptr<StackChoices> m_stackChoices;
    FlowView *m_flow = nullptr;
    MapView *m_map = nullptr;
    TimelineView *m_timeline = nullptr;
    EventsView *m_events = nullptr;
    AlertsView *m_alerts = nullptr;
    ProblemsView *m_problems = nullptr;
    SourcesView *m_sources = nullptr;
    WelcomeCard *m_welcome = nullptr;
    StatusCells *m_status = nullptr;
    std::map<QString, QDockWidget *> m_docks;
    QByteArray m_firstLayout;
    bool m_offersLog = false;
};

} // namespace sightglass
