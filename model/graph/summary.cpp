// SPDX-License-Identifier: Apache-2.0
#include "model/graph/summary.h"

#include "model/graph/findings.h"
#include "model/graph/flows.h"
#include "model/graph/state.h"

#include <algorithm>

namespace sightglass {
namespace {

void countEvents(Summary &summary, const Snapshot &snapshot, Timestamp at)
{
    std::vector<std::uint64_t> bySort(snapshot.sorts.size());
    std::uint64_t unique = 0;
    for (std::uint32_t row = snapshot.events.begin(); row < snapshot.events.size(); ++row) {
        const Timestamp time = snapshot.timeOf(EventId::ofRow(row));
        if (time > at)
            continue;
        ++unique;
        ++bySort[snapshot.sortOf(EventId::ofRow(row))];
        summary.first = isKnown(summary.first) ? std::min(summary.first, time) : time;
        summary.last = std::max(summary.last, time);
    }
    for (std::uint32_t row = snapshot.repeats.begin(); row < snapshot.repeats.size(); ++row) {
        if (snapshot.repeats.get(&RepeatColumns::time, row) > at)
            continue;
        ++summary.events.duplicates;
        summary.events.conflicts += snapshot.repeats.get(&RepeatColumns::conflict, row);
    }
    // What was dropped is counted as read; what it was about, nobody knows any more.
    summary.events.duplicates += snapshot.repeats.begin();
    summary.events.conflicts += snapshot.totals.droppedConflicts;
    summary.events.dropped = snapshot.droppedEvents();
    summary.events.accepted = unique + summary.events.dropped + summary.events.duplicates;
    summary.events.rejected = snapshot.rejected.size();
    summary.events.read = summary.events.accepted + summary.events.rejected;
    for (std::uint32_t row = 0; row < bySort.size(); ++row) {
        if (bySort[row] == 0)
            continue;
        summary.vocabularies[std::string{
            snapshot.texts[snapshot.sorts.get(&SortColumns::vocabulary, row)]}]
            += bySort[row];
        summary.types[std::string{snapshot.texts[snapshot.sorts.get(&SortColumns::type, row)]}]
            += bySort[row];
    }
}

void countEntities(Summary &summary, const Snapshot &snapshot, Timestamp at)
{
    forEachEntity(snapshot, [&](EntityId entity) {
        if (snapshot.firstTimeOf(entity) > at)
            return;
        const Kind kind = snapshot.kindOf(entity);
        ++summary.kinds[static_cast<std::size_t>(kind)];
        if (!isActivity(kind)) {
            ++summary.subjects;
            return;
        }
        ++summary.activities;
        const EntityState state = stateAt(snapshot, entity, at);
        // Told in words that nobody knows: it is not said to run, nor how it ended.
        const Phase phase = state.phase == Phase::None ? Phase::Finished : state.phase;
        ++summary.phases[static_cast<std::size_t>(phase)];
        if (isOver(phase))
            ++summary.outcomes[static_cast<std::size_t>(state.outcome)];
    });
}

void countLinks(Summary &summary, const Snapshot &snapshot, Timestamp at)
{
    for (std::uint32_t row = snapshot.events.begin(); row < snapshot.events.size(); ++row) {
        const auto [first, last] = snapshot.linksOf(EventId::ofRow(row));
        if (first == last || snapshot.timeOf(EventId::ofRow(row)) > at)
            continue;
        for (std::uint32_t link = first; link < last; ++link)
            summary.links.declared += snapshot.linkFlagsOf(link) & link_flags::kDeclared;
    }
    forEachUnresolved(snapshot, at, [&](std::uint32_t, EventId) { ++summary.links.dangling; });
    summary.links.resolved = summary.links.declared - summary.links.dangling;
}

} // namespace

Summary summarise(const Snapshot &snapshot, Timestamp at)
{
    Summary summary;
    countEvents(summary, snapshot, at);
    countEntities(summary, snapshot, at);
    countLinks(summary, snapshot, at);
    const FlowIndex index{snapshot, at};
    summary.flows = index.flows().size();
    const auto ties = [&](const InferredLink &link) {
        const EntityId entity = snapshot.entityOf(link.upstream);
        return entity.isNull() || entity != snapshot.entityOf(link.downstream);
    };
    summary.links.inferred = static_cast<std::uint64_t>(
        std::count_if(index.inferred().begin(), index.inferred().end(), ties));
    for (const Finding &finding : findings(snapshot, at))
        ++summary.problems[std::string{word(finding.problem)}];
    return summary;
}

} // namespace sightglass
