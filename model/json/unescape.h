// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace sightglass::json {

/// White space of RFC 8259.
[[nodiscard]] constexpr bool isBlank(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

struct EscapeCheck
{
    bool valid = true;
    bool loneSurrogate = false;
    std::size_t at = 0; // of the first that is not
};

/// Whether each backslash starts an escape of RFC 8259 §7.
[[nodiscard]] EscapeCheck checkEscapes(std::string_view text);

/// REQUIRES: checkEscapes(text).valid. A lone surrogate becomes U+FFFD.
[[nodiscard]] std::string unescape(std::string_view text);

/// One step of an RFC 6901 pointer: ~1 is '/', ~0 is '~'.
[[nodiscard]] std::string unescapePointer(std::string_view step);

/// Whether doubles and 64-bit integers fail to hold the number as written.
/// REQUIRES: lexeme is a number of RFC 8259 with that many digits before its exponent.
[[nodiscard]] bool isOddNumber(std::string_view lexeme, std::size_t digits, bool exponent);

} // namespace sightglass::json
