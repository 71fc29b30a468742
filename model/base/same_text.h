// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace sightglass {

/// Whether two short texts are the same, without a call: names of members are compared dozens of
/// times a record.
[[nodiscard]] inline bool isSame(std::string_view a, std::string_view b)
{
    if (a.size() != b.size())
        return false;
    const auto same = [&a, &b](std::size_t at, auto word) {
        auto other = word;
        std::memcpy(&word, a.data() + at, sizeof word);
        std::memcpy(&other, b.data() + at, sizeof other);
        return word == other;
    };
    const std::size_t size = a.size();
    if (size >= 8) { // the last bytes twice, if need be
        for (std::size_t at = 0; at + 8 < size; at += 8) {
            if (!same(at, std::uint64_t{}))
                return false;
        }
        return same(size - 8, std::uint64_t{});
    }
    if (size >= 4)
        return same(0, std::uint32_t{}) && same(size - 4, std::uint32_t{});
    return size == 0 || (a[0] == b[0] && a[size / 2] == b[size / 2] && a[size - 1] == b[size - 1]);
}

} // namespace sightglass
