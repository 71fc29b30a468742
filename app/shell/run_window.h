// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/shell/shell_options.h"
#include "model/vocabulary/vocabulary.h"

namespace sightglass {

/// Opens the window and runs until it is closed. REQUIRES: a QApplication. Returns the exit status.
[[nodiscard]] int runWindow(const VocabularyList &vocabularies, const ShellOptions &options);

} // namespace sightglass
