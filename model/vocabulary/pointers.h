// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/json/document.h"
#include "model/vocabulary/text_arena.h"

#include <array>
#include <cstdint>
#include <string_view>

namespace sightglass {

/// RFC 6901 pointers, a blank between them, as tables write them; `|` stands between those of which
/// one will do. Cut into their steps when they are made: at compile time where they are constants.
/// LIFETIME: of the text.
class Pointers
{
public:
    constexpr Pointers() = default;
    // NOLINTNEXTLINE(google-explicit-constructor): tables hold texts
    constexpr Pointers(const char *text)
        : Pointers(std::string_view{text})
    { }
    // NOLINTNEXTLINE(google-explicit-constructor)
    constexpr Pointers(std::string_view text)
        : m_text(text)
    {
        m_areCut = cut();
    }

    [[nodiscard]] constexpr std::string_view text() const { return m_text; }
    [[nodiscard]] constexpr bool empty() const { return m_text.empty(); }

    /// Whether visit() serves: no escape, no `|`, none that is empty or too long.
    [[nodiscard]] constexpr bool areCut() const { return m_areCut; }
    /// What stands under one after the other, Missing where nothing does, until `isEnough(value)`.
    /// REQUIRES: areCut()
    template<typename IsEnough> void visit(json::Value body, const IsEnough &isEnough) const
    {
        json::Value value = body;
        std::size_t begin = 1;
        for (std::size_t step = 0; step < m_count; ++step) {
            const std::size_t end = m_ends[step];
            if (value.exists())
                value = value.step({m_text.data() + begin, end - begin});
            begin = end + 1;
            if (end < m_text.size() && m_text[end] == '/')
                continue;
            if (isEnough(value))
                return;
            value = body;
            ++begin; // behind the next one's slash
        }
    }

private:
    static constexpr std::size_t kMostSteps = 13;

    constexpr bool cut()
    {
        constexpr std::size_t kLongest = 255;
        if (m_text.size() > kLongest)
            return false;
        bool begins = true;
        for (std::size_t at = 0; at < m_text.size(); ++at) {
            const char c = m_text[at];
            if (c == '~' || c == '|' || (begins && c != '/'))
                return false;
            if (!begins && (c == '/' || c == ' ') && !addEnd(at))
                return false;
            begins = c == ' ';
        }
        return m_text.empty() || (!begins && addEnd(m_text.size()));
    }
    constexpr bool addEnd(std::size_t at)
    {
        if (m_count == kMostSteps)
            return false;
        m_ends[m_count++] = static_cast<std::uint8_t>(at);
        return true;
    }

    std::string_view m_text;
    std::array<std::uint8_t, kMostSteps> m_ends{}; // of the steps
    std::uint8_t m_count = 0;
    bool m_areCut = true;
};

/// Text of a string, or a number or boolean as written; empty for anything else.
[[nodiscard]] std::string_view scalarText(json::Value value);
/// The first of the pointers under which a value stands that is neither null nor an empty text.
[[nodiscard]] json::Value firstOf(json::Value body, const Pointers &pointers);
/// All texts under the pointers, "#" between; empty when one of them is missing. Of "/a|/b" the
/// first that is there.
[[nodiscard]] std::string_view joinedId(json::Value body, const Pointers &pointers,
                                        TextArena &arena);

} // namespace sightglass
