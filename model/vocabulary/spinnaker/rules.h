// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/vocabulary/type_rule.h"

namespace sightglass::spinnaker {

[[nodiscard]] std::span<const TypeRule> rules();

/// Words of Orca's ExecutionStatus. What the type says of the phase stands over them.
inline constexpr StatusWord kStatuses[] = {
    {"SUCCEEDED", Phase::Finished, Outcome::Success},
    {"FAILED_CONTINUE", Phase::Finished, Outcome::Failure},
    {"TERMINAL", Phase::Finished, Outcome::Failure},
    {"CANCELED", Phase::Finished, Outcome::Canceled},
    {"STOPPED", Phase::Finished, Outcome::Failure},
    {"SKIPPED", Phase::Finished, Outcome::Skipped},
    {"REDIRECT", Phase::Finished},
    {"NOT_STARTED", Phase::Queued},
    {"BUFFERED", Phase::Queued},
    {"RUNNING", Phase::Running},
    {"PAUSED", Phase::Waiting},
    {"SUSPENDED", Phase::Waiting},
};

/// The sources that details name.
inline constexpr std::string_view kIgor = "igor";
inline constexpr std::string_view kBuild = "build";
inline constexpr std::string_view kDocker = "docker";

} // namespace sightglass::spinnaker
