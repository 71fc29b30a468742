// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary/argo_workflows/argo_workflows.h"

#include "model/vocabulary/loose_time.h"
#include "model/vocabulary/oddities.h"
#include "model/vocabulary/type_rule.h"

#include <algorithm>
#include <charconv>

namespace sightglass {
namespace {

using enum IdentityKind;
using enum IdentityRole;

// WorkflowPhase (argo-workflows, pkg/apis/workflow/v1alpha1). Cancel and timeout are Failed with a
// message (trap T9).
constexpr StatusWord kPhases[] = {
    {"Pending", Phase::Queued},
    {"Running", Phase::Running},
    {"Succeeded", Phase::Finished, Outcome::Success},
    {"Failed", Phase::Finished, Outcome::Failure},
    {"Error", Phase::Finished, Outcome::Error},
    {"Skipped", Phase::Finished, Outcome::Skipped},
    {"Omitted", Phase::Finished, Outcome::Skipped},
};
// Reasons of the Kubernetes events that the controller writes.
constexpr StatusWord kReasons[] = {
    {"WorkflowPending", Phase::Queued},
    {"WorkflowRunning", Phase::Running},
    {"WorkflowSucceeded", Phase::Finished, Outcome::Success},
    {"WorkflowFailed", Phase::Finished, Outcome::Failure},
    {"WorkflowError", Phase::Finished, Outcome::Error},
    {"WorkflowTimedOut", Phase::Finished, Outcome::Timeout},
    {"WorkflowNodeRunning", Phase::Running},
    {"WorkflowNodeSucceeded", Phase::Finished, Outcome::Success},
    {"WorkflowNodeFailed", Phase::Finished, Outcome::Failure},
    {"WorkflowNodeError", Phase::Finished, Outcome::Error},
};

constexpr std::string_view kNodeId = "/metadata/annotations/workflows.argoproj.io~1node-id";
constexpr std::string_view kEventTime = "/eventTime /lastTimestamp /firstTimestamp "
                                        "/metadata/creationTimestamp";

constexpr TypeRule kRules[] = {
    {.type = "argoproj.io.workflow",
     .kind = Kind::PipelineRun,
     .phase = Phase::Queued, // no status yet
     .status = "/status/phase",
     .words = kPhases,
     .id = "/metadata/uid",
     .name
     = "/spec/workflowTemplateRef/name /metadata/labels/workflows.argoproj.io~1workflow-template "
       "/metadata/labels/workflows.argoproj.io~1cron-workflow /metadata/generateName "
       "/metadata/name",
     .detail = "/status/message",
     .environment = "/metadata/namespace",
     .queued = "/metadata/creationTimestamp",
     .started = "/status/startedAt",
     .finished = "/status/finishedAt",
     .note = "Failed whose message says terminated or stopped → canceled, deadline → timeout; "
             "commit: parameters named revision, commit, sha; parent: ownerReferences"},
    {.type = "argoproj.io.workflow.event",
     .kind = Kind::PipelineRun,
     .status = "/reason",
     .words = kReasons,
     .id = "/involvedObject/uid",
     .detail = "/message",
     .time = kEventTime},
    {.type = "argoproj.io.workflow.node.event",
     .kind = Kind::TaskRun,
     .status = "/reason",
     .words = kReasons,
     .id = kNodeId,
     .name = "/metadata/annotations/workflows.argoproj.io~1node-name",
     .detail = "/message",
     .time = kEventTime,
     .parentKind = Kind::PipelineRun,
     .parent = "/involvedObject/uid"},
};
constexpr const TypeRule &kWorkflow = kRules[0];
constexpr const TypeRule &kWorkflowEvent = kRules[1];
constexpr const TypeRule &kNodeEvent = kRules[2];

bool isArgo(json::Value apiVersion)
{
    return apiVersion.string().starts_with("argoproj.io/");
}

/// The object of a watch event, else the body itself.
json::Value objectOf(json::Value body)
{
    const json::Value object = body["object"];
    return object.isObject() && body["type"].isString() ? object : body;
}

bool says(std::string_view message, std::string_view word)
{
    return message.find(word) != std::string_view::npos;
}

class ArgoWorkflows final : public Vocabulary
{
public:
    [[nodiscard]] std::string_view name() const override { return "argo-workflows"; }

