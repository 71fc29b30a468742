// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/vocabulary/vocabulary.h"

namespace sightglass {

/// Speaks Harness' notifications by webhook; its CDEvents are cdevents.
[[nodiscard]] std::unique_ptr<const Vocabulary> makeHarness();

} // namespace sightglass
