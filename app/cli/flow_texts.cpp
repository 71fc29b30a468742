// SPDX-License-Identifier: Apache-2.0
#include "app/cli/laid_out_flow.h"
#include "app/cli/picture.h"
#include "views/picture/picture_text.h"

#include <algorithm>

namespace sightglass {

LaidOutFlow laidOutFlow(const PictureRequest &request)
{
    LaidOutFlow flow;
    if (request.flow)
        flow.picture = openFlow(request.snapshot, request.flows, *request.flow, {},
                                request.snapshot.totals.lastTime);
    flow.moment = flowMoment(flow.picture, request.snapshot, request.at,
                             std::min(request.at, request.snapshot.totals.lastTime));
    return flow;
}

std::string drawFlowJson(const PictureRequest &request)
{
    const LaidOutFlow flow = laidOutFlow(request);
    return pictureJson(flow.picture, flow.moment, request.snapshot);
}

std::string drawFlowDot(const PictureRequest &request)
{
    const LaidOutFlow flow = laidOutFlow(request);
    return pictureDot(flow.picture, flow.moment, request.snapshot);
}

} // namespace sightglass
