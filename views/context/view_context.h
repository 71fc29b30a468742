// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject> // first: moc stumbles over standard headers that stand before it

#include "model/graph/flows.h"
#include "model/graph/snapshot.h"
#include "model/rules/alert.h"
#include "model/rules/progress.h"
#include "views/context/event_order.h"
#include "views/context/finder.h"
#include "views/context/frame_probe.h"
#include "views/context/older_pages.h"
#include "views/context/paced_work.h"
#include "views/context/playhead.h"
#include "views/context/selection.h"

#include <functional>
#include <memory>
#include <optional>

namespace sightglass {

/// Some of the events: for a table that is to show no others.
struct EventFilter
{
    QString words; // which; safe to show
    std::vector<EventId> events; // in order of time and identity
    std::uint32_t known = 0; // of the snapshot's first so many rows
    EventOrder::Takes takes; // which of those that come later
};

/// What can be asked of a window by a view, without knowing the window. Ids of views: "viewFlow",
/// "viewTimeline", "viewEvents", "dockInspector", "dockAlerts", "dockProblems", "dockSources".
struct ViewRequests
{
    std::function<void(const QString &view)> reveal;
    std::function<void(EventFilter filter)> showOnly; // in the table of events
    std::function<void(const QString &message)> status; // one line in the status bar
    std::function<void(const JoinVerdict &verdict)> judgeJoin; // kept for all content to come
    /// Whether siblings are stacked in flows of the pipeline; kept for all windows to come.
    std::function<bool(const QString &pipeline)> isGrouped;
    std::function<void(const QString &pipeline, bool grouped)> keepGrouped;
    /// How a view shows things, by a name; kept for all windows to come. Empty: never chosen.
    std::function<QString(const QString &name)> setting;
    std::function<void(const QString &name, const QString &value)> keepSetting;
};

/// How records are read again. Called on the pool.
struct RecordReader
{
    std::function<std::string(const RecordRef &)> bytes; // as received
    std::function<std::string(std::string_view record)> address
        = {}; // of the page about it; or empty
    Finder::Search search = {};
    OlderPages::Read older = {}; // events that were dropped; none: they are gone
};

/// All that a view is given: one model at one time, one selection. It never sees the session, a
/// stream or another view. What is slow (flows, alerts, bytes of records) is made on the pool and
/// arrives by signal. THREAD: GUI.
class ViewContext final : public QObject
{
    Q_OBJECT
public:
    explicit ViewContext(QObject *parent = nullptr);
    ~ViewContext() override;

    /// What the views show. While paused it stays as it was, and events are only counted.
    [[nodiscard]] const Snapshot &snapshot() const { return m_snapshot; }
    /// snapshot(), or for an event that it has dropped the model of the log's page, whose entities
    /// have numbers of their own. The event is not in it while it is being read: olderLoaded()
    /// comes. LIFETIME: until the event loop's next turn
    [[nodiscard]] const Snapshot &snapshotOf(EventId event);
    /// All events of snapshot() in order of time.
    [[nodiscard]] const EventOrder &order() const { return m_order; }
    [[nodiscard]] Playhead &playhead() { return m_playhead; }
    [[nodiscard]] Selection &selection() { return m_selection; }
    [[nodiscard]] Finder &finder() { return m_finder; }
    /// The causal graph of all that is loaded; empty until it is first made, then at most half a
    /// second old, or older while very much arrives.
    [[nodiscard]] std::shared_ptr<const FlowIndex> flows() const { return m_flows; }
    /// Whether flows() is of the snapshot that is shown.
    [[nodiscard]] bool flowsAreCurrent() const
    {
        return m_flowsEpoch == m_snapshot.epoch && !m_refreshWork.isRunning();
    }
    /// As of the playhead, as old as flows().
    [[nodiscard]] const std::vector<Alert> &alerts() const { return m_alerts; }
    /// progressOf() at this instant, for any thread. LIFETIME: none.
    [[nodiscard]] std::function<Progress(EntityId)> progressReader() const;
    /// How far an activity is at the playhead, against a history that is at most half a second old.
    [[nodiscard]] Progress progressOf(EntityId entity) const;
    /// Events that arrived since the views were paused.
    [[nodiscard]] std::uint32_t arrivedWhilePaused() const { return m_arrivedWhilePaused; }
    [[nodiscard]] bool isDemo() const { return m_demo; }
    /// Whether more may come: of sources or the demo, not of files.
    [[nodiscard]] bool isLiveContent() const { return m_liveContent; }
    /// How often rows and content may be animated: false with --no-animations and reduced motion.
    [[nodiscard]] bool animates() const { return m_animates; }
    [[nodiscard]] FrameProbe *probe() const { return m_probe; }

