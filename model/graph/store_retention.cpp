// SPDX-License-Identifier: Apache-2.0
#include "model/graph/retention.h"
#include "model/graph/store.h"

#include <algorithm>

namespace sightglass {
namespace {

/// Rows that are worth a dropping.
std::uint32_t share(std::uint32_t rows, double share)
{
    const auto wanted = static_cast<std::uint32_t>(static_cast<double>(rows) * share);
    const std::uint32_t chunks = std::max<std::uint32_t>(1, wanted / kChunkRows);
    return rows < 2 * kChunkRows ? 0 : chunks * kChunkRows;
}

} // namespace

void Store::dropOldest(double part, const std::function<void(const Dropped &)> &tell)
{
    const std::size_t refused = m_tables.repeats.bytes() + m_tables.rejected.bytes();
    dropRefused(part);
    if (2 * refused > bytes()) // rubbish must not push out what is good
        return;
    const std::uint32_t first = m_tables.events.begin();
    const std::uint32_t kept = m_tables.events.size() - first;
    if (const std::uint32_t rows = share(kept, part))
        dropEvents(first + std::min(rows, kept - kept % kChunkRows), tell);
}

void Store::dropEvents(std::uint32_t firstKept, const std::function<void(const Dropped &)> &tell)
{
    for (std::uint32_t row = m_tables.events.begin(); tell && row < firstKept; ++row) {
        const EventId event = EventId::ofRow(row);
        tell({m_tables.recordOf(event), m_tables.timeOf(event),
              m_tables.sorts.get(&SortColumns::connection, m_tables.sortOf(event)),
              m_tables.wasReceived(event), m_tables.hasGuessedTime(event)});
    }
    m_dirty = true;
    Retention{*this, firstKept}.run();
}

void Store::dropRefused(double part)
{
    GrowingTable<RepeatColumns> &repeats = m_tables.repeats;
    const std::uint32_t first = repeats.begin();
    const std::uint32_t end = first + share(repeats.size() - first, part);
    for (std::uint32_t row = first; row < end; ++row)
        m_totals.droppedConflicts += repeats.get(&RepeatColumns::conflict, row);
    repeats.dropBefore(end);
    GrowingTable<RejectedColumns> &rejected = m_tables.rejected;
    rejected.dropBefore(rejected.begin() + share(rejected.size() - rejected.begin(), part));
    m_dirty = true;
}

std::size_t Store::bytes() const
{
    const Tables &t = m_tables;
    std::size_t sum = t.texts.bytes() + m_claims.bytes();
    const auto add = [&sum](const auto &...table) { ((sum += table.bytes()), ...); };
    add(t.events, t.wideTimes, t.widePlaces, t.wideLinks, t.rings, t.eventExtras, t.sorts,
        t.entities, t.entityExtras, t.links, t.linkSorts, t.oddLinks, t.names, t.told, t.identities,
        t.claims, t.problems, t.repeats, t.rejected);
    add(m_byId, m_byKey, m_waiting);
    return sum;
}

} // namespace sightglass
