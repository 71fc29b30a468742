// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/json/document.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sightglass::json {

/// The value with members sorted by name, insignificant white space gone, strings escaped in one
/// way and number lexemes as written: equal exactly for equal content (rules.md §2.5). COST: n log
/// n in the members.
[[nodiscard]] std::string canonical(Value value);

/// The same, again and again without allocating.
class CanonicalWriter
{
public:
    /// LIFETIME: until the next call.
    [[nodiscard]] std::string_view write(Value value);

private:
    struct Name
    {
        std::uint64_t beginning; // eight bytes, the first one highest: in the order of the names
        std::string_view text;
        std::uint32_t at; // index of its structural
    };

    // Each returns the index of the structural behind what it wrote.
    std::uint32_t append(const Document &document, std::uint32_t at);
    std::uint32_t appendObject(const Document &document, std::uint32_t at);
    std::uint32_t appendArray(const Document &document, std::uint32_t at);
    void appendString(const char *written, std::string_view text);
    void sortNames(std::size_t begin);
    void put(char c) { *m_end++ = c; }
    /// Keeps what is written.
    void makeRoom(std::size_t size);

    std::string m_out; // room, as much of it as was ever needed
    char *m_end = nullptr; // of what is written
    std::size_t m_size = 0; // of what is to be written, before escapes make it longer
    std::string m_escaped;
    std::vector<Name> m_names; // of all objects around the place, innermost last
};

/// The text with insignificant white space removed and all else as it was: order, escapes, numbers.
/// REQUIRES: text is valid JSON.
[[nodiscard]] std::string minified(std::string_view text);

/// `text` as a JSON string, quotes included.
[[nodiscard]] std::string quoted(std::string_view text);

} // namespace sightglass::json
