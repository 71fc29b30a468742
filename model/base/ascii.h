// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace sightglass {

// Letters and digits of ASCII, whatever the locale.

[[nodiscard]] constexpr bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

[[nodiscard]] constexpr bool isUpper(char c)
{
    return c >= 'A' && c <= 'Z';
}

[[nodiscard]] constexpr char lower(char c)
{
    return isUpper(c) ? static_cast<char>(c + 32) : c;
}

[[nodiscard]] constexpr bool isHexDigit(char c)
{
    return isDigit(c) || (lower(c) >= 'a' && lower(c) <= 'f');
}

/// Whether each character is so. No early end: the loop is one for vector units.
template<typename Predicate>
[[nodiscard]] constexpr bool areAll(std::string_view text, Predicate isSo)
{
    unsigned char odd = 0;
    for (const char c : text)
        odd |= static_cast<unsigned char>(!isSo(c));
    return odd == 0;
}

[[nodiscard]] constexpr bool hasCapitals(std::string_view text)
{
    return !areAll(text, [](char c) { return !isUpper(c); });
}

} // namespace sightglass
