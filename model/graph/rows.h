// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/graph/columns.h"

#include <cstdint>

namespace sightglass {

/// Where an event or entity stands in a place: which archive, and which byte of it.
[[nodiscard]] constexpr std::uint64_t packedPlace(std::uint32_t archive, std::uint64_t offset)
{
    return std::uint64_t{archive} << 48 | offset;
}
inline constexpr std::uint32_t kMaxArchives = 0xFFFF;
inline constexpr std::uint64_t kNoPlace = ~std::uint64_t{0};
/// Its size is 0: the record ends where its JSON value ends.
[[nodiscard]] constexpr RecordRef refOf(std::uint64_t place)
{
    if (place == kNoPlace)
        return {kMaxArchives, 0, 0};
    return {static_cast<std::uint32_t>(place >> 48), 0, place & ((std::uint64_t{1} << 48) - 1)};
}

/// The first row whose `key` is not before `wanted`, of a table in the order of that column, of
/// which only the oldest rows were dropped.
template<typename Table, typename Columns, typename Key>
[[nodiscard]] std::uint32_t lowerRow(const Table &table, Column<Key> Columns::*key, Key wanted)
{
    std::uint32_t first = table.begin();
    for (std::uint32_t left = table.size() - first; left > 0;) {
        const std::uint32_t half = left / 2;
        if (table.get(key, first + half) < wanted) {
            first += half + 1;
            left -= half + 1;
        } else {
            left = half;
        }
    }
    return first;
}

/// Rows [first, last).
struct RowRange
{
    std::uint32_t first;
    std::uint32_t last;
};

} // namespace sightglass
