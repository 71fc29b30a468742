// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/graph/snapshot.h"
#include "model/rules/history.h"

#include <string>
#include <vector>

namespace sightglass {

/// A rule about the delivery that fires at one instant. Its identity is (rule, subject).
struct Alert
{
    std::string_view rule; // kRuleFailed, …
    Severity severity = Severity::Warning;
    EntityId entity; // the run that made it fire; null for source-silent
    std::string subject; // key of the entity, or the source's address
    std::string name; // what a person calls it
    Timestamp since = kNoTime;
    /// The numbers behind it, by rule: failed, errored: runs of that name that ended so in a row,
    /// of `total` finished; overdue: running for `value`, where p90 of `total` earlier runs is
    /// `limit`; source-silent: silent for `value`.
    std::uint64_t count = 0;
    std::uint64_t total = 0;
    Span value{0};
    Span limit{0};
};

/// The alerts that fire at the instant of the history, newest first, ties by subject: a pure
/// function, it never asks a clock. `now` is the instant up to which running things have run: the
/// playhead, or the wall clock when live. failed / errored: the newest finished run of its kind,
/// name and source ended so. overdue: it runs longer than twice the p90 of at least 5 earlier
/// successful runs of the same kind, name and source. source-silent: a live source that sent at
/// least 10 events has been silent for 10 times its usual interval, and for a minute. COST: of the
/// history's series, and linear in the runs of things of which one runs.
[[nodiscard]] std::vector<Alert> evaluateRules(const Snapshot &snapshot, const History &history,
                                               Timestamp now);

/// How many rules watch.
inline constexpr int kRuleCount = 4;

} // namespace sightglass
