// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/vocabulary/vocabulary.h"

namespace sightglass {

/// Speaks what the Notification plugin of Jenkins posts for each phase of a build. Jenkins'
/// CDEvents are CDEvents (cdevents/jenkins.h).
[[nodiscard]] std::unique_ptr<const Vocabulary> makeJenkins();

} // namespace sightglass
