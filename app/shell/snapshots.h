// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/shell/shell_options.h"

class QWidget;

namespace sightglass {

class MainWindow;

/// Once nothing has changed for a while: saves the picture, writes the tree of widgets, quits. For
/// tests and pictures.
void takeWhenQuiet(MainWindow &window, const ShellOptions &options);

/// The tree of objectName, class, accessibleName, text and rect as JSON.
[[nodiscard]] QByteArray dumpUi(const QWidget &root);

} // namespace sightglass
