// SPDX-License-Identifier: Apache-2.0
#include "model/graph/findings.h"

#include "model/graph/flows.h"
#include "model/graph/state.h"
#include "model/graph/stitching.h"

#include <algorithm>

namespace sightglass {
namespace {

constexpr std::size_t kEventsToJudgeOutliers = 20;

void addStored(std::vector<Finding> &found, const Snapshot &snapshot, Timestamp at)
{
    forEachRow(snapshot.problems, [&](std::uint32_t row) {
        const EventId event = snapshot.problems.get(&ProblemColumns::event, row);
        if (snapshot.holds(event) && snapshot.timeOf(event) <= at)
            found.push_back(
                {snapshot.problems.get(&ProblemColumns::problem, row), event,
                 std::string{snapshot.texts[snapshot.problems.get(&ProblemColumns::detail, row)]}});
    });
}

void addRepeats(std::vector<Finding> &found, const Snapshot &snapshot, Timestamp at)
{
    for (std::uint32_t row = snapshot.repeats.begin(); row < snapshot.repeats.size(); ++row) {
        const EventId event = snapshot.repeats.get(&RepeatColumns::of, row);
        if (!snapshot.holds(event) || snapshot.repeats.get(&RepeatColumns::time, row) > at
            || snapshot.timeOf(event) > at)
            continue;
        found.push_back({Problem::DuplicateId, event, {}});
        if (snapshot.repeats.get(&RepeatColumns::conflict, row))
            found.push_back({Problem::Conflict, event, {}});
    }
}

void addDangling(std::vector<Finding> &found, const Snapshot &snapshot, Timestamp at)
{
    forEachUnresolved(snapshot, at, [&](std::uint32_t link, EventId carrier) {
        found.push_back({Problem::DanglingLink, carrier, snapshot.upstreamTextOf(link)});
    });
}

// Every finish that was told of is at or after every start: whichever count, there is no skew.
bool isInOrder(const Snapshot &snapshot, EntityId entity, Timestamp at)
{
    Timestamp lastStart = kNoTime;
    Timestamp firstFinish = kEndOfTime;
    const auto take = [](Timestamp &known, Timestamp time, auto better) {
        if (isKnown(time))
            known = isKnown(known) ? better(known, time) : time;
    };
    const auto earlier = [](Timestamp a, Timestamp b) { return std::min(a, b); };
    const auto later = [](Timestamp a, Timestamp b) { return std::max(a, b); };
    for (EventId event = snapshot.lastEventOf(entity); !event.isNull();
         event = snapshot.previousOf(event)) {
        const Timestamp time = snapshot.timeOf(event);
        if (time > at)
            continue;
        const Phase phase = snapshot.phaseOf(event);
        if (phase == Phase::Running)
            take(lastStart, time, later);
        if (isOver(phase))
            take(firstFinish, time, earlier);
        if (const auto told = snapshot.toldOf(event)) {
            take(lastStart, snapshot.told.get(&ToldColumns::startedAt, *told), later);
            take(firstFinish, snapshot.told.get(&ToldColumns::finishedAt, *told), earlier);
        }
    }
    return !isKnown(lastStart) || firstFinish >= lastStart;
}

void addSkewed(std::vector<Finding> &found, const Snapshot &snapshot, Timestamp at)
{
    forEachEntity(snapshot, [&](EntityId entity) {
        if (!isActivity(snapshot.kindOf(entity))
            || snapshot.previousOf(snapshot.lastEventOf(entity)).isNull()
            || isInOrder(snapshot, entity, at))
            return;
        const EntityState state = stateAt(snapshot, entity, at);
        if (state.skewed)
            found.push_back({Problem::Skew, state.lastEvent, {}});
    });
}

// Farther from the middle nine tenths than ten times their span and a year: nobody would want the
// axis to fit it.
void addOutliers(std::vector<Finding> &found, const Snapshot &snapshot, Timestamp at)
{
    std::vector<Timestamp> times;
    for (std::uint32_t row = snapshot.events.begin(); row < snapshot.events.size(); ++row) {
        const Timestamp time = snapshot.timeOf(EventId::ofRow(row));
        if (time <= at)
            times.push_back(time);
    }
    if (times.size() < kEventsToJudgeOutliers)
        return;
    const auto quantile = [&](double share) {
        const auto place = times.begin()
            + static_cast<std::ptrdiff_t>(share * static_cast<double>(times.size() - 1));
        std::nth_element(times.begin(), place, times.end());
        return *place;
    };
    const Timestamp low = quantile(0.05);
    const Timestamp high = quantile(0.95);
    const Span margin = 10 * (high - low) + std::chrono::years{1};
    for (std::uint32_t row = snapshot.events.begin(); row < snapshot.events.size(); ++row) {
        const Timestamp time = snapshot.timeOf(EventId::ofRow(row));
        if (time <= at && (time < low - margin || time > high + margin))
            found.push_back({Problem::Outlier, EventId::ofRow(row), {}});
    }
}

void addCycles(std::vector<Finding> &found, const Snapshot &snapshot, Timestamp at)
{
    for (const EventId event : eventsOnCycles(snapshot, at))
        found.push_back({Problem::Cycle, event, {}});
}

void addRefusals(std::vector<Finding> &found, const Snapshot &snapshot, Timestamp at)
{
    const Stitching stitching{snapshot, at};
    for (const Stitching::Refusal &refusal : stitching.refusals())
        found.push_back({Problem::RefusedJoin, refusal.event,
                         std::string{snapshot.texts[snapshot.identities.get(
                             &IdentityColumns::value, refusal.identity.row())]}});
}

} // namespace

std::vector<Finding> findings(const Snapshot &snapshot, Timestamp at, const std::atomic<bool> *stop)
{
    std::vector<Finding> found;
    for (const auto add :
         {addStored, addRepeats, addDangling, addSkewed, addOutliers, addCycles, addRefusals}) {
        if (!stop || !*stop)
            add(found, snapshot, at);
    }
    const auto key = [](const Finding &finding) {
        return std::pair{finding.problem, finding.event};
    };
    std::stable_sort(found.begin(), found.end(),
                     [&](const Finding &a, const Finding &b) { return key(a) < key(b); });
    found.erase(std::unique(found.begin(), found.end(),
                            [&](const Finding &a, const Finding &b) { return key(a) == key(b); }),
                found.end());
    return found;
}

} // namespace sightglass
