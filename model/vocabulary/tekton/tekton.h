// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/vocabulary/vocabulary.h"

namespace sightglass {

/// Speaks Tekton: the CloudEvents of its controllers, the run objects that they carry, and objects
/// of Kubernetes in its API groups.
[[nodiscard]] std::unique_ptr<const Vocabulary> makeTekton();

} // namespace sightglass
