// SPDX-License-Identifier: Apache-2.0
#include "model/metrics/map_figures.h"

#include <numeric>

namespace sightglass {

std::uint32_t TypeFigures::others() const
{
    return std::accumulate(ended.begin(), ended.end(), 0u) - passed() - failed() - errors();
}

State TypeFigures::state() const
{
    if (newest)
        return *newest;
    if (inFlight > 0)
        return State::Running;
    return seen > 0 ? State::Succeeded : State::Unknown;
}

} // namespace sightglass
