// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/vocabulary/vocabulary.h"

namespace sightglass {

/// Every vocabulary that the program speaks.
[[nodiscard]] VocabularyList makeVocabularies();

} // namespace sightglass
