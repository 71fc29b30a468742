// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/rules/progress.h"

#include <QString>

namespace sightglass {

/// "3 of 8 steps", "2 of 5 parts", "about 40 %"; empty when nothing is known.
[[nodiscard]] QString progressText(const Progress &progress);
/// "≈ 14:03:11 (p90 14:05:02), from 12 runs"; empty for what is over or has no history.
[[nodiscard]] QString expectedEndText(const Progress &progress);
/// "late: 6 m so far, usually 4 m (p90 5 m, n = 12)", "no history: no earlier run of this name
/// succeeded"; of what is over: how it compared.
[[nodiscard]] QString riskText(const Progress &progress, bool over);

} // namespace sightglass
