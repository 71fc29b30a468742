// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/graph/reading.h"
#include "model/snapshot/changes.h"
#include "model/snapshot/texts.h"

#include <memory>
#include <string>
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

/// Counters that no table shows. What is dropped for want of memory stays counted.
struct Totals
{
    std::uint64_t read = 0; // = events.size() + repeats.size() + rejected.size(), always
    std::uint64_t droppedConflicts = 0; // of the repeats that are no more in their table
    Timestamp firstTime = kNoTime; // of unique events
    Timestamp lastTime = kNoTime;
};

/// The user's word on a join: what names `claimant` must not be joined by the identity, or may
/// again.
struct JoinVerdict
{
    IdentityKind kind;
    std::string value;
    std::string claimant; // key of an activity or subject, else the id of an event
    bool rejected = true;
};

/// The tables of the model, growing or frozen.
template<template<typename> typename Table> struct ModelTables
{
    Table<EventColumns> events;
    Table<OneColumn<Timestamp>> wideTimes;
    Table<OneColumn<std::uint64_t>> widePlaces;
    Table<OneColumn<std::uint32_t>> wideLinks;
    Table<OneColumn<EventId>> rings;
    Table<EventExtraColumns> eventExtras;
    Table<SortColumns> sorts;
    Table<EntityColumns> entities;
    Table<EntityExtraColumns> entityExtras;
    Table<LinkColumns> links;
    Table<LinkSortColumns> linkSorts;
    Table<OddLinkColumns> oddLinks;
    Table<NameColumns> names;
    Table<ToldColumns> told;
    Table<IdentityColumns> identities;
    Table<ClaimColumns> claims;
    Table<ProblemColumns> problems;
    Table<RepeatColumns> repeats;
    Table<RejectedColumns> rejected;
    /// Where each archive's bytes stand in memory; null where they do not.
    std::vector<const char *> archives;
};

/// The whole model, frozen at one moment. Copying it is cheap; so is dropping it; any thread may
/// read it. LIFETIME: of the Archives that hold its records, unless `records` keeps them.
struct Snapshot : ModelTables<FrozenTable>, Reading<Snapshot>
{
    std::uint64_t epoch = 0;
    FrozenTexts texts;
    std::vector<SourceInfo> sources;
    Totals totals;
    std::shared_ptr<const std::vector<JoinVerdict>> verdicts; // of the user; null: none
    /// Keeps the records' bytes where they are: whoever works on a snapshot may be the last that
    /// has it. Null: somebody else does.
    std::shared_ptr<const void> records;
    /// Of each kOlderRows that were dropped, the latest time up to there. Null: nothing was.
    std::shared_ptr<const std::vector<Timestamp>> olderTimes;
    static constexpr std::uint32_t kOlderRows = 1024;

    /// The event at the link's upstream end as known at `at`: of several with the id, the newest
    /// that is not after the carrier, else the earliest (rules.md §2.2); of a subject referred to
    /// by key, its newest event not after the carrier. Null when it is not here, or not before
    /// `at`. COST: linear in the events that share the id.
    [[nodiscard]] EventId upstreamOf(std::uint32_t link, EventId carrier,
                                     Timestamp at = kEndOfTime) const;
    /// The event at its downstream end: the carrier, or the one that a stand-alone link names.
    [[nodiscard]] EventId downstreamOf(std::uint32_t link, EventId carrier,
                                       Timestamp at = kEndOfTime) const;
    /// Whether every end that the link names was here at `at` (rules.md §2.2). The carrier must be.
    [[nodiscard]] bool isResolved(std::uint32_t link, EventId carrier,
                                  Timestamp at = kEndOfTime) const;
    /// Unique events that are here, and that were dropped for want of memory: they arrived first.
    [[nodiscard]] std::uint32_t keptEvents() const { return events.size() - events.begin(); }
    [[nodiscard]] std::uint32_t droppedEvents() const { return events.begin(); }
    /// How many of these, from the first on, had happened by `at`: whole runs of kOlderRows.
    [[nodiscard]] std::uint32_t droppedUntil(Timestamp at) const;
};

/// Calls f(link, carrier) for each declared link of which an end that it names was not here at
/// `at`, in the order of their rows. COST: linear in the links.
template<typename F> void forEachUnresolved(const Snapshot &snapshot, Timestamp at, F &&f)
{
    const bool atEnd = at >= snapshot.totals.lastTime; // what was here when it was named is known
    for (std::uint32_t row = snapshot.events.begin(); row < snapshot.events.size(); ++row) {
        const EventId carrier = EventId::ofRow(row);
        const auto [first, last] = snapshot.linksOf(carrier);
        for (std::uint32_t link = first; link < last; ++link) {
            if ((!atEnd || snapshot.hasWaited(link))
                && (snapshot.linkFlagsOf(link) & link_flags::kDeclared)
                && snapshot.timeOf(carrier) <= at && !snapshot.isResolved(link, carrier, at))
                f(link, carrier);
        }
    }
}

/// Calls f(entity) for each activity and subject that is here, in the order of their rows, from
/// row `first` on.
template<typename F> void forEachEntity(const Snapshot &snapshot, std::uint32_t first, F &&f)
{
    forEachRow(snapshot.entities, first, [&](std::uint32_t row) {
        if (const EntityId entity = EntityId::ofRow(row); snapshot.holds(entity))
            f(entity);
    });
}
template<typename F> void forEachEntity(const Snapshot &snapshot, F &&f)
{
    forEachEntity(snapshot, 0, f);
}

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
