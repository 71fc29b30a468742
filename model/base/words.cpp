// SPDX-License-Identifier: Apache-2.0
#include "model/base/words.h"

namespace sightglass {

State stateOf(Phase phase, Outcome outcome)
{
    switch (phase) {
    case Phase::None:
        return State::Unknown;
    case Phase::Queued:
        return State::Queued;
    case Phase::Running:
        return State::Running;
    case Phase::Waiting:
        return State::Waiting;
    case Phase::Canceled:
        return State::Canceled;
    case Phase::Skipped:
        return State::Skipped;
    case Phase::Finished:
        break;
    }
    switch (outcome) {
    case Outcome::Unknown:
        return State::Unknown;
    case Outcome::Success:
        return State::Succeeded;
    case Outcome::Failure:
        return State::Failed;
    case Outcome::Timeout:
        return State::Failed; // the reason says "timed out"
    case Outcome::Error:
        return State::Error;
    case Outcome::Unstable:
        return State::Unstable;
    case Outcome::Canceled:
        return State::Canceled;
    case Outcome::Skipped:
        return State::Skipped;
    }
    return State::Unknown;
}

Severity severityOf(Problem problem)
{
    switch (problem) {
    case Problem::Conflict:
    case Problem::Cycle:
    case Problem::Unverified:
        return Severity::Critical;
    case Problem::DuplicateId:
    case Problem::UnknownType:
    case Problem::Late:
    case Problem::Number:
    case Problem::Bom:
    case Problem::Outlier:
    case Problem::Version:
    case Problem::BadName:
        return Severity::Info;
    default:
        return Severity::Warning;
    }
}

} // namespace sightglass
