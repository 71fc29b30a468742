// SPDX-License-Identifier: Apache-2.0
#include "app/registry/pictures.h"

#if SIGHTGLASS_GUI
#include "app/cli/gui/drawings.h"
#endif

namespace sightglass {

std::span<const PictureFormat> allPictures()
{
    static constexpr PictureFormat kPictures[]
        = { {"flow", "json", drawFlowJson},
            {"flow", "dot", drawFlowDot},
#if SIGHTGLASS_GUI
            {"flow", "svg", drawFlowSvg},
            {"flow", "png", drawFlowPng},
            {"timeline", "svg", drawTimelineSvg},
            {"timeline", "png", drawTimelinePng},
#endif
          };
    return kPictures;
}

} // namespace sightglass
