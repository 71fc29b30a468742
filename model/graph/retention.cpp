// SPDX-License-Identifier: Apache-2.0
#include "model/graph/retention.h"

#include <algorithm>
#include <optional>

namespace sightglass {
namespace {

/// Drops each chunk of which isNeeded(row) says so of no row; the last one stays, for it grows.
template<typename Columns, typename IsNeeded>
void dropUnneeded(GrowingTable<Columns> &table, IsNeeded &&isNeeded)
{
    for (std::uint32_t first = 0; first + kChunkRows <= table.size(); first += kChunkRows) {
        bool needed = table.isDropped(first);
        for (std::uint32_t row = first; !needed && row < first + kChunkRows; ++row)
            needed = isNeeded(row);
        if (!needed)
            table.drop(first);
    }
}

} // namespace

Retention::Retention(Store &store, std::uint32_t firstKept)
    : m_store(store)
    , m_tables(store.m_tables)
    , m_firstKept(firstKept)
    , m_firstLink(firstKept < m_tables.events.size()
                      ? m_tables.linksOf(EventId::ofRow(firstKept)).first
                      : m_tables.links.size())
{ }

void Retention::run()
{
    judgeEntities();
    cutRings();
    cutLinks();
    cutNames();
    m_store.m_claims.dropBefore(m_firstKept);
    cutSorts();
    cutIndexes();
    beginLater();
    rebuildEntityExtras();
    forgetEntities();
    cutProblems();
    dropRows();
    cutTexts();
}

bool Retention::isGone(EntityId entity) const
{
    const EventId last = m_tables.entities.get(&EntityColumns::lastEvent, entity.row());
    return last.isNull() || last.row() < m_firstKept;
}

EventId Retention::heirOf(EventId event) const
{
    EventId heir = event;
    while (isDropped(heir)) {
        heir = m_tables.nextTwinOf(heir);
        if (heir == event)
            return {};
    }
    return heir;
}

void Retention::judgeEntities()
{
    for (std::uint32_t row = m_tables.events.begin(); row < m_firstKept; ++row) {
        const EventId event = EventId::ofRow(row);
        const EntityId entity = m_tables.entityOf(event);
        if (entity.isNull())
            continue;
        if (m_tables.lastEventOf(entity) == event)
            m_gone.push_back(entity);
        else if (m_tables.firstEventOf(entity) == event && !isGone(entity))
            m_later.push_back({entity, {}});
    }
    std::sort(m_gone.begin(), m_gone.end());
    std::sort(m_later.begin(), m_later.end(),
              [](const Later &a, const Later &b) { return a.entity < b.entity; });
}

// Their first events are now the first that stay.
void Retention::beginLater()
{
    for (Later &later : m_later) {
        EntityColumns &chunk = m_tables.edit(later.entity);
        const std::uint32_t at = later.entity.row() % kChunkRows;
        if (chunk.subjectId[at] != 0) {
            later.subjectId = m_tables.texts.append(m_tables.subjectIdOf(later.entity));
            chunk.subjectId[at] = 0;
            chunk.flags[at] |= entity_flags::kExtra;
        }
        m_store.touchEntity(later.entity);
    }
    std::size_t left = m_later.size();
    for (std::uint32_t row = m_firstKept; left > 0 && row < m_tables.events.size(); ++row) {
        const EntityId entity = m_tables.entityOf(EventId::ofRow(row));
        if (entity.isNull() || !isDropped(m_tables.firstEventOf(entity)))
            continue;
        m_tables.edit(entity).firstEvent[entity.row() % kChunkRows] = EventId::ofRow(row);
        --left;
    }
}

void Retention::rebuildEntityExtras()
{
    GrowingTable<EntityExtraColumns> fresh;
    const auto add = [&](EntityId entity) -> std::pair<EntityExtraColumns &, std::uint32_t> {
        const std::uint32_t row = fresh.append();
        EntityExtraColumns &chunk = fresh.edit(row);
        chunk.entity[row % kChunkRows] = entity;
        return {chunk, row % kChunkRows};
    };
    const GrowingTable<EntityExtraColumns> &old = m_tables.entityExtras;
    auto later = m_later.begin();
    const auto addLater = [&](std::optional<EntityId> before) {
        for (; later != m_later.end() && (!before || later->entity < *before); ++later) {
            if (later->subjectId.isNull())
                continue;
            const auto [chunk, at] = add(later->entity);
            chunk.subjectId[at] = later->subjectId;
        }
    };
    for (std::uint32_t row = 0; row < old.size(); ++row) {
        const EntityId entity = old.get(&EntityExtraColumns::entity, row);
        if (isGone(entity))
            continue;
        addLater(entity);
        const auto [chunk, at] = add(entity);
        chunk.key[at] = old.get(&EntityExtraColumns::key, row);
        chunk.subjectId[at] = old.get(&EntityExtraColumns::subjectId, row);
        chunk.subjectSource[at] = old.get(&EntityExtraColumns::subjectSource, row);
        if (later != m_later.end() && later->entity == entity) {
            if (!later->subjectId.isNull())
                chunk.subjectId[at] = later->subjectId;
            ++later;
        }
    }
    addLater(std::nullopt);
    m_tables.entityExtras = std::move(fresh);
}

// A chunk with one that stays, stays; of the others in it nothing is left but zeros.
void Retention::forgetEntities()
{
    GrowingTable<EntityColumns> &table = m_tables.entities;
    for (std::size_t i = 0; i < m_gone.size();) {
        const std::uint32_t first = m_gone[i].row() - m_gone[i].row() % kChunkRows;
        const std::uint32_t end = first + kChunkRows;
        bool needed = end > table.size();
        for (std::uint32_t row = first; !needed && row < end; ++row)
            needed = !isGone(EntityId::ofRow(row));
        if (!needed)
            table.drop(first);
        for (; i < m_gone.size() && m_gone[i].row() < end; ++i) {
            if (!needed)
                continue;
            EntityColumns &chunk = table.edit(m_gone[i].row());
            const std::uint32_t at = m_gone[i].row() % kChunkRows;
            chunk.firstEvent[at] = chunk.lastEvent[at] = {};
            chunk.name[at] = chunk.chain[at] = chunk.source[at] = {};
            chunk.subjectId[at] = 0;
            chunk.kind[at] = Kind::None;
            chunk.flags[at] = 0;
        }
    }
}

void Retention::cutRings()
{
    for (std::uint32_t row = m_firstKept; row < m_tables.events.size(); row += kChunkRows) {
        const std::uint32_t rings = m_tables.events.chunk(row).rings;
        if (!rings)
            continue;
        OneColumn<EventId> &chunk = m_tables.rings.edit((rings - 1) * kChunkRows);
        for (EventId &next : chunk.value) {
            if (isDropped(next))
                next = heirOf(next);
        }
    }
}

void Retention::use(std::uint32_t end)
{
    if (end & kNameEnd)
        m_names[end & ~kNameEnd] = true;
}

// An end that is no more here is a name that waits.
std::uint32_t Retention::cutEnd(std::uint32_t end, bool byKey)
{
    if (end == 0 || (end & kNameEnd))
        return end;
    if (byKey) {
        const EntityId entity{end};
        if (!isGone(entity))
            return end;
        const std::string key = m_tables.keyOf(entity);
        end = m_store.waitFor(Store::digestOfKey(key), key, kKeyScope);
    } else {
        const EventId event{end};
        if (!isDropped(event))
            return end;
        if (const EventId heir = heirOf(event); !heir.isNull())
            return heir.value;
        const IdScope scope = m_tables.scopeOf(event);
        const std::string id{m_tables.idOf(event)};
        end = m_store.waitFor(m_store.nameOf(scope, id).exact, id,
                              static_cast<std::uint8_t>(scope));
    }
    m_names.resize(m_tables.names.size());
    return end;
}

void Retention::cutLinks()
{
    m_names.assign(m_tables.names.size(), false);
    m_linkSorts.assign(m_tables.linkSorts.size(), false);
    for (std::uint32_t link = m_firstLink; link < m_tables.links.size(); ++link) {
        const bool byKey = (m_tables.linkFlagsOf(link) & link_flags::kByKey) != 0;
        const std::uint32_t end = m_tables.links.get(&LinkColumns::upstream, link);
        const std::uint32_t cut = cutEnd(end, byKey);
        if (cut != end)
            m_tables.links.set(&LinkColumns::upstream, link, cut);
        use(cut);
        const std::uint16_t sort = m_tables.links.get(&LinkColumns::sort, link);
        if (!(sort & kOddLink))
            m_linkSorts[sort] = true;
    }
    GrowingTable<OddLinkColumns> &odd = m_tables.oddLinks;
    for (std::uint32_t row = lowerRow(odd, &OddLinkColumns::link, m_firstLink); row < odd.size();
         ++row) {
        const std::uint32_t end = odd.get(&OddLinkColumns::downstream, row);
        const std::uint32_t cut = cutEnd(end, false);
        if (cut != end)
            odd.set(&OddLinkColumns::downstream, row, cut);
        use(cut);
        m_linkSorts[odd.get(&OddLinkColumns::sort, row)] = true;
    }
}

void Retention::cutNames()
{
    GrowingTable<NameColumns> &names = m_tables.names;
    dropUnneeded(names, [this](std::uint32_t row) { return m_names[row]; });
    forEachRow(names, [&](std::uint32_t row) {
        const std::uint32_t target = names.get(&NameColumns::target, row);
        if (!m_names[row]) {
            if (!names.get(&NameColumns::text, row).isNull())
                names.set(&NameColumns::text, row, TextId{});
        } else if (target != 0) {
            const std::uint32_t heir = names.get(&NameColumns::scope, row) == kKeyScope
                ? (isGone(EntityId{target}) ? 0 : target)
                : heirOf(EventId{target}).value;
            if (heir != target)
                names.set(&NameColumns::target, row, heir);
        }
    });
    m_store.m_waiting.retain(
        [this](std::uint32_t row) { return m_names[row] ? std::optional{row} : std::nullopt; });
}

void Retention::cutSorts()
{
    m_sorts.assign(m_tables.sorts.size(), false);
    for (std::uint32_t row = m_firstKept; row < m_tables.events.size(); ++row)
        m_sorts[m_tables.sortOf(EventId::ofRow(row))] = true;
    dropUnneeded(m_tables.sorts, [this](std::uint32_t row) { return m_sorts[row]; });
    dropUnneeded(m_tables.linkSorts, [this](std::uint32_t row) { return m_linkSorts[row]; });
    std::erase_if(m_store.m_sortIds, [this](const auto &known) { return !m_sorts[known.second]; });
    std::erase_if(m_store.m_linkSortIds,
                  [this](const auto &known) { return !m_linkSorts[known.second]; });
}

void Retention::cutIndexes()
{
    m_store.m_byId.retain([this](std::uint32_t row) {
        const EventId heir = heirOf(EventId::ofRow(row));
        return heir.isNull() ? std::nullopt : std::optional{heir.row()};
    });
    m_store.m_byKey.retain([this](std::uint32_t row) {
        return isGone(EntityId::ofRow(row)) ? std::nullopt : std::optional{row};
    });
    m_store.m_byAlias.forget([this](EntityId entity) { return isGone(entity); });
    m_store.m_bySkeleton.forget([this](EventId event) { return isDropped(event); });
}

void Retention::cutProblems()
{
    dropUnneeded(m_tables.problems, [this](std::uint32_t row) {
        return !isDropped(m_tables.problems.get(&ProblemColumns::event, row));
    });
}

void Retention::dropWide(std::uint32_t row)
{
    const EventColumns &chunk = m_tables.events.chunk(row);
    const auto drop = [](auto &table, std::uint32_t number) {
        if (number)
            table.drop((number - 1) * kChunkRows);
    };
    drop(m_tables.wideTimes, chunk.wideTimes);
    drop(m_tables.widePlaces, chunk.widePlaces);
    drop(m_tables.wideLinks, chunk.wideLinks);
    drop(m_tables.rings, chunk.rings);
}

void Retention::dropRows()
{
    for (std::uint32_t row = m_tables.events.begin(); row < m_firstKept; row += kChunkRows)
        dropWide(row);
    const EventId first = EventId::ofRow(m_firstKept);
    m_tables.told.dropBefore(lowerRow(m_tables.told, &ToldColumns::event, first));
    m_tables.eventExtras.dropBefore(
        lowerRow(m_tables.eventExtras, &EventExtraColumns::event, first));
    m_tables.oddLinks.dropBefore(lowerRow(m_tables.oddLinks, &OddLinkColumns::link, m_firstLink));
    m_tables.links.dropBefore(m_firstLink);
    m_tables.events.dropBefore(m_firstKept);
}

} // namespace sightglass
