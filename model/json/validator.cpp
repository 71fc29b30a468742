// SPDX-License-Identifier: Apache-2.0
#include "model/json/validator.h"

#include "model/json/unescape.h"

namespace sightglass::json {

Document::Validator::Validator(std::string_view text, const std::uint32_t *places,
                               std::uint32_t count, std::vector<std::uint32_t> &next)
    : m_text(text)
    , m_places(places)
    , m_count(count)
    , m_next(next)
{
    if (m_next.size() < count + 1)
        m_next.resize(count + 1);
}

std::optional<Rejection> Document::Validator::fail(const char *what) const
{
    return Rejection{Reason::BadJson, what, m_at < m_count ? m_places[m_at] : m_text.size()};
}

std::optional<Rejection> Document::Validator::run()
{
    if (auto rejection = value())
        return rejection;
    while (m_depth > 0) {
        if (auto rejection = afterValue())
            return rejection;
    }
    m_firstValueSize = m_places[m_at - 1] + 1;
    if (m_at == 1) { // a scalar: its end is where it was read to
        std::size_t end = m_places[1];
        while (isBlank(m_text[end - 1]))
            --end;
        m_firstValueSize = end;
    }
    if (m_at < m_count)
        return Rejection{Reason::Trailing, "something follows the JSON value", m_places[m_at]};
    return std::nullopt;
}

// At the place where a value must start.
std::optional<Rejection> Document::Validator::value()
{
    switch (const char c = peek()) {
    case '{':
    case '[':
        return open(c);
    case '"':
        return string();
    case '\0':
        return m_at < m_count ? fail("a NUL byte where a value should stand")
                              : fail("the text ends too early");
    default:
        return scalar();
    }
}

// Opens a container and stands at its first value, or behind it when it is empty.
std::optional<Rejection> Document::Validator::open(char bracket)
{
    if (m_depth == limits::kDepth)
        return Rejection{Reason::TooDeep, "nested deeper than 128", m_places[m_at]};
    if (++m_values > limits::kValues)
        return Rejection{Reason::TooManyValues, "more than 100,000 values", m_places[m_at]};
    m_open[m_depth++] = m_at++;
    if (peek() == (bracket == '{' ? '}' : ']')) {
        close();
        return std::nullopt;
    }
    if (bracket == '{') {
        if (auto rejection = memberName())
            return rejection;
    }
    return value();
}

void Document::Validator::close()
{
    m_next[m_open[--m_depth]] = ++m_at;
}

// Behind a value inside a container: a comma and the next value, or the end of the container.
std::optional<Rejection> Document::Validator::afterValue()
{
    const bool inObject = m_text[m_places[m_open[m_depth - 1]]] == '{';
    const char c = peek();
    if (c == (inObject ? '}' : ']')) {
        close();
        return std::nullopt;
    }
    if (c != ',')
        return fail(inObject ? "expected ',' or '}'" : "expected ',' or ']'");
    if (++m_values > limits::kValues)
        return Rejection{Reason::TooManyValues, "more than 100,000 values", m_places[m_at]};
    ++m_at;
    if (inObject) {
        if (auto rejection = memberName())
            return rejection;
    }
    return value();
}

std::optional<Rejection> Document::Validator::memberName()
{
    if (peek() != '"')
        return fail("expected the name of a member");
    if (auto rejection = string())
        return rejection;
    if (peek() != ':')
        return fail("expected ':'");
    ++m_at;
    return std::nullopt;
}

std::optional<Rejection> Document::Validator::string()
{
    std::size_t end
        = m_places[m_at
                   + 1]; // only white space lies between a closing quote and the next structural
    while (m_text[end - 1] != '"')
        --end;
    const std::size_t begin = m_places[m_at] + 1;
    const EscapeCheck check = checkEscapes(m_text.substr(begin, end - 1 - begin));
    if (!check.valid)
        return fail("a backslash is followed by no escape");
    m_loneSurrogate |= check.loneSurrogate;
    m_next[m_at] = m_at + 1;
    ++m_at;
    return std::nullopt;
}

std::optional<Rejection> Document::Validator::scalar()
{
    const std::size_t begin = m_places[m_at];
    std::size_t end = m_places[m_at + 1];
    while (end > begin && isBlank(m_text[end - 1]))
        --end;
    const std::string_view token = m_text.substr(begin, end - begin);
    if (token != "true" && token != "false" && token != "null" && !number(begin, end))
        return fail("expected a value");
    m_next[m_at] = m_at + 1;
    ++m_at;
    return std::nullopt;
}

// RFC 8259 §6. A number that a 64-bit integer or double does not hold exactly is valid, but odd.
bool Document::Validator::number(std::size_t begin, std::size_t end)
{
    std::size_t at = begin;
    const auto here = [&] { return at < end ? m_text[at] : '\0'; };
    const auto digits = [&] {
        const std::size_t first = at;
        while (here() >= '0' && here() <= '9')
            ++at;
        return at - first;
    };
    if (here() == '-')
        ++at;
    const bool zero = here() == '0';
    const std::size_t whole = zero ? (++at, 1) : digits();
    if (whole == 0)
        return false;
    std::size_t fraction = 0;
    if (here() == '.') {
        ++at;
        if ((fraction = digits()) == 0)
            return false;
    }
    bool exponent = false;
    if (here() == 'e' || here() == 'E') {
        exponent = true;
        ++at;
        if (here() == '+' || here() == '-')
            ++at;
        if (digits() == 0)
            return false;
    }
    if (at != end)
        return false;
    m_oddNumber |= isOddNumber(m_text.substr(begin, end - begin), whole + fraction, exponent);
    return true;
}

} // namespace sightglass::json
