// SPDX-License-Identifier: Apache-2.0
#include "model/graph/state.h"

#include <algorithm>
#include <optional>

namespace sightglass {
namespace {

/// When two events claim a phase at one instant, the further one wins.
int rankOf(Phase phase)
{
    switch (phase) {
    case Phase::None:
        return 0;
    case Phase::Queued:
        return 1;
    case Phase::Waiting:
        return 2;
    case Phase::Running:
        return 3;
    case Phase::Skipped:
        return 4;
    case Phase::Canceled:
        return 5;
    case Phase::Finished:
        return 6;
    }
    return 0;
}

class Fold
{
public:
    explicit Fold(const Snapshot &snapshot)
        : m_snapshot(snapshot)
    { }

    void add(EventId event)
    {
        const std::uint32_t row = event.row();
        const Phase phase = m_snapshot.phaseOf(EventId::ofRow(row));
        const Timestamp time = m_snapshot.timeOf(event);
        replace(m_last, event);
        claim(m_named, event, &Snapshot::nameOf);
        claim(m_placed, event, &Snapshot::environmentOf);
        claim(m_detailed, event, &Snapshot::detailOf);
        if (phase == Phase::Queued || phase == Phase::Waiting)
            m_queuedAt = earliest(m_queuedAt, time);
        if (phase == Phase::Running)
            m_startedAt = earliest(m_startedAt, time);
        if (const auto told = m_snapshot.toldOf(event))
            addTold(event, *told);
        replacePhase(isOver(phase) ? m_over : m_open, event);
        if (isOver(phase) && m_snapshot.outcomeOf(EventId::ofRow(row)) != Outcome::Unknown)
            replace(m_judged, event);
    }

    void writeActivity(EntityState &state) const
    {
        // What is over stays over: a start after the only finish is skew, not a new attempt.
        const EventId decisive = m_over.isNull() ? m_open : m_over;
        state.phase = cell(decisive, &Snapshot::phaseOf);
        state.queuedAt = m_queuedAt;
        state.startedAt = m_startedAt;
        state.endedBy = m_over;
        if (!m_over.isNull()) {
            const auto told = m_snapshot.toldOf(m_over);
            state.finishedAt
                = told ? m_snapshot.told.get(&ToldColumns::finishedAt, *told) : kNoTime;
            if (!isKnown(state.finishedAt))
                state.finishedAt = m_snapshot.timeOf(m_over);
            state.outcome = outcome(state.phase);
            state.skewed = isKnown(m_startedAt) && state.finishedAt < m_startedAt;
        }
        state.state = stateOf(state.phase, state.outcome);
        if (const auto told = m_stepped.isNull() ? std::nullopt : m_snapshot.toldOf(m_stepped)) {
            state.stepsDone = m_snapshot.told.get(&ToldColumns::stepsDone, *told);
            state.stepsTotal = m_snapshot.told.get(&ToldColumns::stepsTotal, *told);
        }
    }

    void writeSubject(EntityState &state) const
    {
        state.outcome = cell(m_last, &Snapshot::outcomeOf);
        state.state = subjectState(m_snapshot, m_last);
    }

    void writeCommon(EntityState &state) const
    {
        state.lastEvent = m_last;
        state.lastTime = m_snapshot.timeOf(m_last);
        state.name = cell(m_named, &Snapshot::nameOf);
        state.environment = cell(m_placed, &Snapshot::environmentOf);
        state.detail = cell(m_detailed, &Snapshot::detailOf);
    }

private:
    void addTold(EventId event, std::uint32_t told)
    {
        const Timestamp queued = m_snapshot.told.get(&ToldColumns::queuedAt, told);
        const Timestamp started = m_snapshot.told.get(&ToldColumns::startedAt, told);
        if (isKnown(queued))
            m_queuedAt = earliest(m_queuedAt, queued);
        if (isKnown(started))
            m_startedAt = earliest(m_startedAt, started);
        if (m_snapshot.told.get(&ToldColumns::stepsTotal, told) > 0)
            replace(m_stepped, event);
    }
    static Timestamp earliest(Timestamp known, Timestamp time)
    {
        return isKnown(known) ? std::min(known, time) : time;
    }

    template<typename T>
    [[nodiscard]] T cell(EventId event, T (Reading<Snapshot>::*ask)(EventId) const) const
    {
        return event.isNull() ? T{} : (m_snapshot.*ask)(event);
    }
    void replace(EventId &best, EventId event) const
    {
        if (best.isNull() || m_snapshot.isBefore(best, event))
            best = event;
    }
    void replacePhase(EventId &best, EventId event) const
    {
        if (best.isNull()) {
            best = event;
            return;
        }
        const int known = rankOf(cell(best, &Snapshot::phaseOf));
        const int claimed = rankOf(cell(event, &Snapshot::phaseOf));
        const bool sameTime = m_snapshot.timeOf(best) == m_snapshot.timeOf(event);
        if (sameTime && known != claimed ? known < claimed : m_snapshot.isBefore(best, event))
            best = event;
    }
    void claim(EventId &best, EventId event, TextId (Reading<Snapshot>::*ask)(EventId) const) const
    {
        if (!(m_snapshot.*ask)(event).isNull())
            replace(best, event);
    }
    [[nodiscard]] Outcome outcome(Phase phase) const
    {
        if (!m_judged.isNull())
            return cell(m_judged, &Snapshot::outcomeOf);
        if (phase == Phase::Canceled)
            return Outcome::Canceled;
        return phase == Phase::Skipped ? Outcome::Skipped : Outcome::Unknown;
    }

