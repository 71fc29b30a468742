// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/graph/snapshot.h"

#include <functional>

namespace sightglass {

/// What was known of an activity or subject at one instant: a fold over its events up to then,
/// whatever the order in which they arrived (rules.md §2.4: the later event time wins, then
/// finished over running over queued, then the greater event id).
struct EntityState
{
    bool exists = false; // one of its events had happened
    Kind kind = Kind::None;
    Phase phase = Phase::None;
    Outcome outcome = Outcome::Unknown;
    State state
        = State::Unknown; // of subjects: Succeeded once they exist, Failed for a failed verdict
    Timestamp queuedAt = kNoTime;
    Timestamp startedAt = kNoTime;
    Timestamp finishedAt = kNoTime;
    Timestamp firstTime = kNoTime;
    Timestamp lastTime = kNoTime;
    EventId lastEvent; // in time
    EventId endedBy; // of an activity that is over: the event that says so
    TextId name;
    TextId detail; // subject state word, or the reason given with the outcome
    TextId environment;
    std::uint32_t events = 0;
    /// Of an activity whose vocabulary counts them, the newest; the state is that of this attempt.
    std::uint32_t attempt = 0;
    std::uint32_t stepsDone = 0; // as its newest event that tells counts them
    std::uint32_t stepsTotal = 0;
    bool skewed = false; // finished before it started
};

/// COST: linear in the entity's events.
[[nodiscard]] EntityState stateAt(const Snapshot &snapshot, EntityId entity, Timestamp at);

/// Calls f(instant, state) for each instant at which an event of the entity happened, in order of
/// time: stateAt() from there on until the next. COST: n log n in the entity's events; once more
/// for each attempt.
void forEachState(const Snapshot &snapshot, EntityId entity,
                  const std::function<void(Timestamp, const EntityState &)> &f);

/// What one event of a subject makes of it.
[[nodiscard]] State subjectState(const Snapshot &snapshot, EventId event);

/// The entity's events up to `at`, in order of time.
[[nodiscard]] std::vector<EventId> eventsOf(const Snapshot &snapshot, EntityId entity,
                                            Timestamp at);

/// The name to show: the newest claim up to `at`, else the vocabulary's id of it. Never empty.
[[nodiscard]] std::string displayName(const Snapshot &snapshot, EntityId entity,
                                      const EntityState &state);

} // namespace sightglass
