// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/shell/shell_options.h"

#include <QStringList>

namespace sightglass {

/// Reads what the window is asked for. Empty when that makes no sense; then it is told.
[[nodiscard]] std::optional<ShellOptions> readWindowOptions(const QStringList &arguments);

} // namespace sightglass
