// SPDX-License-Identifier: Apache-2.0
#include "model/rules/history.h"

#include <algorithm>
#include <utility>

namespace sightglass {
namespace {

std::shared_ptr<const RunIndex> indexOf(const Snapshot &snapshot)
{
    auto index = std::make_shared<RunIndex>();
    index->advance(snapshot, {});
    return index;
}

} // namespace

History::History()
    : m_index(std::make_shared<const RunIndex>())
{ }

History::History(const Snapshot &snapshot, Timestamp at)
    : History(indexOf(snapshot), at)
{ }

History::History(std::shared_ptr<const RunIndex> index, Timestamp at)
    : m_index(std::move(index))
    , m_at(at)
{
    for (Run &run : m_index->othersAt(at)) {
        Others &others = m_others[m_index->thingOf(m_index->snapshot(), run.entity, run.state)];
        (isOver(run.state.phase) ? others.over : others.open).push_back(std::move(run));
    }
}

History::Series History::seriesOf(std::size_t thing) const
{
    Series series;
    const RunsOfOne &runs = *m_index->things()[thing];
    const auto end
        = std::upper_bound(runs.ended.begin(), runs.ended.end(), m_at,
                           [](Timestamp at, const EndedRun &run) { return at < run.end; });
    series.m_ended = {runs.ended.begin(), end};
    const auto others = m_others.find(thing);
    if (others != m_others.end()) {
        series.open = others->second.open;
        if (!others->second.over.empty()) {
            std::vector<EndedRun> over;
            for (const Run &run : others->second.over)
                over.push_back(endedRun(run.entity, run.state));
            series.m_merged = std::make_shared<const std::vector<EndedRun>>(
                m_index->merged({series.m_ended.begin(), series.m_ended.end()}, std::move(over)));
            series.m_ended = *series.m_merged;
        }
    }
    if (series.m_ended.empty() || series.m_ended.back().verdicts == 0)
        return series;
    const EndedRun &newest = series.m_ended[series.m_ended.back().lastVerdict];
    const EndedRun &first = series.m_ended[newest.rowBegin];
    series.newest = newest.entity;
    series.state = newest.state;
    series.inARow = newest.verdicts - first.verdicts + 1;
    series.since = first.end;
    series.verdicts = newest.verdicts;
    return series;
}

std::vector<Span> History::Series::spans() const
{
    std::vector<Span> spans;
    for (const EndedRun &run : m_ended) {
        if (run.span >= Span{0})
            spans.push_back(run.span);
    }
    return spans;
}

std::vector<Span> History::lastSpans(const Snapshot &snapshot, EntityId entity,
                                     const EntityState &state, std::size_t most) const
{
    std::vector<Span> spans;
    const std::size_t thing = m_index->thingOf(snapshot, entity, state);
    if (thing == m_index->things().size())
        return spans;
    const Series series = seriesOf(thing);
    for (auto run = series.m_ended.rbegin(); run != series.m_ended.rend() && spans.size() < most;
         ++run) {
        if (run->entity != entity && run->span >= Span{0})
            spans.push_back(run->span);
    }
    return spans;
}

} // namespace sightglass
