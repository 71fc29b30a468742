// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary/azure_devops/azure_devops.h"

#include "model/base/limits.h"
#include "model/vocabulary/attribute.h"
#include "model/vocabulary/oddities.h"
#include "model/vocabulary/type_rule.h"

#include <limits>

namespace sightglass {
namespace {

using enum IdentityKind;
using enum IdentityRole;

/// States, and the results of what is completed; also those of builds and of approvals.
constexpr StatusWord kWords[] = {
    {"notStarted", Phase::Queued},
    {"pending", Phase::Queued},
    {"queued", Phase::Queued},
    {"waiting", Phase::Waiting},
    {"inProgress", Phase::Running},
    {"running", Phase::Running},
    {"canceling", Phase::Running},
    {"completed", Phase::Finished},
    {"succeeded", Phase::Finished, Outcome::Success},
    {"succeededWithIssues", Phase::Finished, Outcome::Unstable},
    {"partiallySucceeded", Phase::Finished, Outcome::Unstable},
    {"failed", Phase::Finished, Outcome::Failure},
    {"canceled", Phase::Finished, Outcome::Canceled},
    {"stopped", Phase::Finished, Outcome::Canceled},
    {"skipped", Phase::Finished, Outcome::Skipped},
    {"abandoned", Phase::Finished, Outcome::Error},
    {"unknown", Phase::None},
    {"none", Phase::None},
};
constexpr StatusWord kApprovals[] = {
    {"pending", Phase::Waiting},
    {"approved", Phase::Finished, Outcome::Success},
    {"rejected", Phase::Finished, Outcome::Failure},
    {"canceled", Phase::Finished, Outcome::Canceled},
    {"skipped", Phase::Finished, Outcome::Skipped},
    {"timedOut", Phase::Finished, Outcome::Timeout},
};

constexpr IdentityField kRun[] = {
    {RunUrl, Is, "/resource/run/_links/web/href"},
    {Commit, Uses, "/resource/run/resources/repositories/self/version"},
};
constexpr IdentityField kBuild[] = {
    {RunUrl, Is, "/resource/_links/web/href"},
    {Commit, Uses, "/resource/sourceVersion"},
};

constexpr std::string_view kNote = "a result counts when the state is completed";

constexpr TypeRule kRules[] = {
    {.type = "ms.vss-pipelines.run-state-changed-event",
     .kind = Kind::PipelineRun,
     .status = "/resource/run/result /resource/run/state",
     .words = kWords,
     .id = "/resource/run/id|/resource/runId",
     .name = "/resource/pipeline/name /resource/run/pipeline/name /resource/run/name",
     .url = "/resource/run/_links/web/href",
     .time = "/createdDate /resource/run/finishedDate /resource/run/createdDate",
     .queued = "/resource/run/createdDate",
     .finished = "/resource/run/finishedDate",
     .identities = kRun,
     .note = "a result counts when the state is completed; commit of the repository self (uses)"},
    {.type = "ms.vss-pipelines.stage-state-changed-event",
     .kind = Kind::TaskRun,
     .status = "/resource/stage/result /resource/stage/state",
     .words = kWords,
     .id = "/resource/run/id|/resource/runId /resource/stage/name|/resource/stageName",
     .name = "/resource/stage/displayName /resource/stage/name /resource/stageName",
     .url = "/resource/stage/_links/web/href /resource/run/_links/web/href",
     .time = "/createdDate /resource/stage/finishTime /resource/stage/startTime",
     .started = "/resource/stage/startTime",
     .finished = "/resource/stage/finishTime",
     .parentKind = Kind::PipelineRun,
     .parent = "/resource/run/id|/resource/runId",
     .note = kNote},
    {.type = "ms.vss-pipelines.job-state-changed-event",
     .kind = Kind::TaskRun,
     .status = "/resource/job/result /resource/job/state",
     .words = kWords,
     .id = "/resource/run/id|/resource/runId /resource/stage/name|/resource/stageName "
           "/resource/job/name|/resource/job/id",
     .name = "/resource/job/name /resource/job/id",
     .url = "/resource/job/_links/web/href /resource/run/_links/web/href",
     .time = "/createdDate /resource/job/finishTime /resource/job/startTime",
     .started = "/resource/job/startTime",
     .finished = "/resource/job/finishTime",
     .parentKind = Kind::TaskRun,
     .parent = "/resource/run/id|/resource/runId /resource/stage/name|/resource/stageName",
     .note = kNote},
    {.type = "build.complete",
     .kind = Kind::PipelineRun,
     .phase = Phase::Finished,
     .status = "/resource/result /resource/status",
     .words = kWords,
     .id = "/resource/id",
     .name = "/resource/definition/name /resource/buildNumber",
     .url = "/resource/_links/web/href",
     .time = "/createdDate /resource/finishTime",
     .queued = "/resource/queueTime",
     .started = "/resource/startTime",
     .finished = "/resource/finishTime",
     .identities = kBuild},
    {.type = "ms.vss-pipelinechecks-events.approval-pending",
     .kind = Kind::Approval,
     .phase = Phase::Waiting,
     .id = "/resource/approval/id",
     .name = "/resource/stageName /resource/stage/name",
     .time = "/createdDate",
     .parentKind = Kind::PipelineRun,
     .parent = "/resource/run/id|/resource/runId"},
    {.type = "ms.vss-pipelinechecks-events.approval-completed",
     .kind = Kind::Approval,
     .phase = Phase::Finished,
     .status = "/resource/approval/status",
     .words = kApprovals,
     .id = "/resource/approval/id",
     .name = "/resource/stageName /resource/stage/name",
     .time = "/createdDate",
     .parentKind = Kind::PipelineRun,
     .parent = "/resource/run/id|/resource/runId"},
};

constexpr Pointers kRuns = "/resource/run /resource";
constexpr Pointers kStages = "/resource/job /resource/stage";
constexpr Pointers kServers = "/project/baseUrl /account/baseUrl /collection/baseUrl";

/// Of what the event is about.
json::Value thingOf(const TypeRule &rule, json::Value body)
{
    return firstOf(body, rule.kind == Kind::PipelineRun ? kRuns : kStages);
}

/// The state decides whether there is a result: what runs again may show that of its last attempt,
/// and what is completed may have one that says nothing.
void readState(json::Value thing, Decoded &event)
{
    const StatusWord *state = findStatus(kWords, thing["state"].string());
    if (state)
        event.phase = state->phase;
}

class AzureDevops final : public Vocabulary
{
public:
    [[nodiscard]] std::string_view name() const override { return "azure-devops"; }

