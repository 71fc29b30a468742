// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary/github/hook.h"

#include <algorithm>

namespace sightglass::github {
namespace {

/// The members that only bodies of this event have.
struct Signature
{
    std::string_view event;
    std::string_view member;
    std::string_view other{}; // stands beside it
    std::string_view inner{}; // stands in it
};

// The first that fits. What carries the object of another event stands before that event.
constexpr Signature kSignatures[] = {
    {"workflow_job", "workflow_job"},
    {"deployment_status", "deployment_status"},
    {"deployment_review", "workflow_run", "since"},
    {"deployment_protection_rule", "deployment_callback_url"},
    {"deployment", "deployment"},
    {"workflow_run", "workflow_run"},
    {"check_run", "check_run"},
    {"check_suite", "check_suite"},
    {"push", "after", "ref"},
    {"status", "context", "state"},
    {"pull_request_review_thread", "thread", "pull_request"},
    {"pull_request_review_comment", "comment", "pull_request"},
    {"pull_request_review", "review", "pull_request", "state"},
    {"pull_request", "pull_request"},
    {"issue_comment", "comment", "issue"},
    {"sub_issues", "sub_issue"},
    {"issue_dependencies", "blocked_issue"},
    {"issues", "issue"},
    {"release", "release"},
    {"package", "package"},
    {"registry_package", "registry_package"},
    {"merge_group", "merge_group"},
    {"ping", "zen", "hook"},
    {"meta", "hook", "hook_id"},
    {"create", "ref_type", "master_branch"},
    {"create", "ref_type", "sha"}, // of Gitea
    {"delete", "ref_type"},
    {"workflow_dispatch", "inputs", "ref"},
    {"repository_dispatch", "client_payload"},
    {"discussion_comment", "comment", "discussion"},
    {"discussion", "discussion"},
    {"wiki", "page"}, // of Gitea
    {"commit_comment", "comment"},
    {"fork", "forkee"},
    {"gollum", "pages"},
    {"page_build", "build"},
    {"star", "starred_at"},
    {"secret_scanning_alert_location", "location", "alert"},
    {"secret_scanning_alert", "alert", {}, "secret_type"},
    {"code_scanning_alert", "alert", {}, "tool"},
    {"dependabot_alert", "alert", {}, "dependency"},
    {"repository_vulnerability_alert", "alert"},
    {"security_advisory", "security_advisory"},
    {"repository_advisory", "repository_advisory"},
    {"secret_scanning_scan", "secret_types"},
    {"branch_protection_rule", "rule"},
    {"repository_ruleset", "repository_ruleset"},
    {"custom_property", "definition"},
    {"custom_property_values", "new_property_values"},
    {"deploy_key", "key"},
    {"label", "label"},
    {"milestone", "milestone"},
    {"project_card", "project_card"},
    {"project_column", "project_column"},
    {"project", "project"},
    {"projects_v2_item", "projects_v2_item"},
    {"projects_v2_status_update", "projects_v2_status_update"},
    {"projects_v2", "projects_v2"},
    {"membership", "member", "team"},
    {"member", "member"},
    {"team", "team", "action"},
    {"team_add", "team"},
    {"organization", "membership"},
    {"organization", "invitation"},
    {"org_block", "blocked_user"},
    {"sponsorship", "sponsorship"},
    {"marketplace_purchase", "marketplace_purchase"},
    {"personal_access_token_request", "personal_access_token_request"},
    {"installation_repositories", "repositories_added"},
    {"installation_target", "target_type"},
    {"installation", "repositories", "installation"},
    {"repository_import", "status", "repository"},
};

/// Of bodies that hold no object of their own.
struct PlainBody
{
    std::string_view event;
    std::string_view member;
    std::string_view action;
};
constexpr PlainBody kPlainBodies[] = {
    {"public", "repository", ""},
    {"watch", "repository", "started"},
    {"branch_protection_configuration", "repository", "enabled"},
    {"branch_protection_configuration", "repository", "disabled"},
    {"repository", "repository", "created"},
    {"repository", "repository", "deleted"},
    {"repository", "repository", "archived"},
    {"repository", "repository", "unarchived"},
    {"repository", "repository", "edited"},
    {"repository", "repository", "renamed"},
    {"repository", "repository", "transferred"},
    {"repository", "repository", "publicized"},
    {"repository", "repository", "privatized"},
    {"github_app_authorization", "sender", "revoked"},
    {"organization", "organization", "renamed"},
    {"organization", "organization", "deleted"},
    {"installation", "installation", "suspend"},
    {"installation", "installation", "unsuspend"},
};
constexpr std::string_view kEverywhere[]
    = {"action", "changes", "enterprise", "installation", "repository", "organization", "sender"};

/// How the adapter's specification calls what X-GitHub-Event calls otherwise.
constexpr std::string_view kAliases[][2]
    = {{"issue", "issues"}, {"installation_repository", "installation_repositories"}};

bool fits(const Signature &signature, const MemberList &members)
{
    const json::Value value = members[signature.member];
    return value.exists() && (signature.other.empty() || members[signature.other].exists())
        && (signature.inner.empty() || value[signature.inner].exists());
}

std::string_view eventOfPlain(const MemberList &members, std::string_view action)
{
    for (const json::Member member : members.object().members()) {
        if (std::find(std::begin(kEverywhere), std::end(kEverywhere), member.name)
            == std::end(kEverywhere))
            return {};
    }
    const auto known = std::find_if(
        std::begin(kPlainBodies), std::end(kPlainBodies), [&](const PlainBody &candidate) {
            return candidate.action == action && members[candidate.member].isObject();
        });
    return known == std::end(kPlainBodies) ? std::string_view{} : known->event;
}

} // namespace

Hook hookOf(const MemberList &members)
{
    const std::string_view action = members["action"].string();
    const auto known
        = std::find_if(std::begin(kSignatures), std::end(kSignatures),
                       [&](const Signature &signature) { return fits(signature, members); });
    if (known == std::end(kSignatures))
        return {eventOfPlain(members, action), action};
    if (known->event == "deployment_status")
        return {known->event, members["deployment_status"]["state"].string()};
    return {known->event, action};
}

Hook hookOf(std::string_view type)
{
    const std::size_t dot = std::min(type.find('.'), type.size());
    Hook hook{type.substr(0, dot), type.substr(std::min(dot + 1, type.size()))};
    for (const auto &[written, event] : kAliases) {
        if (hook.event == written)
            hook.event = event;
    }
    return hook;
}

} // namespace sightglass::github
