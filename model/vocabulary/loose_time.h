// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/timestamp.h"
#include "model/json/document.h"

#include <optional>
#include <string_view>

namespace sightglass {

/// A time in any of the forms of trap T7 (vocabularies.md §17): RFC 3339, also with a blank for the
/// T, with ` UTC`, `+0300` or ` +0200` behind it or nothing (then UTC), `Tue Aug 20 08:14:46 GMT
/// 2024`, and digits as in timeOf().
[[nodiscard]] std::optional<Timestamp> parseLooseTime(std::string_view text);

/// Of a string as above; of a number seconds, milliseconds, microseconds or nanoseconds since 1970,
/// told apart by its size: below 10^11, 10^14, 10^17. Empty for anything else, for 0 and for year
/// 1: so Go and Java write "none".
[[nodiscard]] std::optional<Timestamp> timeOf(json::Value value);

} // namespace sightglass
