// SPDX-License-Identifier: Apache-2.0
#include "app/cli/laid_out_flow.h"
#include "app/cli/picture.h"

#include "views/graphviz/dot_layout.h"

namespace sightglass {

FlowPicture laidOutFlow(const PictureRequest &request)
{
    FlowPicture picture = flowPicture(
        request.flow ? flowGraph(request.snapshot, request.flows, *request.flow) : FlowGraph{});
    picture.geometry = dotLayout(picture.graph);
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
