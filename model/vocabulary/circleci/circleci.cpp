// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary/circleci/circleci.h"

#include "model/base/limits.h"
#include "model/vocabulary/attribute.h"
#include "model/vocabulary/oddities.h"
#include "model/vocabulary/type_rule.h"

namespace sightglass {
namespace {

using enum IdentityKind;
using enum IdentityRole;

/// Of workflows and jobs; beside those of the webhooks' reference the ends that its API knows.
constexpr StatusWord kStatuses[] = {
    {"success", Phase::Finished, Outcome::Success},
    {"failed", Phase::Finished, Outcome::Failure},
    {"error", Phase::Finished, Outcome::Error},
    {"canceled", Phase::Finished, Outcome::Canceled},
    {"unauthorized", Phase::Finished, Outcome::Error},
    {"infrastructure_fail", Phase::Finished, Outcome::Error},
    {"timedout", Phase::Finished, Outcome::Timeout},
    {"not_run", Phase::Finished, Outcome::Skipped},
    {"terminated-unknown", Phase::Finished, Outcome::Unknown},
};

constexpr IdentityField kWorkflowIdentities[] = {
    {RunUrl, Is, "/workflow/url"},
    {Commit, Uses, "/pipeline/vcs/revision"},
    {Commit, Uses, "/pipeline/trigger_parameters/git/checkout_sha"},
    {Commit, Uses, "/pipeline/trigger_parameters/gitlab/commit_sha"},
    {Commit, Uses, "/pipeline/trigger_parameters/github_app/commit_sha"},
};

constexpr Pointers kProject = "/project/slug /pipeline/vcs/target_repository_url";
constexpr std::string_view kWorkflowCompleted = "workflow-completed";
constexpr std::string_view kJobCompleted = "job-completed";
constexpr TypeRule kRules[] = {
    {.type = kWorkflowCompleted,
     .kind = Kind::PipelineRun,
     .phase = Phase::Finished,
     .status = "/workflow/status",
     .words = kStatuses,
     .id = "/workflow/id",
     .name = "/workflow/name",
     .url = "/workflow/url",
     .time = "/happened_at /workflow/stopped_at",
     .queued = "/pipeline/created_at",
     .started = "/workflow/created_at",
     .finished = "/workflow/stopped_at",
     .identities = kWorkflowIdentities,
     .note = "chain: /pipeline/id"},
    {.type = kJobCompleted,
     .kind = Kind::TaskRun,
     .phase = Phase::Finished,
     .status = "/job/status",
     .words = kStatuses,
     .id = "/job/id",
     .name = "/job/name",
     .time = "/happened_at /job/stopped_at",
     .started = "/job/started_at",
     .finished = "/job/stopped_at",
     .parentKind = Kind::PipelineRun,
     .parent = "/workflow/id",
     .note = "chain: /pipeline/id; url /workflow/url/jobs/<number>, a run url"},
    {.type = "ping", .time = "/happened_at"},
};

class Circleci final : public Vocabulary
{
public:
    [[nodiscard]] std::string_view name() const override { return "circleci"; }

    [[nodiscard]] bool speaks(const Envelope &envelope) const override
    {
        const MemberList &members = envelope.members;
        const std::string_view type = members["type"].string();
        const bool known = type == kWorkflowCompleted || type == kJobCompleted;
        return !envelope.isCloudEvent && !type.empty()
            && (known || members["happened_at"].exists() || members["pipeline"].isObject())
            && (members["workflow"].isObject() || members["webhook"].isObject());
    }

    [[nodiscard]] std::optional<Rejection> decode(const Envelope &envelope, TextArena &arena,
                                                  Decoded &event) const override
    {
        const json::Value body = envelope.body;
        if (const std::string_view id = body["id"].string(); isAttribute(id, limits::kIdBytes))
            event.id = id;
        else
            noteProblem(event, Problem::IdFormat, "/id is no text that names the event");
        event.type = body["type"].string();
        event.source = firstOf(body, kProject).string();
        event.chain = body.at("/pipeline/id").string();
        const TypeRule *rule = findRule(kRules, event.type);
        if (!rule) {
            noteProblem(event, Problem::UnknownType, "no webhook of CircleCI has this type");
            return std::nullopt;
        }
        applyRule(*rule, body, arena, event);
        if (event.kind == Kind::TaskRun)
            addJobPage(body, arena, event);
        return std::nullopt;
    }

    [[nodiscard]] std::vector<Rosetta> rosetta() const override { return rosettaOf(kRules); }

private:
    static void addJobPage(json::Value body, TextArena &arena, Decoded &event)
    {
        const std::string_view workflow = body.at("/workflow/url").string();
        const std::string_view number = scalarText(body.at("/job/number"));
        if (workflow.empty() || number.empty())
            return;
        event.url = arena.join({workflow, "/jobs/", number});
        addIdentity(RunUrl, Is, event.url, event);
    }
};

} // namespace

std::unique_ptr<const Vocabulary> makeCircleci()
{
    return std::make_unique<Circleci>();
}

} // namespace sightglass
