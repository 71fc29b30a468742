// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/vocabulary/vocabulary.h"

namespace sightglass {

/// Speaks cd-flow's CDF.* and the older cd.* dialect, both of which tell all in extension
/// attributes.
[[nodiscard]] std::unique_ptr<const Vocabulary> makeCdFlow();

} // namespace sightglass
