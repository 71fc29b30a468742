// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>

namespace sightglass {

/// UTC, microseconds, proleptic Gregorian; years 0001 to 9999 fit. The only clock type that crosses
/// a library boundary.
using Timestamp = std::chrono::sys_time<std::chrono::microseconds>;
using Span = std::chrono::microseconds;

/// Earlier than every event: "no time" where a field may lack one.
inline constexpr Timestamp kNoTime = Timestamp::min();
/// Later than every event: a state "at the end" is the state at this instant.
inline constexpr Timestamp kEndOfTime = Timestamp::max();

[[nodiscard]] constexpr bool isKnown(Timestamp time) noexcept
{
    return time != kNoTime;
}

} // namespace sightglass
