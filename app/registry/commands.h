// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/command.h"

#include <span>

namespace sightglass {

/// Every subcommand of this build. The last one has no name: it is what the program does without.
[[nodiscard]] std::span<const Command> allCommands();

} // namespace sightglass
