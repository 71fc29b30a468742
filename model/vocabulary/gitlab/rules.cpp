// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary/gitlab/rules.h"

#include "model/base/ascii.h"
#include "model/vocabulary/attribute.h"

#include <algorithm>

namespace sightglass::gitlab {
namespace {

using enum IdentityKind;
using enum IdentityRole;

constexpr StatusWord kStatuses[] = {
    {"created", Phase::Queued},
    {"waiting_for_resource", Phase::Queued},
    {"waiting_for_callback", Phase::Queued},
    {"preparing", Phase::Queued},
    {"pending", Phase::Queued},
    {"scheduled", Phase::Queued},
    {"running", Phase::Running},
    {"canceling", Phase::Running},
    {"manual", Phase::Waiting},
    {"blocked", Phase::Waiting},
    {"success", Phase::Finished, Outcome::Success},
    {"failed", Phase::Finished, Outcome::Failure},
    {"canceled", Phase::Finished, Outcome::Canceled},
    {"skipped", Phase::Finished, Outcome::Skipped},
};

constexpr StatusWord kIncidentStates[] = {
    {"opened", Phase::Running},
    {"closed", Phase::Finished},
};

constexpr IdentityField kPipelineIdentities[] = {{Commit, Uses, "/object_attributes/sha"}};
constexpr IdentityField kPushIdentities[] = {{Commit, Is, "/after"}};
constexpr IdentityField kTagIdentities[] = {{Commit, Is, "/checkout_sha"}};
constexpr IdentityField kReleaseIdentities[] = {{Commit, Uses, "/commit/id"}};
constexpr IdentityField kMergeRequestIdentities[] = {
    {Commit, Is, "/object_attributes/last_commit/id"},
    {Commit, Is, "/object_attributes/merge_commit_sha"},
    {Commit, Is, "/object_attributes/squash_commit_sha"},
};

constexpr TypeRule mergeRequest(std::string_view type, std::string_view state)
{
    return {.type = type,
            .kind = Kind::Change,
            .state = state,
            .id = "/object_attributes/id",
            .name = "/object_attributes/title",
            .url = "/object_attributes/url",
            .time = "/object_attributes/updated_at /object_attributes/created_at",
            .identities = kMergeRequestIdentities,
            .note = "change number by /object_attributes/iid; /object_attributes/state merged and "
                    "closed (abandoned) stand over the action"};
}

constexpr TypeRule issue(std::string_view type, std::string_view state)
{
    return {.type = type,
            .kind = Kind::Issue,
            .state = state,
            .id = "/object_attributes/id",
            .name = "/object_attributes/title",
            .url = "/object_attributes/url",
            .time = "/object_attributes/updated_at /object_attributes/created_at",
            .note = "/object_attributes/action open: created, reopen: reopened"};
}

constexpr TypeRule project(std::string_view type, std::string_view state)
{
    return {.type = type,
            .kind = Kind::Repository,
            .state = state,
            .id = "/project_id",
            .name = "/path_with_namespace /project/path_with_namespace /name",
            .url = "/project/web_url",
            .time = "/updated_at /created_at"};
}

/// About people, pages and keys: nothing that the model keeps.
constexpr TypeRule other(std::string_view type)
{
    return {.type = type,
            .url = "/object_attributes/url",
            .time = "/object_attributes/updated_at /object_attributes/created_at /updated_at "
                    "/created_at"};
}

constexpr TypeRule kRules[] = {
    {.type = "com.gitlab.pipeline*",
     .kind = Kind::PipelineRun,
     .status = "/object_attributes/status",
     .words = kStatuses,
     .id = "/object_attributes/id",
     .name = "/object_attributes/name /object_attributes/ref",
     .url = "/object_attributes/url",
     .queued = "/object_attributes/created_at",
     .finished = "/object_attributes/finished_at",
     .identities = kPipelineIdentities,
     .note = "started: created_at and queued_duration; parent: /source_pipeline; change: "
             "/merge_request; url else <project>/-/pipelines/<id>, a run url"},
    {.type = "com.gitlab.job*",
     .kind = Kind::TaskRun,
     .status = "/build_status",
     .words = kStatuses,
     .id = "/build_id",
     .name = "/build_name",
     .environment = "/environment/name",
     .time = "/build_finished_at /build_started_at /build_created_at",
     .queued = "/build_created_at",
     .started = "/build_started_at",
     .finished = "/build_finished_at",
     .parentKind = Kind::PipelineRun,
     .parent = "/pipeline_id",
     .note = "object_kind build; failed with build_allow_failure: unstable, else by "
             "build_failure_reason failure, error or timeout; parent else /commit/id; attempt: "
             "retries_count; url <project>/-/jobs/<id>, a run url"},
    {.type = "com.gitlab.deployment*",
     .kind = Kind::Deployment,
     .status = "/status",
     .words = kStatuses,
     .id = "/deployment_id",
     .name = "/environment",
     .url = "/deployable_url /environment_external_url",
     .environment = "/environment",
     .time = "/status_changed_at",
     .finished = "/status_changed_at",
     .parentKind = Kind::TaskRun,
     .parent = "/deployable_id",
     .note = "commit by /commit_url (uses), service /environment and the project (makes)"},
    {.type = "com.gitlab.push",
     .kind = Kind::Change,
     .state = "pushed",
     .id = "/after",
     .name = "/ref",
     .identities = kPushIdentities,
     .note = "time: the newest of /commits"},
    {.type = "com.gitlab.tag_push",
     .kind = Kind::Change,
     .state = "tagged",
     .id = "/checkout_sha",
     .name = "/ref",
     .identities = kTagIdentities,
     .note = "time: the newest of /commits"},
    mergeRequest("com.gitlab.merge_request.open", "created"),
    mergeRequest("com.gitlab.merge_request.reopen", "reopened"),
    mergeRequest("com.gitlab.merge_request.merge", "merged"),
    mergeRequest("com.gitlab.merge_request.close", "abandoned"),
    mergeRequest("com.gitlab.merge_request.approv*", "reviewed"),
    mergeRequest("com.gitlab.merge_request.unapprov*", "reviewed"),
    mergeRequest("com.gitlab.merge_request*", "updated"),
    issue("com.gitlab.issue.closed", "closed"),
    issue("com.gitlab.issue*", "updated"),
    issue("com.gitlab.work_item.closed", "closed"),
    issue("com.gitlab.work_item*", "updated"),
    {.type = "com.gitlab.note.merge_request",
     .kind = Kind::Change,
     .state = "commented",
     .id = "/merge_request/id",
     .name = "/merge_request/title",
     .url = "/object_attributes/url",
     .time = "/object_attributes/updated_at /object_attributes/created_at",
     .note = "/merge_request/state merged and closed (abandoned) stand over it"},
    {.type = "com.gitlab.note.issue",
     .kind = Kind::Issue,
     .state = "commented",
     .id = "/issue/id",
     .name = "/issue/title",
     .url = "/object_attributes/url",
     .time = "/object_attributes/updated_at /object_attributes/created_at",
     .note = "/issue/state closed stands over it"},
    {.type = "com.gitlab.note.commit",
     .kind = Kind::Change,
     .state = "commented",
     .id = "/commit/id",
     .name = "/commit/title",
     .url = "/object_attributes/url",
     .time = "/object_attributes/updated_at /object_attributes/created_at"},
    other("com.gitlab.note*"),
    {.type = "com.gitlab.release*",
     .kind = Kind::Artifact,
     .state = "published",
     .id = "/id",
     .name = "/name /tag",
     .url = "/url",
     .time = "/released_at /created_at",
     .identities = kReleaseIdentities,
     .note = "/action update: updated, delete: deleted"},
    {.type = "com.gitlab.feature_flag",
     .kind = Kind::Other,
     .id = "/object_attributes/id",
     .name = "/object_attributes/name",
     .note = "state by /object_attributes/active: enabled, disabled"},
    project("com.gitlab.project_create", "created"),
    project("com.gitlab.project_destroy", "deleted"),
    project("com.gitlab.project_rename", "modified"),
    project("com.gitlab.project_transfer", "modified"),
    project("com.gitlab.project_update", "modified"),
    project("com.gitlab.repository_update", "modified"),
    other("com.gitlab.access_token*"),
    other("com.gitlab.emoji*"),
    other("com.gitlab.gitlab_subscription_member_approval*"),
    other("com.gitlab.group_*"),
    other("com.gitlab.key_*"),
    other("com.gitlab.milestone*"),
    other("com.gitlab.subgroup_*"),
    other("com.gitlab.user_*"),
    other("com.gitlab.vulnerability*"),
    other("com.gitlab.wiki_page*"),
};

constexpr TypeRule kRefDeleted{.type = "com.gitlab.push, com.gitlab.tag_push: /after is zeros",
                               .kind = Kind::Branch,
                               .state = "deleted",
                               .id = "/ref",
                               .name = "/ref"};
constexpr TypeRule kRefCreated{.type = "com.gitlab.push: /before is zeros, no commits",
                               .kind = Kind::Branch,
                               .state = "created",
                               .id = "/ref",
                               .name = "/ref"};
constexpr TypeRule kIncident{
    .type = "com.gitlab.work_item*: /object_attributes/type is Incident",
    .kind = Kind::Incident,
    .status = "/object_attributes/state",
    .words = kIncidentStates,
    .id = "/object_attributes/id",
    .name = "/object_attributes/title",
    .url = "/object_attributes/url",
    .time = "/object_attributes/closed_at /object_attributes/updated_at "
            "/object_attributes/created_at",
    .started = "/object_attributes/created_at",
    .finished = "/object_attributes/closed_at",
};

/// The words in which object_kind and the adapter differ, and what the adapter puts behind them.
struct KindForm
{
    std::string_view kind;
    std::string_view word;
    Pointers suffix; // the first that is there
};
constexpr KindForm kForms[] = {
    {"build", "job", ""},
    {"merge_request", "merge_request", "/object_attributes/action /object_attributes/state"},
    {"issue", "issue", "/object_attributes/state"},
    {"work_item", "work_item", "/object_attributes/state"},
    {"note", "note", "/object_attributes/noteable_type"},
    {"wiki_page", "wiki_page", "/object_attributes/action"},
};

constexpr std::size_t kLongestWord = 64;

/// "MergeRequest" as "merge_request", "SUCCESS" as "success"; empty if it is no word at all.
std::string_view snakeCase(std::string_view word, TextArena &arena)
{
    const auto isLower = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
    if (word.size() > kLongestWord || !std::all_of(word.begin(), word.end(), [&](char c) {
            return isLower(c) || isUpper(c) || c == '_' || c == '-';
        }))
        return {};
    if (std::none_of(word.begin(), word.end(), isUpper))
        return word;
    std::string text;
    char before = '_';
    for (const char c : word) {
        if (isUpper(c) && isLower(before))
            text += '_';
        text += lower(c);
        before = c;
    }
    return arena.keep(text);
}

constexpr std::string_view kTimeouts[]
    = {"stuck_or_timeout_failure", "job_execution_timeout", "runner_provisioning_timeout"};
constexpr std::string_view kOwnFailures[]
    = {"", "script_failure", "unknown_failure", "trace_size_exceeded"};

} // namespace

std::span<const TypeRule> rules()
{
    return kRules;
}

const TypeRule &refDeletedRule()
{
    return kRefDeleted;
}

const TypeRule &refCreatedRule()
{
    return kRefCreated;
}

const TypeRule &incidentRule()
{
    return kIncident;
}

std::vector<Rosetta> rosetta()
{
    std::vector<Rosetta> rows = rosettaOf(kRules);
    for (const TypeRule *rule : {&kRefDeleted, &kRefCreated, &kIncident})
        rows.push_back(rosettaOf(*rule));
    return rows;
}

std::string_view adapterType(json::Value body, TextArena &arena)
{
    constexpr std::string_view kPrefix = "com.gitlab.";
    std::string_view said = body["object_kind"].string();
    if (said.empty())
        said = body["event_name"].string();
    if (said.empty())
        return {};
    const std::string_view kind = snakeCase(said, arena);
    if (kind.empty())
        return arena.join({kPrefix, isAttribute(said, kLongestWord) ? said : ""});
    const auto form = std::find_if(std::begin(kForms), std::end(kForms),
                                   [&](const KindForm &known) { return known.kind == kind; });
    if (form == std::end(kForms))
        return arena.join({kPrefix, kind});
    const std::string_view suffix = snakeCase(firstOf(body, form->suffix).string(), arena);
    return arena.join({kPrefix, form->word, suffix.empty() ? "" : ".", suffix});
}

Outcome failureOutcome(std::string_view reason)
{
    const auto isIn = [&](std::span<const std::string_view> words) {
        return std::find(words.begin(), words.end(), reason) != words.end();
    };
    if (isIn(kTimeouts))
        return Outcome::Timeout;
    return isIn(kOwnFailures) ? Outcome::Failure : Outcome::Error;
}

} // namespace sightglass::gitlab
