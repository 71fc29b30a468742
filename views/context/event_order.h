// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/graph/snapshot.h"

#include <functional>
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
    /// Where rows are that the fresh snapshot has dropped: the last run first, so that each is told
    /// in positions that hold when all before it in the list are gone. Very many are one run up to
    /// the end. COST: linear in the rows.
    [[nodiscard]] std::vector<Insertion> leavingFor(const Snapshot &fresh) const;
    /// Takes such a run away; what in it the snapshot still holds comes back with advance(). COST:
    /// linear in the rows.
    void remove(const Insertion &run, const Snapshot &fresh);
    /// Takes the snapshot's rows that it has not seen. COST: linear in the new rows when they are
    /// the newest, else in those behind them too.
    std::vector<Insertion> advance(const Snapshot &snapshot);
    void clear()
    {
        m_events.clear();
        m_times.clear();
        m_again.clear();
        m_known = 0;
    }
    /// Makes it one of some events only: those, of the first `known` rows, and what `takes` takes
    /// of the later ones. REQUIRES: sorted by time and identity
    using Takes = std::function<bool(const Snapshot &, EventId)>;
    void takeOnly(const Snapshot &snapshot, std::vector<EventId> events, std::uint32_t known,
                  Takes takes);

    [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(m_events.size()); }
    [[nodiscard]] EventId operator[](std::uint32_t position) const { return m_events[position]; }
    [[nodiscard]] Timestamp timeAt(std::uint32_t position) const { return m_times[position]; }
    /// How many events are not after `at`.
    [[nodiscard]] std::uint32_t countUntil(Timestamp at) const;
    /// size() when it is not in it. COST: logarithmic, and linear in the events of the same
    /// instant.
    [[nodiscard]] std::uint32_t positionOf(const Snapshot &snapshot, EventId event) const;
    [[nodiscard]] std::span<const Timestamp> times() const { return m_times; }

private:
    Takes m_takes; // none: all
    std::uint32_t m_known = 0; // rows of the snapshot that were looked at
    std::vector<EventId> m_events;
    std::vector<Timestamp> m_times;
    std::vector<EventId> m_again; // that were removed with others, and come back
};

} // namespace sightglass
