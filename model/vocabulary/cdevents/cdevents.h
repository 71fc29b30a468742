// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/vocabulary/vocabulary.h"

namespace sightglass {

/// Speaks CDEvents 0.1.0 to 0.6.0-draft, wrapped in CloudEvents or bare, dev.cdeventsx.* and
/// stand-alone links.
[[nodiscard]] std::unique_ptr<const Vocabulary> makeCdEvents();

} // namespace sightglass
