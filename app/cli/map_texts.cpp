// SPDX-License-Identifier: Apache-2.0
#include "app/cli/map_of.h"

#include "model/metrics/map_index.h"

namespace sightglass {

DrawnMap mapOf(const PictureRequest &request)
{
    MapIndex index;
    index.advance(request.snapshot, {}, {});
    index.setInferred(request.flows.inferred());
    DrawnMap drawn;
    drawn.figures = index.answer({request.at, std::nullopt, {}});
    MapPlaces places;
    drawn.picture = arrangeMap(drawn.figures, places, {}, Arrange::IntoTray);
    return drawn;
}

std::string drawMapJson(const PictureRequest &request)
{
    const DrawnMap drawn = mapOf(request);
    return mapJson(drawn.picture, drawn.figures);
}

std::string drawMapDot(const PictureRequest &request)
{
    const DrawnMap drawn = mapOf(request);
    return mapDot(drawn.picture, drawn.figures);
}

} // namespace sightglass
