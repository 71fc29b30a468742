// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/digest_map.h"
#include "model/base/hash_index.h"
#include "model/base/rejection.h"
#include "model/graph/claims.h"
#include "model/graph/tables.h"
#include "model/vocabulary/decoded.h"

#include <functional>
#include <unordered_map>

namespace sightglass {

/// What came with the record beside its content.
struct Arrival
{
    RecordRef record;
    /// The record as it was decoded: texts of the event that stand in it are not kept twice, if its
    /// archive is mapped. Empty: it is not at hand.
    std::string_view bytes;
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

    /// The first event's row has this number. REQUIRES: it is empty, the number a chunk's first
    void startAt(std::uint32_t row)
    {
        m_tables.events.startAt(row);
        m_sealedEvents = row;
    }

    enum class Applied : std::uint8_t { Fresh, Repeat, Conflict };
    Applied apply(const Decoded &event, const Arrival &arrival);
    void reject(const Rejection &rejection, const RecordRef &bytes, std::uint64_t size,
                std::uint64_t line, std::uint64_t offset, std::string_view path,
                Timestamp received);
    /// Adds a finding about an event that is here.
    void note(EventId event, Problem problem, std::string_view detail);

    /// Where the archive's bytes stand in memory from now on. LIFETIME: of all snapshots.
    void mapArchive(std::uint32_t archive, const char *bytes);
    /// Makes room where `read` of `total` bytes have come: the rest will be like them. COST: one
    /// copy of the indexes, once a twentieth is here; nothing otherwise.
    void expectMore(std::uint64_t read, std::uint64_t total);

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
    TextId intern(std::string_view text) { return m_tables.texts.intern(text); }

    /// An event that leaves, for whoever is to find it again.
    struct Dropped
    {
        RecordRef record; // its size is 0: it ends where its JSON value ends
        Timestamp time;
        std::uint32_t source; // row of Snapshot::sources
        bool live;
        bool guessedTime;
    };
    /// Drops whole chunks, the oldest: about that share of the events, or of what was repeated or
    /// refused where that takes more memory than they. All stays counted. What was dropped and
    /// comes again is new. COST: linear in what is here.
    void dropOldest(double share, const std::function<void(const Dropped &)> &tell = {});
    /// What the tables, indexes and texts take.
    [[nodiscard]] std::size_t bytes() const;

    /// Seals everything applied so far and starts a new epoch. COST: see GrowingTable::freeze().
    [[nodiscard]] Frame seal();
    [[nodiscard]] std::uint32_t events() const { return m_tables.events.size(); }
    /// Whether anything changed since the last seal().
    [[nodiscard]] bool isDirty() const { return m_dirty; }

private:
    friend class Retention;
    struct SortKey // of events, or of links
    {
        std::uint32_t first, second, third, fourth, fifth;
        friend constexpr auto operator<=>(const SortKey &, const SortKey &) noexcept = default;
    };
    struct SortHash
    {
        std::size_t operator()(const SortKey &key) const noexcept
        {
            std::size_t hash = 0;
            for (const std::size_t part : {key.first, key.second, key.third, key.fourth, key.fifth})
                hash = (hash ^ part) * 0x9E3779B97F4A7C15;
            return hash ^ hash >> 32;
        }
    };

