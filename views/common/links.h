// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace sightglass {

/// Which links of a graph are drawn.
enum class Links : std::uint8_t { Flow, None, Selection };

} // namespace sightglass
