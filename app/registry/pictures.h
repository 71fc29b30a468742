// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/picture.h"

#include <span>

namespace sightglass {

/// What `render` can draw in this build.
[[nodiscard]] std::span<const PictureFormat> allPictures();

} // namespace sightglass
