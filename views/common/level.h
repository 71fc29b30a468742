// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace sightglass {

/// Levels of the semantic zoom, by the height of a node on the screen (ux.md §2.6.2).
enum class Level : std::uint8_t { Blob, Shape, Title, Card };

[[nodiscard]] constexpr Level levelOf(double nodeHeightPx)
{
    if (nodeHeightPx < 10)
        return Level::Blob;
    if (nodeHeightPx < 22)
        return Level::Shape;
    return nodeHeightPx <= 48 ? Level::Title : Level::Card;
}

/// No smaller text is painted.
inline constexpr double kSmallestReadable = 9;

} // namespace sightglass
