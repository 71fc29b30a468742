// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary/keptn/rules.h"

#include <algorithm>
#include <string>

namespace sightglass::keptn {
namespace {

constexpr StatusWord kStatuses[] = {
    {"errored", Phase::None, Outcome::Error},
    {"succeeded", Phase::None},
    {"unknown", Phase::None},
    {"aborted", Phase::None, Outcome::Canceled},
    {"timedOut", Phase::None, Outcome::Timeout},
};

constexpr StatusWord kResults[] = {
    {"pass", Phase::None, Outcome::Success},
    {"warning", Phase::None, Outcome::Success},
    {"fail", Phase::None, Outcome::Failure},
    {"info", Phase::None},
};

constexpr StatusWord kProblemStates[] = {
    {"OPEN", Phase::Running},
    {"RESOLVED", Phase::Finished},
    {"CLOSED", Phase::Finished},
};

constexpr TypeRule event(std::string_view type, Kind kind = Kind::None, Phase phase = Phase::None)
{
    TypeRule rule;
    rule.type = type;
    rule.kind = kind;
    rule.phase = phase;
    rule.environment = "/stage";
    return rule;
}

constexpr TypeRule changed(std::string_view type, Kind kind)
{
    TypeRule rule = event(type, kind, Phase::Running);
    rule.detail = "/message";
    return rule;
}

constexpr TypeRule finished(std::string_view type, Kind kind)
{
    TypeRule rule = event(type, kind, Phase::Finished);
    rule.status = "/status /approval/status /remediation/status /action/status";
    rule.words = kStatuses;
    rule.detail = "/message";
    rule.url = "/deployment/deploymentURIsPublic/0 /deployment/deploymentURIsLocal/0";
    return rule;
}

constexpr TypeRule delivery(std::string_view type, Kind kind)
{
    TypeRule rule = event(type, kind, Phase::Queued);
    rule.note = "uses the digest in /configurationChange/values/image, /valuesCanary/image";
    return rule;
}

constexpr TypeRule problem(std::string_view type)
{
    TypeRule rule = event(type, Kind::Incident, Phase::Running);
    rule.status = "/State";
    rule.words = kProblemStates;
    rule.name = "/ProblemTitle";
    rule.url = "/ProblemURL";
    rule.detail = "/ImpactedEntity";
    rule.note = "uses the service /stage /service";
    return rule;
}

constexpr std::string_view kTaskOrSequence = "sh.keptn.event.";

/// Types that no grammar tells.
constexpr TypeRule kRules[] = {
    problem("sh.keptn.events.problem"),
    problem("sh.keptn.event.problem.open"),
    delivery("sh.keptn.event.configuration.change", Kind::TaskRun),
    event("sh.keptn.event.start-evaluation", Kind::TaskRun, Phase::Queued),
    event("sh.keptn.events.start-evaluation", Kind::TaskRun, Phase::Queued),
    finished("sh.keptn.events.deployment-finished", Kind::TaskRun),
    finished("sh.keptn.events.tests-finished", Kind::TaskRun),
    finished("sh.keptn.events.evaluation-done", Kind::TaskRun),
    event("sh.keptn.internal.event.*", Kind::TaskRun, Phase::Queued),
    finished("sh.keptn.internal.event.get-sli.done", Kind::TaskRun),
    event("sh.keptn.event.monitoring.configure"),
    event("sh.keptn.events.evaluation.invalidated"),
    event("sh.keptn.log.error"),
};

struct Predicate
{
    std::string_view suffix;
    TypeRule ofTask;
    TypeRule ofSequence;
};
constexpr Predicate kPredicates[] = {
    {".triggered", event("sh.keptn.event.<task>.triggered", Kind::TaskRun, Phase::Queued),
     delivery("sh.keptn.event.<stage>.<sequence>.triggered", Kind::PipelineRun)},
    {".started", event("sh.keptn.event.<task>.started", Kind::TaskRun, Phase::Running),
     event("sh.keptn.event.<stage>.<sequence>.started", Kind::PipelineRun, Phase::Running)},
    {".status.changed", changed("sh.keptn.event.<task>.status.changed", Kind::TaskRun),
     changed("sh.keptn.event.<stage>.<sequence>.status.changed", Kind::PipelineRun)},
    {".finished", finished("sh.keptn.event.<task>.finished", Kind::TaskRun),
     finished("sh.keptn.event.<stage>.<sequence>.finished", Kind::PipelineRun)},
    {".invalidated", event("sh.keptn.event.<task>.invalidated"),
     event("sh.keptn.event.<stage>.<sequence>.invalidated")},
};

/// Tasks of two words, which would be a stage and its sequence.
constexpr std::string_view kTasksOfTwoWords[]
    = {"project.create", "project.delete", "service.create", "service.delete"};

Meaning meaningByGrammar(std::string_view type)
{
    if (!type.starts_with(kTaskOrSequence))
        return {};
    const auto predicate
        = std::find_if(std::begin(kPredicates), std::end(kPredicates),
                       [type](const Predicate &known) { return type.ends_with(known.suffix); });
    if (predicate == std::end(kPredicates)
        || type.size() <= kTaskOrSequence.size() + predicate->suffix.size())
        return {};
    type.remove_prefix(kTaskOrSequence.size());
    type.remove_suffix(predicate->suffix.size());
    const auto dots = std::count(type.begin(), type.end(), '.');
    if (dots > 1 || type.starts_with('.') || type.ends_with('.'))
        return {};
    const bool isTask = dots == 0
        || std::find(std::begin(kTasksOfTwoWords), std::end(kTasksOfTwoWords), type)
            != std::end(kTasksOfTwoWords);
    const TypeRule &rule = isTask ? predicate->ofTask : predicate->ofSequence;
    return {&rule, type, rule.kind == Kind::None ? Identity::None : Identity::Triggered};
}

/// Behind the prefix of its era.
std::string_view tokenOf(std::string_view type)
{
    for (const std::string_view prefix : {kTaskOrSequence, std::string_view{"sh.keptn.events."},
                                          std::string_view{"sh.keptn.internal.event."}}) {
        if (type.starts_with(prefix))
            return type.substr(prefix.size());
    }
    return type;
}

std::string resultsText()
{
    std::string text = "; else the result:";
    for (const StatusWord &known : kResults)
        text += " " + std::string{known.word} + " → " + std::string{word(known.outcome)} + ",";
    return text + " none and succeeded → " + std::string{word(Outcome::Success)};
}

} // namespace

Meaning meaningOf(std::string_view type)
{
    const TypeRule *rule = findRule(kRules, type);
    if (!rule)
        return meaningByGrammar(type);
    const Identity identity = rule->kind == Kind::None ? Identity::None
        : rule->kind == Kind::Incident                 ? Identity::Problem
                                                       : Identity::Step;
    return {rule, tokenOf(type), identity};
}

std::span<const StatusWord> results()
{
    return kResults;
}

std::vector<Rosetta> rosetta()
{
    std::vector<Rosetta> rows;
    const auto add = [&rows](const TypeRule &rule, std::string_view id, std::string_view name) {
        Rosetta row = rosettaOf(rule);
        if (rule.phase == Phase::Finished) {
            row.phase = word(rule.phase);
            row.outcome += resultsText();
        }
        if (rule.kind != Kind::None)
            row.id = id;
        if (rule.kind != Kind::None && row.name.empty())
            row.name = name;
        row.links
            += std::string{row.links.empty() ? "" : "; "} + "triggeredid; chain: shkeptncontext";
        rows.push_back(row);
    };
    for (const Predicate &predicate : kPredicates) {
        const bool triggers = predicate.ofTask.phase == Phase::Queued;
        add(predicate.ofTask, triggers ? "id of the event" : "triggeredid", "<task>");
        add(predicate.ofSequence, triggers ? "id of the event" : "triggeredid",
            "<stage>.<sequence>");
    }
    for (const TypeRule &rule : kRules)
        add(rule,
            rule.kind == Kind::Incident ? "/ProblemID /PID" : "shkeptncontext, id of the event",
            "the type's own word");
    return rows;
}

} // namespace sightglass::keptn
