// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "views/picture/flow_picture.h"

namespace sightglass {

/// Fills picture.stems: what its items are called once all is loaded, without what only tells one
/// from the next of its like. COST: linear.
void findStems(FlowPicture &picture, const Snapshot &snapshot);

} // namespace sightglass
