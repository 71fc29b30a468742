// SPDX-License-Identifier: Apache-2.0
#include "model/json/document.h"

#include "model/json/validator.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <utility>

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
    m_hasRootNames = false;
    m_firstValueSize = 0;
    m_loneSurrogate = m_oddNumber = false;
    m_escapesBegin = m_escapesEnd = nullptr;
    if (const std::size_t escape = text.find('\\'); escape != std::string_view::npos) {
        m_escapesBegin = text.data() + escape;
        m_escapesEnd = static_cast<const char *>(::memrchr(text.data(), '\\', text.size())) + 1;
    }
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
    if (*begin != '{' && *begin != '[')
        return document.scalarAt(m_index);
    const char *const last = document.m_base + document.m_places[document.m_next[m_index] - 1];
    return {begin, static_cast<std::size_t>(last + 1 - begin)};
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

void NameBits::read(Value object)
{
    std::size_t count = 0;
    std::uint64_t seen = 0;
    std::uint64_t shared = 0;
    if (object.isObject()) {
        const Document &document = *object.m_document;
        const std::uint32_t end = document.m_next[object.m_index];
        for (std::uint32_t at = document.firstWithin(object.m_index); at < end;
             at = document.behindMember(at)) {
            const std::uint32_t bit = MemberName::bitOf(document.nameAt(at));
            shared |= seen & std::uint64_t{1} << bit;
            seen |= std::uint64_t{1} << bit;
            m_places[bit] = at;
            ++count;
        }
    }
    m_count = count;
    m_seen = seen;
    m_shared = shared;
}

const NameBits *Value::rootNames() const
{
    if (m_index != 0 || !isObject())
        return nullptr;
    if (!std::exchange(m_document->m_hasRootNames, true))
        m_document->m_rootNames.read(*this);
    return &m_document->m_rootNames;
}

Value Value::member(std::string_view name) const
{
    if (m_index != 0)
        return find(name);
    if (!m_document->m_hasRootNames && !rootNames())
        return {};
    const NameBits &names = m_document->m_rootNames;
    const MemberName wanted{name};
    if (!names.mayHave(wanted))
        return {};
    return names.isShared(wanted) ? find(name) : memberAt(names.placeOf(wanted), name);
}

Value Value::find(std::string_view name) const
{
    if (!isObject())
        return {};
    const Document &document = *m_document;
    const std::uint32_t end = document.m_next[m_index];
    for (std::uint32_t at = document.firstWithin(m_index); at < end;
         at = document.behindMember(at)) {
        if (document.isNamed(at, name))
            return {m_document, at + 2};
    }
    return {};
}

Value Value::at(std::string_view pointer) const
{
    Value value = *this;
    for (std::size_t at = 0; at < pointer.size() && value.exists();) {
        if (pointer[at] != '/')
            return {};
        const std::size_t begin = ++at;
        bool isEscaped = false;
        for (; at < pointer.size() && pointer[at] != '/'; ++at)
            isEscaped |= pointer[at] == '~';
        const std::string_view step{pointer.data() + begin, at - begin};
        value = isEscaped ? value.step(unescapePointer(step)) : value.step(step);
    }
    return value;
}

Value Value::step(std::string_view name) const
{
    if (isObject())
        return member(name);
    std::size_t left = 0;
    const auto [stop, error] = std::from_chars(name.data(), name.data() + name.size(), left);
    if (error != std::errc{} || stop != name.data() + name.size())
        return {};
    for (const Value element : elements()) {
        if (left-- == 0)
            return element;
    }
    return {};
}

Value::MemberRange Value::members() const
{
    MemberRange range;
    if (isObject()) {
        range.m_document = m_document;
        range.m_end = m_document->m_next[m_index];
        range.m_begin = m_document->firstWithin(m_index);
    }
    return range;
}

Value::ElementRange Value::elements() const
{
    ElementRange range;
    if (isArray()) {
        range.m_document = m_document;
        range.m_end = m_document->m_next[m_index];
        range.m_begin = m_document->firstWithin(m_index);
    }
    return range;
}

} // namespace sightglass::json
