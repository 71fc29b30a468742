// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary/github/details.h"

#include "model/vocabulary/github/forms.h"
#include "model/vocabulary/loose_time.h"
#include "model/vocabulary/type_rule.h"

#include <algorithm>

namespace sightglass::github {
namespace {

constexpr Pointers kReviewedEnvironment
    = "/workflow_job_runs/0/environment /workflow_job_run/environment";

struct Telling
{
    json::Value body;
    json::Value object; // of the event: body["workflow_run"]
    TextArena &arena;
    Decoded &event;
};

/// Producers fill times in before they are true: started_at of a queued job, updated_at of a run
/// that goes on (trap T11).
void settleTimes(Decoded &event)
{
    if (!isOver(event.phase))
        event.finishedAt = kNoTime;
    if (event.phase == Phase::Queued || event.phase == Phase::Waiting)
        event.startedAt = kNoTime;
    if (!isKnown(event.time)) // Gitea writes year 1 for a start that is still to come
        event.time = event.queuedAt;
}

void tellAttempt(const Telling &telling)
{
    const auto attempt = telling.object["run_attempt"].integer();
    if (attempt && *attempt > 0 && *attempt < 1'000'000)
        telling.event.attempt = static_cast<std::uint32_t>(*attempt);
}

/// "github.com/shop/checkout#12", of the repository that the event is about.
std::string_view changeNumber(const Telling &telling, std::string_view number)
{
    std::string_view home = telling.event.subjectSource;
    const std::size_t scheme = home.find("://");
    if (number.empty() || scheme == std::string_view::npos)
        return {};
    home.remove_prefix(scheme + 3);
    return telling.arena.join({home, "#", number});
}

/// The pull requests of this repository for whose head something runs.
void tellPullRequests(const Telling &telling)
{
    const std::string_view repository = telling.body["repository"]["id"].raw();
    for (const json::Value request : telling.object["pull_requests"].elements()) {
        const std::string_view number = scalarText(request["number"]);
        const json::Value base = request["base"]["repo"]["id"];
        if (number.empty() || (base.exists() && base.raw() != repository))
            continue;
        telling.event.references.push_back(
            {EdgeKind::Cause, true, word(Kind::Change),
             entityKey(Kind::Change, telling.event.subjectSource, number, telling.arena)});
    }
}

/// Where the conclusion is a word that nobody knows, the status still says whether it is over.
void tellPhase(const Telling &telling)
{
    const StatusWord *known = findStatus(kRunWords, telling.object["status"].string());
    if (telling.event.phase == Phase::None && known)
        telling.event.phase = known->phase;
}

void tellRun(const Telling &telling)
{
    Decoded &event = telling.event;
    tellPhase(telling);
    tellAttempt(telling);
    // created_at is that of the first attempt.
    if (event.attempt > 1) {
        const auto again = timeOf(telling.object["run_started_at"]);
        event.queuedAt = again ? *again : kNoTime;
    }
    tellPullRequests(telling);
    const std::string_view suite = scalarText(telling.object["check_suite_id"]);
    if (!suite.empty())
        event.references.push_back(
            {EdgeKind::Relation, false, "check_suite",
             entityKey(Kind::Activity, event.subjectSource, suite, telling.arena)});
}

void tellJob(const Telling &telling)
{
    Decoded &event = telling.event;
    tellPhase(telling);
    tellAttempt(telling);
    for (const json::Value step : telling.object["steps"].elements()) {
        ++event.stepsTotal;
        if (step["status"].string() == "completed")
            ++event.stepsDone;
        const std::string_view end = step["conclusion"].string();
        const bool broke = end == "failure" || end == "cancelled" || end == "timed_out";
        if (broke && isOver(event.phase) && event.detail.empty())
            event.detail = telling.arena.join({scalarText(step["name"]), ": ", end});
    }
}

/// A check of Actions is a job, and its page stands below that of the run.
void tellCheck(const Telling &telling)
{
    constexpr std::string_view kRuns = "/actions/runs/";
    tellPhase(telling);
    const std::string_view page = telling.object["details_url"].string();
    const std::size_t at = page.find(kRuns);
    const bool own = at != std::string_view::npos && page.starts_with(telling.event.subjectSource);
    addIdentity(IdentityKind::RunUrl, own ? IdentityRole::Is : IdentityRole::Uses, page,
                telling.event);
    if (!own)
        return;
    const std::string_view rest = page.substr(at + kRuns.size());
    const std::string_view run = rest.substr(0, rest.find('/'));
    if (run.size() < rest.size() && run.find_first_not_of("0123456789") == std::string_view::npos)
        addParent(Kind::PipelineRun, run, telling.arena, telling.event);
}

void tellSuite(const Telling &telling)
{
    tellPhase(telling);
    tellPullRequests(telling);
}

void tellDeployment(const Telling &telling)
{
    Decoded &event = telling.event;
    if (telling.object["state"].string() == "inactive") {
        event.detail = "superseded";
        return;
    }
    const std::string_view service = telling.body["repository"]["name"].string();
    if (!event.environment.empty() && !service.empty())
        addIdentity(IdentityKind::Service, IdentityRole::Makes,
                    telling.arena.join({event.environment, "/", service}), event);
}

/// A pull request that is merged or closed stays so, whatever is said about it afterwards.
void tellEndOfChange(const Telling &telling, json::Value request)
{
    Decoded &event = telling.event;
    if (request["merged"].boolean() || request["merged_at"].isString())
        event.detail = "merged";
    else if (request["state"].string() == "closed")
        event.detail = "abandoned";
}

void tellPullRequest(const Telling &telling)
{
    const json::Value request = telling.body["pull_request"];
    tellEndOfChange(telling, request);
    if (telling.event.detail == "merged") // before, it is of a merge that was only tried
        addIdentity(IdentityKind::Commit, IdentityRole::Is, request["merge_commit_sha"].string(),
                    telling.event);
    addIdentity(IdentityKind::ChangeNumber, IdentityRole::Is,
                changeNumber(telling, scalarText(request["number"])), telling.event);
}

void tellIssue(const Telling &telling)
{
    Decoded &event = telling.event;
    const json::Value issue = telling.body["issue"];
    if (event.kind == Kind::Change) {
        json::Value request = issue["pull_request"];
        if (!request["merged_at"].isString() && !request["merged"].boolean())
            request = issue; // which has the state
        tellEndOfChange(telling, request);
        addIdentity(IdentityKind::ChangeNumber, IdentityRole::Is,
                    changeNumber(telling, scalarText(issue["number"])), event);
        return;
    }
    if (issue["state"].string() != "closed" || event.detail == "deleted")
        return;
    if (event.detail != "transferred")
        event.detail = "closed";
    const std::string_view reason = issue["state_reason"].string();
    if (reason == "not_planned" || reason == "duplicate")
        event.outcome = Outcome::Canceled;
}

void tellMergeGroup(const Telling &telling)
{
    if (telling.body["reason"].string() == "merged") // else invalidated, dequeued
        telling.event.detail = "merged";
}

/// Only GitHub has a kind of package URL.
void tellRelease(const Telling &telling)
{
    if (telling.event.vocabulary != "github")
        return;
    const std::string_view repository = telling.body["repository"]["full_name"].string();
    const std::string_view tag = telling.object["tag_name"].string();
    const bool plain = tag.find_first_of("@?#%/ ") == std::string_view::npos;
    if (!repository.empty() && !tag.empty() && plain)
        addIdentity(IdentityKind::Purl, IdentityRole::Is,
                    telling.arena.join({"pkg:github/", repository, "@", tag}), telling.event);
}

/// The version of a container image is its digest.
void tellPackage(const Telling &telling)
{
    const json::Value version = telling.object["package_version"];
    const std::string_view digest = version["version"].string();
    if (digest.starts_with("sha256:"))
        addIdentity(IdentityKind::Digest, IdentityRole::Is, digest, telling.event);
    const std::string_view image = version["package_url"].string();
    if (version["container_metadata"].isObject() && !image.ends_with(':')) // without a tag
        addIdentity(IdentityKind::Image, IdentityRole::Is, image, telling.event);
    const std::string_view commit = version["target_oid"].string();
    if (!digest.ends_with(commit)) // of some images GitHub gives their digest, again
        addIdentity(IdentityKind::Commit, IdentityRole::Uses, commit, telling.event);
}

struct Teller
{
    std::string_view event;
    void (*tell)(const Telling &);
};
constexpr Teller kTellers[] = {
    {"workflow_run", tellRun},
    {"workflow_job", tellJob},
    {"check_run", tellCheck},
    {"check_suite", tellSuite},
    {"deployment", tellDeployment},
    {"deployment_status", tellDeployment},
    {"pull_request", tellPullRequest},
    {"pull_request_review", tellPullRequest},
    {"pull_request_review_comment", tellPullRequest},
    {"pull_request_review_thread", tellPullRequest},
    {"issues", tellIssue},
    {"issue_comment", tellIssue},
    {"merge_group", tellMergeGroup},
    {"release", tellRelease},
    {"package", tellPackage},
    {"registry_package", tellPackage},
};

} // namespace

void nameSubject(const Hook &hook, json::Value body, TextArena &arena, Decoded &event)
{
    if (hook.event == "push" && body["deleted"].boolean()) {
        const std::string_view ref = body["ref"].string();
        for (const std::string_view folder : {"refs/heads/", "refs/tags/"}) {
            if (ref.starts_with(folder))
                event.subjectId = ref.substr(folder.size());
        }
    }
    if (hook.event == "deployment_review" && !body["environment"].isString()) {
        const std::string_view run = scalarText(body["workflow_run"]["id"]);
        const std::string_view job = scalarText(firstOf(body, kReviewedEnvironment));
        if (!run.empty() && !job.empty())
            event.subjectId = arena.join({run, "#", job});
    }
}

void tellDetails(const Hook &hook, json::Value body, TextArena &arena, Decoded &event)
{
    if (event.kind == Kind::None)
        return;
    const auto teller
        = std::find_if(std::begin(kTellers), std::end(kTellers),
                       [&](const Teller &candidate) { return candidate.event == hook.event; });
    if (teller != std::end(kTellers))
        teller->tell({body, body[hook.event], arena, event});
    settleTimes(event);
}

} // namespace sightglass::github
