// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

namespace sightglass {

/// Which squares of a grid are passed by lines, a bit each: lines that are closer together than a
/// square's side are one. A value. REQUIRES: columns and rows are not negative.
struct Coverage
{
    double pitch = 1; // side of a square, in scene units
    double left = 0; // of the first column
    double top = 0;
    std::int32_t columns = 0;
    std::int32_t rows = 0;
    std::vector<std::uint64_t> bits; // row by row, each beginning with a new word

    Coverage() = default;
    Coverage(double pitch, double left, double top, double width, double height);

    [[nodiscard]] std::int32_t wordsPerRow() const { return (columns + 63) / 64; }
    /// A level line, an upright one; what lies outside of the grid is cut off. Quickest from the
    /// left to the right: what an upright line covers anew is looked at only.
    void coverLevel(double from, double to, double y);
    void coverUpright(double x, double from, double to);
    /// The same lines in squares of twice the side. COST: linear in the squares.
    [[nodiscard]] Coverage halved() const;

    /// Calls run(first, end) for each run of covered columns of the row, from the left.
    template<typename Run> void forRuns(std::int32_t row, Run &&run) const
    {
        const std::uint64_t *word = bits.data() + std::size_t(row) * std::size_t(wordsPerRow());
        std::int32_t begin = -1;
        for (std::int32_t i = 0; i < wordsPerRow(); ++i) {
            std::int32_t at = i * 64;
            std::uint64_t left64 = word[i];
            if (left64 == 0 || left64 == ~std::uint64_t{0}) {
                const bool covered = left64 != 0;
                if (covered != (begin >= 0)) {
                    if (!covered)
                        run(begin, at);
                    begin = covered ? at : -1;
                }
                continue;
            }
            for (std::int32_t bit = 0; bit < 64; ++bit, left64 >>= 1) {
                const bool covered = (left64 & 1) != 0;
                if (covered == (begin >= 0))
                    continue;
                if (!covered)
                    run(begin, at + bit);
                begin = covered ? at + bit : -1;
            }
        }
        if (begin >= 0)
            run(begin, columns);
    }

private:
    [[nodiscard]] std::int32_t columnOf(double x) const;
    [[nodiscard]] std::int32_t rowOf(double y) const;
    void coverColumn(std::int32_t column, std::int32_t first, std::int32_t last);

    // Rows of a column that are covered for sure: of the last upright line.
    std::int32_t m_column = -1;
    std::int32_t m_first = 0;
    std::int32_t m_last = -1;
};

} // namespace sightglass
