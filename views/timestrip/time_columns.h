// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "views/context/event_order.h"

#include <array>
#include <vector>

namespace sightglass {

/// How many events there are in each column of a stretch of time, and the worst that one of them
/// says: kept up with an order of events. The counts are asked of the order itself.
class TimeColumns
{
public:
    struct Column
    {
        std::uint32_t count = 0;
        State worst = State::Succeeded; // or what is not ok
    };
    /// What came into the order. COST: linear in it, or in all that is not ok when it is late.
    void take(const Snapshot &snapshot, const EventOrder &order,
              const std::vector<EventOrder::Insertion> &insertions);
    /// A run of the order that is about to leave it. COST: linear in it and in all that is not ok.
    void leave(const Snapshot &snapshot, const EventOrder &order, const EventOrder::Insertion &run);
    void clear() { m_notOk = {}; }

    /// `count` columns of equal width from the one instant to the other, both within. COST: of each
    /// column logarithmic in the events.
    [[nodiscard]] std::vector<Column> columns(const EventOrder &order, Timestamp first,
                                              Timestamp last, std::size_t count) const;

private:
    static constexpr std::size_t kNotOk = static_cast<std::size_t>(State::Unstable) + 1;
    using Times = std::array<std::vector<Timestamp>, kNotOk>; // by state, sorted

    static void gather(const Snapshot &snapshot, const EventOrder &order,
                       const EventOrder::Insertion &run, Times &times);

    Times m_notOk; // of events that say so
};

} // namespace sightglass
