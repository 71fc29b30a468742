// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/hash.h"
#include "model/base/rejection.h"
#include "model/graph/snapshot.h"
#include "model/vocabulary/decoded.h"

#include <functional>
#include <unordered_map>

namespace sightglass {

/// What came with the record beside its content.
struct Arrival
{
    RecordRef record;
    std::uint32_t source = 0; // row of Snapshot::sources
    bool live = false;
    /// Effective time (rules.md §2.6): the event's own, or what stands in for it.
    Timestamp time = kNoTime;
    bool guessedTime = false;
};

/// The one mutable truth: events in, frozen snapshots out. Order does not matter (design.md §2.2), repeats are
/// counted, links resolve whenever their ends arrive.
/// THREAD: ingest, and only ingest; hence no lock.
class Store
{
public:
    /// Says whether two records hold the same event: asked only for repeats.
    using SameContent = std::function<bool(const RecordRef &first, const RecordRef &second)>;
    explicit Store(SameContent sameContent);

    enum class Applied : std::uint8_t { Fresh, Repeat, Conflict };
    Applied apply(const Decoded &event, const Arrival &arrival);
    void reject(const Rejection &rejection, const RecordRef &bytes, std::uint64_t size, std::uint64_t line,
                std::uint64_t offset, std::string_view path, Timestamp received);
    /// A finding about no event in particular is not kept here; this one is about the newest event.
    void note(EventId event, Problem problem, std::string_view detail);

    std::uint32_t addSource(std::string_view name, std::string_view address, bool live);
    /// LIFETIME: until the next addSource().
    [[nodiscard]] SourceInfo &source(std::uint32_t row) { return m_sources[row]; }
    [[nodiscard]] std::size_t sourceCount() const { return m_sources.size(); }
    TextId intern(std::string_view text) { return m_texts.intern(text); }

    /// Seals everything applied so far and starts a new epoch. COST: see GrowingTable::freeze().
    [[nodiscard]] Frame seal();
    [[nodiscard]] std::uint32_t events() const { return m_events.size(); }
    /// Of the event that apply() took last.
    [[nodiscard]] bool isDirty() const { return m_dirty; }

private:
    struct Waiting // a link that names an id or key which is not here
    {
        std::uint32_t link;
        bool downstream;
    };
    Applied repeat(EventId first, const Decoded &event, const Arrival &arrival);
    EventId appendEvent(const Decoded &event, const Arrival &arrival);
    void joinRing(EventId event, const Decoded &decoded);
    void joinEntity(EventId event, const Decoded &decoded);
    EntityId entityFor(EventId event, const Decoded &decoded);
    void appendLinks(EventId event, const Decoded &decoded);
    void appendLink(EventId event, const LinkClaim &claim);
    void appendReference(EventId event, const ReferenceClaim &claim);
    EventId findOrWait(IdScope scope, std::string_view source, std::string_view id, std::uint32_t link, bool downstream);
    void arrive(const Digest &name, EventId event, EntityId entity);
    OriginId originOf(const Decoded &event);
    void touchEvent(EventId event);
    void touchEntity(EntityId entity);

    SameContent m_sameContent;
    GrowingTable<EventColumns> m_events;
    GrowingTable<EntityColumns> m_entities;
    GrowingTable<LinkColumns> m_links;
    GrowingTable<OriginColumns> m_origins;
    GrowingTable<ProblemColumns> m_problems;
    GrowingTable<RepeatColumns> m_repeats;
    GrowingTable<RejectedColumns> m_rejected;
    TextPool m_texts;
    std::vector<SourceInfo> m_sources;
    Totals m_totals;

    std::unordered_map<Digest, EventId> m_byIdentity; // source, id, type
    std::unordered_map<Digest, EventId> m_byId; // scope, id: any event of the ring
    std::unordered_map<Digest, EventId> m_bySourceId; // source, id: conflicting types
    std::unordered_map<Digest, EntityId> m_byKey;
    std::unordered_map<Digest, OriginId> m_originIds;
    std::unordered_multimap<Digest, Waiting> m_waiting;

    std::vector<std::uint32_t> m_touchedEvents;
    std::vector<std::uint32_t> m_touchedEntities;
    std::uint32_t m_sealedEvents = 0;
    std::uint32_t m_sealedEntities = 0;
    std::uint64_t m_epoch = 0;
    bool m_dirty = false;
};

} // namespace sightglass
