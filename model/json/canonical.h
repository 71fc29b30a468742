// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/json/document.h"

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
    void append(Value value);
    void appendObject(Value object);
    void appendString(Value string);

    std::string m_out;
    std::vector<Member> m_open; // of all objects around the place, innermost last
};

/// The text with insignificant white space removed and all else as it was: order, escapes, numbers.
/// REQUIRES: text is valid JSON.
[[nodiscard]] std::string minified(std::string_view text);

/// `text` as a JSON string, quotes included.
[[nodiscard]] std::string quoted(std::string_view text);

} // namespace sightglass::json
