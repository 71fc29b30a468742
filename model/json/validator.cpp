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
    if (m_next.size() < m_count + 1)
        m_next.resize(m_count + 1);
}

bool Document::Validator::fail(const char *what)
{
    return fail(Reason::BadJson, what);
}

bool Document::Validator::fail(Reason reason, const char *what)
{
    m_rejection = Rejection{reason, what, m_at < m_count ? m_places[m_at] : m_text.size()};
    return false;
}

std::optional<Rejection> Document::Validator::run()
{
    if (!walk())
        return m_rejection;
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

bool Document::Validator::walk()
{
    do {
        if (!value())
            return false;
    } while (m_depth > 0 && behindValue());
    return !m_rejection;
}

// At the place where a value must start: steps behind it, or into it as far as its first scalar or
// empty container.
bool Document::Validator::value()
{
    for (;;) {
        const char c = peek();
        if (c == '"') { // stage 1 found its end
            ++m_at;
            return true;
        }
        if (c != '{' && c != '[')
            return scalar();
        if (!open())
            return false;
        if (peek() == (c == '{' ? '}' : ']')) {
            close();
            return true;
        }
        if (c == '{' && !name())
            return false;
    }
}

bool Document::Validator::open()
{
    if (m_depth == limits::kDepth)
        return fail(Reason::TooDeep, "nested deeper than 128");
    if (!count())
        return false;
    m_open[m_depth++] = m_at++;
    return true;
}

bool Document::Validator::count()
{
    return ++m_values <= limits::kValues || fail(Reason::TooManyValues, "more than 100,000 values");
}

bool Document::Validator::name()
{
    if (peek() != '"')
        return fail("expected the name of a member");
    ++m_at;
    if (peek() != ':')
        return fail("expected ':'");
    ++m_at;
    return true;
}

// Behind a value inside a container: closes what ends there. True where another value must follow;
// false at the end of it all, and where a rule is broken.
bool Document::Validator::behindValue()
{
    while (m_depth > 0) {
        const bool inObject = m_text[m_places[m_open[m_depth - 1]]] == '{';
        const char c = peek();
        if (c == ',') {
            if (!count())
                return false;
            ++m_at;
            return !inObject || name();
        }
        if (c != (inObject ? '}' : ']'))
            return fail(inObject ? "expected ',' or '}'" : "expected ',' or ']'");
        close();
    }
    return false;
}

bool Document::Validator::scalar()
{
    if (m_at >= m_count)
        return fail("the text ends too early");
    const std::size_t begin = m_places[m_at];
    std::size_t end = m_places[m_at + 1];
    while (end > begin && isBlank(m_text[end - 1]))
        --end;
    const std::string_view token = m_text.substr(begin, end - begin);
    if (!number(begin, end) && token != "true" && token != "false" && token != "null")
        return fail("expected a value");
    ++m_at;
    return true;
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
