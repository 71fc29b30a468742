// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/record_ref.h"
#include "model/base/strong_id.h"
#include "model/base/timestamp.h"
#include "model/base/words.h"
#include "model/snapshot/table.h"

namespace sightglass {

namespace event_flags {
inline constexpr std::uint8_t kGuessedTime = 1; // the event has no valid time of its own
inline constexpr std::uint8_t kLive = 2; // came from a live source, not from a file
inline constexpr std::uint8_t kTold = 4; // has a row in ToldColumns
} // namespace event_flags

/// One row an event. Ids are EventId::ofRow(row); rows are in the order of arrival.
struct EventColumns
{
    Column<Timestamp> time; // effective (rules.md §2.6)
    Column<RecordRef> record;
    Column<TextId> id;
    Column<OriginId> origin;
    Column<EntityId> entity; // null: the event is only itself
    Column<EventId> previous; // the entity's event that arrived before this one
    Column<EventId> sameId; // ring of the events of one scope that share an id
    Column<TextId> name; // what this event calls the entity
    Column<TextId> detail; // subject state, or the reason of an outcome
    Column<TextId> chain;
    Column<TextId> environment;
    Column<TextId> url;
    Column<std::uint32_t> firstLink; // its links end where the next event's begin
    Column<std::uint32_t> source; // which connection it came by: row of SourceInfo
    Column<Kind> kind;
    Column<Phase> phase;
    Column<Outcome> outcome;
    Column<std::uint8_t> flags;
};

/// One row an activity or subject that has an event of its own. Rows are in the order of arrival.
struct EntityColumns
{
    Column<TextId> key;
    Column<TextId> subjectId;
    Column<TextId> subjectSource;
    Column<TextId> name; // the newest claim of any event
    Column<EventId> nameEvent; // which one
    Column<EventId> firstEvent; // that arrived; the entity's handle in flows
    Column<EventId> lastEvent; // that arrived
    Column<Timestamp> firstTime; // of its earliest event: it exists from here on
    Column<Timestamp> lastTime;
    Column<std::uint32_t> events;
    Column<Kind> kind;
};

namespace link_flags {
inline constexpr std::uint8_t kDeclared = 1; // stated as a link; else a reference by key
inline constexpr std::uint8_t kCausal = 4; // flows follow it
inline constexpr std::uint8_t kNamesUpstream = 8; // it names an upstream end, here or not
inline constexpr std::uint8_t kNamesDownstream
    = 16; // its downstream end is another event than the carrier
inline constexpr std::uint8_t kOwnSourceFirst
    = 32; // CloudEvents: its own source's event, else the only one with the id
} // namespace link_flags

/// One row a link, in the order of the events that carry them.
struct LinkColumns
{
    Column<EventId> carrier;
    /// Any event of the ring that has the id; null while none is here. Which one of them:
    /// Snapshot::upstream().
    Column<EventId> upstream;
    Column<EntityId> upstreamEntity; // of a reference by key
    Column<EventId> downstream; // the carrier unless kNamesDownstream
    Column<TextId> upstreamText; // the id or key as written
    Column<TextId> downstreamText;
    Column<TextId> type; // the wire's own word
    Column<EdgeKind> kind;
    Column<std::uint8_t> flags;
};

/// What some events tell of their activity beside its phase, in the order of the events.
struct ToldColumns
{
    Column<EventId> event;
    Column<Timestamp> queuedAt; // kNoTime where it does not say
    Column<Timestamp> startedAt;
    Column<Timestamp> finishedAt;
    Column<std::uint32_t> attempt; // from 1; 0: does not say
    Column<std::uint32_t> stepsDone;
    Column<std::uint32_t> stepsTotal;
};

/// One row a thing of the outer world that events name: what stitching joins by.
struct IdentityColumns
{
    Column<TextId> value; // normalised (model/vocabulary/identity.h)
    Column<ClaimId> lastClaim; // that arrived
    Column<std::uint32_t> claims;
    Column<IdentityKind> kind;
};

/// One row an event and identity that it names, in the order of the events.
struct ClaimColumns
{
    Column<EventId> event;
    Column<IdentityId> identity;
    Column<ClaimId> previous; // on the same identity, that arrived before
    Column<IdentityRole> role;
    Column<std::uint8_t> rejected; // by the user: joins nothing
};

/// Where an event says that it comes from: interned, for there are few.
struct OriginColumns
{
    Column<TextId> source;
    Column<TextId> type;
    Column<TextId> vocabulary;
};

/// A finding about one event.
struct ProblemColumns
{
    Column<EventId> event;
    Column<TextId> detail;
    Column<Problem> problem;
};

/// A repeat of an event that was already here: counted, not applied.
struct RepeatColumns
{
    Column<EventId> of;
    Column<Timestamp> time;
    Column<RecordRef> record;
    Column<std::uint8_t> conflict; // other content
};

/// Bytes that were no event.
struct RejectedColumns
{
    Column<RecordRef> record; // at most limits::kRejectedBytesKept of them; may be empty
    Column<std::uint64_t> size;
    Column<std::uint64_t> line;
    Column<std::uint64_t> offset;
    Column<TextId> path; // the file, or the source's address
    Column<TextId> detail;
    Column<Timestamp> received; // kNoTime for files
    Column<Reason> reason;
};

} // namespace sightglass
