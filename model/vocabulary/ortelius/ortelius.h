// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/vocabulary/vocabulary.h"

namespace sightglass {

/// Speaks the release events that Ortelius writes to Kafka.
[[nodiscard]] std::unique_ptr<const Vocabulary> makeOrtelius();

} // namespace sightglass
