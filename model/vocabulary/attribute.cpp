// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary/attribute.h"

#include <algorithm>
#include <string>
#include <vector>

namespace sightglass {
namespace {

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
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (isBadCharacter(text, at))
            return false;
    }
    return true;
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

std::string_view repeatedMember(json::Value object)
{
    std::vector<std::string_view> names;
    names.reserve(16);
    for (const json::Member member : object.members())
        names.push_back(member.name);
    std::sort(names.begin(), names.end());
    const auto twice = std::adjacent_find(names.begin(), names.end());
    return twice == names.end() ? std::string_view{} : *twice;
}

} // namespace sightglass
