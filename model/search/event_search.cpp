// SPDX-License-Identifier: Apache-2.0
#include "model/search/event_search.h"

#include <algorithm>
#include <utility>

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

std::vector<EventId> findRecords(const Archives &archives, const Pattern &pattern,
                                 std::uint32_t first, std::uint32_t last,
                                 const std::function<RecordRef(std::uint32_t row)> &recordOf)
{
    std::vector<EventId> found;
    std::uint32_t archive = kMaxArchives;
    std::string_view mapped;
    RecordRef next = first < last ? recordOf(first) : RecordRef{};
    for (std::uint32_t row = first; row < last; ++row) {
        const RecordRef record
            = std::exchange(next, row + 1 < last ? recordOf(row + 1) : RecordRef{});
        if (record.archive != archive) {
            archive = record.archive;
            mapped = archives.mapped(archive);
        }
        const std::string_view bytes = bytesUpTo(mapped, record, next);
        if (!bytes.empty() && pattern.isAbsentFrom(bytes))
            continue;
        if (pattern.in(archives.read(record)) == Pattern::Answer::Yes)
            found.push_back(EventId::ofRow(row));
    }
    archives.dropPages();
    return found;
}

std::vector<EventId> findEvents(const Snapshot &snapshot, const Archives &archives,
                                const Pattern &pattern, std::uint32_t first, std::uint32_t last)
{
    if (const FieldQuery *fields = pattern.fields())
        return fields->in(snapshot, first, last);
    return findRecords(archives, pattern, std::max(first, snapshot.events.begin()),
                       std::min(last, snapshot.events.size()), [&snapshot](std::uint32_t row) {
                           return snapshot.recordOf(EventId::ofRow(row));
                       });
}

} // namespace sightglass
