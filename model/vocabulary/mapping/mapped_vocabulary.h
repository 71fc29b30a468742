// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/vocabulary/mapping/mapping_form.h"
#include "model/vocabulary/vocabulary.h"

namespace sightglass {

/// A vocabulary that reads by the tables of a mapping file, as the built-in ones read by theirs.
[[nodiscard]] std::unique_ptr<const Vocabulary> makeMapped(MappingForm form);

} // namespace sightglass
