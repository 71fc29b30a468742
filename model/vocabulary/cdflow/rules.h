// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/vocabulary/type_rule.h"

namespace sightglass::cdflow {

/// Pointers are into the CloudEvent itself: its extension attributes.
[[nodiscard]] std::span<const TypeRule> rules();

/// How a pipeline is named, and how when it has no project or module (one of an environment).
inline constexpr Pointers kPipeline = "/cdfprojectname /cdfmodulename /cdfpipeid";
inline constexpr Pointers kPipelineAlone = "/cdfpipeid";

} // namespace sightglass::cdflow
