// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/graph/state.h"

#include <string>
#include <unordered_map>
#include <vector>

namespace sightglass {

/// One run of an activity, as known at the instant of a History.
struct Run
{
    EntityId entity;
    EntityState state;
};

/// The runs of all activities at one instant, by what makes two runs runs of the same thing: kind,
/// name and source. COST: linear in the activities.
class History
{
public:
    History() = default;
    History(const Snapshot &snapshot, Timestamp at);

    struct Series
    {
        std::vector<Run> over; // in order of their end
        std::vector<Run> open;
        std::vector<Span> durations; // of the successful ones, sorted
    };
    [[nodiscard]] const std::unordered_map<std::string, Series> &series() const { return m_series; }
    /// The runs of what the activity, in that state, is a run of. Null: none is known.
    [[nodiscard]] const Series *seriesOf(const Snapshot &snapshot, EntityId entity,
                                         const EntityState &state) const;

private:
    std::unordered_map<std::string, Series> m_series;
};

/// The value below which that share of the sorted values lies. REQUIRES: not empty
[[nodiscard]] Span quantile(const std::vector<Span> &sorted, double share);

} // namespace sightglass
