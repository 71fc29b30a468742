// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>

namespace sightglass {

/// A row handle that cannot be mistaken for another kind of row handle.
/// Zero means "none", so a default-constructed id is never valid.
template<typename Tag> struct StrongId
{
    std::uint32_t value = 0;

    [[nodiscard]] constexpr bool isNull() const noexcept { return value == 0; }
    /// REQUIRES: !isNull()
    [[nodiscard]] constexpr std::uint32_t row() const noexcept { return value - 1; }
    [[nodiscard]] static constexpr StrongId ofRow(std::uint32_t row) noexcept { return {row + 1}; }

    friend constexpr auto operator<=>(StrongId, StrongId) noexcept = default;
    friend std::size_t qHash(StrongId id, std::size_t seed = 0) noexcept { return id.value ^ seed; }
};

using EventId = StrongId<struct EventTag>;
using EntityId = StrongId<struct EntityTag>;
using LinkId = StrongId<struct LinkTag>;
using TextId = StrongId<struct TextTag>;
using OriginId = StrongId<struct OriginTag>;
using IdentityId = StrongId<struct IdentityTag>;
using ClaimId = StrongId<struct ClaimTag>;

} // namespace sightglass

template<typename Tag> struct std::hash<sightglass::StrongId<Tag>>
{
    std::size_t operator()(sightglass::StrongId<Tag> id) const noexcept { return id.value; }
};
