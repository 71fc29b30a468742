// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/graph/columns.h"
#include "model/snapshot/changes.h"
#include "model/snapshot/texts.h"

#include <optional>
#include <vector>

namespace sightglass {

/// A connection that events come from, for the Sources view and for staleness.
struct SourceInfo
{
    enum class Status : std::uint8_t { Opening, Listening, Reading, Finished, Retrying, Failed };

    TextId name; // "Receiver", a file's path, "Demo"
    TextId address; // "http://127.0.0.1:8473"; of a file: its path
    TextId detail; // the last error or note, for a person
    Status status = Status::Opening;
    bool live = false;
    std::uint64_t accepted = 0;
    std::uint64_t rejected = 0;
    std::uint64_t bytesRead = 0;
    std::uint64_t bytesTotal = 0; // 0: not known
    Timestamp firstReceived = kNoTime; // wall clock, live sources
    Timestamp lastReceived = kNoTime;
    Timestamp lastEventTime = kNoTime;
};

/// Counters that no table shows.
struct Totals
{
    std::uint64_t read = 0; // = events.size() + repeats.size() + rejected.size(), always
    Timestamp firstTime = kNoTime; // of unique events
    Timestamp lastTime = kNoTime;
};

/// The whole model, frozen at one moment. Copying it is cheap; so is dropping it; any thread may
/// read it.
struct Snapshot
{
    std::uint64_t epoch = 0;
    FrozenTable<EventColumns> events;
    FrozenTable<EntityColumns> entities;
    FrozenTable<LinkColumns> links;
    FrozenTable<OriginColumns> origins;
    FrozenTable<ToldColumns> told;
    FrozenTable<IdentityColumns> identities;
    FrozenTable<ClaimColumns> claims;
    FrozenTable<ProblemColumns> problems;
    FrozenTable<RepeatColumns> repeats;
    FrozenTable<RejectedColumns> rejected;
    FrozenTexts texts;
    std::vector<SourceInfo> sources;
    Totals totals;

    [[nodiscard]] Timestamp timeOf(EventId event) const
    {
        return events.get(&EventColumns::time, event.row());
    }
    [[nodiscard]] EntityId entityOf(EventId event) const
    {
        return events.get(&EventColumns::entity, event.row());
    }
    [[nodiscard]] Kind kindOf(EntityId entity) const
    {
        return entities.get(&EntityColumns::kind, entity.row());
    }
    [[nodiscard]] std::string_view keyOf(EntityId entity) const
    {
        return texts[entities.get(&EntityColumns::key, entity.row())];
    }
    [[nodiscard]] std::string_view idOf(EventId event) const
    {
        return texts[events.get(&EventColumns::id, event.row())];
    }
    [[nodiscard]] std::string_view typeOf(EventId event) const;
    [[nodiscard]] std::string_view sourceOf(EventId event) const;
    [[nodiscard]] std::string_view vocabularyOf(EventId event) const;

    /// Rows [first, last).
    struct RowRange
    {
        std::uint32_t first;
        std::uint32_t last;
    };
    /// Of the links that the event carries.
    [[nodiscard]] RowRange linksOf(EventId event) const;
    /// Of the identities that it names. COST: logarithmic.
    [[nodiscard]] RowRange claimsOf(EventId event) const;
    /// Row of what it tells beside its phase. COST: logarithmic.
    [[nodiscard]] std::optional<std::uint32_t> toldOf(EventId event) const;

    /// The event at the link's upstream end as known at `at`: of several with the id, the newest
    /// that is not after the carrier, else the earliest (rules.md §2.2); of a subject referred to
    /// by key, its newest event not after the carrier. Null when it is not here, or not before
    /// `at`. COST: linear in the events that share the id.
    [[nodiscard]] EventId upstreamOf(std::uint32_t link, Timestamp at = kEndOfTime) const;
    /// The event at its downstream end: the carrier, or the one that a stand-alone link names.
    [[nodiscard]] EventId downstreamOf(std::uint32_t link, Timestamp at = kEndOfTime) const;
    /// Whether every end that the link names was here at `at` (rules.md §2.2). The carrier must be.
    [[nodiscard]] bool isResolved(std::uint32_t link, Timestamp at = kEndOfTime) const;

    /// Order of time, then of identity: total, and the same whatever the order of arrival.
    [[nodiscard]] bool isBefore(EventId a, EventId b) const;
};

/// A node of the causal graph (rules.md §2.3): an activity (its handle is the activity's first
/// event that arrived), or one event of a subject, or an event that is only itself (the event).
using NodeId = EventId;
[[nodiscard]] NodeId nodeOf(const Snapshot &snapshot, EventId event);

/// One letter from the ingest thread to its reader.
struct Frame
{
    Snapshot snapshot;
    Changes events;
    Changes entities;

    void absorb(Frame &&older)
    {
        events.absorb(older.events);
        entities.absorb(older.entities);
    }
};

} // namespace sightglass
