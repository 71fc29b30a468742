// SPDX-License-Identifier: Apache-2.0
#include "model/json/validator.h"

#include "model/json/unescape.h"

#include <algorithm>

namespace sightglass::json {

// One loop and local variables: this is the hottest code of all reading.
bool Document::Validator::walk()
{
    std::array<std::uint32_t, limits::kDepth> open; // indexes of the brackets that are open
    std::uint32_t depth = 0;
    std::uint32_t values = 0;
    std::uint32_t at = 0;
    bool inObject = false;
    for (;;) {
        const char c = peek(at);
        if (c == '"') { // stage 1 found its end
            ++at;
        } else if (c == '{' || c == '[') {
            if (depth == limits::kDepth)
                return refuse(at, "nested deeper than 128", Reason::TooDeep);
            if (++values > limits::kValues)
                return refuse(at, "more than 100,000 values", Reason::TooManyValues);
            open[depth++] = at++;
            inObject = c == '{';
            if (peek(at) != (inObject ? '}' : ']')) {
                if (inObject && !isMember(at))
                    return refuseMember(at);
                at += inObject ? 2 : 0;
                continue;
            }
        } else if (scalar(at)) {
            ++at;
        } else {
            return refuse(at, "expected a value");
        }
        for (;;) { // behind a value: what ends there, or a comma
            if (depth == 0) {
                m_at = at;
                return true;
            }
            const char behind = peek(at);
            if (behind == ',')
                break;
            if (behind != (inObject ? '}' : ']'))
                return refuse(at, inObject ? "expected ',' or '}'" : "expected ',' or ']'");
            m_next[open[--depth]] = ++at;
            inObject = depth > 0 && m_base[m_places[open[depth - 1]]] == '{';
        }
        if (++values > limits::kValues)
            return refuse(at, "more than 100,000 values", Reason::TooManyValues);
        ++at;
        if (inObject && !isMember(at))
            return refuseMember(at);
        at += inObject ? 2 : 0;
    }
}

bool Document::Validator::refuseMember(std::uint32_t at)
{
    if (peek(at) != '"')
        return refuse(at, "expected the name of a member");
    if (peek(at + 1) != ':')
        return refuse(at + 1, "expected ':'");
    return refuse(at + 2, "expected a value");
}

bool Document::Validator::refuse(std::uint32_t at, const char *fault, Reason reason)
{
    m_at = at;
    m_fault = m_places[at] < m_limit ? fault : "the text ends too early";
    m_reason = reason;
    return false;
}

bool Document::Validator::scalar(std::uint32_t at)
{
    const std::uint32_t place = m_places[at];
    if (place >= m_limit)
        return false;
    const char *begin = m_base + place;
    const char *end = m_base + std::min(m_places[at + 1], m_limit);
    while (end > begin && isBlank(end[-1]))
        --end;
    if (number(begin, end))
        return true;
    const std::string_view token{begin, static_cast<std::size_t>(end - begin)};
    return token == "true" || token == "false" || token == "null";
}

// RFC 8259 §6. A number that a 64-bit integer or double does not hold exactly is valid, but odd.
bool Document::Validator::number(const char *at, const char *end)
{
    constexpr std::size_t kSurelyExact = 15; // digits
    const char *const begin = at;
    const auto here = [&] { return at < end ? *at : '\0'; };
    const auto digits = [&] {
        const char *const first = at;
        while (at < end && *at >= '0' && *at <= '9')
            ++at;
        return static_cast<std::size_t>(at - first);
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
    if (whole + fraction > kSurelyExact || exponent)
        m_oddNumber |= isOddNumber({begin, static_cast<std::size_t>(end - begin)}, whole + fraction,
                                   exponent);
    return true;
}

} // namespace sightglass::json
