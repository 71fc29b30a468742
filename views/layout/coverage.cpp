// SPDX-License-Identifier: Apache-2.0
#include "views/layout/coverage.h"

#include <algorithm>
#include <cmath>

namespace sightglass {
namespace {

/// Of each pair of bits whether one is set, moved together into the lower half.
std::uint64_t pairsOf(std::uint64_t word)
{
    word = (word | word >> 1) & 0x5555555555555555;
    word = (word | word >> 1) & 0x3333333333333333;
    word = (word | word >> 2) & 0x0F0F0F0F0F0F0F0F;
    word = (word | word >> 4) & 0x00FF00FF00FF00FF;
    word = (word | word >> 8) & 0x0000FFFF0000FFFF;
    return (word | word >> 16) & 0x00000000FFFFFFFF;
}

} // namespace

Coverage::Coverage(double side, double x, double y, double width, double height)
    : pitch(side)
    , left(x)
    , top(y)
    , columns(static_cast<std::int32_t>(std::ceil(width / side)) + 1)
    , rows(static_cast<std::int32_t>(std::ceil(height / side)) + 1)
    , bits(static_cast<std::size_t>(rows) * static_cast<std::size_t>(wordsPerRow()))
{ }

std::int32_t Coverage::columnOf(double x) const
{
    return static_cast<std::int32_t>(
        std::clamp(std::floor((x - left) / pitch), -1.0, static_cast<double>(columns)));
}

std::int32_t Coverage::rowOf(double y) const
{
    return static_cast<std::int32_t>(
        std::clamp(std::floor((y - top) / pitch), -1.0, static_cast<double>(rows)));
}

void Coverage::coverLevel(double from, double to, double y)
{
    const std::int32_t row = rowOf(y);
    const std::int32_t first = std::max(0, columnOf(from));
    const std::int32_t last = std::min(columns - 1, columnOf(to));
    if (row < 0 || row >= rows || first > last)
        return;
    std::uint64_t *words = bits.data() + std::size_t(row) * std::size_t(wordsPerRow());
    for (std::int32_t word = first / 64; word <= last / 64; ++word) {
        std::uint64_t mask = ~std::uint64_t{0};
        if (word == first / 64)
            mask &= ~std::uint64_t{0} << (first % 64);
        if (word == last / 64)
            mask &= ~std::uint64_t{0} >> (63 - last % 64);
        words[word] |= mask;
    }
}

void Coverage::coverUpright(double x, double from, double to)
{
    const std::int32_t column = columnOf(x);
    const std::int32_t first = std::max(0, rowOf(from));
    const std::int32_t last = std::min(rows - 1, rowOf(to));
    if (column < 0 || column >= columns || first > last)
        return;
    if (column != m_column || first > m_last + 1 || last + 1 < m_first) {
        coverColumn(column, first, last);
        m_column = column;
        m_first = first;
        m_last = last;
        return;
    }
    coverColumn(column, first, m_first - 1);
    coverColumn(column, m_last + 1, last);
    m_first = std::min(first, m_first);
    m_last = std::max(last, m_last);
}

void Coverage::coverColumn(std::int32_t column, std::int32_t first, std::int32_t last)
{
    const std::uint64_t mask = std::uint64_t{1} << (column % 64);
    const auto step = static_cast<std::size_t>(wordsPerRow());
    std::uint64_t *word = bits.data() + static_cast<std::size_t>(std::max(first, 0)) * step
        + static_cast<std::size_t>(column / 64);
    for (std::int32_t row = first; row <= last; ++row, word += step)
        *word |= mask;
}

Coverage Coverage::halved() const
{
    Coverage half{pitch * 2, left, top, pitch * columns, pitch * rows};
    for (std::int32_t row = 0; row < rows; ++row) {
        const std::uint64_t *from = bits.data() + std::size_t(row) * std::size_t(wordsPerRow());
        std::uint64_t *to
            = half.bits.data() + std::size_t(row / 2) * std::size_t(half.wordsPerRow());
        for (std::int32_t word = 0; word < wordsPerRow(); ++word)
            to[word / 2] |= pairsOf(from[word]) << (word % 2 * 32);
    }
    return half;
}

} // namespace sightglass
