// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/vocabulary/type_rule.h"

#include <span>
#include <string_view>
#include <vector>

namespace sightglass::tekton {

inline constexpr std::string_view kPrefix = "dev.tekton.event.";

/// One line for each type. Pointers of runs are from the run object: /taskRun of the event's data.
[[nodiscard]] std::span<const TypeRule> rules();

/// Why a run failed, by the reason of its condition (trap T9): canceled, timed out, could not run;
/// Failure for any other reason and for none.
[[nodiscard]] Outcome outcomeOfReason(std::string_view reason);

[[nodiscard]] std::vector<Rosetta> rosetta();

} // namespace sightglass::tekton
