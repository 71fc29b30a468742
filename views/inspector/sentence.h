// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/graph/state.h"
#include "model/rules/progress.h"

#include <QString>

#include <vector>

namespace sightglass {

/// "Failed after 2 m 14 s, 12 s in queue: exit status 3." What became of it, as of one instant.
[[nodiscard]] QString sentenceOf(const Snapshot &snapshot, const EntityState &state, Timestamp now);

struct Fact
{
    QString name;
    QString value;
};
/// What the model knows of an event and the thing that it is about.
[[nodiscard]] std::vector<Fact> factsOf(const Snapshot &snapshot, EventId event,
                                        const EntityState &state);
/// How far it is, when it may be over, and how sure that is. Nothing for what is no activity.
[[nodiscard]] std::vector<Fact> progressFacts(const Progress &progress, const EntityState &state);

} // namespace sightglass
