// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary/attribute.h"

#include "model/base/same_text.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string>

namespace sightglass {
namespace {

/// Whether one of eight bytes is a control or none of ASCII.
constexpr bool holdsOdd(std::uint64_t bytes)
{
    constexpr std::uint64_t kEach = 0x0101010101010101;
    return ((bytes | (bytes - kEach * 0x20) | ((bytes ^ kEach * 0x7F) - kEach)) & kEach * 0x80)
        != 0;
}

/// Only printable ASCII, as nearly all are.
bool isPlain(std::string_view text)
{
    std::uint64_t bytes = 0;
    std::size_t at = 0;
    for (; at + sizeof bytes <= text.size(); at += sizeof bytes) {
        std::memcpy(&bytes, text.data() + at, sizeof bytes);
        if (holdsOdd(bytes))
            return false;
    }
    for (; at < text.size(); ++at) {
        if (static_cast<signed char>(text[at]) < 0x20 || text[at] == 0x7F)
            return false;
    }
    return true;
}

bool isBadCharacter(std::string_view text, std::size_t at)
{
    const auto byte = [&](std::size_t ahead) {
        return at + ahead < text.size() ? static_cast<unsigned char>(text[at + ahead]) : 0u;
    };
    const unsigned first = byte(0);
    if (first < 0x20 || first == 0x7F)
        return true;
    if (first == 0xC2) // C1 controls
        return byte(1) < 0xA0;
    if (first == 0xEF) // U+FDD0 to U+FDEF, U+FFFE, U+FFFF
        return (byte(1) == 0xBF && byte(2) >= 0xBE)
            || (byte(1) == 0xB7 && byte(2) >= 0x90 && byte(2) < 0xB0);
    return first >= 0xF0 && (byte(1) & 15) == 15 && byte(2) == 0xBF
        && byte(3) >= 0xBE; // U+xFFFE, U+xFFFF
}

} // namespace

bool isAttribute(std::string_view text, std::size_t most)
{
    if (text.empty() || text.size() > most)
        return false;
    if (isPlain(text))
        return true;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (isBadCharacter(text, at))
            return false;
    }
    return true;
}

std::string_view beginningOf(std::string_view text, std::size_t most)
{
    if (text.size() <= most)
        return text;
    const auto isInside = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; };
    while (most > 0 && isInside(text[most]))
        --most;
    return text.substr(0, most);
}

std::optional<Rejection> readAttribute(json::Value value, std::string_view name, std::size_t most,
                                       std::string_view &text, std::string_view sound)
{
    if (!value.exists())
        return Rejection{Reason::MissingAttr, std::string{name} + " is missing", 0};
    const std::optional<std::string_view> read = value.text();
    if (!read)
        return Rejection{Reason::BadAttr, std::string{name} + " is no string", value.position()};
    if ((sound.empty() || !isSame(*read, sound)) && !isAttribute(*read, most))
        return Rejection{
            Reason::BadAttr,
            std::string{name}
                + (read->empty() ? " is empty" : " is too long or holds control characters"),
            value.position()};
    text = *read;
    return std::nullopt;
}

} // namespace sightglass
