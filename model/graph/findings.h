// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/graph/snapshot.h"

#include <atomic>
#include <string>
#include <vector>

namespace sightglass {

/// One finding about one event, stored (Snapshot::problems) or following from the whole model: a
/// link whose target is not here, a finish before its start, a repeat, a cycle, a time far from all
/// others.
struct Finding
{
    Problem problem;
    EventId event;
    std::string detail; // empty: the rule says it all
};

/// All findings as known at `at`: at most one an event and rule, by rule, then in order of rows. A
/// pure function, independent of the order of arrival. COST: linear in everything that is loaded.
/// Cut short, and of no use, once `stop` is set.
[[nodiscard]] std::vector<Finding> findings(const Snapshot &snapshot, Timestamp at,
                                            const std::atomic<bool> *stop = nullptr);

} // namespace sightglass
