// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/timestamp.h"

#include <cstdint>
#include <string>
#include <vector>

namespace sightglass {

/// One step of the demo: a record that arrives, or a source that drops and comes back.
struct DemoStep
{
    enum class What : std::uint8_t { Record, Drop, Return };

    Span offset{0}; // from the start of the loop
    What what = What::Record;
    std::string line;
};

/// How long one loop takes.
inline constexpr Span kDemoLoop = std::chrono::seconds{90};

/// One loop of the built-in demo, in order of time: a change that goes to production and is rolled
/// back, a fan-out of 48 shards of which two fail, a retry, a lost agent, a cancel, an approval
/// that waits, a line that is no event, a source that drops for ten seconds. A pure function: the
/// same arguments give the same bytes.
[[nodiscard]] std::vector<DemoStep> demoScript(std::uint64_t seed, std::uint32_t loop,
                                               Timestamp start);

} // namespace sightglass
