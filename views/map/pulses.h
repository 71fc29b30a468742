// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <unordered_map>
#include <vector>

namespace sightglass {

/// Dots that run along the edges on which something has just happened: at most one per edge and
/// second, at most kMostAtOnce at once, whatever comes. A value: asks no clock.
class Pulses
{
public:
    using Milliseconds = std::chrono::milliseconds;
    static constexpr std::size_t kMostAtOnce = 20;
    static constexpr Milliseconds kLasts{600};
    static constexpr Milliseconds kApart{1000};

    struct Pulse
    {
        std::uint64_t edge = 0;
        double share = 0; // of the way, 0 to 1
    };

    /// Something happened on that edge. False when it is left out.
    bool offer(std::uint64_t edge, Milliseconds now);
    /// Those that are under way.
    [[nodiscard]] std::vector<Pulse> at(Milliseconds now) const;
    [[nodiscard]] bool isQuiet(Milliseconds now) const { return at(now).empty(); }
    void clear() { m_begun.clear(); }

private:
    std::unordered_map<std::uint64_t, Milliseconds> m_begun; // when each edge's last one began
};

} // namespace sightglass
