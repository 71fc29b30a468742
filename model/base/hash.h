// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <string_view>

namespace sightglass {

/// A keyed 128-bit digest of text: equal texts have equal digests, and nobody who does not know the
/// process's seed can make two texts meet. Never stored, never a sort key: it differs at each
/// start.
struct Digest
{
    std::uint64_t high = 0;
    std::uint64_t low = 0;

    friend constexpr auto operator<=>(const Digest &, const Digest &) noexcept = default;
};

/// COST: about 1 ns per 8 bytes.
[[nodiscard]] Digest digestOf(std::string_view text) noexcept;
/// Order matters: combine(a, b) is the digest of the pair.
[[nodiscard]] Digest combine(Digest first, Digest second) noexcept;

} // namespace sightglass

template<> struct std::hash<sightglass::Digest>
{
    std::size_t operator()(const sightglass::Digest &digest) const noexcept { return digest.low; }
};
