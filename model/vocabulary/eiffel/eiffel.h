// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/vocabulary/vocabulary.h"

namespace sightglass {

/// Speaks Eiffel of every edition, bare or wrapped in CloudEvents.
[[nodiscard]] std::unique_ptr<const Vocabulary> makeEiffel();

} // namespace sightglass
