// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/vocabulary/type_rule.h"

#include <span>

namespace sightglass::github {

/// What each webhook of GitHub becomes (vocabularies.md §10, §15).
[[nodiscard]] std::span<const TypeRule> rules();

} // namespace sightglass::github
