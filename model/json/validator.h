// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/limits.h"
#include "model/json/document.h"

#include <array>

namespace sightglass::json {

/// Checks what stage 1 leaves open: grammar between structurals, scalars, depth and size; escapes
/// are left to checkEscapes(). Iterative, so that no input can exhaust the stack. Fills `next`: the
/// index behind each object and array. COST: a few instructions a structural.
class Document::Validator
{
public:
    /// Places are counted from `base`; the text ends at `limit`, structurals of other texts may
    /// stand behind it.
    Validator(const char *base, const std::uint32_t *places, std::uint32_t limit,
              std::vector<std::uint32_t> &next)
        : m_base(base)
        , m_places(places)
        , m_limit(limit)
        , m_next(next.data())
    { }

    /// What stands in the way of one complete value at the start, if anything does.
    [[nodiscard]] bool walk();
    /// REQUIRES: walk() was false.
    [[nodiscard]] Reason reason() const { return m_reason; }
    [[nodiscard]] const char *fault() const { return m_fault; }
    /// Index of the structural behind the value, or of that which is wrong.
    [[nodiscard]] std::uint32_t at() const { return m_at; }
    [[nodiscard]] bool hasOddNumber() const { return m_oddNumber; }

private:
    [[nodiscard]] char peek(std::uint32_t at) const
    {
        const std::uint32_t place = m_places[at];
        return place < m_limit ? m_base[place] : '\0';
    }
    /// Whether a name, a colon and something more stand there.
    [[nodiscard]] bool isMember(std::uint32_t at) const
    {
        return m_places[at + 2] < m_limit && m_base[m_places[at]] == '"'
            && m_base[m_places[at + 1]] == ':';
    }
    [[nodiscard]] bool scalar(std::uint32_t at);
    [[nodiscard]] bool number(const char *at, const char *end);
    bool refuseMember(std::uint32_t at);
    bool refuse(std::uint32_t at, const char *fault, Reason reason = Reason::BadJson);

    const char *m_base;
    const std::uint32_t *m_places;
    std::uint32_t m_limit;
    std::uint32_t *m_next;
    std::uint32_t m_at = 0;
    const char *m_fault = nullptr;
    Reason m_reason = Reason::BadJson;
    bool m_oddNumber = false;
};

} // namespace sightglass::json
