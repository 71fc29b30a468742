// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/timestamp.h"
#include "model/vocabulary/type_rule.h"

namespace sightglass {

/// What a finished build of Jenkins may have as its result (vocabularies.md §15): in its
/// notifications, in customData of its CDEvents, and as Spinnaker's igor copies it.
inline constexpr StatusWord kJenkinsResults[] = {
    {"SUCCESS", Phase::Finished, Outcome::Success},
    {"UNSTABLE", Phase::Finished, Outcome::Failure},
    {"FAILURE", Phase::Finished, Outcome::Failure},
    {"ABORTED", Phase::Finished, Outcome::Canceled},
    {"NOT_BUILT", Phase::Finished, Outcome::Skipped},
};

/// Of /duration, in milliseconds; zero when it is none, or out of all reason.
[[nodiscard]] inline Span jenkinsDuration(json::Value value)
{
    constexpr std::int64_t kMost = std::int64_t{1} << 40; // 34 years
    const std::int64_t milliseconds = value.integer().value_or(0);
    return milliseconds > 0 && milliseconds < kMost ? std::chrono::milliseconds{milliseconds}
                                                    : Span::zero();
}

} // namespace sightglass
