// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/command.h"
#include "app/shell/shell_options.h"

namespace sightglass {

/// What to do where no window can be shown: draws it into a picture in the current folder, with a
/// report beside it. REQUIRES: a QApplication that needs no display
int drawInstead(const Invocation &invocation, ShellOptions options);

} // namespace sightglass
