// SPDX-License-Identifier: Apache-2.0
#include "model/json/canonical.h"

#include "model/json/unescape.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

namespace sightglass::json {
namespace {

// Recursion is bounded by limits::kDepth: the document was validated.
void write(std::string &out, Value value) // NOLINT(misc-no-recursion)
{
    switch (value.type()) {
    case Type::Object: {
        std::vector<Member> members;
        for (const Member member : value.members())
            members.push_back(member);
        std::stable_sort(members.begin(), members.end(),
                         [](const Member &a, const Member &b) { return a.name < b.name; });
        out.push_back('{');
        for (const Member &member : members) {
            if (out.back() != '{')
                out.push_back(',');
            out.append(quoted(member.name)).push_back(':');
            write(out, member.value);
        }
        out.push_back('}');
        return;
    }
    case Type::Array: {
        out.push_back('[');
        bool first = true;
        for (const Value element : value.elements()) {
            if (!std::exchange(first, false))
                out.push_back(',');
            write(out, element);
        }
        out.push_back(']');
        return;
    }
    case Type::String:
        out.append(quoted(value.string()));
        return;
    default:
        out.append(value.raw());
    }
}

} // namespace

std::string canonical(Value value)
{
    std::string out;
    write(out, value);
    return out;
}

std::string minified(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    bool inString = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (!inString && isBlank(c))
            continue;
        out.push_back(c);
        if (c == '"')
            inString = !inString;
        else if (c == '\\' && inString && at + 1 < text.size())
            out.push_back(text[++at]);
    }
    return out;
}

std::string quoted(std::string_view text)
{
    std::string out{'"'};
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out.push_back('\\');
            out.push_back(c);
        } else if (static_cast<unsigned char>(c) < 0x20) {
            std::array<char, 8> escape{};
            std::snprintf(escape.data(), escape.size(), "\\u%04x", static_cast<unsigned>(c));
            out.append(escape.data());
        } else {
            out.push_back(c);
        }
    }
    out.push_back('"');
    return out;
}

} // namespace sightglass::json
