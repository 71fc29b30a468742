// SPDX-License-Identifier: Apache-2.0
#include "model/rules/history.h"

#include <algorithm>

namespace sightglass {
namespace {

/// What makes two runs runs of the same thing.
std::string seriesKey(const Snapshot &snapshot, EntityId entity, const EntityState &state)
{
    const TextId source = snapshot.subjectSourceOf(entity);
    std::string key{word(state.kind)};
    key.append("\n")
        .append(displayName(snapshot, entity, state))
        .append("\n")
        .append(snapshot.texts[source]);
    return key;
}

} // namespace

History::History(const Snapshot &snapshot, Timestamp at)
{
    forEachEntity(snapshot, [&](EntityId entity) {
        const Kind kind = snapshot.kindOf(entity);
        if (!isActivity(kind) || snapshot.firstTimeOf(entity) > at)
            return;
        const EntityState state = stateAt(snapshot, entity, at);
        Series &series = m_series[seriesKey(snapshot, entity, state)];
        if (!isOver(state.phase)) {
            series.open.push_back({entity, state});
            return;
        }
        series.over.push_back({entity, state});
        if (state.outcome == Outcome::Success && isKnown(state.startedAt)
            && state.finishedAt >= state.startedAt)
            series.durations.push_back(state.finishedAt - state.startedAt);
    });
    for (auto &[key, series] : m_series) {
        std::sort(series.over.begin(), series.over.end(), [&](const Run &a, const Run &b) {
            if (a.state.finishedAt != b.state.finishedAt)
                return a.state.finishedAt < b.state.finishedAt;
            return snapshot.keyOf(a.entity) < snapshot.keyOf(b.entity);
        });
        std::sort(series.durations.begin(), series.durations.end());
    }
}

const History::Series *History::seriesOf(const Snapshot &snapshot, EntityId entity,
                                         const EntityState &state) const
{
    const auto known = m_series.find(seriesKey(snapshot, entity, state));
    return known == m_series.end() ? nullptr : &known->second;
}

Span quantile(const std::vector<Span> &sorted, double share)
{
    return sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))];
}

} // namespace sightglass
