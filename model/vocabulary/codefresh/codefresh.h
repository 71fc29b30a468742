// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/vocabulary/vocabulary.h"

namespace sightglass {

/// Speaks Codefresh's documented variables, sent as one JSON object by a hook of a pipeline.
[[nodiscard]] std::unique_ptr<const Vocabulary> makeCodefresh();

} // namespace sightglass
