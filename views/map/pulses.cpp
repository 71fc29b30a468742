// SPDX-License-Identifier: Apache-2.0
#include "views/map/pulses.h"

#include <algorithm>

namespace sightglass {

bool Pulses::offer(std::uint64_t edge, Milliseconds now)
{
    const auto last = m_begun.find(edge);
    if (last != m_begun.end() && now - last->second < kApart)
        return false;
    if (at(now).size() >= kMostAtOnce)
        return false;
    m_begun[edge] = now;
    return true;
}

std::vector<Pulses::Pulse> Pulses::at(Milliseconds now) const
{
    std::vector<Pulse> active;
    for (const auto &[edge, begun] : m_begun) {
        if (now - begun < kLasts)
            active.push_back(
                {edge,
                 static_cast<double>((now - begun).count()) / static_cast<double>(kLasts.count())});
    }
    std::sort(active.begin(), active.end(),
              [](const Pulse &a, const Pulse &b) { return a.edge < b.edge; });
    return active;
}

} // namespace sightglass
