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
    Validator(std::string_view text, const std::uint32_t *places, std::uint32_t count,
              std::vector<std::uint32_t> &next);

    [[nodiscard]] std::optional<Rejection> run();
    [[nodiscard]] std::size_t firstValueSize() const { return m_firstValueSize; }
    [[nodiscard]] bool hasOddNumber() const { return m_oddNumber; }

private:
    [[nodiscard]] char peek() const { return m_at < m_count ? m_text[m_places[m_at]] : '\0'; }
    [[nodiscard]] bool walk();
    [[nodiscard]] bool value();
    [[nodiscard]] bool name();
    [[nodiscard]] bool open();
    [[nodiscard]] bool behindValue();
    [[nodiscard]] bool count();
    [[nodiscard]] bool scalar();
    [[nodiscard]] bool number(std::size_t begin, std::size_t end);
    bool fail(const char *what);
    bool fail(Reason reason, const char *what);
    void close() { m_next[m_open[--m_depth]] = ++m_at; }

    std::string_view m_text;
    const std::uint32_t *m_places;
    std::uint32_t m_count;
    std::vector<std::uint32_t> &m_next;
    std::array<std::uint32_t, limits::kDepth> m_open; // indexes of the brackets that are open
    std::uint32_t m_depth = 0;
    std::uint32_t m_at = 0;
    std::uint32_t m_values = 0;
    std::size_t m_firstValueSize = 0;
    bool m_oddNumber = false;
    std::optional<Rejection> m_rejection;
};

} // namespace sightglass::json
