// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary/cdevents/jenkins.h"

#include "model/vocabulary/identity.h"
#include "model/vocabulary/jenkins/results.h"
#include "model/vocabulary/oddities.h"

namespace sightglass::cdevents {
namespace {

constexpr std::string_view kCommits[]
    = {"/build/scmState/commit", "/build/parameters/GIT_COMMIT", "/GIT_COMMIT"};
/// What the plugin writes as the error of a stage that ended without one, with outcome error.
constexpr std::string_view kNoError = "Unable to get Display Name of the Node Error.";

void correct(Outcome truth, std::string_view why, TextArena &arena, Decoded &event)
{
    if (event.outcome == truth)
        return;
    noteProblem(event, Problem::Outcome,
                arena.join({"the Jenkins plugin wrote ", word(event.outcome), "; ", why, ", so ",
                            word(truth)}));
    event.outcome = truth;
}

void readResult(std::string_view result, TextArena &arena, Decoded &event)
{
    const StatusWord *known = findStatus(kJenkinsResults, result);
    if (event.phase != Phase::Finished || !known)
        return;
    correct(known->outcome, arena.join({"its build.status says ", result}), arena, event);
    if (event.detail.empty() && known->outcome != Outcome::Success)
        event.detail = result;
}

/// "Deploy : Start" and "Deploy : End" are the two ends of one step.
std::string_view stepOf(std::string_view stage)
{
    for (const std::string_view end : {" : Start", " : End"}) {
        if (stage.size() > end.size() && stage.ends_with(end))
            stage.remove_suffix(end.size());
    }
    return stage;
}

} // namespace

void readJenkinsRun(json::Value custom, TextArena &arena, Decoded &event)
{
    const json::Value build = custom["build"];
    const std::string_view queueId = scalarText(build["queueId"]);
    if (event.kind != Kind::PipelineRun || queueId.empty() || !build["number"].exists())
        return;
    readResult(build["status"].string(), arena, event);
    const std::string_view address = build["fullUrl"].string();
    if (event.url.empty())
        event.url = address;
    addSoundIdentity(IdentityKind::RunUrl, IdentityRole::Is, address, arena, event);
    for (const std::string_view commit : kCommits) {
        const std::string_view sha = custom.at(commit).string();
        if (isSha(sha))
            addSoundIdentity(IdentityKind::Commit, IdentityRole::Uses, sha, arena, event);
    }
    if (event.phase != Phase::Queued) // the queue item has an id of its own, at the job's address
        event.references.push_back(
            {EdgeKind::Path, true, "queueId",
             entityKey(Kind::PipelineRun, custom["url"].string(), queueId, arena)});
}

void readJenkinsStage(json::Value custom, TextArena &arena, Decoded &event)
{
    const std::string_view stage = stepOf(custom["stageName"].string());
    if (event.kind != Kind::TaskRun || stage.empty() || !custom["stageNodeUrl"].exists())
        return;
    event.key = arena.join({event.key, "#", stage});
    event.name = stage;
    if (event.phase == Phase::Finished && event.detail == kNoError) {
        event.detail = {};
        correct(Outcome::Success, "it found no error in the stage", arena, event);
    }
}

} // namespace sightglass::cdevents
