// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary/tekton/rules.h"

#include <algorithm>
#include <string>

namespace sightglass::tekton {
namespace {

constexpr IdentityField kPipelineRunIdentities[] = {
    {IdentityKind::Commit, IdentityRole::Uses, "/metadata/labels/pipelinesascode.tekton.dev~1sha"},
    {IdentityKind::Commit, IdentityRole::Uses,
     "/metadata/annotations/pipelinesascode.tekton.dev~1sha"},
    {IdentityKind::RunUrl, IdentityRole::Is,
     "/metadata/annotations/pipelinesascode.tekton.dev~1log-url"},
};

constexpr TypeRule run(std::string_view type, Kind kind, Phase phase)
{
    TypeRule rule;
    rule.type = type;
    rule.kind = kind;
    rule.phase = phase;
    rule.id = "/metadata/uid";
    rule.url = "/metadata/annotations/pipelinesascode.tekton.dev~1log-url";
    rule.time = "/status/completionTime /status/startTime /metadata/creationTimestamp";
    rule.queued = "/metadata/creationTimestamp";
    rule.started = "/status/startTime";
    rule.finished = "/status/completionTime";
    return rule;
}

constexpr TypeRule pipelineRun(std::string_view type, Phase phase)
{
    TypeRule rule = run(type, Kind::PipelineRun, phase);
    rule.name = "/metadata/labels/tekton.dev~1pipeline /spec/pipelineRef/name /metadata/name";
    rule.identities = kPipelineRunIdentities;
    rule.note
        = "chain: label triggers-eventid; change number by pipelinesascode; commits in params "
          "and results; images in results";
    return rule;
}

constexpr TypeRule taskRun(std::string_view type, Phase phase)
{
    TypeRule rule = run(type, Kind::TaskRun, phase);
    rule.name = "/metadata/labels/tekton.dev~1pipelineTask /metadata/labels/tekton.dev~1task "
                "/spec/taskRef/name /spec/customRef/name /spec/ref/name /metadata/name";
    rule.note = "chain: label triggers-eventid; attempt: /status/retriesStatus";
    return rule;
}

constexpr TypeRule trigger(std::string_view type, Phase phase)
{
    TypeRule rule;
    rule.type = type;
    rule.kind = Kind::Activity;
    rule.phase = phase;
    rule.name = "/eventListener";
    rule.detail = "/errorMessage /error";
    rule.note = "chain: /eventID, else the id of the event";
    return rule;
}

constexpr TypeRule definition(std::string_view type)
{
    TypeRule rule;
    rule.type = type;
    rule.time = "/metadata/creationTimestamp";
    return rule;
}

constexpr TypeRule kRules[] = {
    pipelineRun("dev.tekton.event.pipelinerun.queued.v1", Phase::Queued),
    pipelineRun("dev.tekton.event.pipelinerun.started.v1", Phase::Running),
    pipelineRun("dev.tekton.event.pipelinerun.running.v1", Phase::Running),
    pipelineRun("dev.tekton.event.pipelinerun.unknown.v1", Phase::Running),
    pipelineRun("dev.tekton.event.pipelinerun.successful.v1", Phase::Finished),
    pipelineRun("dev.tekton.event.pipelinerun.failed.v1", Phase::Finished),
    taskRun("dev.tekton.event.taskrun.queued.v1", Phase::Queued),
    taskRun("dev.tekton.event.taskrun.started.v1", Phase::Running),
    taskRun("dev.tekton.event.taskrun.running.v1", Phase::Running),
    taskRun("dev.tekton.event.taskrun.unknown.v1", Phase::Running),
    taskRun("dev.tekton.event.taskrun.successful.v1", Phase::Finished),
    taskRun("dev.tekton.event.taskrun.failed.v1", Phase::Finished),
    taskRun("dev.tekton.event.customrun.queued.v1", Phase::Queued),
    taskRun("dev.tekton.event.customrun.started.v1", Phase::Running),
    taskRun("dev.tekton.event.customrun.running.v1", Phase::Running),
    taskRun("dev.tekton.event.customrun.unknown.v1", Phase::Running),
    taskRun("dev.tekton.event.customrun.successful.v1", Phase::Finished),
    taskRun("dev.tekton.event.customrun.failed.v1", Phase::Finished),
    taskRun("dev.tekton.event.run.queued.v1", Phase::Queued),
    taskRun("dev.tekton.event.run.started.v1", Phase::Running),
    taskRun("dev.tekton.event.run.running.v1", Phase::Running),
    taskRun("dev.tekton.event.run.unknown.v1", Phase::Running),
    taskRun("dev.tekton.event.run.successful.v1", Phase::Finished),
    taskRun("dev.tekton.event.run.failed.v1", Phase::Finished),
    trigger("dev.tekton.event.triggers.accepted.v1", Phase::Queued),
    trigger("dev.tekton.event.triggers.started.v1", Phase::Running),
    trigger("dev.tekton.event.triggers.successful.v1", Phase::Finished),
    trigger("dev.tekton.event.triggers.failed.v1", Phase::Finished),
    trigger("dev.tekton.event.triggers.done.v1", Phase::Finished),
    definition("tekton.dev/*"),
    definition("resolution.tekton.dev/*"),
    definition("triggers.tekton.dev/*"),
};

/// The first that fits stands; `*` is any text, letter case ignored.
struct ReasonMeaning
{
    std::string_view pattern;
    Outcome outcome;
};
constexpr ReasonMeaning kReasons[] = {
    {"*Couldnt*", Outcome::Error}, // also PipelineRunCouldntCancel, …CouldntTimeOut
    {"*Invalid*", Outcome::Error},
    {"*ValidationFailed", Outcome::Error},
    {"*VerificationFailed", Outcome::Error},
    {"*ResolutionFailed", Outcome::Error},
    {"*EvaluationFailed", Outcome::Error},
    {"*ParameterMiss*", Outcome::Error},
    {"*TypeMismatch", Outcome::Error},
    {"*ImagePull*", Outcome::Error},
    {"*OOM*", Outcome::Error},
    {"*Evicted", Outcome::Error},
    {"*CreationFailed", Outcome::Error},
    {"*CreateRunFailed", Outcome::Error},
    {"*AdmissionFailed", Outcome::Error},
    {"*SidecarFailed", Outcome::Error},
    {"*ConfigError", Outcome::Error},
    {"Exceeded*", Outcome::Error},
    {"*AllowedLimit", Outcome::Error},
    {"*NotSupported", Outcome::Error},
    {"RequiredWorkspace*", Outcome::Error},
    {"*Cancelled*", Outcome::Canceled},
    {"*Canceled*", Outcome::Canceled},
    {"Stopped*", Outcome::Canceled},
    {"*Timeout", Outcome::Timeout},
    {"*TimedOut", Outcome::Timeout},
};

bool sameLetter(char a, char b)
{
    return a == b || ((a ^ b) == 0x20 && ((a | 0x20) >= 'a' && (a | 0x20) <= 'z'));
}

bool fits(std::string_view pattern, std::string_view text)
{
    const bool open = pattern.starts_with('*');
    const bool openEnd = pattern.ends_with('*');
    pattern.remove_prefix(open ? 1 : 0);
    pattern.remove_suffix(openEnd ? 1 : 0);
    if (text.size() < pattern.size())
        return false;
    if (!open)
        text = openEnd ? text.substr(0, pattern.size()) : text;
    else if (!openEnd)
        text = text.substr(text.size() - pattern.size());
    const auto at
        = std::search(text.begin(), text.end(), pattern.begin(), pattern.end(), sameLetter);
    return open || openEnd ? at != text.end() : at == text.begin() && text.size() == pattern.size();
}

std::string reasonsText()
{
    std::string text = "reason of the condition Succeeded:";
    for (const ReasonMeaning &meaning : kReasons)
        text += " " + std::string{meaning.pattern} + " → " + std::string{word(meaning.outcome)}
            + ",";
    return text + " else failure";
}

} // namespace

std::span<const TypeRule> rules()
{
    return kRules;
}

Outcome outcomeOfReason(std::string_view reason)
{
    const auto known
        = std::find_if(std::begin(kReasons), std::end(kReasons),
                       [&](const ReasonMeaning &meaning) { return fits(meaning.pattern, reason); });
    return known == std::end(kReasons) ? Outcome::Failure : known->outcome;
}

std::vector<Rosetta> rosetta()
{
    std::vector<Rosetta> rows = rosettaOf(rules());
    for (Rosetta &row : rows) {
        const bool ofTrigger = row.kind == word(Kind::Activity);
        if (row.type.ends_with(".successful.v1"))
            row.outcome = word(Outcome::Success);
        else if (row.type.ends_with(".failed.v1"))
            row.outcome = ofTrigger ? std::string{word(Outcome::Failure)} : reasonsText();
        if (row.kind == word(Kind::TaskRun))
            row.parent = "pipeline-run: owner, label pipelineRunUID, results.tekton.dev/result, "
                         "label pipelineRun";
        if (ofTrigger)
            row.id = "id of the event";
    }
    return rows;
}

} // namespace sightglass::tekton
