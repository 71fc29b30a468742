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
            {"map", "json", drawMapJson},
            {"map", "dot", drawMapDot},
#if SIGHTGLASS_GUI
            {"flow", "svg", drawFlowSvg},
            {"flow", "png", drawFlowPng},
            {"map", "svg", drawMapSvg},
            {"map", "png", drawMapPng},
            {"timeline", "svg", drawTimelineSvg},
            {"timeline", "png", drawTimelinePng},
#endif
          };
    return kPictures;
}

} // namespace sightglass
