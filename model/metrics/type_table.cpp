// SPDX-License-Identifier: Apache-2.0
#include "model/metrics/type_table.h"

#include "model/graph/state.h"

namespace sightglass {
namespace {

constexpr std::uint32_t kNone = ~0u;

/// What all of its like are called; empty where its kind says it all.
std::string_view nameFor(std::string_view name, Grouping grouping)
{
    return grouping == Grouping::Stem ? nameStem(name) : lastingName(name);
}

std::string whereOf(const Snapshot &snapshot, EntityId entity, Grouping grouping)
{
    if (grouping == Grouping::KindNameEnvironment)
        return std::string{snapshot.texts[stateAt(snapshot, entity, kEndOfTime).environment]};
    if (grouping == Grouping::KindNameSource || grouping == Grouping::Source)
        return std::string{snapshot.texts[snapshot.subjectSourceOf(entity)]};
    return {};
}

MapType finished(MapType type)
{
    type.key
        = std::string{word(type.kind)}.append("|").append(type.name).append("|").append(type.where);
    return type;
}

/// Types of several kinds are called by their source alone.
MapType bySource(std::string source)
{
    MapType type;
    type.key = "source|" + source;
    type.name = std::move(source);
    return type;
}

} // namespace

Thing thingOf(const Snapshot &snapshot, EventId event)
{
    const EntityId entity = snapshot.entityOf(event);
    return entity.isNull() ? Thing::of(event) : Thing::of(entity);
}

MapType typeOf(const Snapshot &snapshot, Thing thing, Grouping grouping)
{
    if (thing.isEvent()) {
        if (grouping == Grouping::Source)
            return bySource(std::string{snapshot.vocabularyOf(thing.event())});
        MapType type;
        if (grouping != Grouping::Kind)
            type.name = snapshot.typeOf(thing.event());
        return finished(std::move(type));
    }
    const EntityId entity = thing.entity();
    MapType type;
    type.where = whereOf(snapshot, entity, grouping);
    if (grouping == Grouping::Source)
        return bySource(std::move(type.where));
    type.kind = snapshot.kindOf(entity);
    if (grouping == Grouping::Kind || hasTitle(type.kind))
        return finished(std::move(type));
    const TextId said = snapshot.nameOf(entity);
    if (!said.isNull())
        type.name = nameFor(snapshot.texts[said], grouping);
    else if (!isActivity(type.kind)) // an activity's id is that of one run
        type.name = nameFor(snapshot.subjectIdOf(entity), grouping);
    return finished(std::move(type));
}

std::uint32_t TypeTable::numberOf(const Snapshot &snapshot, Thing thing)
{
    MapType type = sightglass::typeOf(snapshot, thing, m_grouping);
    const auto [known, isNew]
        = m_byKey.try_emplace(type.key, static_cast<std::uint32_t>(m_types.size()));
    if (isNew)
        m_types.push_back(std::move(type));
    return known->second;
}

std::uint32_t TypeTable::cached(const Snapshot &snapshot, EntityId entity)
{
    const Kind kind = snapshot.kindOf(entity);
    const TextId name = snapshot.nameOf(entity);
    const bool told
        = (isActivity(kind) || !name.isNull()) && m_grouping != Grouping::KindNameEnvironment;
    if (!told)
        return numberOf(snapshot, Thing::of(entity));
    const auto [known, isNew]
        = m_bySaid.try_emplace(Said{kind, name, snapshot.subjectSourceOf(entity)}, kNone);
    if (isNew)
        known->second = numberOf(snapshot, Thing::of(entity));
    return known->second;
}

bool TypeTable::advance(const Snapshot &snapshot, const std::vector<std::uint32_t> &touchedEntities)
{
    bool moved = false;
    for (const std::uint32_t row : touchedEntities) {
        if (row >= m_entities || !snapshot.holds(EntityId::ofRow(row)))
            continue;
        const std::uint32_t now = cached(snapshot, EntityId::ofRow(row));
        std::uint32_t &type = m_ofEntity[row / kChunkRows][row % kChunkRows];
        moved |= now != type;
        type = now;
    }
    m_ofEntity.resize((snapshot.entities.size() + kChunkRows - 1) / kChunkRows);
    forEachEntity(snapshot, m_entities, [&](EntityId entity) {
        std::vector<std::uint32_t> &chunk = m_ofEntity[entity.row() / kChunkRows];
        chunk.resize(kChunkRows);
        chunk[entity.row() % kChunkRows] = cached(snapshot, entity);
    });
    m_entities = snapshot.entities.size();
    m_ofSort.resize(snapshot.sorts.size(), kNone);
    for (m_events = std::max(m_events, snapshot.events.begin()); m_events < snapshot.events.size();
         ++m_events) {
        const EventId event = EventId::ofRow(m_events);
        if (snapshot.entityOf(event).isNull() && m_ofSort[snapshot.sortOf(event)] == kNone)
            m_ofSort[snapshot.sortOf(event)] = numberOf(snapshot, Thing::of(event));
    }
    return moved;
}

} // namespace sightglass
