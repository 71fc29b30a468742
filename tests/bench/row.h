// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdio>
#include <optional>

namespace sightglass::test {

/// One line of a benchmark: name, value, unit, reference, ratio; and, of what has a goal for that
/// ratio, whether it was hit.
inline void printRow(const char *name, double value, const char *unit, double reference,
                     std::optional<double> goal = {})
{
    const double ratio = value / reference;
    std::printf("%-44s %10.3f %-12s %10.3f %8.3f", name, value, unit, reference, ratio);
    if (goal)
        std::printf("  goal %.3f %s", *goal, ratio <= *goal ? "hit" : "MISSED");
    std::printf("\n");
}

} // namespace sightglass::test
