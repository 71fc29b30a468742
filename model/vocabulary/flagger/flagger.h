// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/vocabulary/vocabulary.h"

namespace sightglass {

[[nodiscard]] std::unique_ptr<const Vocabulary> makeFlagger();

} // namespace sightglass
