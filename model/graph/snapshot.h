// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/graph/columns.h"
#include "model/snapshot/changes.h"
#include "model/snapshot/texts.h"

#include <optional>
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

    // Of an event.
    [[nodiscard]] Timestamp timeOf(EventId event) const { return cell(&EventColumns::time, event); }
    [[nodiscard]] RecordRef recordOf(EventId event) const
    {
        return cell(&EventColumns::record, event);
    }
    [[nodiscard]] std::string_view idOf(EventId event) const
    {
        return texts[cell(&EventColumns::id, event)];
    }
    [[nodiscard]] OriginId originOf(EventId event) const
    {
        return cell(&EventColumns::origin, event);
    }
    [[nodiscard]] std::string_view typeOf(EventId event) const;
    [[nodiscard]] std::string_view sourceOf(EventId event) const;
    [[nodiscard]] std::string_view vocabularyOf(EventId event) const;
    /// Null: it is only itself.
    [[nodiscard]] EntityId entityOf(EventId event) const
    {
        return cell(&EventColumns::entity, event);
    }
    /// The entity's event that arrived before this one.
    [[nodiscard]] EventId previousOf(EventId event) const
    {
        return cell(&EventColumns::previous, event);
    }
    /// The next in the ring of the events of one scope that share an id.
    [[nodiscard]] EventId nextTwinOf(EventId event) const
    {
        return cell(&EventColumns::sameId, event);
    }
    /// What this event calls the entity; null when it does not say. So the others.
    [[nodiscard]] TextId nameOf(EventId event) const { return cell(&EventColumns::name, event); }
    /// Subject state, or the reason of an outcome.
    [[nodiscard]] TextId detailOf(EventId event) const
    {
        return cell(&EventColumns::detail, event);
    }
    [[nodiscard]] TextId chainOf(EventId event) const { return cell(&EventColumns::chain, event); }
    [[nodiscard]] TextId environmentOf(EventId event) const
    {
        return cell(&EventColumns::environment, event);
    }
    [[nodiscard]] TextId urlOf(EventId event) const { return cell(&EventColumns::url, event); }
    [[nodiscard]] Kind kindOf(EventId event) const { return cell(&EventColumns::kind, event); }
    [[nodiscard]] Phase phaseOf(EventId event) const { return cell(&EventColumns::phase, event); }
    [[nodiscard]] Outcome outcomeOf(EventId event) const
    {
        return cell(&EventColumns::outcome, event);
    }
    /// It has no valid time of its own.
    [[nodiscard]] bool hasGuessedTime(EventId event) const
    {
        return (cell(&EventColumns::flags, event) & event_flags::kGuessedTime) != 0;
    }

    // Of an activity or subject.
    [[nodiscard]] Kind kindOf(EntityId entity) const { return cell(&EntityColumns::kind, entity); }
    [[nodiscard]] std::string keyOf(EntityId entity) const
    {
        return std::string{texts[cell(&EntityColumns::key, entity)]};
    }
    /// The vocabulary's own id of it; empty when it has none.
    [[nodiscard]] std::string_view subjectIdOf(EntityId entity) const
    {
        return texts[cell(&EntityColumns::subjectId, entity)];
    }
    [[nodiscard]] TextId subjectSourceOf(EntityId entity) const
    {
        return cell(&EntityColumns::subjectSource, entity);
    }
    /// The newest claim of any event.
    [[nodiscard]] TextId nameOf(EntityId entity) const
    {
        return cell(&EntityColumns::name, entity);
    }
    /// The first that arrived: the entity's handle in flows.
    [[nodiscard]] EventId firstEventOf(EntityId entity) const
    {
        return cell(&EntityColumns::firstEvent, entity);
    }
    /// The last that arrived.
    [[nodiscard]] EventId lastEventOf(EntityId entity) const
    {
        return cell(&EntityColumns::lastEvent, entity);
    }
    /// Of its earliest event: it exists from here on.
    [[nodiscard]] Timestamp firstTimeOf(EntityId entity) const
    {
        return cell(&EntityColumns::firstTime, entity);
    }
    [[nodiscard]] std::uint32_t eventCountOf(EntityId entity) const
    {
        return cell(&EntityColumns::events, entity);
    }

    // Of a link, by its row.
    [[nodiscard]] EventId carrierOf(std::uint32_t link) const
    {
        return links.get(&LinkColumns::carrier, link);
    }
    /// Null unless the link refers to it by key.
    [[nodiscard]] EntityId upstreamEntityOf(std::uint32_t link) const
    {
        return links.get(&LinkColumns::upstreamEntity, link);
    }
    /// The id or key of its upstream end, as written.
    [[nodiscard]] std::string_view upstreamTextOf(std::uint32_t link) const
    {
        return texts[links.get(&LinkColumns::upstreamText, link)];
    }
    /// The wire's own word for it.
    [[nodiscard]] std::string_view linkTypeOf(std::uint32_t link) const
    {
        return texts[links.get(&LinkColumns::type, link)];
    }
    [[nodiscard]] EdgeKind linkKindOf(std::uint32_t link) const
    {
        return links.get(&LinkColumns::kind, link);
    }
    [[nodiscard]] std::uint8_t linkFlagsOf(std::uint32_t link) const
    {
        return links.get(&LinkColumns::flags, link);
    }

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

private:
    template<typename T>
    [[nodiscard]] const T &cell(Column<T> EventColumns::*column, EventId event) const
    {
        return events.get(column, event.row());
    }
    template<typename T>
    [[nodiscard]] const T &cell(Column<T> EntityColumns::*column, EntityId entity) const
    {
        return entities.get(column, entity.row());
    }
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
