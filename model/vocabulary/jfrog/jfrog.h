// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/vocabulary/vocabulary.h"

namespace sightglass {

/// Speaks the JFrog Platform's webhooks, in an envelope with `domain` and `data` or flat.
[[nodiscard]] std::unique_ptr<const Vocabulary> makeJfrog();

} // namespace sightglass
