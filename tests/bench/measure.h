// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/resource.h>

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <optional>
#include <vector>

namespace sightglass::test {

/// CPU time that the process spent outside of the kernel.
[[nodiscard]] inline double userSeconds()
{
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_utime.tv_sec)
        + static_cast<double>(usage.ru_utime.tv_usec) / 1e6;
}

/// REQUIRES: at least one
[[nodiscard]] inline double medianOf(std::vector<double> values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

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
