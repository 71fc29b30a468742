// SPDX-License-Identifier: Apache-2.0
#include "views/context/view_context.h"

#include "model/graph/state.h"

#include <QCoreApplication>
#include <QPointer>
#include <QThreadPool>

#include <algorithm>
#include <utility>

namespace sightglass {
namespace {

constexpr std::chrono::milliseconds kRefreshInterval{250};

/// Where a state is asked for a step to the next problem: the activity's end.
struct Stop
{
    Timestamp time;
    EntityId entity;
};

} // namespace

ViewContext::ViewContext(QObject *parent)
    : QObject(parent)
    , m_refreshWork(kRefreshInterval, [this] { refresh(); })
{
    connect(&m_older, &OlderPages::loaded, this, &ViewContext::olderLoaded);
    connect(&m_playhead, &Playhead::moved, this, [this] {
        if (m_playhead.mode() != Mode::Live)
            m_refreshWork.want();
        else if (!m_alerts.empty())
            m_refreshWork.follow(m_snapshot);
        Q_EMIT moved();
    });
    connect(&m_playhead, &Playhead::modeChanged, this, [this] {
        if (m_playhead.mode() == Mode::Paused || !m_held)
            return;
        m_arrivedWhilePaused = 0;
        take(*std::exchange(m_held, nullptr));
    });
}

ViewContext::~ViewContext() = default;

void ViewContext::setRecordReader(RecordReader reader)
{
    m_reader = std::move(reader);
    m_finder.setSearch(m_reader.search);
    m_older.setReader(m_reader.older);
}

const Snapshot &ViewContext::snapshotOf(EventId event)
{
    const Snapshot *page = m_snapshot.holds(event) ? nullptr : m_older.pageOf(m_snapshot, event);
    return page ? *page : m_snapshot;
}

void ViewContext::advance(const Frame &frame)
{
    if (m_playhead.mode() != Mode::Paused) {
        take(frame);
        return;
    }
    auto held = std::make_unique<Frame>(frame);
    if (m_held)
        held->absorb(std::move(*m_held));
    m_held = std::move(held);
    m_arrivedWhilePaused = m_held->snapshot.events.size() - m_snapshot.events.size();
    Q_EMIT m_playhead.modeChanged();
}

void ViewContext::dropFor(const Snapshot &fresh)
{
    if (fresh.droppedEvents() == m_snapshot.droppedEvents())
        return;
    m_dropping = true;
    m_refreshWork.want(); // the flows hold what left
    Q_EMIT leaving(fresh);
    for (const EventOrder::Insertion &run : m_order.leavingFor(fresh)) {
        Q_EMIT aboutToRemove(run);
        m_order.remove(run, fresh);
        Q_EMIT removed();
    }
}

void ViewContext::take(const Frame &frame)
{
    const FrameProbe::Timing timing{m_probe, FrameProbe::Stage::Apply};
    dropFor(frame.snapshot);
    m_snapshot = frame.snapshot;
    // What is selected goes on without its oldest events.
    const Selected selected = m_selection.current();
    if (!m_snapshot.holds(selected.event) && m_snapshot.holds(selected.entity))
        m_selection.select({m_snapshot.firstEventOf(selected.entity), selected.entity});
    m_playhead.setExtent(m_snapshot.totals.firstTime, m_snapshot.totals.lastTime, m_liveContent);
    Changes changed = frame.entities;
    if (m_unindexed)
        changed.absorb(*m_unindexed);
    m_unindexed = std::move(changed);
    const std::vector<EventOrder::Insertion> insertions = m_order.advance(m_snapshot);
    m_finder.advance(m_snapshot);
    m_dropping = false;
    Q_EMIT advanced(frame, insertions);
    m_refreshWork.follow(m_snapshot);
}

void ViewContext::replaceContent(bool isDemo, bool isLiveContent)
{
    ++m_generation;
    m_snapshot = {};
    m_order.clear();
    m_finder.advance(m_snapshot);
    m_held.reset();
    m_arrivedWhilePaused = 0;
    m_refreshWork.restart();
    m_flows = std::make_shared<FlowIndex>();
    m_alerts.clear();
    m_runs = std::make_shared<RunIndex>();
    m_unindexed.reset();
    m_history = std::make_shared<History>();
    m_demo = isDemo;
    m_liveContent = isLiveContent;
    m_playhead.setExtent(kNoTime, kNoTime, isLiveContent);
    m_selection.reset();
    Q_EMIT contentReplaced();
    Q_EMIT flowsChanged();
    Q_EMIT alertsChanged();
}

// Flows and alerts follow the model at most four times a second.
void ViewContext::refresh()
{
    struct Found
    {
        std::shared_ptr<const FlowIndex> flows; // null: the same as before
        std::shared_ptr<const RunIndex> runs;
        std::shared_ptr<const History> history;
        std::vector<Alert> alerts;
    };
    const bool sameFlows = m_flowsEpoch == m_snapshot.epoch && !m_flows->isEmpty();
    m_flowsEpoch = m_snapshot.epoch;
    QThreadPool::globalInstance()->start(
        [self = QPointer<ViewContext>(this), snapshot = m_snapshot, sameFlows, runs = m_runs,
         changed = std::exchange(m_unindexed, std::nullopt), at = m_playhead.at(),
         now = m_playhead.now(), generation = m_generation, stop = m_refreshWork.stop()]() mutable {
            Found found;
            if (!sameFlows)
                found.flows = std::make_shared<FlowIndex>(snapshot, kEndOfTime, stop.get());
            if (*stop)
                return;
            if (runs->snapshot().epoch != snapshot.epoch) {
                auto grown = std::make_shared<RunIndex>(*runs);
                grown->advance(snapshot, changed.value_or(Changes{snapshot.entities.size(), {}}));
                runs = std::move(grown);
            }
            found.runs = runs;
            found.history = std::make_shared<History>(std::move(runs), at);
            found.alerts = evaluateRules(snapshot, *found.history, now);
            QMetaObject::invokeMethod(qApp, [self, found = std::move(found), generation]() mutable {
                if (!self)
                    return;
                self->m_refreshWork.done();
                if (generation == self->m_generation) {
                    if (found.flows) {
                        std::swap(self->m_flows, found.flows);
                        Q_EMIT self->flowsChanged();
                    }
                    std::swap(self->m_runs, found.runs);
                    std::swap(self->m_history, found.history);
                    std::swap(self->m_alerts, found.alerts);
                    Q_EMIT self->alertsChanged();
                    // Large indexes are many small pieces to free: not on this thread.
                    QThreadPool::globalInstance()->start(
                        [flows = std::move(found.flows), runs = std::move(found.runs),
                         history = std::move(found.history), alerts = std::move(found.alerts)] {});
                }
            });
        });
}

void ViewContext::selectEvent(EventId event)
{
    m_selection.select({event, event.isNull() ? EntityId{} : m_snapshot.entityOf(event)});
}

void ViewContext::selectEntity(EntityId entity)
{
    const EntityState state = stateAt(m_snapshot, entity, m_playhead.at());
    m_selection.select({state.exists ? state.lastEvent : m_snapshot.firstEventOf(entity), entity});
}

template<typename Read>
void ViewContext::readOnPool(QObject *receiver, std::function<void(std::string)> answer, Read read)
{
    QThreadPool::globalInstance()->start(
        [read = std::move(read), target = QPointer<QObject>(receiver), answer = std::move(answer)] {
            std::string text = read();
            QMetaObject::invokeMethod(qApp, [target, answer, text = std::move(text)]() mutable {
                if (target)
                    answer(std::move(text));
            });
        });
}

void ViewContext::readRecord(const RecordRef &ref, QObject *receiver,
                             std::function<void(std::string)> answer)
{
    if (m_reader.bytes)
        readOnPool(receiver, std::move(answer),
                   [reader = m_reader.bytes, ref] { return reader(ref); });
}

void ViewContext::readAddress(std::vector<RecordRef> records, QObject *receiver,
                              std::function<void(std::string)> answer)
{
    if (!m_reader.bytes || !m_reader.address)
        return;
    readOnPool(receiver, std::move(answer), [reader = m_reader, records = std::move(records)] {
        std::string address;
        for (auto ref = records.begin(); ref != records.end() && address.empty(); ++ref)
            address = reader.address(reader.bytes(*ref));
        return address;
    });
}

void ViewContext::selectNextNotOk(bool forward)
{
    std::vector<Stop> stops;
    forEachEntity(m_snapshot, [&](EntityId entity) {
        if (!isActivity(m_snapshot.kindOf(entity)))
            return;
        const EntityState state = stateAt(m_snapshot, entity, m_playhead.at());
        if (state.exists && isNotOk(state.state))
            stops.push_back({state.finishedAt, entity});
    });
    if (stops.empty()) {
        if (requests.status)
            requests.status(tr("Nothing failed."));
        return;
    }
    std::sort(stops.begin(), stops.end(), [&](const Stop &a, const Stop &b) {
        return a.time != b.time ? a.time < b.time
                                : m_snapshot.keyOf(a.entity) < m_snapshot.keyOf(b.entity);
    });
    const EntityId current = m_selection.current().entity;
    const auto here = std::find_if(stops.begin(), stops.end(),
                                   [&](const Stop &stop) { return stop.entity == current; });
    const auto count = static_cast<std::ptrdiff_t>(stops.size());
    std::ptrdiff_t next = forward ? count - 1 : 0; // the newest first
    if (here != stops.end())
        next = (here - stops.begin() + (forward ? 1 : count - 1)) % count;
    selectEntity(stops[static_cast<std::size_t>(next)].entity);
}

void ViewContext::selectNextFound(bool forward)
{
    // Those that were dropped stand before the others, in the order in which they came.
    const std::uint32_t older = m_snapshot.droppedUntil(m_playhead.at());
    const std::uint32_t shown = older + m_order.countUntil(m_playhead.at());
    const auto eventAt = [&](std::uint32_t place) {
        return place < older ? EventId::ofRow(place) : m_order[place - older];
    };
    const EventId current = m_selection.current().event;
    std::uint32_t at = shown; // where the current one stands
    if (!current.isNull() && current.row() < m_snapshot.droppedEvents())
        at = current.row();
    else if (!current.isNull() && m_snapshot.timeOf(current) <= m_playhead.at())
        at = older + m_order.positionOf(m_snapshot, current);
    const bool isShown = at < shown;
    at = isShown ? at : 0;
    const bool back = !forward || !isShown; // from nowhere: the newest first
    for (std::uint32_t step = 0; step < shown; ++step) {
        at = (at + (back ? shown - 1 : 1)) % shown;
        if (m_finder.isHit(eventAt(at))) {
            selectEvent(eventAt(at));
            return;
        }
    }
    if (requests.status)
        requests.status(m_finder.isDone() ? tr("Not found.") : tr("Not found so far."));
}

std::function<Progress(EntityId)> ViewContext::progressReader() const
{
    return [snapshot = m_snapshot, flows = m_flows, history = m_history, at = m_playhead.at(),
            now = m_playhead.now()](EntityId entity) {
        return sightglass::progressOf(snapshot, *flows, *history, entity, at, now);
    };
}

Progress ViewContext::progressOf(EntityId entity) const
{
    return sightglass::progressOf(m_snapshot, *m_flows, *m_history, entity, m_playhead.at(),
                                  m_playhead.now());
}

} // namespace sightglass
