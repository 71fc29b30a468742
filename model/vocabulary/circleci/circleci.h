// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/vocabulary/vocabulary.h"

namespace sightglass {

/// Speaks CircleCI's outbound webhooks, which tell of finishes only.
[[nodiscard]] std::unique_ptr<const Vocabulary> makeCircleci();

} // namespace sightglass
