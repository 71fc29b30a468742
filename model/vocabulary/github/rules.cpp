// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary/github/rules.h"

#include "model/vocabulary/github/forms.h"

namespace sightglass::github {
namespace {

constexpr StatusWord kDeploymentWords[] = {
    {"pending", Phase::Queued},
    {"queued", Phase::Queued},
    {"waiting", Phase::Waiting},
    {"in_progress", Phase::Running},
    {"success", Phase::Finished, Outcome::Success},
    {"failure", Phase::Finished, Outcome::Failure},
    {"error", Phase::Finished, Outcome::Error},
    {"inactive", Phase::None},
};
constexpr StatusWord kReviewWords[] = {
    {"requested", Phase::Waiting},
    {"approved", Phase::Finished, Outcome::Success},
    {"rejected", Phase::Finished, Outcome::Failure},
};
constexpr StatusWord kPageWords[] = {
    {"queued", Phase::Queued},
    {"building", Phase::Running},
    {"built", Phase::Finished, Outcome::Success},
    {"errored", Phase::Finished, Outcome::Error},
};

constexpr TypeRule kCheck{
    .type = "com.github.check_run.*",
    .kind = Kind::TaskRun,
    .status = "/check_run/conclusion /check_run/status",
    .words = kRunWords,
    .id = "/check_run/id",
    .name = "/check_run/name",
    .url = "/check_run/html_url /check_run/details_url",
    .detail = "/check_run/output/title",
    .time = "/check_run/completed_at /check_run/started_at",
    .started = "/check_run/started_at",
    .finished = "/check_run/completed_at",
    .parentKind = Kind::Activity,
    .parent = "/check_run/check_suite/id",
    .note = "run url details_url (uses); one of Actions is the job of that id, is at that address, "
            "and the run in it is its parent, too",
};

constexpr IdentityField kSuiteIdentities[]
    = {{IdentityKind::Commit, IdentityRole::Uses, "/check_suite/head_sha"}};
constexpr TypeRule kSuite{
    .type = "com.github.check_suite.*",
    .kind = Kind::Activity,
    .status = "/check_suite/conclusion /check_suite/status",
    .words = kRunWords,
    .id = "/check_suite/id",
    .name = "/check_suite/app/name",
    .time = "/check_suite/updated_at /check_suite/created_at",
    .queued = "/check_suite/created_at",
    .finished = "/check_suite/updated_at",
    .identities = kSuiteIdentities,
    .note = "caused by the changes /check_suite/pull_requests",
};

constexpr IdentityField kDeploymentIdentities[]
    = {{IdentityKind::Commit, IdentityRole::Uses, "/deployment/sha"},
       {IdentityKind::RunUrl, IdentityRole::Uses, "/deployment_status/log_url"},
       {IdentityKind::RunUrl, IdentityRole::Uses, "/deployment_status/target_url"}};
constexpr TypeRule kDeployment{
    .type = "com.github.deployment.*",
    .kind = Kind::Deployment,
    .phase = Phase::Queued,
    .id = "/deployment/id",
    .name = "/deployment/environment",
    .url = "/workflow_run/html_url",
    .detail = "/deployment/description",
    .environment = "/deployment/environment",
    .time = "/deployment/created_at",
    .queued = "/deployment/created_at",
    .parentKind = Kind::PipelineRun,
    .parent = "/workflow_run/id",
    .identities = kDeploymentIdentities,
    .note = "service environment/repository (makes)",
};
constexpr TypeRule kDeploymentStatus = [] {
    TypeRule rule = kDeployment;
    rule.type = "com.github.deployment_status.*";
    rule.phase = Phase::None;
    rule.status = "/deployment_status/state";
    rule.words = kDeploymentWords;
    rule.name = "/deployment_status/environment /deployment/environment";
    rule.environment = rule.name;
    rule.url = "/deployment_status/log_url /deployment_status/target_url "
               "/deployment_status/environment_url";
    rule.detail = "/deployment_status/description";
    rule.time = "/deployment_status/created_at /deployment_status/updated_at";
    rule.note = "service environment/repository (makes); inactive: superseded by a newer one, its "
                "outcome stays";
    return rule;
}();
constexpr TypeRule kProtection = [] {
    TypeRule rule = kDeployment;
    rule.type = "com.github.deployment_protection_rule.*";
    rule.phase = Phase::Waiting;
    rule.name = rule.environment = "/environment /deployment/environment";
    rule.detail = {};
    rule.time = "/deployment/updated_at";
    rule.note = {};
    return rule;
}();

constexpr Pointers kReviewedEnvironment
    = "/environment /workflow_job_runs/0/environment /workflow_job_run/environment";
constexpr TypeRule kReview{
    .type = "com.github.deployment_review.*",
    .kind = Kind::Approval,
    .status = "/action",
    .words = kReviewWords,
    .id = "/workflow_run/id /environment",
    .name = kReviewedEnvironment,
    .url = "/workflow_run/html_url",
    .detail = "/comment",
    .environment = kReviewedEnvironment,
    .time = "/workflow_job_runs/0/updated_at /workflow_run/updated_at",
    .queued = "/since",
    .parentKind = Kind::PipelineRun,
    .parent = "/workflow_run/id",
    .note = "approved and rejected name the environment in /workflow_job_runs",
};
constexpr IdentityField kPageIdentities[]
    = {{IdentityKind::Commit, IdentityRole::Uses, "/build/commit"}};
constexpr TypeRule kPageBuild{
    .type = "com.github.page_build",
    .kind = Kind::Build,
    .status = "/build/status",
    .words = kPageWords,
    .id = "/id",
    .name = "/repository/full_name",
    .detail = "/build/error/message",
    .time = "/build/updated_at /build/created_at",
    .queued = "/build/created_at",
    .identities = kPageIdentities,
};

constexpr IdentityField kGroupIdentities[]
    = {{IdentityKind::Commit, IdentityRole::Is, "/merge_group/head_sha"}};
constexpr TypeRule kMergeGroup{
    .type = "com.github.merge_group.*",
    .kind = Kind::Change,
    .state = "created",
    .id = "/merge_group/head_sha",
    .name = "/merge_group/head_ref",
    .time = "/merge_group/head_commit/timestamp",
    .identities = kGroupIdentities,
};
constexpr TypeRule kMergeGroupGone = [] {
    TypeRule rule = kMergeGroup;
    rule.type = "com.github.merge_group.destroyed";
    rule.state = "abandoned";
    rule.time = "/repository/pushed_at";
    rule.note = "merged when /reason says so";
    return rule;
}();

constexpr TypeRule kPushDeleted{
    .type = "com.github.push.deleted",
    .kind = Kind::Branch,
    .state = "deleted",
    .id = "/ref",
    .url = "/compare",
    .time = "/repository/pushed_at",
    .note = "a push with /deleted; the id without refs/heads/",
};
constexpr TypeRule kTagDeleted = [] {
    TypeRule rule = kPushDeleted;
    rule.type = "com.github.push.tag_deleted";
    rule.kind = Kind::Other;
    rule.note = "a push with /deleted; the id without refs/tags/";
    return rule;
}();

constexpr IdentityField kPackageIdentities[]
    = {{IdentityKind::Digest, IdentityRole::Is,
        "/package/package_version/container_metadata/tag/digest"},
       {IdentityKind::Digest, IdentityRole::Is, "/package/package_version/package_files/*/sha256"},
       {IdentityKind::Commit, IdentityRole::Uses,
        "/package/package_version/container_metadata/labels/revision"}};
constexpr IdentityField kRegistryIdentities[]
    = {{IdentityKind::Digest, IdentityRole::Is,
        "/registry_package/package_version/container_metadata/tag/digest"},
       {IdentityKind::Digest, IdentityRole::Is,
        "/registry_package/package_version/package_files/*/sha256"},
       {IdentityKind::Commit, IdentityRole::Uses,
        "/registry_package/package_version/container_metadata/labels/revision"}};
constexpr TypeRule kPackage{
    .type = "com.github.package.*",
    .kind = Kind::Artifact,
    .id = "/package/id /package/package_version/id",
    .name = "/package/name",
    .url = "/package/package_version/html_url /package/html_url",
    .detail = "/action",
    .time = "/package/updated_at /package/created_at",
    .identities = kPackageIdentities,
    .note
    = "the digest that is the version of an image; the image package_url; the commit target_oid",
};
constexpr TypeRule kRegistryPackage{
    .type = "com.github.registry_package.*",
    .kind = Kind::Artifact,
    .id = "/registry_package/id /registry_package/package_version/id",
    .name = "/registry_package/name",
    .url = "/registry_package/package_version/html_url /registry_package/html_url",
    .detail = "/action",
    .time = "/registry_package/updated_at /registry_package/created_at",
    .identities = kRegistryIdentities,
    .note
    = "the digest that is the version of an image; the image package_url; the commit target_oid",
};

/// About nothing that the model keeps.
constexpr TypeRule plain(std::string_view type, std::string_view time = {})
{
    return {.type = type, .time = time};
}

constexpr TypeRule kRules[] = {
    as("com.github.workflow_run.*", kRun),
    as("com.github.workflow_job.*", kJob),
    kCheck,
    kSuite,
    as("com.github.status", kStatus),
    as("com.github.status.*", kStatus),
    kDeployment,
    kDeploymentStatus,
    kProtection,
    kReview,
    kPageBuild,
    as("com.github.push", kPush),
    as("com.github.push.tag", kTagPush),
    kPushDeleted,
    kTagDeleted,
    as("com.github.pull_request.opened", kPullRequest, "created"),
    as("com.github.pull_request.reopened", kPullRequest, "reopened"),
    as("com.github.pull_request.*", kPullRequest),
    as("com.github.pull_request_review.submitted", kPullRequest, "reviewed"),
    as("com.github.pull_request_review.*", kPullRequest),
    as("com.github.pull_request_review_comment.*", kPullRequest, "commented"),
    as("com.github.pull_request_review_thread.*", kPullRequest),
    as("com.github.issue_comment.pull_request", kPullRequestComment),
    as("com.github.issue_comment.*", kIssueComment),
    kMergeGroup,
    kMergeGroupGone,
    as("com.github.create.branch", kBranch, "created"),
    as("com.github.create.*", kTag, "created"),
    as("com.github.delete.branch", kBranch, "deleted"),
    as("com.github.delete.*", kTag, "deleted"),
    as("com.github.release.*", kRelease),
    kPackage,
    kRegistryPackage,
    as("com.github.issues.pull_request", kPullRequestIssue),
    as("com.github.issues.opened", kIssue, "created"),
    as("com.github.issues.reopened", kIssue, "reopened"),
    as("com.github.issues.deleted", kIssue, "deleted"),
    as("com.github.issues.transferred", kIssue, "transferred"),
    as("com.github.issues.*", kIssue),
    as("com.github.repository.*", kRepository),
    as("com.github.public", kRepository, "publicized"),
    plain("com.github.workflow_dispatch"),
    plain("com.github.repository_dispatch.*"),
    plain("com.github.ping", "/hook/updated_at"),
    plain("com.github.meta.*", "/hook/updated_at"),
    plain("com.github.commit_comment.*", "/comment/updated_at"),
    plain("com.github.discussion.*", "/discussion/updated_at"),
    plain("com.github.discussion_comment.*", "/comment/updated_at"),
    plain("com.github.fork", "/forkee/created_at"),
    plain("com.github.gollum"),
    plain("com.github.star.*", "/starred_at"),
    plain("com.github.watch.*"),
    plain("com.github.label.*"),
    plain("com.github.milestone.*", "/milestone/updated_at"),
    plain("com.github.sub_issues.*", "/sub_issue/updated_at"),
    plain("com.github.issue_dependencies.*", "/blocked_issue/updated_at"),
    plain("com.github.project.*", "/project/updated_at"),
    plain("com.github.project_card.*", "/project_card/updated_at"),
    plain("com.github.project_column.*", "/project_column/updated_at"),
    plain("com.github.projects_v2.*", "/projects_v2/updated_at"),
    plain("com.github.projects_v2_item.*", "/projects_v2_item/updated_at"),
    plain("com.github.projects_v2_status_update.*", "/projects_v2_status_update/updated_at"),
    plain("com.github.code_scanning_alert.*", "/alert/updated_at /alert/created_at"),
    plain("com.github.dependabot_alert.*", "/alert/updated_at /alert/created_at"),
    plain("com.github.secret_scanning_alert.*", "/alert/updated_at /alert/created_at"),
    plain("com.github.secret_scanning_alert_location.*"),
    plain("com.github.secret_scanning_scan.*", "/completed_at"),
    plain("com.github.repository_vulnerability_alert.*"),
    plain("com.github.repository_advisory.*", "/repository_advisory/updated_at"),
    plain("com.github.security_advisory.*", "/security_advisory/updated_at"),
    plain("com.github.security_and_analysis"),
    plain("com.github.branch_protection_rule.*", "/rule/updated_at"),
    plain("com.github.branch_protection_configuration.*"),
    plain("com.github.repository_ruleset.*", "/repository_ruleset/updated_at"),
    plain("com.github.repository_import"),
    plain("com.github.custom_property.*"),
    plain("com.github.custom_property_values.*"),
    plain("com.github.deploy_key.*", "/key/created_at"),
    plain("com.github.member.*"),
    plain("com.github.membership.*"),
    plain("com.github.team.*"),
    plain("com.github.team_add"),
    plain("com.github.organization.*"),
    plain("com.github.org_block.*"),
    plain("com.github.installation.*", "/installation/updated_at"),
    plain("com.github.installation_repositories.*", "/installation/updated_at"),
    plain("com.github.installation_target.*"),
    plain("com.github.github_app_authorization.*"),
    plain("com.github.marketplace_purchase.*", "/effective_date"),
    plain("com.github.sponsorship.*", "/effective_date"),
    plain("com.github.personal_access_token_request.*"),
    plain("com.github.content_reference.*"),
};

} // namespace

std::span<const TypeRule> rules()
{
    return kRules;
}

} // namespace sightglass::github