    [[nodiscard]] bool speaks(const Envelope &envelope) const override
    {
        if (!envelope.top()["kind"].exists() && !envelope.top()["object"].exists())
            return false;
        const json::Value object = objectOf(envelope.body);
        if (object["kind"].string() == "Event")
            return object["involvedObject"]["kind"].string() == "Workflow"
                && isArgo(object["involvedObject"]["apiVersion"]);
        return object["kind"].string() == "Workflow" && isArgo(object["apiVersion"]);
    }

    [[nodiscard]] std::optional<Rejection> decode(const Envelope &envelope, TextArena &arena,
                                                  Decoded &event) const override
    {
        const json::Value object = objectOf(envelope.body);
        event.id = envelope.id;
        event.source = arena.join(
            {"/apis/argoproj.io/v1alpha1/namespaces/", object["metadata"]["namespace"].string()});
        if (object["kind"].string() == "Event") {
            const bool node = object["reason"].string().starts_with("WorkflowNode");
            const TypeRule &rule = node ? kNodeEvent : kWorkflowEvent;
            event.type = rule.type;
            applyRule(rule, object, arena, event);
        } else {
            decodeWorkflow(object, arena, event);
        }
        return std::nullopt;
    }

    [[nodiscard]] std::vector<Rosetta> rosetta() const override { return rosettaOf(kRules); }

private:
    static void decodeWorkflow(json::Value object, TextArena &arena, Decoded &event)
    {
        event.type = kWorkflow.type;
        judgeFailure(object, event);
        applyRule(kWorkflow, object, arena, event);
        while (event.name.ends_with('-')) // generateName
            event.name.remove_suffix(1);
        readNodes(object["status"], event);
        if (!isKnown(event.time))
            event.time = isKnown(event.finishedAt) ? event.finishedAt
                : isKnown(event.startedAt)         ? event.startedAt
                                                   : event.queuedAt;
        for (const json::Value owner : object["metadata"]["ownerReferences"].elements()) {
            if (owner["kind"].string() == "Workflow")
                addParent(Kind::PipelineRun, owner["uid"].string(), arena, event);
        }
        for (const json::Value parameter : object.at("/spec/arguments/parameters").elements())
            readParameter(parameter, event);
    }

    static void judgeFailure(json::Value object, Decoded &event)
    {
        const json::Value status = object["status"];
        if (status["phase"].string() != "Failed")
            return;
        const std::string_view message = status["message"].string();
        if (!object["spec"]["shutdown"].string().empty() || says(message, "erminated")
            || says(message, "topped"))
            event.outcome = Outcome::Canceled;
        else if (says(message, "eadline") || says(message, "timed out"))
            event.outcome = Outcome::Timeout;
    }

    /// How far it is: `progress` counts the pods. And when it was seen so: the newest time of a
    /// node.
    static void readNodes(json::Value status, Decoded &event)
    {
        const std::string_view progress = status["progress"].string();
        const std::size_t slash = progress.find('/');
        if (slash != std::string_view::npos) {
            std::from_chars(progress.data(), progress.data() + slash, event.stepsDone);
            std::from_chars(progress.data() + slash + 1, progress.data() + progress.size(),
                            event.stepsTotal);
        }
        if (isOver(event.phase))
            return;
        for (const json::Member node : status["nodes"].members()) {
            for (const std::string_view member : {"startedAt", "finishedAt"}) {
                if (const auto time = timeOf(node.value[member]))
                    event.time = std::max(event.time, *time);
            }
        }
    }

    static void readParameter(json::Value parameter, Decoded &event)
    {
        const std::string_view name = parameter["name"].string();
        const std::string_view value = parameter["value"].string();
        if (says(name, "revision") || says(name, "commit") || says(name, "sha"))
            addIdentity(Commit, Uses, value, event);
        else if (says(name, "image") && says(value, "@sha256:"))
            addIdentity(Digest, Uses, value, event);
    }
};

} // namespace

std::unique_ptr<const Vocabulary> makeArgoWorkflows()
{
    return std::make_unique<ArgoWorkflows>();
}

} // namespace sightglass
