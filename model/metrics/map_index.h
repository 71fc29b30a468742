// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/graph/flows.h"
#include "model/metrics/map_block.h"

#include <optional>

namespace sightglass {

/// What is asked of the index.
struct MapQuestion
{
    Timestamp at = kEndOfTime; // as known then
    std::optional<Span> window; // that ends there; none: everything
    std::string details; // key of the type whose edges are to be told of; empty: none
};

/// Everything that the system map counts, kept up with a growing model: answers are a pure function
/// of the snapshot, the inferred links, the grouping and the question, however they were reached.
/// THREAD: any, one at a time. COST: 80 bytes an activity and 24 a link.
class MapIndex
{
public:
    explicit MapIndex(Grouping grouping = Grouping::KindNameSource)
        : m_asked(grouping)
        , m_table(grouping)
    { }

    /// Takes what came since, and what became otherwise of what was there. COST: linear in those
    /// and the blocks they stand in.
    void advance(const Snapshot &snapshot, const Changes &events, const Changes &entities);
    /// Of all that is loaded. COST: linear in them.
    void setInferred(std::span<const InferredLink> links);
    /// COST: linear in the things, none when it is the same.
    void setGrouping(Grouping grouping);

    /// Links that are not told of, by the wire's own words for them; kInferredLinks: all that no
    /// event states. COST: linear in all, none when they are the same.
    void setBanned(const BannedLinks &banned);
    static constexpr std::string_view kInferredLinks = "inferred";
    /// What may be banned: the words of all causal links that are loaded, in order.
    [[nodiscard]] std::vector<std::string> linkTypes() const;

    [[nodiscard]] std::uint64_t epoch() const { return m_snapshot.epoch; }
    [[nodiscard]] Grouping asked() const { return m_asked; }
    /// COST: linear in what became known in twice the window.
    [[nodiscard]] MapFigures answer(const MapQuestion &question) const;
    /// All events about things of those types, in order of time and identity. COST: linear in all
    /// events.
    [[nodiscard]] std::vector<EventId> eventsOf(const std::vector<std::string> &types) const;
    [[nodiscard]] std::uint32_t knownEvents() const { return m_snapshot.events.size(); }
    /// The newest event about a thing of that type, as known at `at`; null: none. COST: linear in
    /// the things.
    [[nodiscard]] EventId newestEventOf(const std::string &type, Timestamp at) const;

private:
    void rebuild();
    void retell(std::vector<MapBlock> &blocks, std::vector<std::uint32_t> rows, bool ofEntities);
    [[nodiscard]] bool becameEarlier(const Snapshot &snapshot, const Changes &entities) const;
    void addWaiting(const std::vector<MapBlock> &blocks, std::vector<std::uint32_t> &rows) const;
    void group();
    void settleAll();
    void shareTypes();
    [[nodiscard]] std::optional<std::uint32_t> numberOf(const std::string &key) const;

    friend class MapCount;

    Snapshot m_snapshot;
    Grouping m_asked;
    BannedLinks m_banned;
    TypeTable m_table;
    std::shared_ptr<const std::vector<MapType>> m_types
        = std::make_shared<const std::vector<MapType>>();
    std::vector<MapBlock> m_entities;
    std::vector<MapBlock> m_events;
    MapBlock m_inferred;
};

} // namespace sightglass
