// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "views/picture/flow_moment.h"

#include <string>

namespace sightglass {

/// The picture at an instant in the forms that need no pixels (design.md §6 `render`).
[[nodiscard]] std::string pictureJson(const FlowPicture &picture, const FlowMoment &moment,
                                      const Snapshot &snapshot);
[[nodiscard]] std::string pictureDot(const FlowPicture &picture, const FlowMoment &moment,
                                     const Snapshot &snapshot);

} // namespace sightglass
