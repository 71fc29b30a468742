// SPDX-License-Identifier: Apache-2.0
#include "views/context/event_order.h"

#include <algorithm>
#include <utility>

namespace sightglass {

std::vector<EventOrder::Insertion> EventOrder::advance(const Snapshot &snapshot)
{
    const std::uint32_t old = m_known;
    const std::uint32_t total = snapshot.events.size();
    if (total <= old && m_again.empty())
        return {};
    m_known = std::max(total, old);
    const auto before = [&](EventId a, EventId b) { return snapshot.isBefore(a, b); };
    std::vector<EventId> fresh = std::exchange(m_again, {});
    for (std::uint32_t row = std::max(old, snapshot.events.begin()); row < total; ++row) {
        if (!m_takes || m_takes(snapshot, EventId::ofRow(row)))
            fresh.push_back(EventId::ofRow(row));
    }
    if (fresh.empty())
        return {};
    std::sort(fresh.begin(), fresh.end(), before);

    // Only what is behind the earliest new event moves.
    const auto firstMoved
        = std::upper_bound(m_events.begin(), m_events.end(), fresh.front(), before);
    const auto kept = static_cast<std::uint32_t>(firstMoved - m_events.begin());
    const std::vector<EventId> tail(firstMoved, m_events.end());
    m_events.erase(firstMoved, m_events.end());
    m_times.resize(kept);
    std::vector<Insertion> insertions;
    std::size_t oldAt = 0;
    for (std::size_t newAt = 0; oldAt < tail.size() || newAt < fresh.size();) {
        const bool takeNew
            = newAt < fresh.size() && (oldAt == tail.size() || before(fresh[newAt], tail[oldAt]));
        if (takeNew) {
            if (insertions.empty()
                || insertions.back().position + insertions.back().count != size())
                insertions.push_back({size(), 0});
            ++insertions.back().count;
        }
        const EventId event = takeNew ? fresh[newAt++] : tail[oldAt++];
        m_events.push_back(event);
        m_times.push_back(snapshot.timeOf(event));
    }
    return insertions;
}

std::vector<EventOrder::Insertion> EventOrder::leavingFor(const Snapshot &fresh) const
{
    constexpr std::size_t kMostRuns = 32;
    std::vector<Insertion> runs;
    for (std::uint32_t position = 0; position < size(); ++position) {
        if (fresh.holds(m_events[position]))
            continue;
        if (runs.empty() || runs.back().position + runs.back().count != position)
            runs.push_back({position, 0});
        ++runs.back().count;
    }
    if (runs.size() > kMostRuns)
        return {{runs.front().position, size() - runs.front().position}};
    std::reverse(runs.begin(), runs.end());
    return runs;
}

void EventOrder::remove(const Insertion &run, const Snapshot &fresh)
{
    const auto first = m_events.begin() + static_cast<std::ptrdiff_t>(run.position);
    const auto last = first + static_cast<std::ptrdiff_t>(run.count);
    std::copy_if(first, last, std::back_inserter(m_again),
                 [&](EventId event) { return fresh.holds(event); });
    m_events.erase(first, last);
    const auto time = m_times.begin() + static_cast<std::ptrdiff_t>(run.position);
    m_times.erase(time, time + static_cast<std::ptrdiff_t>(run.count));
}

void EventOrder::takeOnly(const Snapshot &snapshot, std::vector<EventId> events,
                          std::uint32_t known, Takes takes)
{
    m_events = std::move(events);
    m_times.clear();
    m_times.reserve(m_events.size());
    for (const EventId event : m_events)
        m_times.push_back(snapshot.timeOf(event));
    m_again.clear();
    m_known = known;
    m_takes = std::move(takes);
}

std::uint32_t EventOrder::countUntil(Timestamp at) const
{
    return static_cast<std::uint32_t>(std::upper_bound(m_times.begin(), m_times.end(), at)
                                      - m_times.begin());
}

std::uint32_t EventOrder::positionOf(const Snapshot &snapshot, EventId event) const
{
    const Timestamp time = snapshot.timeOf(event);
    auto place = static_cast<std::size_t>(std::lower_bound(m_times.begin(), m_times.end(), time)
                                          - m_times.begin());
    while (place < m_events.size() && m_times[place] == time && m_events[place] != event)
        ++place;
    const bool found = place < m_events.size() && m_events[place] == event;
    return found ? static_cast<std::uint32_t>(place) : size();
}

} // namespace sightglass
