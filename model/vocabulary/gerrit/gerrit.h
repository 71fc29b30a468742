// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/vocabulary/vocabulary.h"

namespace sightglass {

/// Speaks Gerrit's events as stream-events, its webhooks and its events log write them.
[[nodiscard]] std::unique_ptr<const Vocabulary> makeGerrit();

} // namespace sightglass
