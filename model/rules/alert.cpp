// SPDX-License-Identifier: Apache-2.0
#include "model/rules/alert.h"

#include "model/rules/history.h"

#include <algorithm>
#include <tuple>

namespace sightglass {
namespace {

constexpr std::size_t kRunsToJudge = 5;
constexpr std::uint64_t kEventsToJudge = 10;
constexpr Span kShortestSilence = std::chrono::minutes{1};

Alert alertOf(const Snapshot &snapshot, std::string_view rule, Severity severity, const Run &run,
              Timestamp since)
{
    Alert alert;
    alert.rule = rule;
    alert.severity = severity;
    alert.entity = run.entity;
    alert.subject = snapshot.keyOf(run.entity);
    alert.name = displayName(snapshot, run.entity, run.state);
    alert.since = since;
    return alert;
}

// The newest run of the series that came to an end with a verdict decides; canceled and skipped
// runs say nothing.
void checkEnds(std::vector<Alert> &alerts, const Snapshot &snapshot, const History &history,
               const History::Series &series)
{
    if (series.newest.isNull() || series.state == State::Succeeded)
        return;
    const bool failed = series.state == State::Failed;
    const Run run{series.newest, stateAt(snapshot, series.newest, history.at())};
    Alert alert = alertOf(snapshot, failed ? kRuleFailed : kRuleErrored,
                          failed ? Severity::Warning : Severity::Critical, run, series.since);
    alert.count = series.inARow;
    alert.total = series.verdicts;
    alerts.push_back(std::move(alert));
}

void checkOverdue(std::vector<Alert> &alerts, const Snapshot &snapshot,
                  const History::Series &series, Timestamp now)
{
    const auto isRunning = [](const Run &run) {
        return run.state.phase == Phase::Running && isKnown(run.state.startedAt);
    };
    if (now == kEndOfTime || std::none_of(series.open.begin(), series.open.end(), isRunning))
        return;
    std::vector<Span> spans = series.spans();
    if (spans.size() < kRunsToJudge)
        return;
    const std::size_t total = spans.size();
    const Span usual = quantile(std::move(spans), 0.9);
    for (const Run &run : series.open) {
        if (!isRunning(run))
            continue;
        const Span running = now - run.state.startedAt;
        if (running <= 2 * usual)
            continue;
        Alert alert = alertOf(snapshot, kRuleOverdue, Severity::Warning, run,
                              run.state.startedAt + 2 * usual);
        alert.total = total;
        alert.value = running;
        alert.limit = usual;
        alerts.push_back(std::move(alert));
    }
}

void checkSources(std::vector<Alert> &alerts, const Snapshot &snapshot, Timestamp now)
{
    for (const SourceInfo &source : snapshot.sources) {
        if (!source.live || source.accepted < kEventsToJudge || now == kEndOfTime
            || !isKnown(source.lastReceived) || !isKnown(source.firstReceived))
            continue;
        const Span usual = (source.lastReceived - source.firstReceived)
            / static_cast<std::int64_t>(source.accepted);
        const Span silent = now - source.lastReceived;
        if (silent <= std::max(10 * usual, kShortestSilence))
            continue;
        Alert alert;
        alert.rule = kRuleSourceSilent;
        alert.subject = snapshot.texts[source.address];
        alert.name = snapshot.texts[source.name];
        alert.since = source.lastReceived;
        alert.total = source.accepted;
        alert.value = silent;
        alert.limit = usual;
        alerts.push_back(std::move(alert));
    }
}

} // namespace

std::vector<Alert> evaluateRules(const Snapshot &snapshot, const History &history, Timestamp now)
{
    std::vector<Alert> alerts;
    history.forEachSeries([&](const History::Series &series) {
        checkEnds(alerts, snapshot, history, series);
        checkOverdue(alerts, snapshot, series, now);
    });
    checkSources(alerts, snapshot, now);
    std::sort(alerts.begin(), alerts.end(), [](const Alert &a, const Alert &b) {
        return a.since != b.since ? a.since > b.since
                                  : std::tie(a.subject, a.rule) < std::tie(b.subject, b.rule);
    });
    return alerts;
}

} // namespace sightglass