    /// Between leaving() and advanced().
    [[nodiscard]] bool isDropping() const { return m_dropping; }

    // For the shell.
    void advance(const Frame &frame); ///< takes the newest frame
    /// Other content: rows are removed from the models, then its own frames come.
    void replaceContent(bool isDemo, bool isLiveContent);
    void setAnimates(bool animates) { m_animates = animates; }
    /// LIFETIME: of the context. Null: nobody measures.
    void setProbe(FrameProbe *probe) { m_probe = probe; }
    void setRecordReader(RecordReader reader);
    ViewRequests requests;

    // For the views.
    void selectEvent(EventId event);
    void selectEntity(EntityId entity);
    /// Reads on the pool, answers on the GUI thread unless `receiver` is gone. Any number may be
    /// under way.
    void readRecord(const RecordRef &ref, QObject *receiver,
                    std::function<void(std::string bytes)> answer);
    /// The same, for the address that a person may open: of the first of the records that has one.
    void readAddress(std::vector<RecordRef> records, QObject *receiver,
                     std::function<void(std::string address)> answer);
    /// Selects the next (or previous) failed, error or unstable activity in order of time,
    /// cyclically.
    void selectNextNotOk(bool forward);
    /// Selects the next (or previous) event up to the playhead that holds what is looked for, in
    /// order of time, cyclically; the newest first.
    void selectNextFound(bool forward);

Q_SIGNALS:
    /// The fresh snapshot has dropped its oldest events; snapshot() and order() are as before. Then
    /// each run of rows that leaves the order is told before and after.
    void leaving(const sightglass::Snapshot &fresh);
    void aboutToRemove(const sightglass::EventOrder::Insertion &run);
    void removed();
    /// What snapshotOf() was asked for is here.
    void olderLoaded();
    /// snapshot() and order() grew; `insertions` say where in the order.
    void advanced(const sightglass::Frame &frame,
                  const std::vector<sightglass::EventOrder::Insertion> &insertions);
    /// snapshot() is empty again; forget everything that refers to it.
    void contentReplaced();
    /// The playhead or the clock moved: the same snapshot, another instant.
    void moved();
    void flowsChanged();
    void alertsChanged();

private:
    void take(const Frame &frame);
    void dropFor(const Snapshot &fresh);
    void refresh();

    Snapshot m_snapshot;
    EventOrder m_order;
    Playhead m_playhead;
    Selection m_selection;
    Finder m_finder;
    OlderPages m_older;
    std::shared_ptr<const FlowIndex> m_flows = std::make_shared<FlowIndex>();
    std::shared_ptr<const RunIndex> m_runs = std::make_shared<RunIndex>();
    std::optional<Changes> m_unindexed; // came since the job that makes the next one was started
    std::shared_ptr<const History> m_history = std::make_shared<History>();
    std::vector<Alert> m_alerts;
    std::unique_ptr<Frame> m_held; // what arrived while paused
    template<typename Read>
    void readOnPool(QObject *receiver, std::function<void(std::string)> answer, Read read);

    RecordReader m_reader;
    PacedWork m_refreshWork;
    std::uint64_t m_flowsEpoch = 0;
    std::uint64_t m_generation = 0; // answers of the pool for older content are dropped
    std::uint32_t m_arrivedWhilePaused = 0;
    bool m_dropping = false;
    bool m_demo = false;
    bool m_liveContent = true;
    bool m_animates = true;
    FrameProbe *m_probe = nullptr;
};

} // namespace sightglass
