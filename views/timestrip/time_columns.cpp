// SPDX-License-Identifier: Apache-2.0
#include "views/timestrip/time_columns.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace sightglass {

void TimeColumns::gather(const Snapshot &snapshot, const EventOrder &order,
                         const EventOrder::Insertion &run, Times &times)
{
    for (std::uint32_t at = run.position; at < run.position + run.count; ++at) {
        const EventId event = order[at];
        if (const Phase phase = snapshot.phaseOf(event); phase == Phase::Finished) {
            const State state = stateOf(phase, snapshot.outcomeOf(event));
            if (isNotOk(state))
                times[static_cast<std::size_t>(state)].push_back(order.timeAt(at));
        }
    }
}

void TimeColumns::take(const Snapshot &snapshot, const EventOrder &order,
                       const std::vector<EventOrder::Insertion> &insertions)
{
    Times fresh; // sorted, as the order is
    for (const EventOrder::Insertion &run : insertions)
        gather(snapshot, order, run, fresh);
    for (std::size_t state = 0; state < kNotOk; ++state) {
        std::vector<Timestamp> &times = m_notOk[state];
        if (fresh[state].empty())
            continue;
        const auto late = std::upper_bound(times.begin(), times.end(), fresh[state].front());
        const auto from = late - times.begin();
        const auto middle = static_cast<std::ptrdiff_t>(times.size());
        times.insert(times.end(), fresh[state].begin(), fresh[state].end());
        if (from < middle)
            std::inplace_merge(times.begin() + from, times.begin() + middle, times.end());
    }
}

void TimeColumns::leave(const Snapshot &snapshot, const EventOrder &order,
                        const EventOrder::Insertion &run)
{
    Times gone;
    gather(snapshot, order, run, gone);
    for (std::size_t state = 0; state < kNotOk; ++state) {
        if (gone[state].empty())
            continue;
        std::vector<Timestamp> left;
        std::set_difference(m_notOk[state].begin(), m_notOk[state].end(), gone[state].begin(),
                            gone[state].end(), std::back_inserter(left));
        m_notOk[state] = std::move(left);
    }
}

std::vector<TimeColumns::Column> TimeColumns::columns(const EventOrder &order, Timestamp first,
                                                      Timestamp last, std::size_t count) const
{
    std::vector<Column> columns(count);
    const double width
        = (static_cast<double>((last - first).count()) + 1) / static_cast<double>(count);
    const std::span<const Timestamp> times = order.times();
    auto at = std::lower_bound(times.begin(), times.end(), first);
    std::array<std::vector<Timestamp>::const_iterator, kNotOk> notOk;
    for (std::size_t state = 0; state < kNotOk; ++state)
        notOk[state] = std::lower_bound(m_notOk[state].begin(), m_notOk[state].end(), first);
    for (std::size_t i = 0; i < count; ++i) {
        const auto span = static_cast<std::int64_t>(std::ceil(static_cast<double>(i + 1) * width));
        const Timestamp end = i + 1 < count ? first + Span{span} : last + Span{1};
        const auto next = std::lower_bound(at, times.end(), end);
        columns[i].count = static_cast<std::uint32_t>(next - at);
        at = next;
        for (std::size_t state = kNotOk; state-- > 0;) {
            const auto past = std::lower_bound(notOk[state], m_notOk[state].end(), end);
            if (past != notOk[state])
                columns[i].worst = static_cast<State>(state);
            notOk[state] = past;
        }
    }
    return columns;
}

} // namespace sightglass
