// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/picture.h"
#include "views/picture/flow_moment.h"

namespace sightglass {

/// A flow's picture and what of it stood at the instant.
struct LaidOutFlow
{
    FlowPicture picture;
    FlowMoment moment;
};

/// The flow that is asked for, where the window would put it; empty when there is none.
[[nodiscard]] LaidOutFlow laidOutFlow(const PictureRequest &request);

} // namespace sightglass
