// SPDX-License-Identifier: Apache-2.0
#include "model/json/unescape.h"

#include <charconv>
#include <cmath>
#include <cstdint>

namespace sightglass::json {
namespace {

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

/// The four hex digits at `at`, or -1.
int codeUnit(std::string_view text, std::size_t at)
{
    if (at + 4 > text.size())
        return -1;
    int unit = 0;
    for (std::size_t i = at; i < at + 4; ++i) {
        const int digit = hexDigit(text[i]);
        if (digit < 0)
            return -1;
        unit = unit << 4 | digit;
    }
    return unit;
}

bool isHighSurrogate(int unit)
{
    return unit >= 0xD800 && unit < 0xDC00;
}
bool isLowSurrogate(int unit)
{
    return unit >= 0xDC00 && unit < 0xE000;
}

/// The low surrogate that an escape at `at` writes, or -1.
int lowSurrogate(std::string_view text, std::size_t at)
{
    if (at + 6 > text.size() || text[at] != '\\' || text[at + 1] != 'u')
        return -1;
    const int unit = codeUnit(text, at + 2);
    return isLowSurrogate(unit) ? unit : -1;
}

void append(std::string &out, std::uint32_t c)
{
    const auto put = [&out](std::uint32_t byte) { out.push_back(static_cast<char>(byte)); };
    if (c < 0x80) {
        put(c);
    } else if (c < 0x800) {
        put(0xC0 | c >> 6);
        put(0x80 | (c & 63));
    } else if (c < 0x10000) {
        put(0xE0 | c >> 12);
        put(0x80 | (c >> 6 & 63));
        put(0x80 | (c & 63));
    } else {
        put(0xF0 | c >> 18);
        put(0x80 | (c >> 12 & 63));
        put(0x80 | (c >> 6 & 63));
        put(0x80 | (c & 63));
    }
}

char simpleEscape(char c)
{
    switch (c) {
    case 'b':
        return '\b';
    case 'f':
        return '\f';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    default:
        return c;
    }
}

} // namespace

EscapeCheck checkEscapes(std::string_view text)
{
    EscapeCheck check;
    for (std::size_t at = text.find('\\'); at != std::string_view::npos; at = text.find('\\', at)) {
        const char c = at + 1 < text.size() ? text[at + 1] : '\0';
        if (c != 'u') {
            if (std::string_view{"\"\\/bfnrt"}.find(c) == std::string_view::npos || c == '\0')
                return {false, check.loneSurrogate, at};
            at += 2;
            continue;
        }
        const int unit = codeUnit(text, at + 2);
        if (unit < 0)
            return {false, check.loneSurrogate, at};
        at += 6;
        if (isHighSurrogate(unit) && lowSurrogate(text, at) >= 0)
            at += 6;
        else if (isHighSurrogate(unit) || isLowSurrogate(unit))
            check.loneSurrogate = true;
    }
    return check;
}

std::string unescape(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        if (text[at] != '\\') {
            const std::size_t end = std::min(text.find('\\', at), text.size());
            out.append(text, at, end - at);
            at = end;
            continue;
        }
        if (text[at + 1] != 'u') {
            out.push_back(simpleEscape(text[at + 1]));
            at += 2;
            continue;
        }
        const int unit = codeUnit(text, at + 2);
        at += 6;
        auto point = static_cast<std::uint32_t>(unit);
        if (isHighSurrogate(unit)) {
            const int low = lowSurrogate(text, at);
            point = low < 0 ? 0xFFFD
                            : 0x10000u + (static_cast<std::uint32_t>(unit - 0xD800) << 10)
                    + static_cast<std::uint32_t>(low - 0xDC00);
            at += low < 0 ? 0 : 6;
        } else if (isLowSurrogate(unit)) {
            point = 0xFFFD;
        }
        append(out, point);
    }
    return out;
}

std::string unescapePointer(std::string_view step)
{
    std::string out;
    for (std::size_t at = 0; at < step.size(); ++at) {
        if (step[at] == '~' && at + 1 < step.size()) {
            ++at;
            out.push_back(step[at] == '1' ? '/' : '~');
        } else {
            out.push_back(step[at]);
        }
    }
    return out;
}

bool isOddNumber(std::string_view lexeme, std::size_t digits, bool exponent)
{
    if (digits <= 15 && !exponent)
        return false;
    if (digits > 40 || lexeme.size() > 60)
        return true;
    constexpr std::int64_t kExact = std::int64_t{1} << 53;
    std::int64_t integer = 0;
    const char *end = lexeme.data() + lexeme.size();
    if (const auto result = std::from_chars(lexeme.data(), end, integer);
        result.ec == std::errc{} && result.ptr == end)
        return (integer > kExact || integer < -kExact)
            && static_cast<std::int64_t>(static_cast<double>(integer)) != integer;
    if (lexeme.find_first_of(".eE") == std::string_view::npos)
        return true; // beyond 64 bits
    double real = 0;
    const auto result = std::from_chars(lexeme.data(), end, real);
    const bool isZero = lexeme.find_first_of("123456789") >= lexeme.find_first_of("eE");
    return result.ec != std::errc{} || !std::isfinite(real) || (isZero && exponent);
}

} // namespace sightglass::json
