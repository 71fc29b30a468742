// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/command.h"

namespace sightglass {

/// The window, on files, the log or at first run the demo. Without a display it says so, and leaves
/// a picture and a report of the same in the current folder.
int runWindowCommand(const Invocation &invocation);
/// The same, with the demo.
int runDemo(const Invocation &invocation);

} // namespace sightglass
