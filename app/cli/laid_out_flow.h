// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/picture.h"
#include "views/layout/flow_picture.h"

namespace sightglass {

/// The flow that is asked for, where the window would put it; empty when there is none.
[[nodiscard]] FlowPicture laidOutFlow(const PictureRequest &request);

} // namespace sightglass
