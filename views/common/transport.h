// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "views/common/theme.h"

class QIcon;

namespace sightglass {

/// The signs of a player.
enum class Transport : std::uint8_t { Start, Previous, Play, Pause, Next, End };

/// Drawn, not written: no font is sure to have them.
[[nodiscard]] QIcon transportIcon(Transport sign, const Theme &theme);

} // namespace sightglass
