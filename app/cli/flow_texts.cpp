// SPDX-License-Identifier: Apache-2.0
#include "app/cli/laid_out_flow.h"
#include "app/cli/picture.h"

namespace sightglass {

FlowPicture laidOutFlow(const PictureRequest &request)
{
    FlowPicture picture = flowPicture(
        request.flow ? flowGraph(request.snapshot, request.flows, *request.flow) : FlowGraph{});
    picture.geometry = layout(picture.graph);
    return picture;
}

std::string drawFlowJson(const PictureRequest &request)
{
    return pictureJson(laidOutFlow(request), request.snapshot, request.at);
}

std::string drawFlowDot(const PictureRequest &request)
{
    return pictureDot(laidOutFlow(request), request.snapshot, request.at);
}

} // namespace sightglass
