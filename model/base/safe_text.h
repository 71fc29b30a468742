// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace sightglass {

/// UTF-8 text that cannot act: C0 and C1 controls become their symbols (U+2400…), bidi controls and
/// zero-width characters visible marks, invalid bytes U+FFFD. Idempotent. Line ends become U+23CE,
/// or stay with `keepLineEnds`.
[[nodiscard]] std::string safeText(std::string_view utf8, bool keepLineEnds = false);

} // namespace sightglass