    const Snapshot &m_snapshot;
    EventId m_last, m_open, m_over, m_judged, m_named, m_placed, m_detailed, m_stepped;
    Timestamp m_queuedAt = kNoTime;
    Timestamp m_startedAt = kNoTime;
};

std::uint32_t attemptOf(const Snapshot &snapshot, EventId event)
{
    const auto told = snapshot.toldOf(event);
    return told ? snapshot.told.get(&ToldColumns::attempt, *told) : 0;
}

std::uint32_t newestAttempt(const Snapshot &snapshot, EntityId entity, Timestamp at)
{
    std::uint32_t newest = 0;
    for (EventId event = snapshot.lastEventOf(entity); !event.isNull();
         event = snapshot.previousOf(event)) {
        if (snapshot.timeOf(event) <= at)
            newest = std::max(newest, attemptOf(snapshot, event));
    }
    return newest;
}

} // namespace

void forEachState(const Snapshot &snapshot, EntityId entity,
                  const std::function<void(Timestamp, const EntityState &)> &f)
{
    const std::vector<EventId> events = eventsOf(snapshot, entity, kEndOfTime);
    const Kind kind = snapshot.kindOf(entity);
    std::optional<Fold> fold{snapshot};
    std::uint32_t attempt = 0;
    for (std::size_t next = 0; next < events.size();) {
        const Timestamp instant = snapshot.timeOf(events[next]);
        const std::uint32_t before = attempt;
        std::size_t end = next;
        for (; end < events.size() && snapshot.timeOf(events[end]) == instant; ++end)
            attempt = std::max(attempt, attemptOf(snapshot, events[end]));
        const bool anew = attempt != before && attempt > 1; // what earlier attempts said is past
        if (anew)
            fold.emplace(snapshot);
        for (std::size_t i = anew ? 0 : next; i < end; ++i) {
            const std::uint32_t of = attempt > 1 ? attemptOf(snapshot, events[i]) : 0;
            if (of == 0 || of == attempt)
                fold->add(events[i]);
        }
        next = end;
        EntityState state;
        state.exists = true;
        state.kind = kind;
        state.attempt = attempt;
        state.events = static_cast<std::uint32_t>(end);
        state.firstTime = snapshot.timeOf(events.front());
        fold->writeCommon(state);
        isActivity(kind) ? fold->writeActivity(state) : fold->writeSubject(state);
        f(instant, state);
    }
}

State subjectState(const Snapshot &snapshot, EventId event)
{
    const Outcome outcome = snapshot.outcomeOf(event);
    if (outcome != Outcome::Unknown)
        return stateOf(Phase::Finished, outcome);
    const std::string_view detail = snapshot.texts[snapshot.detailOf(event)];
    if (detail == "inconclusive")
        return State::Unknown;
    return detail == "abandoned" ? State::Canceled : State::Succeeded;
}

EntityState stateAt(const Snapshot &snapshot, EntityId entity, Timestamp at)
{
    EntityState state;
    if (entity.isNull() || entity.row() >= snapshot.entities.size())
        return state;
    state.kind = snapshot.kindOf(entity);
    state.attempt = newestAttempt(snapshot, entity, at);
    Fold fold{snapshot};
    for (EventId event = snapshot.lastEventOf(entity); !event.isNull();
         event = snapshot.previousOf(event)) {
        const Timestamp time = snapshot.timeOf(event);
        if (time > at)
            continue;
        if (const std::uint32_t attempt = state.attempt > 1 ? attemptOf(snapshot, event) : 0;
            attempt == 0 || attempt == state.attempt)
            fold.add(event);
        ++state.events;
        state.firstTime = isKnown(state.firstTime) ? std::min(state.firstTime, time) : time;
    }
    state.exists = state.events > 0;
    if (!state.exists)
        return state;
    fold.writeCommon(state);
    if (isActivity(state.kind))
        fold.writeActivity(state);
    else
        fold.writeSubject(state);
    return state;
}

std::vector<EventId> eventsOf(const Snapshot &snapshot, EntityId entity, Timestamp at)
{
    std::vector<EventId> events;
    if (entity.isNull())
        return events;
    for (EventId event = snapshot.lastEventOf(entity); !event.isNull();
         event = snapshot.previousOf(event)) {
        if (snapshot.timeOf(event) <= at)
            events.push_back(event);
    }
    std::sort(events.begin(), events.end(),
              [&](EventId a, EventId b) { return snapshot.isBefore(a, b); });
    return events;
}

std::string displayName(const Snapshot &snapshot, EntityId entity, const EntityState &state)
{
    if (!state.name.isNull())
        return std::string{snapshot.texts[state.name]};
    const std::string_view id = snapshot.subjectIdOf(entity);
    return id.empty() ? snapshot.keyOf(entity) : std::string{id};
}

} // namespace sightglass
