// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/vocabulary/vocabulary.h"

namespace sightglass {

/// Speaks OTLP/JSON documents that hold one span or one log record; those that hold more were split
/// before (model/envelope/otlp.h).
[[nodiscard]] std::unique_ptr<const Vocabulary> makeOpenTelemetry();

} // namespace sightglass
