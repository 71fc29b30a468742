// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/graph/snapshot.h"
#include "model/metrics/map_figures.h"

#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

namespace sightglass {

/// An activity or subject, or an event that is only itself.
struct Thing
{
    std::uint32_t value = 0;

    [[nodiscard]] static Thing of(EntityId entity) { return {entity.row() << 1}; }
    [[nodiscard]] static Thing of(EventId event) { return {event.row() << 1 | 1}; }
    [[nodiscard]] bool isEvent() const { return (value & 1) != 0; }
    [[nodiscard]] EntityId entity() const { return EntityId::ofRow(value >> 1); }
    [[nodiscard]] EventId event() const { return EventId::ofRow(value >> 1); }
    friend auto operator<=>(Thing, Thing) = default;
};
[[nodiscard]] Thing thingOf(const Snapshot &snapshot, EventId event);

/// The type of a thing, by the names it has in all that is loaded: never a function of the
/// playhead.
[[nodiscard]] MapType typeOf(const Snapshot &snapshot, Thing thing, Grouping grouping);

/// Numbers types in the order in which they are met, and remembers that of each thing.
class TypeTable
{
public:
    explicit TypeTable(Grouping grouping)
        : m_grouping(grouping)
    { }

    /// Looks again at those entities, and at all that came since. True when one of them had another
    /// type before. COST: linear in them.
    bool advance(const Snapshot &snapshot, const std::vector<std::uint32_t> &touchedEntities);

    [[nodiscard]] Grouping grouping() const { return m_grouping; }
    [[nodiscard]] std::size_t size() const { return m_types.size(); }
    [[nodiscard]] const std::vector<MapType> &types() const { return m_types; }
    /// REQUIRES: it was here when advance() last came by
    [[nodiscard]] std::uint32_t ofEntity(std::uint32_t row) const
    {
        return m_ofEntity[row / kChunkRows][row % kChunkRows];
    }
    [[nodiscard]] std::uint32_t of(const Snapshot &snapshot, Thing thing) const
    {
        return thing.isEvent() ? m_ofSort[snapshot.sortOf(thing.event())]
                               : ofEntity(thing.entity().row());
    }

private:
    [[nodiscard]] std::uint32_t numberOf(const Snapshot &snapshot, Thing thing);
    [[nodiscard]] std::uint32_t cached(const Snapshot &snapshot, EntityId entity);

    using Said = std::tuple<Kind, TextId, TextId>;
    struct SaidHash
    {
        std::size_t operator()(const Said &said) const
        {
            return static_cast<std::size_t>(std::get<0>(said)) * 0x9E3779B97F4A7C15u
                ^ std::get<1>(said).value * 0xC2B2AE3D27D4EB4Fu
                ^ std::get<2>(said).value * 0x165667B19E3779F9u;
        }
    };

    Grouping m_grouping;
    std::vector<MapType> m_types;
    std::unordered_map<std::string, std::uint32_t> m_byKey;
    std::unordered_map<Said, std::uint32_t, SaidHash> m_bySaid; // of what its texts tell whole
    std::uint32_t m_entities = 0; // rows that were looked at
    std::vector<std::vector<std::uint32_t>> m_ofEntity; // by chunk; none of those that are gone
    std::vector<std::uint32_t> m_ofSort; // of events that are only themselves, by row of their sort
    std::uint32_t m_events = 0;
};

} // namespace sightglass
