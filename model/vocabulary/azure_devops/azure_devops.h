// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/vocabulary/vocabulary.h"

namespace sightglass {

/// Speaks the service hooks of Azure Pipelines.
[[nodiscard]] std::unique_ptr<const Vocabulary> makeAzureDevops();

} // namespace sightglass
