// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/graph/flows.h"
#include "model/rules/history.h"

namespace sightglass {

/// How an activity stands against the last runs of the same name.
enum class Risk : std::uint8_t {
    Unknown, // no history, or not running
    OnTime, // no longer than nine of ten runs took
    Late, // longer than that
    MuchLate, // longer than any of them, and than one and a half times what nine of ten took
};
inline constexpr std::array<std::string_view, 4> kRiskWords{"unknown", "on time", "late",
                                                            "much later than ever"};
[[nodiscard]] constexpr std::string_view word(Risk risk)
{
    return kRiskWords[static_cast<std::size_t>(risk)];
}

/// The runs that are compared with.
inline constexpr std::size_t kRunsOfHistory = 20;

/// How far an activity is, when it may be over, and how sure that is; the same for every tool.
struct Progress
{
    enum class Measure : std::uint8_t { None, Steps, Children, Elapsed };

    Measure measure = Measure::None;
    std::uint32_t done = 0; // of `total`, for steps and children
    std::uint32_t total = 0;
    /// 0 to 1. Of an open activity at most 0.99 when it is measured by the time that has passed.
    double share = 0;

    Span elapsed{0}; // so far, or in all
    /// Of the last successful runs of the same name that were over before: at most kRunsOfHistory.
    std::size_t runs = 0;
    Span median{0}; // p50
    Span usual{0}; // p90
    Span longest{0};
    Timestamp expectedEnd = kNoTime; // start + p50, open activities with a history only
    Timestamp lateEnd = kNoTime; // start + p90
    Risk risk = Risk::Unknown;
};

/// As known at `at`; an open activity has run until `now` (the playhead, or the wall clock when
/// live). Without a start only steps and children are known. The vocabulary's own count of steps
/// stands first, then the activities that name this one as their parent, then the time that has
/// passed against p50. COST: linear in the effects of the activity and its series. REQUIRES:
/// history of the same snapshot and instant
[[nodiscard]] Progress progressOf(const Snapshot &snapshot, const FlowIndex &flows,
                                  const History &history, EntityId entity, Timestamp at,
                                  Timestamp now);

} // namespace sightglass
