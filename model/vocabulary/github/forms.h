// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/vocabulary/type_rule.h"

#include <string_view>

/// The bodies that GitHub sends and that Gitea sends alike: rules without their type.
namespace sightglass::github {

constexpr TypeRule as(std::string_view type, TypeRule form, std::string_view state = {})
{
    form.type = type;
    if (!state.empty())
        form.state = state;
    return form;
}

// Conclusions, then statuses. What is blocked waits for a person; GitHub calls that a conclusion.
inline constexpr StatusWord kRunWords[] = {
    {"success", Phase::Finished, Outcome::Success},
    {"failure", Phase::Finished, Outcome::Failure},
    {"cancelled", Phase::Finished, Outcome::Canceled},
    {"skipped", Phase::Finished, Outcome::Skipped},
    {"timed_out", Phase::Finished, Outcome::Timeout},
    {"neutral", Phase::Finished, Outcome::Skipped},
    {"stale", Phase::Finished, Outcome::Skipped},
    {"startup_failure", Phase::Finished, Outcome::Error},
    {"action_required", Phase::Waiting},
    {"requested", Phase::Queued},
    {"queued", Phase::Queued},
    {"pending", Phase::Queued},
    {"waiting", Phase::Waiting},
    {"blocked", Phase::Waiting},
    {"in_progress", Phase::Running},
    {"running", Phase::Running},
    {"completed", Phase::Finished},
};
inline constexpr StatusWord kStatusWords[] = {
    {"pending", Phase::Queued},
    {"success", Phase::Finished, Outcome::Success},
    {"failure", Phase::Finished, Outcome::Failure},
    {"error", Phase::Finished, Outcome::Error},
    {"warning", Phase::Finished, Outcome::Unstable},
    {"skipped", Phase::Finished, Outcome::Skipped},
};
inline constexpr IdentityField kRunIdentities[]
    = {{IdentityKind::Commit, IdentityRole::Uses, "/workflow_run/head_sha"},
       {IdentityKind::RunUrl, IdentityRole::Is, "/workflow_run/html_url"}};
inline constexpr TypeRule kRun{
    .type = {},
    .kind = Kind::PipelineRun,
    .status = "/workflow_run/conclusion /workflow_run/status /action",
    .words = kRunWords,
    .id = "/workflow_run/id",
    .name = "/workflow_run/name /workflow_run/display_title /workflow_run/path",
    .url = "/workflow_run/html_url",
    .time = "/workflow_run/updated_at /workflow_run/completed_at /workflow_run/run_started_at "
            "/workflow_run/started_at /workflow_run/created_at",
    .queued = "/workflow_run/created_at",
    .started = "/workflow_run/run_started_at /workflow_run/started_at",
    .finished = "/workflow_run/completed_at /workflow_run/updated_at",
    .identities = kRunIdentities,
    .note = "attempt /workflow_run/run_attempt; caused by the changes /workflow_run/pull_requests",
};

inline constexpr IdentityField kJobIdentities[]
    = {{IdentityKind::RunUrl, IdentityRole::Is, "/workflow_job/html_url"}};
inline constexpr TypeRule kJob{
    .type = {},
    .kind = Kind::TaskRun,
    .status = "/workflow_job/conclusion /workflow_job/status /action",
    .words = kRunWords,
    .id = "/workflow_job/id",
    .name = "/workflow_job/name",
    .url = "/workflow_job/html_url",
    .time = "/workflow_job/completed_at /workflow_job/started_at /workflow_job/created_at",
    .queued = "/workflow_job/created_at",
    .started = "/workflow_job/started_at",
    .finished = "/workflow_job/completed_at",
    .parentKind = Kind::PipelineRun,
    .parent = "/workflow_job/run_id",
    .identities = kJobIdentities,
    .note = "attempt /workflow_job/run_attempt; /workflow_job/steps are its progress, the first "
            "that broke is its reason; started_at counts once it runs",
};

inline constexpr IdentityField kStatusIdentities[]
    = {{IdentityKind::Commit, IdentityRole::Uses, "/sha"},
       {IdentityKind::RunUrl, IdentityRole::Uses, "/target_url"}};
inline constexpr TypeRule kStatus{
    .type = {},
    .kind = Kind::TaskRun,
    .status = "/state",
    .words = kStatusWords,
    .id = "/sha /context",
    .name = "/context",
    .url = "/target_url",
    .detail = "/description",
    .time = "/updated_at /created_at",
    .identities = kStatusIdentities,
};

inline constexpr IdentityField kPullRequestIdentities[]
    = {{IdentityKind::Commit, IdentityRole::Is, "/pull_request/head/sha"}};
inline constexpr TypeRule kPullRequest{
    .type = {},
    .kind = Kind::Change,
    .state = "updated",
    .id = "/pull_request/number",
    .name = "/pull_request/title",
    .url = "/pull_request/html_url",
    .time = "/pull_request/updated_at /pull_request/created_at",
    .identities = kPullRequestIdentities,
    .note = "change number; merged once /pull_request/merged or merged_at says so (then "
            "/pull_request/merge_commit_sha is its commit, too), abandoned when it is closed "
            "without",
};
/// A comment on the issue that stands for a pull request.
inline constexpr TypeRule kPullRequestComment{
    .type = {},
    .kind = Kind::Change,
    .state = "commented",
    .id = "/issue/number",
    .name = "/issue/title",
    .url = "/issue/html_url",
    .time = "/comment/updated_at /comment/created_at",
    .note = "when /issue/pull_request is there; change number; merged and abandoned stay so",
};

/// An event of that issue itself.
inline constexpr TypeRule kPullRequestIssue = [] {
    TypeRule rule = kPullRequestComment;
    rule.state = "updated";
    rule.time = "/issue/updated_at /issue/created_at";
    return rule;
}();

inline constexpr IdentityField kPushIdentities[]
    = {{IdentityKind::Commit, IdentityRole::Is, "/after"},
       {IdentityKind::Commit, IdentityRole::Is, "/head_commit/id"}};
inline constexpr TypeRule kPush{
    .type = {},
    .kind = Kind::Change,
    .state = "pushed",
    .id = "/after",
    .name = "/ref",
    .url = "/compare /compare_url /head_commit/url",
    .time = "/head_commit/timestamp /repository/pushed_at",
    .identities = kPushIdentities,
};

inline constexpr TypeRule kTagPush = [] {
    TypeRule rule = kPush;
    rule.state = "tagged";
    rule.id = "/head_commit/id"; // of a tag with a message, /after is no commit
    rule.note = "a push of refs/tags/";
    return rule;
}();

/// create and delete, by /ref_type.
inline constexpr TypeRule kBranch{
    .type = {},
    .kind = Kind::Branch,
    .id = "/ref",
    .name = "/ref",
    .url = "/repository/html_url",
    .time = "/repository/pushed_at /repository/updated_at",
};
inline constexpr TypeRule kTag = [] {
    TypeRule rule = kBranch;
    rule.kind = Kind::Other;
    return rule;
}();

inline constexpr TypeRule kIssue{
    .type = {},
    .kind = Kind::Issue,
    .state = "updated",
    .id = "/issue/number",
    .name = "/issue/title",
    .url = "/issue/html_url",
    .time = "/issue/updated_at /issue/created_at",
    .note = "closed once /issue/state says so, canceled when /issue/state_reason is not_planned or "
            "duplicate",
};
inline constexpr TypeRule kIssueComment = [] {
    TypeRule rule = kIssue;
    rule.state = "commented";
    rule.time = "/comment/updated_at /comment/created_at";
    return rule;
}();

inline constexpr IdentityField kReleaseIdentities[]
    = {{IdentityKind::Commit, IdentityRole::Uses, "/release/target_commitish"},
       {IdentityKind::Digest, IdentityRole::Is, "/release/assets/*/digest"}};
inline constexpr TypeRule kRelease{
    .type = {},
    .kind = Kind::Artifact,
    .id = "/release/id",
    .name = "/release/tag_name /release/name",
    .url = "/release/html_url",
    .detail = "/action",
    .time = "/release/published_at /release/created_at",
    .identities = kReleaseIdentities,
    .note = "purl pkg:github/repository@tag",
};

inline constexpr TypeRule kRepository{
    .type = {},
    .kind = Kind::Repository,
    .id = "/repository/full_name",
    .name = "/repository/full_name",
    .url = "/repository/html_url",
    .detail = "/action",
    .time = "/repository/updated_at /repository/created_at",
};

} // namespace sightglass::github
