// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "views/common/raster.h"
#include "views/common/sprites.h"
#include "views/flow/item_groups.h"

namespace sightglass {

/// What a screen is painted with beside QPainter, for speed. Files have none of it: there every
/// line is a line.
struct ScreenTools
{
    Raster &raster;
    Sprites &sprites;
    ItemGroups &groups;
    bool hasPlaces = true; // what the picture knows of its places is where things are drawn
};

} // namespace sightglass
