// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/record_ref.h"
#include "model/base/strong_id.h"
#include "model/base/timestamp.h"
#include "model/base/words.h"
#include "model/snapshot/table.h"
#include "model/vocabulary/decoded.h"

namespace sightglass {

namespace event_flags {
inline constexpr std::uint8_t kGuessedTime = 1; // the event has no valid time of its own
inline constexpr std::uint8_t kLive = 2; // came from a live source, not from a file
inline constexpr std::uint8_t kTold = 4; // has a row in ToldColumns
inline constexpr std::uint8_t kExtra = 8; // has a row in EventExtraColumns
inline constexpr std::uint8_t kNamed = 16; // says the entity's first name, or that of its extra row
inline constexpr std::uint8_t kChained = 32; // has the entity's chain
inline constexpr std::uint8_t kSourced = 64; // has the entity's source
} // namespace event_flags

/// One row an event, in the order of arrival: 24 bytes. Ids are EventId::ofRow(row). What hardly
/// any event has, or what it shares with its entity, stands elsewhere; texts that stand in the
/// record as they are, only there. Read through Reading (reading.h).
struct EventColumns
{
    struct Place
    {
        std::uint32_t record; // bytes from placeBase
        std::uint16_t id; // where in the record the id stands; 0: in the extra row
        std::uint16_t sort; // row of SortColumns
    };
    struct Said
    {
        std::uint32_t time; // microseconds from timeBase
        std::uint16_t firstLink; // from linkBase; its links end where the next event's begin
        std::uint8_t judgement; // Phase, and Outcome in the upper half
        std::uint8_t flags;
    };
    struct About
    {
        EntityId entity; // null: the event is only itself
        EventId previous; // the entity's event that arrived before this one
    };

    Timestamp timeBase;
    std::uint64_t placeBase;
    std::uint32_t linkBase;
    // Numbers, from 1, of chunks of OneColumn tables that hold these columns whole where the bases
    // do not serve: events far apart, several archives at once, thousands of links.
    std::uint32_t wideTimes;
    std::uint32_t widePlaces;
    std::uint32_t wideLinks;
    std::uint32_t rings; // where one of the events shares its id: the next one in the ring
    Column<Place> place;
    Column<Said> said;
    Column<About> about;
};

template<typename T> struct OneColumn
{
    Column<T> value;
};

/// What an event has of its own, in the order of events.
struct EventExtraColumns
{
    Column<EventId> event;
    Column<TextId> id; // of one that stands nowhere as it is
    Column<std::uint32_t> sort; // row of SortColumns where sixteen bits do not hold it
    Column<TextId> source;
    Column<TextId> name; // what it calls the entity, other than its first name
    Column<TextId> detail; // subject state, or the reason of an outcome; if not in its sort
    Column<TextId> chain;
    Column<TextId> environment; // if not in its sort
};

namespace entity_flags {
inline constexpr std::uint8_t kExtra = 1; // has a row in EntityExtraColumns
inline constexpr std::uint8_t kComposedKey = 2; // `kind|source|subject id`
inline constexpr std::uint8_t kBareKey = 4; // the subject id
inline constexpr std::uint8_t kOwnSource = 8; // the subject's source is that of its first event
inline constexpr std::uint8_t kRenamed = 16; // events call it by several names
} // namespace entity_flags

/// One row an activity or subject that has an event of its own, in the order of arrival: 24 bytes.
struct EntityColumns
{
    Column<EventId> firstEvent; // that arrived; the entity's handle in flows
    Column<EventId> lastEvent; // that arrived
    Column<TextId> name; // the first that an event gave
    Column<TextId> chain; // of its first event
    Column<TextId> source; // of its first event
    Column<std::uint16_t> subjectId; // where in its first event's record; 0: in the extra row
    Column<Kind> kind;
    Column<std::uint8_t> flags;
};

/// In the order of entities.
struct EntityExtraColumns
{
    Column<EntityId> entity;
    Column<TextId> key;
    Column<TextId> subjectId;
    Column<TextId> subjectSource;
};

namespace link_flags {
inline constexpr std::uint8_t kDeclared = 1; // stated as a link; else a reference by key
inline constexpr std::uint8_t kByKey = 2; // it names an entity by key, not an event by id
inline constexpr std::uint8_t kCausal = 4; // flows follow it
inline constexpr std::uint8_t kNamesUpstream = 8; // it names an upstream end, here or not
inline constexpr std::uint8_t kNamesDownstream
    = 16; // its downstream end is another event than the carrier
inline constexpr std::uint8_t kOwnSourceFirst
    = 32; // CloudEvents: its own source's event, else the only one with the id
} // namespace link_flags

/// One row a link, in the order of the events that carry them: 6 bytes. A reference that an
/// activity's earlier event makes, too, is not repeated.
struct LinkColumns
{
    /// Any event of the ring that has the id, or the entity that has the key; with kNameEnd a row
    /// of NameColumns; 0: it names none. Which one of the ring: Snapshot::upstreamOf().
    Column<std::uint32_t> upstream;
    Column<std::uint16_t> sort; // row of LinkSortColumns; kOddLink: see OddLinkColumns
};
inline constexpr std::uint32_t kNameEnd = 0x80000000;
inline constexpr std::uint16_t kOddLink = 0x8000;

/// An id or key that was named before there was anything that has it: what waits for it is told in
/// one place.
struct NameColumns
{
    Column<TextId> text; // as written
    Column<std::uint32_t> target; // event or entity; 0 while none is here
    Column<std::uint8_t> scope; // IdScope, or kKeyScope
};
inline constexpr std::uint8_t kKeyScope = 3;
inline constexpr std::uint16_t kFarSort = 0xFFFF; // of an event: see its extra row

/// What is equal for many links.
struct LinkSortColumns
{
    Column<TextId> type; // the wire's own word
    Column<EdgeKind> kind;
    Column<std::uint8_t> flags;
};

/// Of links that name a downstream end, or are of a sort beyond fifteen bits: in their order.
struct OddLinkColumns
{
    Column<std::uint32_t> link;
    Column<std::uint32_t> sort; // row of LinkSortColumns
    Column<std::uint32_t> downstream; // as LinkColumns::upstream
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

/// One row a thing of the outer world that two or more name: what stitching joins by.
struct IdentityColumns
{
    /// Normalised (model/vocabulary/identity.h). Null while all that name it have one chain id:
    /// then it joins nothing.
    Column<TextId> value;
    Column<ClaimId> lastClaim; // that arrived
    Column<IdentityKind> kind;
};

/// One row an event and identity that it names; of an activity's events only the first in time.
struct ClaimColumns
{
    Column<EventId> event;
    Column<ClaimId> previous; // on the same identity, that arrived before
    Column<std::uint8_t>
        role; // IdentityRole; with kRejectedClaim the user's word is that it joins nothing
};

/// What is equal for many events.
struct SortColumns
{
    Column<TextId> type;
    Column<TextId> detail; // of most subjects: the type says it; else in the extra row
    Column<TextId> environment; // the same
    Column<TextId> vocabulary;
    Column<std::uint32_t> connection; // that they came by: row of Snapshot::sources
    Column<IdScope> scope;
};

inline constexpr std::uint8_t kRejectedClaim = 0x80;

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
