// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary/pointers.h"

#include <algorithm>

namespace sightglass {
namespace {

/// Cuts the first word off.
std::string_view nextPointer(std::string_view &pointers)
{
    const std::size_t end = std::min(pointers.find(' '), pointers.size());
    const std::string_view pointer = pointers.substr(0, end);
    pointers.remove_prefix(std::min(end + 1, pointers.size()));
    return pointer;
}

/// Text under the first of the pointers, "|" between, that has one.
std::string_view eitherText(json::Value body, std::string_view pointers)
{
    std::string_view text;
    for (std::size_t at = 0; text.empty() && at < pointers.size();) {
        const std::size_t end = std::min(pointers.find('|', at), pointers.size());
        text = scalarText(body.at(pointers.substr(at, end - at)));
        at = end + 1;
    }
    return text;
}

} // namespace

std::string_view scalarText(json::Value value)
{
    if (value.isString())
        return value.string();
    const json::Type type = value.type();
    return type == json::Type::Number || type == json::Type::Boolean ? value.raw()
                                                                     : std::string_view{};
}

json::Value firstOf(json::Value body, const Pointers &pointers)
{
    json::Value first;
    const auto take = [&first](json::Value value) {
        const bool says = value.exists() && !value.isNull() && !value.isEmptyString();
        if (says)
            first = value;
        return says;
    };
    if (pointers.areCut()) {
        pointers.visit(body, take);
        return first;
    }
    std::string_view left = pointers.text();
    while (!left.empty() && !take(body.at(nextPointer(left)))) { }
    return first;
}

std::string_view joinedId(json::Value body, const Pointers &pointers, TextArena &arena)
{
    std::string_view id;
    const auto add = [&](std::string_view part) {
        if (part.empty())
            id = {};
        else
            id = id.empty() ? part : arena.join({id, "#", part});
        return id.empty();
    };
    if (pointers.areCut()) {
        pointers.visit(body, [&](json::Value value) { return add(scalarText(value)); });
        return id;
    }
    std::string_view left = pointers.text();
    while (!left.empty() && !add(eitherText(body, nextPointer(left)))) { }
    return id;
}

} // namespace sightglass
