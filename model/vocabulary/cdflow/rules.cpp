// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary/cdflow/rules.h"

namespace sightglass::cdflow {
namespace {

constexpr StatusWord kStatuses[] = {
    {"queued", Phase::Queued},
    {"running", Phase::Running},
    {"finished", Phase::Finished, Outcome::Success},
    {"success", Phase::Finished, Outcome::Success},
    {"succeeded", Phase::Finished, Outcome::Success},
    {"failure", Phase::Finished, Outcome::Failure},
    {"failed", Phase::Finished, Outcome::Failure},
    {"error", Phase::Finished, Outcome::Error},
    {"canceled", Phase::Finished, Outcome::Canceled},
    {"cancelled", Phase::Finished, Outcome::Canceled},
    {"timeout", Phase::Finished, Outcome::Timeout},
};

constexpr TypeRule pipeline(std::string_view type, Phase phase, std::string_view note)
{
    return {.type = type,
            .kind = Kind::PipelineRun,
            .phase = phase,
            .id = kPipeline,
            .name = "/cdfpipename /cdfmodulename",
            .environment = "/cdfpipeenvname",
            .note = note};
}

constexpr TypeRule artifact(std::string_view type, std::string_view state,
                            std::string_view note = {})
{
    return {.type = type,
            .kind = Kind::Artifact,
            .state = state,
            .id = "/cdfartifactid",
            .name = "/cdfartifactid",
            .parentKind = Kind::PipelineRun,
            .parent = kPipeline,
            .note = note};
}

constexpr TypeRule environment(std::string_view type, std::string_view state)
{
    return {.type = type,
            .kind = Kind::Environment,
            .state = state,
            .id = "/cdfenvname",
            .name = "/cdfenvname",
            .url = "/cdfenvrepo"};
}

constexpr TypeRule service(std::string_view type, std::string_view state)
{
    return {.type = type,
            .kind = Kind::Service,
            .state = state,
            .id = "/cdfservicename /cdfenvname",
            .name = "/cdfservicename",
            .environment = "/cdfenvname",
            .note = "/cdfserviceartifact, a purl or image (uses); service /cdfenvname, "
                    "/cdfservicename (makes)"};
}

constexpr TypeRule issue(std::string_view type, Phase phase)
{
    return {.type = type,
            .kind = Kind::Ticket,
            .phase = phase,
            .id = "/cdfissueid",
            .name = "/cdfissuetitle",
            .note = "of the source /cdfissuerepo"};
}

constexpr TypeRule review(std::string_view type, std::string_view state)
{
    return {.type = type,
            .kind = Kind::Change,
            .state = state,
            .id = "/cdfprid",
            .name = "/cdfprtitle",
            .note = "of the source /cdfprrepository; change number, where that is an address"};
}

constexpr TypeRule other(std::string_view type, std::string_view state, std::string_view id,
                         std::string_view name)
{
    return {.type = type, .kind = Kind::Other, .state = state, .id = id, .name = name};
}

constexpr TypeRule oldPipelineRun(std::string_view type, Phase phase)
{
    return {.type = type,
            .kind = Kind::PipelineRun,
            .phase = phase,
            .status = "/pipelinerunstatus",
            .words = kStatuses,
            .id = "/pipelinerunid",
            .name = "/pipelinerunname",
            .url = "/pipelinerunurl",
            .detail = "/pipelinerunerrors"};
}

constexpr TypeRule oldTaskRun(std::string_view type, Phase phase)
{
    return {.type = type,
            .kind = Kind::TaskRun,
            .phase = phase,
            .status = "/taskrunstatus",
            .words = kStatuses,
            .id = "/taskrunid",
            .name = "/taskrunname",
            .parentKind = Kind::PipelineRun,
            .parent = "/taskrunpipelineid"};
}

constexpr TypeRule old(Kind kind, std::string_view type, Phase phase, std::string_view id,
                       std::string_view name)
{
    return {.type = type, .kind = kind, .phase = phase, .id = id, .name = name};
}

constexpr TypeRule oldSubject(Kind kind, std::string_view type, std::string_view state,
                              std::string_view id, std::string_view name, std::string_view url = {})
{
    return {.type = type, .kind = kind, .state = state, .id = id, .name = name, .url = url};
}

constexpr TypeRule oldService(std::string_view type, std::string_view state)
{
    return {.type = type,
            .kind = Kind::Service,
            .state = state,
            .id = "/servicename /serviceenvid",
            .name = "/servicename",
            .environment = "/serviceenvid",
            .note = "service /serviceenvid, /servicename (makes)"};
}

// cd-flow's program and its README name some types differently.
constexpr TypeRule kRules[] = {
    other("CDF.Project.Created", "created", "/cdfprojectname", "/cdfprojectname"),
    other("CDF.Project.Deleted", "deleted", "/cdfprojectname", "/cdfprojectname"),
    other("CDF.Module.Created", "created", "/cdfprojectname /cdfmodulename", "/cdfmodulename"),
    other("CDF.Module.Deleted", "deleted", "/cdfprojectname /cdfmodulename", "/cdfmodulename"),
    oldSubject(Kind::Repository, "CDF.Repository.Created", "created", "/cdfreponame",
               "/cdfreponame", "/cdfrepourl"),
    oldSubject(Kind::Repository, "CDF.Repository.Deleted", "deleted", "/cdfreponame",
               "/cdfreponame", "/cdfrepourl"),
    issue("CDF.Issue.Created", Phase::Running),
    issue("CDF.Issue.Updated", Phase::Running),
    issue("CDF.Issue.Commented", Phase::Running),
    issue("CDF.Issue.CommentAdded", Phase::Running),
    issue("CDF.Issue.Closed", Phase::Finished),
    review("CDF.PR.Created", "created"),
    review("CDF.PR.CommentAdded", "commented"),
    review("CDF.PR.Merged", "merged"),
    review("CDF.PR.Closed", "closed"),
    pipeline("CDF.Pipeline.Started", Phase::Running, {}),
    pipeline("CDF.Pipeline.Finished", Phase::Finished, "success"),
    pipeline("CDF.Pipeline.Failed", Phase::Finished, "failure"),
    artifact("CDF.Artifact.Built", "built"),
    artifact("CDF.Artifact.TestsStarted", "tests started"),
    artifact("CDF.Artifact.TestStarted", "tests started"),
    artifact("CDF.Artifact.TestsEnded", "tests ended"),
    artifact("CDF.Artifact.TestEnded", "tests ended"),
    artifact("CDF.Artifact.VersionUpdated", "updated"),
    artifact("CDF.Artifact.Released", "released"),
    artifact("CDF.Artifact.Failed", "failed", "failure"),
    environment("CDF.Environment.Created", "created"),
    environment("CDF.Environment.Updated", "updated"),
    environment("CDF.Environment.Deleted", "deleted"),
    service("CDF.Service.Created", "created"),
    service("CDF.Service.Deployed", "deployed"),
    service("CDF.Service.Updated", "updated"),
    service("CDF.Service.Upgraded", "upgraded"),
    service("CDF.Service.Deleted", "deleted"),
    oldPipelineRun("cd.pipelinerun.queued.*", Phase::Queued),
    oldPipelineRun("cd.pipelinerun.started.*", Phase::Running),
    oldPipelineRun("cd.pipelinerun.finished.*", Phase::Finished),
    oldTaskRun("cd.taskrun.started.*", Phase::Running),
    oldTaskRun("cd.taskrun.finished.*", Phase::Finished),
    old(Kind::Build, "cd.build.queued.*", Phase::Queued, "/buildid", "/buildname"),
    old(Kind::Build, "cd.build.started.*", Phase::Running, "/buildid", "/buildname"),
    old(Kind::Build, "cd.build.finished.*", Phase::Finished, "/buildid", "/buildname"),
    old(Kind::TestCaseRun, "cd.test.case.queued.*", Phase::Queued, "/testcaseid", "/testcasename"),
    old(Kind::TestCaseRun, "cd.test.case.started.*", Phase::Running, "/testcaseid",
        "/testcasename"),
    old(Kind::TestCaseRun, "cd.test.case.finished.*", Phase::Finished, "/testcaseid",
        "/testcasename"),
    old(Kind::TestSuiteRun, "cd.test.suite.queued.*", Phase::Queued, "/testsuiteid",
        "/testsuitename"),
    old(Kind::TestSuiteRun, "cd.test.suite.started.*", Phase::Running, "/testsuiteid",
        "/testsuitename"),
    old(Kind::TestSuiteRun, "cd.test.suite.finished.*", Phase::Finished, "/testsuiteid",
        "/testsuitename"),
    oldSubject(Kind::Artifact, "cd.artifact.packaged.*", "packaged", "/artifactid",
               "/artifactname"),
    oldSubject(Kind::Artifact, "cd.artifact.published.*", "published", "/artifactid",
               "/artifactname"),
    oldSubject(Kind::Environment, "cd.environment.created.*", "created", "/envId|/envid",
               "/envname", "/envrepourl"),
    oldSubject(Kind::Environment, "cd.environment.modified.*", "modified", "/envId|/envid",
               "/envname", "/envrepourl"),
    oldSubject(Kind::Environment, "cd.environment.deleted.*", "deleted", "/envId|/envid",
               "/envname", "/envrepourl"),
    oldService("cd.service.deployed.*", "deployed"),
    oldService("cd.service.upgraded.*", "upgraded"),
    oldService("cd.service.rolledback.*", "rolledback"),
    oldService("cd.service.removed.*", "removed"),
    oldSubject(Kind::Repository, "cd.repository.created.*", "created", "/repositoryid",
               "/repositoryname", "/repositoryurl"),
    oldSubject(Kind::Repository, "cd.repository.modified.*", "modified", "/repositoryid",
               "/repositoryname", "/repositoryurl"),
    oldSubject(Kind::Repository, "cd.repository.deleted.*", "deleted", "/repositoryid",
               "/repositoryname", "/repositoryurl"),
    oldSubject(Kind::Branch, "cd.repository.branch.created.*", "created", "/branchid",
               "/branchname"),
    oldSubject(Kind::Branch, "cd.repository.branch.deleted.*", "deleted", "/branchid",
               "/branchname"),
    oldSubject(Kind::Change, "cd.repository.change.created.*", "created", "/changeid",
               "/changename"),
    oldSubject(Kind::Change, "cd.repository.change.updated.*", "updated", "/changeid",
               "/changename"),
    oldSubject(Kind::Change, "cd.repository.change.reviewed.*", "reviewed", "/changeid",
               "/changename"),
    oldSubject(Kind::Change, "cd.repository.change.merged.*", "merged", "/changeid", "/changename"),
    oldSubject(Kind::Change, "cd.repository.change.abandoned.*", "abandoned", "/changeid",
               "/changename"),
};

} // namespace

std::span<const TypeRule> rules()
{
    return kRules;
}

} // namespace sightglass::cdflow
