// SPDX-License-Identifier: Apache-2.0
#include "model/search/event_search.h"

#include <algorithm>

namespace sightglass {
namespace {

/// What stands from the record on to the next one: no less than the record. Empty: it is to be
/// read.
std::string_view bytesUpTo(std::string_view mapped, const RecordRef &record, const RecordRef &next)
{
    const bool known = next.archive == record.archive && next.offset > record.offset
        && next.offset <= mapped.size();
    return known ? mapped.substr(static_cast<std::size_t>(record.offset),
                                 static_cast<std::size_t>(next.offset - record.offset))
                 : std::string_view{};
}

} // namespace

std::vector<EventId> findEvents(const Snapshot &snapshot, const Archives &archives,
                                const Pattern &pattern, std::uint32_t first, std::uint32_t last)
{
    if (const FieldQuery *fields = pattern.fields())
        return fields->in(snapshot, first, last);
    std::vector<EventId> found;
    const std::uint32_t end = std::min(last, snapshot.events.size());
    std::uint32_t archive = kMaxArchives;
    std::string_view mapped;
    for (std::uint32_t row = std::max(first, snapshot.events.begin()); row < end; ++row) {
        const RecordRef record = snapshot.recordOf(EventId::ofRow(row));
        if (record.archive != archive) {
            archive = record.archive;
            mapped = archives.mapped(archive);
        }
        const RecordRef next
            = row + 1 < end ? snapshot.recordOf(EventId::ofRow(row + 1)) : RecordRef{};
        const std::string_view bytes = bytesUpTo(mapped, record, next);
        if (!bytes.empty() && pattern.isAbsentFrom(bytes))
            continue;
        if (pattern.in(archives.read(record)) == Pattern::Answer::Yes)
            found.push_back(EventId::ofRow(row));
    }
    archives.dropPages();
    return found;
}

} // namespace sightglass
