// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/vocabulary/vocabulary.h"

namespace sightglass {

/// Speaks every CloudEvent that no other vocabulary does: an event, and the links that extensions
/// declare.
[[nodiscard]] std::unique_ptr<const Vocabulary> makeCloudEvents();

/// Adds the links that causationid and parentid declare (rules.md §1).
void addExtensionLinks(const Envelope &envelope, Decoded &event);

} // namespace sightglass
