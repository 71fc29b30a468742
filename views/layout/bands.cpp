// SPDX-License-Identifier: Apache-2.0
#include "views/layout/bands.h"

#include "views/layout/layered.h"

#include <algorithm>
#include <map>

namespace sightglass::layered {
namespace {

constexpr double kPad = kLaneGap / 2; // from what stands in a band to its border

} // namespace

std::vector<Geometry::Band> bandsOf(const Graph &graph, const Geometry &geometry)
{
    std::map<std::uint16_t, Geometry::Band> lanes;
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
        const Graph::Node &node = graph.nodes[i];
        const double top = geometry.nodes[i].centre.y - node.height / 2 - kPad;
        const double bottom = geometry.nodes[i].centre.y + node.height / 2 + kPad;
        const auto [band, isNew]
            = lanes.try_emplace(node.lane, Geometry::Band{node.lane, top, bottom});
        band->second.top = std::min(band->second.top, top);
        band->second.bottom = std::max(band->second.bottom, bottom);
    }
    std::vector<Geometry::Band> bands;
    for (const auto &[lane, band] : lanes)
        bands.push_back(band);
    std::sort(bands.begin(), bands.end(),
              [](const Geometry::Band &a, const Geometry::Band &b) { return a.top < b.top; });
    for (std::size_t i = 1; i < bands.size(); ++i)
        bands[i - 1].bottom = bands[i].top = (bands[i - 1].bottom + bands[i].top) / 2;
    return bands;
}

std::vector<Interval> otherBands(const std::vector<Geometry::Band> &bands, std::uint16_t lane,
                                 double half)
{
    std::vector<Interval> others;
    for (const Geometry::Band &band : bands) {
        if (band.lane != lane)
            others.push_back({band.top - half - kPad, band.bottom + half + kPad});
    }
    return others;
}

double wantedInBand(const std::vector<Geometry::Band> &bands, std::uint16_t lane, double half,
                    double wanted)
{
    for (const Geometry::Band &band : bands) {
        if (band.lane == lane && band.bottom - band.top >= 2 * (half + kPad))
            return std::clamp(wanted, band.top + half + kPad, band.bottom - half - kPad);
    }
    for (const Geometry::Band &band : bands)
        wanted = std::max(wanted, band.bottom + half + kPad);
    return wanted;
}

void keepBand(std::vector<Geometry::Band> &bands, std::uint16_t lane, double half, double y)
{
    const bool inside = std::any_of(bands.begin(), bands.end(), [&](const Geometry::Band &band) {
        return band.lane == lane && y - half >= band.top && y + half <= band.bottom;
    });
    if (!inside && !bands.empty())
        bands.push_back({lane, y - half - kPad, y + half + kPad});
}

} // namespace sightglass::layered
