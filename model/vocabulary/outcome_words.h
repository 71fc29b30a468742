// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/words.h"

#include <optional>
#include <string_view>

namespace sightglass {

/// What the words that CI tools use for a result mean, letter case ignored: those of CDEvents in
/// every release, and those that its producers copy from GitHub and Jenkins (trap T6). Empty:
/// nobody's word.
[[nodiscard]] std::optional<Outcome> outcomeOf(std::string_view word);

} // namespace sightglass
