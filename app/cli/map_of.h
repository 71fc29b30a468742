// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/picture.h"
#include "views/typemap/map_picture.h"

namespace sightglass {

/// The system map at the instant of the request, over all that had happened by then.
struct DrawnMap
{
    MapFigures figures;
    MapPicture picture;
};
[[nodiscard]] DrawnMap mapOf(const PictureRequest &request);

} // namespace sightglass
