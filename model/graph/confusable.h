// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace sightglass {

[[nodiscard]] bool isAscii(std::string_view text);

/// The text as an eye reads it: without zero-width characters, and with the Cyrillic and Greek
/// letters that look like Latin ones replaced by these (a small part of Unicode TR 39). Two ids
/// with one skeleton are confusable.
[[nodiscard]] std::string skeletonOf(std::string_view utf8);

} // namespace sightglass