    // Identity: store_events.cpp.
    struct Name // of an event, under which links look for it
    {
        Digest folded; // without letter case: place in the index
        Digest exact; // with the scope: what waits for it
    };
    [[nodiscard]] Name nameOf(IdScope scope, std::string_view id);
    /// Under what everything that an event names stands in the indexes. Taken first of all, so that
    /// the places are on their way from memory while the first is looked at.
    struct Names
    {
        Name id;
        Digest key;
        std::vector<Name> upstream; // of the links
        std::vector<Digest> references;
        std::vector<Digest> identities;
    };
    void takeNames(const Decoded &event);
    [[nodiscard]] bool answersTo(EventId event, IdScope scope, std::string_view id) const;
    struct Met // of the events that have the id already
    {
        EventId same; // source and type, too
        EventId ring; // any that links of the scope take for it
        EventId twin; // the earliest of its source
    };
    [[nodiscard]] Met meet(const Decoded &event, const Name &name);
    Applied repeat(EventId first, const Arrival &arrival);
    EventId appendEvent(const Decoded &event, const Arrival &arrival, std::uint32_t sort);
    [[nodiscard]] std::uint16_t placeIn(const Arrival &arrival, std::string_view text) const;
    [[nodiscard]] std::uint32_t sortOf(const Decoded &event, std::uint32_t connection);
    [[nodiscard]] TextId sharedText(std::string_view text, std::size_t few);
    void tell(EventId event, const Decoded &decoded, std::uint32_t sort);
    void joinRing(EventId event, const Met &met, const Name &name, const Decoded &decoded);
    void noteTwins(EventId event, const Met &met);
    void noteConfusable(EventId event, const Decoded &decoded);
    void noteLater(EventId a, EventId b, Problem problem, std::string_view detail);

    // Activities and subjects: store_entities.cpp.
    [[nodiscard]] static Digest digestOfKey(std::string_view key);
    [[nodiscard]] bool hasKey(EntityId entity, std::string_view key) const;
    void joinEntity(EventId event, const Decoded &decoded, const Arrival &arrival);
    EntityId addEntity(EventId event, const Decoded &decoded, const Arrival &arrival);
    [[nodiscard]] EntityId entityNamed(const Digest &name, std::string_view key);
    void appendTold(EventId event, const Decoded &decoded);

    // Links: store_links.cpp.
    void appendLinks(EventId event, const Decoded &decoded);
    void appendLink(const LinkClaim &claim, const Name &upstream);
    void appendReference(EventId event, const ReferenceClaim &claim, const Digest &name);
    [[nodiscard]] bool isRepeated(EventId event, std::uint32_t sort, std::uint32_t upstream) const;
    [[nodiscard]] std::uint32_t linkSortOf(EdgeKind kind, std::string_view type, int flags);
    void appendLinkRow(std::uint32_t sort, std::uint32_t upstream, std::uint32_t downstream);
    /// The event that has the id, or the name that waits for it: an end of a link.
    [[nodiscard]] std::uint32_t endNamed(IdScope scope, std::string_view id, const Name &name);
    [[nodiscard]] std::uint32_t waitFor(const Digest &name, std::string_view text,
                                        std::uint8_t scope);
    void resolve(const Digest &name, std::string_view text, std::uint8_t scope,
                 std::uint32_t target);

    // What leaves: store_retention.cpp.
    void dropEvents(std::uint32_t firstKept, const std::function<void(const Dropped &)> &tell);
    void dropRefused(double share);

    void touchEvent(EventId event);
    void touchEntity(EntityId entity);

    SameContent m_sameContent;
    Tables m_tables;
    Claims m_claims;
    std::vector<SourceInfo> m_sources;
    Totals m_totals;

    HashIndex<VerifiedEntry> m_byId; // an event of each ring
    HashIndex<VerifiedEntry> m_byKey; // entities
    DigestMap<EntityId> m_byAlias;
    DigestMap<EventId> m_bySkeleton; // source, what the id looks like: ids beyond ASCII only
    std::unordered_map<SortKey, std::uint32_t, SortHash> m_sortIds;
    std::unordered_map<SortKey, std::uint32_t, SortHash> m_linkSortIds;
    HashIndex<VerifiedEntry> m_waiting; // names that were used before they were here
    std::string m_folded; // room for an id in lower case
    Names m_names; // of the event that is applied

    std::vector<std::uint32_t> m_touchedEvents;
    std::vector<std::uint32_t> m_touchedEntities;
    std::uint32_t m_sealedEvents = 0;
    std::uint32_t m_sealedEntities = 0;
    std::uint64_t m_epoch = 0;
    bool m_dirty = false;
    bool m_hasRoom = false; // for all of the first file
};

} // namespace sightglass
