// SPDX-License-Identifier: Apache-2.0
#include "model/json/canonical.h"

#include "model/json/unescape.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>
#include <vector>

namespace sightglass::json {
namespace {

constexpr std::ptrdiff_t kFew = 32;

bool needsEscape(char c)
{
    return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20;
}

void appendQuoted(std::string &out, std::string_view text)
{
    out.push_back('"');
    unsigned odd = 0; // no early end: the loop is one for vector units
    for (const char c : text)
        odd |= static_cast<unsigned>(needsEscape(c));
    if (odd == 0) {
        out.append(text).push_back('"');
        return;
    }
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto plain
            = std::find_if(text.begin() + static_cast<std::ptrdiff_t>(at), text.end(), needsEscape);
        const auto end = static_cast<std::size_t>(plain - text.begin());
        out.append(text.substr(at, end - at));
        at = end;
        if (at == text.size())
            break;
        const char c = text[at];
        if (c == '"' || c == '\\') {
            out.push_back('\\');
            out.push_back(c);
        } else {
            std::array<char, 8> escape{};
            std::snprintf(escape.data(), escape.size(), "\\u%04x", static_cast<unsigned>(c));
            out.append(escape.data());
        }
    }
    out.push_back('"');
}

/// Of one name the first stays first. No allocation for few.
void sortByName(std::vector<Member>::iterator begin, std::vector<Member>::iterator end)
{
    const auto isBefore = [](const Member &a, const Member &b) { return a.name < b.name; };
    if (end - begin > kFew) {
        std::stable_sort(begin, end, isBefore);
        return;
    }
    for (auto next = begin; next != end; ++next)
        std::rotate(std::upper_bound(begin, next, *next, isBefore), next, next + 1);
}

} // namespace

std::string canonical(Value value)
{
    return std::string{CanonicalWriter{}.write(value)};
}

std::string_view CanonicalWriter::write(Value value)
{
    m_out.clear();
    m_open.clear();
    append(value);
    return m_out;
}

// Recursion is bounded by limits::kDepth: the document was validated.
void CanonicalWriter::append(Value value) // NOLINT(misc-no-recursion)
{
    switch (value.type()) {
    case Type::Object:
        appendObject(value);
        return;
    case Type::Array: {
        m_out.push_back('[');
        bool first = true;
        for (const Value element : value.elements()) {
            if (!std::exchange(first, false))
                m_out.push_back(',');
            append(element);
        }
        m_out.push_back(']');
        return;
    }
    case Type::String:
        appendString(value);
        return;
    default:
        m_out.append(value.raw());
    }
}

void CanonicalWriter::appendString(Value string)
{
    const std::string_view raw = string.raw();
    if (raw.find('\\') == std::string_view::npos)
        m_out.append(raw);
    else
        appendQuoted(m_out, string.string());
}

void CanonicalWriter::appendObject(Value object) // NOLINT(misc-no-recursion)
{
    const std::size_t begin = m_open.size();
    for (const Member member : object.members())
        m_open.push_back(member);
    const std::size_t end = m_open.size();
    sortByName(m_open.begin() + static_cast<std::ptrdiff_t>(begin), m_open.end());
    m_out.push_back('{');
    for (std::size_t at = begin; at < end; ++at) {
        if (at != begin)
            m_out.push_back(',');
        const Member member = m_open[at];
        appendQuoted(m_out, member.name);
        m_out.push_back(':');
        append(member.value);
    }
    m_out.push_back('}');
    m_open.resize(begin);
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
    std::string out;
    appendQuoted(out, text);
    return out;
}

} // namespace sightglass::json
