// SPDX-License-Identifier: Apache-2.0
#include "model/rules/progress.h"

#include <algorithm>

namespace sightglass {
namespace {

constexpr double kMostOfOpen = 0.99; // what is not over is not done
constexpr double kMuch = 1.5;

bool isChild(const Snapshot &snapshot, EntityId child, EntityId parent)
{
    for (EventId event = snapshot.lastEventOf(child); !event.isNull();
         event = snapshot.previousOf(event)) {
        const auto [first, last] = snapshot.linksOf(event);
        for (std::uint32_t link = first; link < last; ++link) {
            if (snapshot.linkKindOf(link) != EdgeKind::Context)
                continue;
            const EventId up = snapshot.upstreamOf(link, event);
            if (!up.isNull() && snapshot.entityOf(up) == parent)
                return true;
        }
    }
    return false;
}

void countChildren(Progress &progress, const Snapshot &snapshot, const FlowIndex &flows,
                   EntityId entity, Timestamp at)
{
    const NodeId node = nodeOf(snapshot, snapshot.firstEventOf(entity));
    for (const NodeId next : flows.downstream(node)) {
        const EntityId child = snapshot.entityOf(next);
        if (child.isNull() || !isActivity(snapshot.kindOf(child))
            || snapshot.firstTimeOf(child) > at || !isChild(snapshot, child, entity))
            continue;
        ++progress.total;
        progress.done += isOver(stateAt(snapshot, child, at).phase) ? 1 : 0;
    }
}

void compare(Progress &progress, std::vector<Span> spans)
{
    if (spans.empty())
        return;
    progress.runs = spans.size();
    progress.longest = *std::max_element(spans.begin(), spans.end());
    progress.median = quantile(spans, 0.5);
    progress.usual = quantile(std::move(spans), 0.9);
}

Risk riskOf(const Progress &progress)
{
    if (progress.runs == 0)
        return Risk::Unknown;
    if (progress.elapsed <= progress.usual)
        return Risk::OnTime;
    const auto much
        = static_cast<std::int64_t>(kMuch * static_cast<double>(progress.usual.count()));
    return progress.elapsed > progress.longest && progress.elapsed.count() > much ? Risk::MuchLate
                                                                                  : Risk::Late;
}

} // namespace

Progress progressOf(const Snapshot &snapshot, const FlowIndex &flows, const History &history,
                    EntityId entity, Timestamp at, Timestamp now)
{
    Progress progress;
    const EntityState state = stateAt(snapshot, entity, at);
    if (!state.exists || !isActivity(state.kind))
        return progress;
    const bool over = isOver(state.phase);
    progress.done = std::min(state.stepsDone, state.stepsTotal);
    progress.total = state.stepsTotal;
    if (progress.total > 0) {
        progress.measure = Progress::Measure::Steps;
    } else {
        countChildren(progress, snapshot, flows, entity, at);
        if (progress.total > 0)
            progress.measure = Progress::Measure::Children;
    }
    if (progress.total > 0)
        progress.share = double(progress.done) / double(progress.total);
    const Timestamp end = over ? state.finishedAt : now;
    if (!isKnown(state.startedAt) || end == kEndOfTime || end < state.startedAt)
        return progress;
    progress.elapsed = end - state.startedAt;
    compare(progress, history.lastSpans(snapshot, entity, state, kRunsOfHistory));
    progress.risk = riskOf(progress);
    if (progress.runs == 0 || over)
        return progress;
    progress.expectedEnd = state.startedAt + progress.median;
    progress.lateEnd = state.startedAt + progress.usual;
    if (progress.measure == Progress::Measure::None && progress.median > Span{0}) {
        progress.measure = Progress::Measure::Elapsed;
        progress.share = std::min(
            kMostOfOpen, double(progress.elapsed.count()) / double(progress.median.count()));
    }
    return progress;
}

} // namespace sightglass
