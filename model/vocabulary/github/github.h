// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/vocabulary/vocabulary.h"

namespace sightglass {

/// Speaks GitHub's webhooks: bare bodies, whose event is told from what stands in them, and the
/// CloudEvents adapter's `com.github.<event>.<action>`.
[[nodiscard]] std::unique_ptr<const Vocabulary> makeGithub();

} // namespace sightglass
