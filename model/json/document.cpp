// SPDX-License-Identifier: Apache-2.0
#include "model/json/document.h"

#include "model/json/stage1.h"
#include "model/json/unescape.h"
#include "model/json/validator.h"

#include <charconv>

namespace sightglass::json {

Document::Document()
    : m_stage1(std::make_unique<Stage1>())
{ }
Document::~Document() = default;
Document::Document(Document &&) noexcept = default;
Document &Document::operator=(Document &&) noexcept = default;

std::optional<Rejection> Document::parse(std::string_view text)
{
    m_text = text;
    m_unescaped.clear();
    m_rootIndexed = false;
    m_firstValueSize = 0;
    m_loneSurrogate = m_oddNumber = false;
    m_hasEscapes = text.find('\\') != std::string_view::npos;
    if (const auto rejection = m_stage1->run(text))
        return rejection;
    m_places = m_stage1->places();

    Validator validator(text, m_places, m_stage1->count(), m_next);
    auto rejection = validator.run();
    m_firstValueSize = validator.firstValueSize();
    m_oddNumber = validator.hasOddNumber();
    if (!m_hasEscapes || (rejection && rejection->reason != Reason::Trailing))
        return rejection;
    // A backslash outside of a string is no scalar: all that are left stand in strings.
    const EscapeCheck escapes = checkEscapes(text);
    m_loneSurrogate = escapes.loneSurrogate;
    if (!escapes.valid)
        return Rejection{Reason::BadJson, "a backslash is followed by no escape", escapes.at};
    return rejection;
}

std::string_view Document::withoutEscapes(std::string_view quotedText) const
{
    if (quotedText.find('\\') == std::string_view::npos)
        return quotedText;
    return m_unescaped.emplace_back(unescape(quotedText));
}

std::size_t Value::position() const
{
    return m_document ? m_document->m_places[m_index] : 0;
}

std::string_view Value::raw() const
{
    if (!m_document)
        return {};
    const std::string_view text = m_document->m_text;
    const std::uint32_t begin = m_document->m_places[m_index];
    if (text[begin] == '{' || text[begin] == '[')
        return text.substr(begin,
                           m_document->m_places[m_document->m_next[m_index] - 1] + 1 - begin);
    std::size_t end
        = m_document
              ->m_places[m_index + 1]; // only white space lies between a scalar and what follows
    while (isBlank(text[end - 1]))
        --end;
    return text.substr(begin, end - begin);
}

std::optional<std::string_view> Value::text() const
{
    if (!isString())
        return std::nullopt;
    return m_document->unescaped(m_document->quotedAt(m_index));
}

std::string_view Value::string() const
{
    return isString() ? m_document->unescaped(m_document->quotedAt(m_index)) : std::string_view{};
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
    if (!isObject())
        return {};
    const Document &document = *m_document;
    if (m_index == 0) {
        document.indexRoot();
        const NameBits &names = document.m_rootNames;
        if (!names.mayHave(name))
            return {};
        if (!names.isShared(name)) {
            const Member member = memberAt(names.placeOf(name));
            return member.name == name ? member.value : Value{};
        }
    }
    const std::uint32_t end = document.m_next[m_index] - 1;
    for (std::uint32_t at = m_index + 1; at < end; at = document.behindMember(at)) {
        // Most names differ in their size or their first letter: nothing need be unescaped.
        const std::size_t begin = document.m_places[at] + std::size_t{1};
        const bool fits = !document.m_hasEscapes && document.m_places[at + 1] - begin > name.size()
            && document.m_text[begin + name.size()] == '"'
            && document.m_text.compare(begin, name.size(), name) == 0;
        if (fits || (document.m_hasEscapes && document.nameAt(at) == name))
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
    if (m_document->m_text[m_document->m_places[m_index]] == ',')
        ++m_index;
    return *this;
}

} // namespace sightglass::json
