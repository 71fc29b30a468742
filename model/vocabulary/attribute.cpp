// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary/attribute.h"

#include <algorithm>
#include <string>

namespace sightglass {
namespace {

// Without a way out on the way, so that the compiler takes many bytes at once.
bool isPlain(std::string_view text)
{
    unsigned char odd = 0;
    for (const char c : text)
        odd |= static_cast<unsigned char>(static_cast<signed char>(c) < 0x20 || c == 0x7F);
    return odd == 0;
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
                                       std::string_view &text)
{
    if (!value.exists())
        return Rejection{Reason::MissingAttr, std::string{name} + " is missing", 0};
    const std::optional<std::string_view> read = value.text();
    if (!read)
        return Rejection{Reason::BadAttr, std::string{name} + " is no string", value.position()};
    if (!isAttribute(*read, most))
        return Rejection{
            Reason::BadAttr,
            std::string{name}
                + (read->empty() ? " is empty" : " is too long or holds control characters"),
            value.position()};
    text = *read;
    return std::nullopt;
}

} // namespace sightglass
