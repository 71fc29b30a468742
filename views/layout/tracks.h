// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>

namespace sightglass::layered {

/// An upright line between two columns that is to be given a track.
struct Trunk
{
    double top = 0;
    double bottom = 0;
    double ends = 0; // sum of the y of both ends over its links
    double fall = 0; // sum of the right ends' y less the left ends'
    std::int32_t links = 0;
    std::int32_t track = 0; // from the left
};

/// Tracks such that trunks beside each other have different ones and lines cross where their ends
/// are in another order only. Returns how many. COST: n log n.
std::int32_t assignTracks(std::span<Trunk> trunks);

} // namespace sightglass::layered
