// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/vocabulary/vocabulary.h"

namespace sightglass {

/// Speaks Keptn of 0.1 and 0.2: CloudEvents of sequences, tasks and problems.
[[nodiscard]] std::unique_ptr<const Vocabulary> makeKeptn();

} // namespace sightglass
