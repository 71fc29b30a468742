// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace sightglass {

/// Copies a text to where there is room for it, and says where it ends there. Short ones without a
/// call: a record has hundreds.
[[nodiscard]] inline char *copyText(std::string_view text, char *to)
{
    const std::size_t size = text.size();
    const auto copy = [&text, to](std::size_t at, auto word) {
        std::memcpy(&word, text.data() + at, sizeof word);
        std::memcpy(to + at, &word, sizeof word);
    };
    using Sixteen = std::array<std::uint64_t, 2>;
    if (size > 32) {
        std::memcpy(to, text.data(), size);
    } else if (size >= 16) { // the bytes in the middle twice, if need be
        copy(0, Sixteen{});
        copy(size - 16, Sixteen{});
    } else if (size >= 8) {
        copy(0, std::uint64_t{});
        copy(size - 8, std::uint64_t{});
    } else if (size >= 4) {
        copy(0, std::uint32_t{});
        copy(size - 4, std::uint32_t{});
    } else if (size > 0) {
        to[0] = text[0];
        to[size / 2] = text[size / 2];
        to[size - 1] = text[size - 1];
    }
    return to + size;
}

} // namespace sightglass
