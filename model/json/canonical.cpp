// SPDX-License-Identifier: Apache-2.0
#include "model/json/canonical.h"

#include "model/base/copy_text.h"
#include "model/json/unescape.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>
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

template<typename Word> std::uint64_t bigEndian(const char *at)
{
    Word word{};
    std::memcpy(&word, at, sizeof word);
    if constexpr (sizeof word == 8)
        return __builtin_bswap64(word);
    else
        return __builtin_bswap32(word);
}

/// So that most names are compared by one comparison of numbers.
std::uint64_t beginningOf(std::string_view name)
{
    const std::size_t size = name.size();
    if (size >= 8)
        return bigEndian<std::uint64_t>(name.data());
    if (size >= 4)
        return bigEndian<std::uint32_t>(name.data()) << 32
            | bigEndian<std::uint32_t>(name.data() + size - 4) << 8 * (8 - size);
    std::uint64_t beginning = 0;
    for (std::size_t at = 0; at < size; ++at)
        beginning |= std::uint64_t{static_cast<unsigned char>(name[at])} << 8 * (7 - at);
    return beginning;
}

} // namespace

std::string canonical(Value value)
{
    return std::string{CanonicalWriter{}.write(value)};
}

std::string_view CanonicalWriter::write(Value value)
{
    m_names.clear();
    m_size = value.raw().size();
    m_end = m_out.data();
    makeRoom(0);
    if (value.exists())
        append(*value.m_document, value.m_index);
    return {m_out.data(), static_cast<std::size_t>(m_end - m_out.data())};
}

void CanonicalWriter::makeRoom(std::size_t size)
{
    const auto used = static_cast<std::size_t>(m_end - m_out.data());
    const std::size_t needed = used + size + m_size;
    if (m_out.size() < needed)
        m_out.resize(std::max(needed, 2 * m_out.size()));
    m_end = m_out.data() + used;
}

// Recursion is bounded by limits::kDepth: the document was validated.
std::uint32_t CanonicalWriter::append(const Document &document, // NOLINT(misc-no-recursion)
                                      std::uint32_t at)
{
    switch (document.charAt(at)) {
    case '{':
        return appendObject(document, at);
    case '[':
        return appendArray(document, at);
    case '"':
        appendString(document.quotedAt(at).data(), document.nameAt(at));
        break;
    default:
        m_end = copyText(document.scalarAt(at), m_end);
    }
    return at + 1;
}

std::uint32_t CanonicalWriter::appendArray(const Document &document, // NOLINT(misc-no-recursion)
                                           std::uint32_t at)
{
    const std::uint32_t behind = document.m_next[at];
    put('[');
    for (++at; at + 1 < behind; ++at) {
        at = append(document, at);
        put(',');
    }
    if (m_end[-1] == ',')
        --m_end;
    put(']');
    return behind;
}

void CanonicalWriter::appendString(const char *written, std::string_view text)
{
    if (text.data() == written) {
        m_end = copyText({written - 1, text.size() + 2}, m_end); // with its quotes
        return;
    }
    m_escaped.clear();
    appendQuoted(m_escaped, text);
    makeRoom(m_escaped.size());
    m_end = copyText(m_escaped, m_end);
}

// Of one name the first stays first. No allocation for few.
void CanonicalWriter::sortNames(std::size_t begin)
{
    const auto isBefore = [](const Name &a, const Name &b) {
        return a.beginning != b.beginning ? a.beginning < b.beginning : a.text < b.text;
    };
    const auto first = m_names.begin() + static_cast<std::ptrdiff_t>(begin);
    if (m_names.end() - first > kFew) {
        std::stable_sort(first, m_names.end(), isBefore);
        return;
    }
    for (auto next = first; next != m_names.end(); ++next) {
        const Name name = *next;
        auto place = next;
        for (; place != first && isBefore(name, place[-1]); --place)
            *place = place[-1];
        *place = name;
    }
}

std::uint32_t CanonicalWriter::appendObject(const Document &document, // NOLINT(misc-no-recursion)
                                            std::uint32_t object)
{
    const std::size_t begin = m_names.size();
    const std::uint32_t behind = document.m_next[object];
    for (std::uint32_t at = object + 1; at + 1 < behind; at = document.behindValue(at + 2) + 1) {
        const std::string_view name = document.nameAt(at);
        m_names.push_back({beginningOf(name), name, at});
    }
    sortNames(begin);
    const std::size_t end = m_names.size();
    put('{');
    for (std::size_t next = begin; next < end; ++next) {
        if (next != begin)
            put(',');
        const std::uint32_t at = m_names[next].at;
        appendString(document.quotedAt(at).data(), m_names[next].text);
        put(':');
        append(document, at + 2);
    }
    put('}');
    m_names.resize(begin);
    return behind;
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
