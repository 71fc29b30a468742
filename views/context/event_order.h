// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/graph/snapshot.h"

#include <span>
#include <vector>

namespace sightglass {

/// The events of a snapshot in order of time, then of identity. Positions are what the Events
/// table, stepping and the histogram of the time strip count by.
class EventOrder
{
public:
    /// Where rows came in: `count` rows, the first at `position`, in positions after all insertions
    /// before it.
    struct Insertion
    {
        std::uint32_t position;
        std::uint32_t count;
    };
    /// Takes the snapshot's rows from size() on. COST: linear in the new rows when they are the
    /// newest, else in those behind them too.
    std::vector<Insertion> advance(const Snapshot &snapshot);
    void clear()
    {
        m_events.clear();
        m_times.clear();
    }

    [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(m_events.size()); }
    [[nodiscard]] EventId operator[](std::uint32_t position) const { return m_events[position]; }
    [[nodiscard]] Timestamp timeAt(std::uint32_t position) const { return m_times[position]; }
    /// How many events are not after `at`.
    [[nodiscard]] std::uint32_t countUntil(Timestamp at) const;
    /// COST: logarithmic, and linear in the events of the same instant.
    [[nodiscard]] std::uint32_t positionOf(const Snapshot &snapshot, EventId event) const;
    [[nodiscard]] std::span<const Timestamp> times() const { return m_times; }

private:
    std::vector<EventId> m_events;
    std::vector<Timestamp> m_times;
};

} // namespace sightglass
