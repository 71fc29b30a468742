// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/vocabulary/vocabulary.h"

namespace sightglass {

/// Speaks GitLab's webhooks and system hooks, bare or as the CloudEvents adapter wraps them.
[[nodiscard]] std::unique_ptr<const Vocabulary> makeGitlab();

} // namespace sightglass
