// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/digest_map.h"
#include "model/base/rejection.h"
#include "model/graph/claims.h"
#include "model/graph/snapshot.h"
#include "model/graph/stitching.h"
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

/// The one mutable truth: events in, frozen snapshots out. Order does not matter (design.md §2.2),
/// repeats are counted, links resolve whenever their ends arrive. THREAD: ingest, and only ingest;
/// hence no lock.
class Store
{
public:
    /// Says whether two records hold the same event: asked only for repeats.
    using SameContent = std::function<bool(const RecordRef &first, const RecordRef &second)>;
    explicit Store(SameContent sameContent);

    enum class Applied : std::uint8_t { Fresh, Repeat, Conflict };
    Applied apply(const Decoded &event, const Arrival &arrival);
    void reject(const Rejection &rejection, const RecordRef &bytes, std::uint64_t size,
                std::uint64_t line, std::uint64_t offset, std::string_view path,
                Timestamp received);
    /// Adds a finding about an event that is here.
    void note(EventId event, Problem problem, std::string_view detail);

    /// Holds for what is here and for what comes.
    void judgeJoin(const JoinVerdict &verdict);

    std::uint32_t addSource(std::string_view name, std::string_view address, bool live);
    /// For changing it. LIFETIME: until the next addSource().
    [[nodiscard]] SourceInfo &source(std::uint32_t row)
    {
        m_dirty = true;
        return m_sources[row];
    }
    [[nodiscard]] std::size_t sourceCount() const { return m_sources.size(); }
    TextId intern(std::string_view text) { return m_texts.intern(text); }

    /// Seals everything applied so far and starts a new epoch. COST: see GrowingTable::freeze().
    [[nodiscard]] Frame seal();
    [[nodiscard]] std::uint32_t events() const { return m_events.size(); }
    /// Whether anything changed since the last seal().
    [[nodiscard]] bool isDirty() const { return m_dirty; }

private:
    struct Waiting // a link that names an id or key which is not here
    {
        std::uint32_t link;
        bool downstream;
    };
    [[nodiscard]] static Digest digestOfId(IdScope scope, std::string_view id);
    [[nodiscard]] static Digest digestOfKey(std::string_view key);
    Applied repeat(EventId first, const Arrival &arrival);
    EventId appendEvent(const Decoded &event, const Arrival &arrival);
    void joinRing(EventId event, const Decoded &decoded);
    void joinEntity(EventId event, const Decoded &decoded);
    void nameEntity(EntityId entity, const Digest &name);
    void claimName(EntityId entity, EventId event, std::string_view name);
    void appendTold(EventId event, const Decoded &decoded);
    [[nodiscard]] std::string_view claimantOf(EventId event) const;
    void appendLinks(EventId event, const Decoded &decoded);
    void appendLink(EventId event, const LinkClaim &claim);
    void appendReference(EventId event, const ReferenceClaim &claim);
    std::uint32_t appendLinkRow(EventId carrier, EdgeKind kind, std::string_view type,
                                std::uint8_t flags);
    EventId findOrWait(const Digest &name, std::uint32_t link, bool downstream);
    void noteTwins(EventId event, const Decoded &decoded);
    void noteConfusable(EventId event, const Decoded &decoded);
    void noteLater(EventId a, EventId b, Problem problem, std::string_view detail);
    OriginId originOf(const Decoded &event);
    [[nodiscard]] bool isBefore(EventId a, EventId b) const;
    void touchEvent(EventId event);
    void touchEntity(EntityId entity);

    SameContent m_sameContent;
    GrowingTable<EventColumns> m_events;
    GrowingTable<EntityColumns> m_entities;
    GrowingTable<LinkColumns> m_links;
    GrowingTable<OriginColumns> m_origins;
    GrowingTable<ToldColumns> m_told;
    Claims m_claims;
    GrowingTable<ProblemColumns> m_problems;
    GrowingTable<RepeatColumns> m_repeats;
    GrowingTable<RejectedColumns> m_rejected;
    TextPool m_texts;
    std::vector<SourceInfo> m_sources;
    Totals m_totals;

    DigestMap<EventId> m_byIdentity; // source, id, type
    DigestMap<EventId> m_byId; // scope, id: any event of the ring
    DigestMap<EventId> m_bySourceId; // source, id: the earliest, whatever its type
    DigestMap<EventId> m_bySkeleton; // source, what the id looks like: ids beyond ASCII only
    DigestMap<EntityId> m_byKindKey;
    DigestMap<EntityId> m_byKey; // what references name
    DigestMap<OriginId> m_originIds;
    std::unordered_multimap<Digest, Waiting> m_waiting;

    std::vector<std::uint32_t> m_touchedEvents;
    std::vector<std::uint32_t> m_touchedEntities;
    std::uint32_t m_sealedEvents = 0;
    std::uint32_t m_sealedEntities = 0;
    std::uint64_t m_epoch = 0;
    bool m_dirty = false;
};

} // namespace sightglass
