// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary/spinnaker/rules.h"

#include "model/vocabulary/jenkins/results.h"

namespace sightglass::spinnaker {
namespace {

using enum IdentityKind;
using enum IdentityRole;

/// Those of a build server, and what igor says while it builds.
constexpr StatusWord kResults[] = {
    kJenkinsResults[0], kJenkinsResults[1], kJenkinsResults[2],
    kJenkinsResults[3], kJenkinsResults[4], {"BUILDING", Phase::Running},
};

constexpr IdentityField kTriggerIdentities[] = {
    {Commit, Uses, "/content/execution/trigger/hash"},
    {Commit, Uses, "/content/execution/trigger/buildInfo/scm/*/sha1"},
    {RunUrl, Uses, "/content/execution/trigger/buildInfo/url"},
};
constexpr IdentityField kBuildIdentities[] = {
    {RunUrl, Is, "/content/project/lastBuild/url"},
    {Commit, Uses, "/content/project/lastBuild/scm/*/sha1"},
};
constexpr IdentityField kTagIdentities[] = {{Digest, Makes, "/content/digest"}};
constexpr IdentityField kPushIdentities[] = {{Commit, Is, "/content/hash"}};

constexpr std::string_view kCreated = "/details/created";
constexpr std::string_view kEnd
    = "complete is success and failed failure, if the status does not say it; canceled flags → "
      "canceled, a failure by a timeout → timeout";

constexpr TypeRule execution(std::string_view type, Phase phase)
{
    const bool over = isOver(phase);
    return {.type = type,
            .kind = Kind::PipelineRun,
            .phase = phase,
            .status = "/content/execution/status",
            .words = kStatuses,
            .id = "/content/executionId|/content/execution/id",
            .name = "/content/execution/name /content/execution/description",
            .detail = "/content/execution/cancellationReason",
            .time = over ? "/details/created /content/execution/endTime"
                         : "/details/created /content/execution/startTime",
            .queued = "/content/execution/buildTime",
            .started = "/content/execution/startTime",
            .finished = over ? "/content/execution/endTime" : "",
            .identities = kTriggerIdentities,
            .note = over ? kEnd : "/content/execution/trigger/parentExecution (cause)"};
}

constexpr TypeRule stage(std::string_view type, Phase phase)
{
    const bool over = isOver(phase);
    return {.type = type,
            .kind = Kind::TaskRun,
            .phase = phase,
            .status = "/content/status",
            .words = kStatuses,
            .id = "/content/stageId",
            .name = "/content/name",
            .detail = "/content/context/exception/details/errors/0 "
                      "/content/context/exception/details/error",
            .time
            = over ? "/details/created /content/endTime" : "/details/created /content/startTime",
            .started = "/content/startTime",
            .finished = over ? "/content/endTime" : "",
            .parentKind = Kind::PipelineRun,
            .parent = "/content/executionId|/content/execution/id",
            .note = over ? "status of its stage in /content/execution/stages; its "
                           "requisiteStageRefIds"
                         : "requisiteStageRefIds of its stage in /content/execution/stages"};
}

constexpr TypeRule task(std::string_view type, Phase phase)
{
    TypeRule rule = stage(type, phase);
    rule.id = "/content/stageId /content/taskName";
    rule.time = kCreated; // the times beside it are the stage's
    rule.started = rule.finished = {};
    rule.parentKind = Kind::TaskRun;
    rule.parent = "/content/stageId";
    rule.note = isOver(phase) ? "status of its task in /content/execution/stages" : "";
    return rule;
}

/// A trigger that started something or nothing: only itself.
constexpr TypeRule trigger(std::string_view type)
{
    return {.type = type, .time = kCreated, .note = "a trigger: about nothing that is kept"};
}

constexpr TypeRule kRules[] = {
    execution("orca:pipeline:starting", Phase::Running),
    execution("orca:pipeline:complete", Phase::Finished),
    execution("orca:pipeline:failed", Phase::Finished),
    execution("orca:orchestration:starting", Phase::Running),
    execution("orca:orchestration:complete", Phase::Finished),
    execution("orca:orchestration:failed", Phase::Finished),
    stage("orca:stage:starting", Phase::Running),
    stage("orca:stage:complete", Phase::Finished),
    stage("orca:stage:failed", Phase::Finished),
    stage("orca:stage:skipped", Phase::Skipped),
    task("orca:task:starting", Phase::Running),
    task("orca:task:complete", Phase::Finished),
    task("orca:task:failed", Phase::Finished),
    {.type = kBuild,
     .kind = Kind::Build,
     .phase = Phase::Running,
     .status = "/content/project/lastBuild/result",
     .words = kResults,
     .id = "/content/master /content/project/name /content/project/lastBuild/number",
     .name = "/content/project/name",
     .url = "/content/project/lastBuild/url",
     .time = "/details/created /content/project/lastBuild/timestamp",
     .started = "/content/project/lastBuild/timestamp",
     .identities = kBuildIdentities,
     .note = "/content/project/lastBuild/building says whether it is over"},
    {.type = kDocker,
     .kind = Kind::Artifact,
     .state = "published",
     .id = "/content/registry /content/repository /content/tag",
     .name = "/content/repository",
     .time = kCreated,
     .identities = kTagIdentities,
     .note = "image registry/repository:tag (makes)"},
    {.type = "git",
     .kind = Kind::Change,
     .state = "pushed",
     .id = "/content/repoProject /content/slug /content/hash",
     .name = "/content/branch",
     .time = kCreated,
     .identities = kPushIdentities},
    trigger("artifactory"),
    trigger("cdevents"),
    trigger("googleCloudBuild"),
    trigger("helm"),
    trigger("manual"),
    trigger("nexus"),
    trigger("plugin"),
    trigger("pubsub"),
    trigger("webhook"),
};

} // namespace

std::span<const TypeRule> rules()
{
    return kRules;
}

} // namespace sightglass::spinnaker
