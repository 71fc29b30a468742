// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/graph/flows.h"
#include "model/metrics/map_figures.h"

#include <map>
#include <string>
#include <vector>

namespace sightglass::test {

/// What is known at one instant, in words: by names that two models of the same events share,
/// whatever the order in which these came.
using Known = std::map<std::string, std::string>;

/// The events in order of time, and what each says.
[[nodiscard]] Known knownEvents(const Snapshot &snapshot, Timestamp at);
/// Activities and subjects, and the state of each.
[[nodiscard]] Known knownStates(const Snapshot &snapshot, Timestamp at);
/// Flows with their members and ways, inferred links among them.
[[nodiscard]] Known knownFlows(const Snapshot &snapshot, Timestamp at);
/// The numbers of the report, the findings, and the alerts that fire.
[[nodiscard]] Known knownCounts(const Snapshot &snapshot, Timestamp at, Timestamp now);
/// What the system map shows.
[[nodiscard]] Known knownMap(const MapFigures &figures);

/// What two tell otherwise, one line a difference, and no more than a few; empty: nothing.
[[nodiscard]] std::string differences(const Known &one, const Known &other);

} // namespace sightglass::test
