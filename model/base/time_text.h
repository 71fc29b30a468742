// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/timestamp.h"

#include <optional>
#include <string>
#include <string_view>

namespace sightglass {

/// RFC 3339 exactly, years 0001 to 9999; digits finer than a microsecond are cut, a leap second is
/// the next second. Empty for anything else. COST: no allocation.
[[nodiscard]] std::optional<Timestamp> parseRfc3339(std::string_view text);

/// What a person types after --at: RFC 3339 or milliseconds since 1970.
[[nodiscard]] std::optional<Timestamp> parseInstant(std::string_view text);

/// "2026-01-01T00:00:00.000Z".
[[nodiscard]] std::string formatRfc3339(Timestamp time);

/// Milliseconds since 1970 that lie within years 0001 to 9999.
[[nodiscard]] std::optional<Timestamp> fromMilliseconds(std::int64_t milliseconds);

} // namespace sightglass
