// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary/spinnaker/execution.h"

#include "model/vocabulary/identity.h"
#include "model/vocabulary/loose_time.h"
#include "model/vocabulary/spinnaker/rules.h"

#include <algorithm>

namespace sightglass::spinnaker {
namespace {

constexpr Pointers kNumberedBuild = "/master /job /buildNumber";

json::Value elementWith(json::Value list, std::string_view member, std::string_view text)
{
    for (const json::Value element : list.elements()) {
        if (!text.empty() && scalarText(element[member]) == text)
            return element;
    }
    return {};
}

json::Value stageOf(json::Value content)
{
    return elementWith(content["execution"]["stages"], "id", content["stageId"].string());
}

/// Of the task that the event is about: its name is the stage's type, a dot and the task's.
json::Value taskOf(json::Value content)
{
    std::string_view name = content["taskName"].string();
    name.remove_prefix(std::min(name.find('.') + 1, name.size()));
    return elementWith(stageOf(content)["tasks"], "name", name);
}

bool isCanceled(json::Value content)
{
    const json::Value execution = content["execution"];
    const StatusWord *status = findStatus(kStatuses, execution["status"].string());
    return content["canceled"].boolean() || execution["canceled"].boolean()
        || (status && status->outcome == Outcome::Canceled);
}

bool saysTimeout(json::Value exception, std::string_view reason)
{
    const auto holds = [](std::string_view text, std::string_view part) {
        return text.find(part) != std::string_view::npos;
    };
    return holds(exception["exceptionType"].string(), "Timeout") || holds(reason, "imed out")
        || holds(reason, "imeout exceeded");
}

/// `word` is the status of what ended itself. An execution that was canceled is not over otherwise;
/// a stage of it may be.
Outcome outcomeOf(json::Value content, std::string_view word, const Decoded &event)
{
    const StatusWord *status = findStatus(kStatuses, word);
    const bool failed = event.type.ends_with(":failed");
    if (failed && event.kind == Kind::PipelineRun && isCanceled(content))
        return Outcome::Canceled;
    if (status && isOver(status->phase))
        return status->outcome;
    if (failed)
        return isCanceled(content) ? Outcome::Canceled : Outcome::Failure;
    return Outcome::Success;
}

} // namespace

void readEnd(json::Value content, Decoded &event)
{
    if (event.phase == Phase::Skipped) {
        event.outcome = Outcome::Skipped;
        return;
    }
    const bool isTask = content["taskName"].exists();
    const json::Value own = event.kind == Kind::PipelineRun ? content["execution"]
        : isTask                                            ? taskOf(content)
                                                            : stageOf(content);
    const std::string_view said = content["status"].string();
    const std::string_view word = said.empty() ? own["status"].string() : said;
    event.outcome = outcomeOf(content, word, event);
    if (event.outcome == Outcome::Failure
        && saysTimeout(content["context"]["exception"], event.detail))
        event.outcome = Outcome::Timeout;
    if (event.outcome != Outcome::Success && event.detail.empty())
        event.detail = word;
    if (isTask) {
        event.startedAt = timeOf(own["startTime"]).value_or(kNoTime);
        event.finishedAt = timeOf(own["endTime"]).value_or(kNoTime);
    }
}

void readTrigger(json::Value trigger, TextArena &arena, Decoded &event)
{
    const std::string_view parent = trigger["parentExecution"]["id"].string();
    if (!parent.empty())
        event.references.push_back(
            {EdgeKind::Cause, true, "parentExecution",
             entityKey(Kind::PipelineRun, event.subjectSource, parent, arena)});
    const std::string_view build = joinedId(trigger, kNumberedBuild, arena);
    if (!build.empty())
        event.references.push_back(
            {EdgeKind::Cause, true, "buildNumber", entityKey(Kind::Build, kIgor, build, arena)});
    for (const json::Value artifact : trigger["artifacts"].elements()) {
        if (artifact["type"].string() == "docker/image")
            addSoundIdentity(IdentityKind::Image, IdentityRole::Uses,
                             artifact["reference"].string(), arena, event);
    }
}

void readStage(json::Value content, TextArena &arena, Decoded &event)
{
    const json::Value stage = stageOf(content);
    addParent(Kind::TaskRun, stage["parentStageId"].string(), arena, event);
    for (const json::Value refId : stage["requisiteStageRefIds"].elements()) {
        const json::Value before
            = elementWith(content["execution"]["stages"], "refId", scalarText(refId));
        const std::string_view id = before["id"].string();
        if (!id.empty())
            event.references.push_back({EdgeKind::Path, true, "requisiteStageRefIds",
                                        entityKey(Kind::TaskRun, event.subjectSource, id, arena)});
    }
}

} // namespace sightglass::spinnaker