    [[nodiscard]] bool speaks(const Envelope &envelope) const override
    {
        const std::string_view type = envelope.top()["eventType"].string();
        return type.starts_with("ms.vss-")
            || (type == "build.complete" && envelope.top()["resource"].isObject());
    }

    [[nodiscard]] std::optional<Rejection> decode(const Envelope &envelope, TextArena &arena,
                                                  Decoded &event) const override
    {
        const json::Value body = envelope.body;
        const std::string_view said = body["eventType"].string();
        const std::string_view project = projectOf(body, arena);
        readId(envelope, event);
        event.type = envelope.isCloudEvent ? envelope.type : said;
        event.source = envelope.isCloudEvent ? envelope.source : project;
        event.subjectSource = project;
        const TypeRule *rule = findRule(kRules, said);
        if (!rule) {
            noteProblem(event, Problem::UnknownType, "no type of Azure Pipelines' hooks");
            return std::nullopt;
        }
        const json::Value thing = thingOf(*rule, body);
        if (rule->kind != Kind::Approval)
            readState(thing, event);
        applyRule(*rule, body, arena, event);
        if (!isOver(event.phase)) {
            event.outcome = Outcome::Unknown;
            event.finishedAt = kNoTime;
        }
        if (const auto attempt = thing["attempt"].integer(); event.kind == Kind::TaskRun && attempt
            && *attempt > 0 && *attempt < std::numeric_limits<std::int32_t>::max())
            event.attempt = static_cast<std::uint32_t>(*attempt);
        if (event.kind == Kind::PipelineRun)
            addOwnCommit(body.at("/resource/repositories"), event);
        return std::nullopt;
    }

    [[nodiscard]] std::vector<Rosetta> rosetta() const override { return rosettaOf(kRules); }

private:
    static void readId(const Envelope &envelope, Decoded &event)
    {
        const json::Value id = envelope.top()["id"];
        if (envelope.isCloudEvent)
            event.id = envelope.id;
        else if (isAttribute(id.string(), limits::kIdBytes))
            event.id = id.string();
        else
            noteProblem(event, Problem::IdFormat, "/id is no text that names the event");
    }

    /// The project's address, by its id: names change.
    static std::string_view projectOf(json::Value body, TextArena &arena)
    {
        const json::Value containers = body["resourceContainers"];
        const std::string_view base = firstOf(containers, kServers).string();
        std::string_view project = containers.at("/project/id").string();
        if (project.empty())
            project = body.at("/resource/projectId").string();
        return arena.join({base, base.empty() || base.ends_with('/') ? "" : "/", project});
    }

    static void addOwnCommit(json::Value repositories, Decoded &event)
    {
        for (const json::Value repository : repositories.elements()) {
            if (repository["alias"].string() == "self")
                addIdentity(Commit, Uses, repository.at("/change/version").string(), event);
        }
    }
};

} // namespace

std::unique_ptr<const Vocabulary> makeAzureDevops()
{
    return std::make_unique<AzureDevops>();
}

} // namespace sightglass
