// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

/// How geometry is written to files that need no pixels (design.md §6 `render`).
namespace sightglass {

/// With two decimals, whatever the locale.
[[nodiscard]] std::string decimalText(double value);

/// A quoted string of the dot language: only the quote and the backslash mean something in it.
[[nodiscard]] std::string dotQuoted(std::string_view text);

} // namespace sightglass
