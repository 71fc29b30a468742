// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/limits.h"

#include <algorithm>
#include <chrono>
#include <cstdint>

namespace sightglass {

/// How much the log may hold. Its oldest segments are dropped whole, so a segment is a small part.
struct LogLimits
{
    std::uint64_t bytes = std::uint64_t{4} << 30; // of the folder in all
    std::chrono::seconds age = std::chrono::hours{24 * 90}; // of the newest line of a segment

    /// Plain; then it is packed.
    [[nodiscard]] std::uint64_t segmentBytes() const
    {
        return std::clamp<std::uint64_t>(bytes / 16, 64u << 10, 64u << 20);
    }
    /// Of what was no event: rubbish must not push out what is good.
    [[nodiscard]] std::uint64_t rejectedBytes() const
    {
        return std::min<std::uint64_t>(bytes / 8, limits::kRejectedStore);
    }
    /// What closed segments may hold, so that the one that is written and the one that is being
    /// packed have room beside them.
    [[nodiscard]] std::uint64_t closedBytes() const
    {
        return bytes - rejectedBytes() - 3 * segmentBytes();
    }
    /// A segment is closed at that age, or a quiet one would keep old lines for ever.
    [[nodiscard]] std::chrono::seconds segmentAge() const { return age / 16; }
};

} // namespace sightglass
