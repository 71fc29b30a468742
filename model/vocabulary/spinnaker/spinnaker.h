// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/vocabulary/vocabulary.h"

namespace sightglass {

/// Speaks what Spinnaker's echo passes on: executions, stages and tasks of Orca, and what igor saw
/// in build servers and registries.
[[nodiscard]] std::unique_ptr<const Vocabulary> makeSpinnaker();

} // namespace sightglass
