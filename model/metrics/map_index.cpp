// SPDX-License-Identifier: Apache-2.0
#include "model/metrics/map_index.h"

#include <algorithm>
#include <numeric>

namespace sightglass {
namespace {

std::vector<std::uint32_t> rowsOf(const Changes &changes, std::uint32_t known, std::uint32_t size)
{
    std::vector<std::uint32_t> rows;
    for (const std::uint32_t row : changes.touchedRows) {
        if (row < known)
            rows.push_back(row);
    }
    const std::size_t touched = rows.size();
    rows.resize(touched + size - known);
    std::iota(rows.begin() + static_cast<std::ptrdiff_t>(touched), rows.end(), known);
    return rows;
}

} // namespace

void MapIndex::advance(const Snapshot &snapshot, const Changes &events, const Changes &entities)
{
    const std::uint32_t knownEvents = m_snapshot.events.size();
    const std::uint32_t knownEntities = m_snapshot.entities.size();
    // Others that refer to it by id or by key tell of it, too; what was dropped, nobody any more.
    const bool othersChange = !events.touchedRows.empty()
        || snapshot.events.begin() != m_snapshot.events.begin()
        || becameEarlier(snapshot, entities);
    m_snapshot = snapshot;
    if (othersChange) {
        rebuild();
        return;
    }
    std::vector<std::uint32_t> entityRows
        = rowsOf(entities, knownEntities, snapshot.entities.size());
    std::vector<std::uint32_t> eventRows(snapshot.events.size() - knownEvents);
    std::iota(eventRows.begin(), eventRows.end(), knownEvents);
    addWaiting(m_entities, entityRows);
    addWaiting(m_events, eventRows);
    const bool moved = m_table.advance(snapshot, entityRows);
    if (m_table.size() > kMostTypes && m_table.grouping() != Grouping::Kind) {
        group();
        retell(m_entities, std::move(entityRows), true);
        retell(m_events, std::move(eventRows), false);
        settleAll();
        return;
    }
    retell(m_entities, std::move(entityRows), true);
    retell(m_events, std::move(eventRows), false);
    if (moved)
        settleAll();
    shareTypes();
}

// A late event can make a thing known before it was: links that refer to it by key knew it later.
bool MapIndex::becameEarlier(const Snapshot &snapshot, const Changes &entities) const
{
    return std::any_of(entities.touchedRows.begin(), entities.touchedRows.end(),
                       [&](std::uint32_t row) {
                           const EntityId entity = EntityId::ofRow(row);
                           return m_snapshot.holds(entity)
                               && snapshot.firstTimeOf(entity) < m_snapshot.firstTimeOf(entity);
                       });
}

void MapIndex::addWaiting(const std::vector<MapBlock> &blocks,
                          std::vector<std::uint32_t> &rows) const
{
    const std::size_t known = rows.size();
    for (const MapBlock &block : blocks) {
        for (const WaitingLink &waiting : block.waiting) {
            const bool here = !m_snapshot.anyUpstreamOf(waiting.link).isNull()
                || !m_snapshot.upstreamEntityOf(waiting.link).isNull()
                || !m_snapshot.anyDownstreamOf(waiting.link).isNull();
            if (here)
                rows.push_back(waiting.owner);
        }
    }
    if (rows.size() == known)
        return;
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
}

void MapIndex::rebuild()
{
    m_entities.clear();
    m_events.clear();
    group();
    std::vector<std::uint32_t> rows;
    forEachEntity(m_snapshot, [&](EntityId entity) { rows.push_back(entity.row()); });
    retell(m_entities, std::move(rows), true);
    rows.resize(m_snapshot.keptEvents());
    std::iota(rows.begin(), rows.end(), m_snapshot.events.begin());
    retell(m_events, std::move(rows), false);
    m_inferred.settle(m_snapshot, m_table, true);
}

void MapIndex::retell(std::vector<MapBlock> &blocks, std::vector<std::uint32_t> rows,
                      bool ofEntities)
{
    for (std::size_t next = 0; next < rows.size();) {
        const std::uint32_t number = rows[next] / kBlockRows;
        std::vector<std::uint32_t> owners;
        MapBlock fresh;
        for (; next < rows.size() && rows[next] / kBlockRows == number; ++next) {
            owners.push_back(rows[next]);
            if (ofEntities)
                tellEntity(m_snapshot, EntityId::ofRow(rows[next]), m_banned, fresh);
            else
                tellEvent(m_snapshot, EventId::ofRow(rows[next]), m_banned, fresh);
        }
        if (number >= blocks.size())
            blocks.resize(number + 1);
        blocks[number].replace(owners, std::move(fresh));
        blocks[number].settle(m_snapshot, m_table, ofEntities);
    }
}

void MapIndex::setInferred(std::span<const InferredLink> links)
{
    m_inferred = {};
    for (const InferredLink &link : links) {
        if (!m_snapshot.holds(link.upstream) || !m_snapshot.holds(link.downstream))
            continue;
        ThingLink told;
        told.up = thingOf(m_snapshot, link.upstream);
        told.down = thingOf(m_snapshot, link.downstream);
        const Timestamp up = m_snapshot.timeOf(link.upstream);
        const Timestamp down = m_snapshot.timeOf(link.downstream);
        told.since = std::max(up, down);
        told.milliseconds = millisecondsOf(down - up);
        if (told.up != told.down)
            m_inferred.links.push_back(told);
    }
    m_inferred.settle(m_snapshot, m_table, true);
}

void MapIndex::setGrouping(Grouping grouping)
{
    if (grouping == m_asked)
        return;
    m_asked = grouping;
    group();
    settleAll();
}

void MapIndex::setBanned(const BannedLinks &banned)
{
    if (banned == m_banned)
        return;
    m_banned = banned;
    rebuild();
}

std::vector<std::string> MapIndex::linkTypes() const
{
    std::set<std::string> types;
    forEachRow(m_snapshot.linkSorts, [&](std::uint32_t sort) {
        if (m_snapshot.linkSorts.get(&LinkSortColumns::flags, sort) & link_flags::kCausal)
            types.emplace(m_snapshot.texts[m_snapshot.linkSorts.get(&LinkSortColumns::type, sort)]);
    });
    types.erase(std::string{});
    if (!m_inferred.links.empty())
        types.emplace(kInferredLinks);
    return {types.begin(), types.end()};
}

// The coarser groupings take the place of one that makes too many.
void MapIndex::group()
{
    for (const Grouping grouping : {m_asked, Grouping::Source, Grouping::Kind}) {
        m_table = TypeTable{grouping};
        m_table.advance(m_snapshot, {});
        if (m_table.size() <= kMostTypes)
            break;
    }
    m_types = std::make_shared<const std::vector<MapType>>(m_table.types());
}

void MapIndex::settleAll()
{
    for (MapBlock &block : m_entities)
        block.settle(m_snapshot, m_table, true);
    for (MapBlock &block : m_events)
        block.settle(m_snapshot, m_table, false);
    m_inferred.settle(m_snapshot, m_table, true);
}

// A table only grows until it is made anew.
void MapIndex::shareTypes()
{
    if (m_types->size() != m_table.size())
        m_types = std::make_shared<const std::vector<MapType>>(m_table.types());
}

std::optional<std::uint32_t> MapIndex::numberOf(const std::string &key) const
{
    const auto type = std::find_if(m_types->begin(), m_types->end(),
                                   [&](const MapType &one) { return one.key == key; });
    if (key.empty() || type == m_types->end())
        return std::nullopt;
    return static_cast<std::uint32_t>(type - m_types->begin());
}

} // namespace sightglass
