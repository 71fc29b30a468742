// SPDX-License-Identifier: Apache-2.0
#include "model/json/document.h"

#include "model/json/unescape.h"
#include "model/json/validator.h"

#include <algorithm>
#include <charconv>

namespace sightglass::json {

std::optional<Rejection> Document::parse(std::string_view text)
{
    reset(text);
    if (auto rejection = m_own.index(text))
        return rejection;
    return walk(m_own);
}

std::optional<Rejection> Document::parse(std::string_view text, Block &block)
{
    reset(text);
    return walk(block);
}

void Document::reset(std::string_view text)
{
    m_text = text;
    if (!m_unescaped.empty())
        m_unescaped.clear();
    m_rootIndexed = false;
    m_firstValueSize = 0;
    m_loneSurrogate = m_oddNumber = false;
    const std::size_t escape = text.find('\\');
    const bool hasEscapes = escape != std::string_view::npos;
    m_escapesBegin = hasEscapes ? text.data() + escape : nullptr;
    m_escapesEnd = hasEscapes ? text.data() + text.rfind('\\') + 1 : nullptr;
}

std::optional<Rejection> Document::walk(Block &block)
{
    const std::uint32_t first = block.firstFrom(m_text.data());
    const auto start = static_cast<std::uint32_t>(m_text.data() - block.base());
    const auto limit = static_cast<std::uint32_t>(start + m_text.size());
    m_base = block.base();
    m_places = block.places() + first;
    if (const std::size_t most = std::min<std::size_t>(block.count() - first, m_text.size()) + 1;
        m_next.size() < most)
        m_next.resize(most);
    Validator validator(m_base, m_places, limit, m_next);
    const bool whole = validator.walk();
    const std::uint32_t behind = m_places[validator.at()];
    const std::size_t position = std::min(behind, limit) - start;
    block.passed(first + validator.at());
    m_oddNumber = validator.hasOddNumber();
    if (!whole)
        return Rejection{validator.reason(), validator.fault(), position};
    m_firstValueSize = endOfFirst(validator.at(), limit) - start;
    // A backslash outside of a string is no scalar: all that are left stand in strings.
    if (m_escapesEnd) {
        const EscapeCheck escapes = checkEscapes(m_text);
        m_loneSurrogate = escapes.loneSurrogate;
        if (!escapes.valid)
            return Rejection{Reason::BadJson, "a backslash is followed by no escape", escapes.at};
    }
    if (behind < limit)
        return Rejection{Reason::Trailing, "something follows the JSON value", position};
    return std::nullopt;
}

// Where the first value ends, when `behind` is the index of the structural behind it.
std::size_t Document::endOfFirst(std::uint32_t behind, std::uint32_t limit) const
{
    const char last = m_base[m_places[behind - 1]];
    if (last == '}' || last == ']')
        return m_places[behind - 1] + std::size_t{1};
    std::size_t end = std::min(m_places[behind], limit); // a scalar: only blanks may follow it
    while (isBlank(m_base[end - 1]))
        --end;
    return end;
}

std::string_view Document::withoutEscapes(std::string_view quotedText) const
{
    if (quotedText.find('\\') == std::string_view::npos)
        return quotedText;
    return m_unescaped.emplace_back(unescape(quotedText));
}

std::size_t Value::position() const
{
    return m_document ? static_cast<std::size_t>(m_document->m_base + m_document->m_places[m_index]
                                                 - m_document->m_text.data())
                      : 0;
}

std::string_view Value::raw() const
{
    if (!m_document)
        return {};
    const Document &document = *m_document;
    const char *const begin = document.m_base + document.m_places[m_index];
    const std::uint32_t behind = document.behindValue(m_index);
    const char *end = *begin == '{' || *begin == '['
        ? document.m_base + document.m_places[behind - 1] + 1
        : document.m_base + document.m_places[behind];
    end = std::min(end, document.m_text.data() + document.m_text.size());
    while (isBlank(end[-1])) // nothing else lies between a scalar and what follows
        --end;
    return {begin, static_cast<std::size_t>(end - begin)};
}

std::optional<std::string_view> Value::text() const
{
    if (!isString())
        return std::nullopt;
    return m_document->unescaped(m_document->quotedAt(m_index));
}

std::optional<std::int64_t> Value::integer() const
{
    if (type() != Type::Number)
        return std::nullopt;
    const std::string_view lexeme = raw();
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(lexeme.data(), lexeme.data() + lexeme.size(), number);
    if (error != std::errc{} || end != lexeme.data() + lexeme.size())
        return std::nullopt;
    return number;
}

bool Value::boolean() const
{
    return type() == Type::Boolean && raw() == "true";
}

void Document::indexRoot() const
{
    if (m_rootIndexed)
        return;
    m_rootIndexed = true;
    m_rootNames.clear();
    const auto members = root().members();
    for (auto it = members.begin(); it != members.end(); ++it)
        m_rootNames.add((*it).name, it.position());
}

Value Value::operator[](std::string_view name) const
{
    if (m_index != 0 || !isObject())
        return find(name);
    m_document->indexRoot();
    const NameBits &names = m_document->m_rootNames;
    if (!names.mayHave(name))
        return {};
    return names.isShared(name) ? find(name) : memberAt(names.placeOf(name), name);
}

Value Value::find(std::string_view name) const
{
    if (!isObject())
        return {};
    const Document &document = *m_document;
    const std::uint32_t end = document.m_next[m_index] - 1;
    for (std::uint32_t at = m_index + 1; at < end; at = document.behindMember(at)) {
        if (isSame(document.nameAt(at), name))
            return {m_document, at + 2};
    }
    return {};
}

Value Value::at(std::string_view pointer) const
{
    Value value = *this;
    while (!pointer.empty() && value.exists()) {
        if (pointer.front() != '/')
            return {};
        const std::size_t end = std::min(pointer.find('/', 1), pointer.size());
        std::string_view step = pointer.substr(1, end - 1);
        std::string unescaped;
        if (step.find('~') != std::string_view::npos) {
            unescaped = unescapePointer(step);
            step = unescaped;
        }
        pointer.remove_prefix(end);
        if (value.isObject()) {
            value = value[step];
            continue;
        }
        std::size_t left = 0;
        const auto [stop, error] = std::from_chars(step.data(), step.data() + step.size(), left);
        Value found;
        if (error == std::errc{} && stop == step.data() + step.size()) {
            for (const Value element : value.elements()) {
                if (left-- == 0) {
                    found = element;
                    break;
                }
            }
        }
        value = found;
    }
    return value;
}

Value::MemberRange Value::members() const
{
    MemberRange range;
    if (isObject()) {
        range.m_document = m_document;
        range.m_begin = m_index + 1;
        range.m_end = m_document->m_next[m_index] - 1;
    }
    return range;
}

Value::ElementRange Value::elements() const
{
    ElementRange range;
    if (isArray()) {
        range.m_document = m_document;
        range.m_begin = m_index + 1;
        range.m_end = m_document->m_next[m_index] - 1;
    }
    return range;
}

Value::ElementRange::Iterator &Value::ElementRange::Iterator::operator++()
{
    m_index = m_document->behindValue(m_index);
    if (m_document->charAt(m_index) == ',')
        ++m_index;
    return *this;
}

} // namespace sightglass::json
