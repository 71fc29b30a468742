// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sightglass {

using TextRow = std::vector<std::string>;

/// Columns that are aligned, each line within `width` characters: the widest columns give way and
/// their cells go on below. A column that says nothing is left out. UTF-8 in and out; a code point
/// counts as one character.
class TextTable
{
public:
    /// REQUIRES: all rows have as many cells as the header; at least one row
    TextTable(const TextRow &header, const std::vector<TextRow> &rows, std::size_t width);

    /// The lines of a row, or of the header.
    [[nodiscard]] std::string lines(const TextRow &row) const;

private:
    std::vector<std::size_t> m_widths; // 0: left out
};

/// "    label  text", within `width` characters: what does not fit goes on below the text.
[[nodiscard]] std::string hangingText(std::string_view label, std::string_view text,
                                      std::size_t width);

} // namespace sightglass
