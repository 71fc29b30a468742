// SPDX-License-Identifier: Apache-2.0
#include "model/graph/retention.h"

namespace sightglass {

void Retention::cutTexts()
{
    m_texts.assign(m_tables.texts.size(), false);
    markEvents();
    markEntities();
    markFindings();
    m_tables.texts.keepOnly(m_texts);
}

void Retention::markEvents()
{
    const GrowingTable<EventExtraColumns> &extras = m_tables.eventExtras;
    for (std::uint32_t row
         = lowerRow(extras, &EventExtraColumns::event, EventId::ofRow(m_firstKept));
         row < extras.size(); ++row) {
        const EventExtraColumns &chunk = extras.chunk(row);
        const std::uint32_t at = row % kChunkRows;
        for (const TextId text : {chunk.id[at], chunk.source[at], chunk.name[at], chunk.detail[at],
                                  chunk.chain[at], chunk.environment[at]})
            mark(text);
    }
    for (std::uint32_t row = 0; row < m_sorts.size(); ++row) {
        if (!m_sorts[row])
            continue;
        for (Column<TextId> SortColumns::*const column :
             {&SortColumns::type, &SortColumns::detail, &SortColumns::environment,
              &SortColumns::vocabulary})
            mark(m_tables.sorts.get(column, row));
    }
    for (std::uint32_t row = 0; row < m_linkSorts.size(); ++row) {
        if (m_linkSorts[row])
            mark(m_tables.linkSorts.get(&LinkSortColumns::type, row));
    }
    for (std::uint32_t row = 0; row < m_names.size(); ++row) {
        if (m_names[row])
            mark(m_tables.names.get(&NameColumns::text, row));
    }
}

void Retention::markEntities()
{
    forEachRow(m_tables.entities, [this](std::uint32_t row) {
        for (Column<TextId> EntityColumns::*const column :
             {&EntityColumns::name, &EntityColumns::chain, &EntityColumns::source})
            mark(m_tables.entities.get(column, row));
    });
    for (std::uint32_t row = 0; row < m_tables.entityExtras.size(); ++row) {
        for (Column<TextId> EntityExtraColumns::*const column :
             {&EntityExtraColumns::key, &EntityExtraColumns::subjectId,
              &EntityExtraColumns::subjectSource})
            mark(m_tables.entityExtras.get(column, row));
    }
    forEachRow(m_tables.identities, [this](std::uint32_t row) {
        mark(m_tables.identities.get(&IdentityColumns::value, row));
    });
}

void Retention::markFindings()
{
    forEachRow(m_tables.problems, [this](std::uint32_t row) {
        if (!isDropped(m_tables.problems.get(&ProblemColumns::event, row)))
            mark(m_tables.problems.get(&ProblemColumns::detail, row));
    });
    forEachRow(m_tables.rejected, [this](std::uint32_t row) {
        mark(m_tables.rejected.get(&RejectedColumns::path, row));
        mark(m_tables.rejected.get(&RejectedColumns::detail, row));
    });
    for (const SourceInfo &source : m_store.m_sources) {
        for (const TextId text : {source.name, source.address, source.detail})
            mark(text);
    }
}

} // namespace sightglass
