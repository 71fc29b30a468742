// SPDX-License-Identifier: Apache-2.0
#include "app/cli/text_table.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace sightglass {
namespace {

constexpr std::size_t kGap = 2;
constexpr std::size_t kNarrowest = 8;
constexpr std::size_t kIndent = 4;
constexpr std::size_t kLabel = 9;

bool startsCharacter(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
}

std::size_t lengthOf(std::string_view text)
{
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), startsCharacter));
}

/// The byte behind so many characters.
std::size_t bytesOf(std::string_view text, std::size_t characters)
{
    std::size_t at = 0;
    while (at < text.size() && (characters > 0 || !startsCharacter(text[at])))
        characters -= startsCharacter(text[at++]) ? 1 : 0;
    return at;
}

/// Cuts off what fits on a line: whole words where one fits.
std::string_view nextLine(std::string_view &text, std::size_t width)
{
    if (lengthOf(text) <= width)
        return std::exchange(text, {});
    std::size_t end = bytesOf(text, width);
    const std::size_t blank = text.rfind(' ', end);
    if (blank != std::string_view::npos && blank > 0)
        end = blank;
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end);
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    return line;
}

using Widths = std::vector<std::size_t>;

Widths naturalWidths(const TextRow &header, const std::vector<TextRow> &rows)
{
    Widths widths(header.size(), 0);
    for (std::size_t column = 0; column < header.size(); ++column) {
        for (const TextRow &row : rows)
            widths[column] = std::max(widths[column], lengthOf(row[column]));
        if (widths[column] > 0)
            widths[column] = std::max(widths[column], lengthOf(header[column]));
    }
    return widths;
}

std::size_t totalOf(const Widths &widths, std::size_t most)
{
    std::size_t total = 0;
    for (const std::size_t width : widths)
        total += width == 0 ? 0 : std::min(width, most) + kGap;
    return total;
}

/// Narrow columns keep what they need, wide ones share the rest alike.
Widths fittedWidths(Widths widths, std::size_t width)
{
    std::size_t most = *std::max_element(widths.begin(), widths.end());
    while (most > kNarrowest && totalOf(widths, most) > width + kGap)
        --most;
    for (std::size_t &column : widths)
        column = std::min(column, most);
    return widths;
}

} // namespace

TextTable::TextTable(const TextRow &header, const std::vector<TextRow> &rows, std::size_t width)
    : m_widths(fittedWidths(naturalWidths(header, rows), width))
{ }

std::string TextTable::lines(const TextRow &row) const
{
    std::string out;
    std::vector<std::string_view> left{row.begin(), row.end()};
    bool more = true;
    while (more) {
        std::string line;
        std::size_t indent = 0; // of the cell that comes next
        more = false;
        for (std::size_t column = 0; column < left.size(); ++column) {
            if (m_widths[column] == 0)
                continue;
            const std::string_view cell = nextLine(left[column], m_widths[column]);
            more = more || !left[column].empty();
            if (!cell.empty())
                line.append(indent - lengthOf(line), ' ').append(cell);
            indent += m_widths[column] + kGap;
        }
        out.append(line).append("\n");
    }
    return out;
}

std::string hangingText(std::string_view label, std::string_view text, std::size_t width)
{
    std::string out;
    while (!text.empty()) {
        std::string line(kIndent, ' ');
        line.append(std::exchange(label, {}));
        line.append(kIndent + kLabel - lengthOf(line), ' ');
        out.append(line).append(nextLine(text, width - kIndent - kLabel)).append("\n");
    }
    return out;
}

} // namespace sightglass
