// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary/gitlab/gitlab.h"

#include "model/vocabulary/gitlab/rules.h"
#include "model/vocabulary/loose_time.h"
#include "model/vocabulary/oddities.h"

#include <algorithm>
#include <charconv>
#include <limits>

namespace sightglass {
namespace {

constexpr std::string_view kTypePrefix = "com.gitlab.";
constexpr Pointers kChangeState = "/merge_request/state /object_attributes/state";
constexpr Pointers kChangeNumber = "/merge_request/iid /object_attributes/iid";
constexpr Pointers kProjectFields
    = "/project/web_url /repository/homepage /project/homepage /path_with_namespace "
      "/project_path_with_namespace";

bool isAddress(std::string_view text)
{
    return text.find("://") != std::string_view::npos;
}

bool isZeros(std::string_view sha)
{
    return !sha.empty() && sha.find_first_not_of('0') == std::string_view::npos;
}

bool isNumber(std::string_view text)
{
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::string_view lastSegment(std::string_view path)
{
    return path.substr(path.rfind('/') + 1); // npos + 1 is 0
}

std::optional<Span> secondsOf(json::Value value)
{
    constexpr double kMost = 1e9; // some thirty years
    double seconds = 0;
    const std::string_view text = value.raw();
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (error != std::errc{} || stop != text.data() + text.size() || seconds < 0 || seconds > kMost)
        return std::nullopt;
    return Span{static_cast<std::int64_t>(seconds * 1e6)};
}

/// What the change number is made of: "gitlab.example.com/shop/checkout#12".
void addChangeNumber(std::string_view project, json::Value iid, TextArena &arena, Decoded &event)
{
    const std::string_view number = scalarText(iid);
    if (isAddress(project) && !number.empty())
        addIdentity(IdentityKind::ChangeNumber,
                    event.kind == Kind::Change ? IdentityRole::Is : IdentityRole::Uses,
                    arena.join({project.substr(project.find("://") + 3), "#", number}), event);
}

/// The address of a run where the hook leaves it out; what names it for other tools, in any case.
void addRunAddress(std::string_view page, TextArena &arena, Decoded &event)
{
    if (event.url.empty() && isAddress(event.subjectSource) && !event.subjectId.empty())
        event.url = arena.join({event.subjectSource, page, event.subjectId});
    addIdentity(IdentityKind::RunUrl, IdentityRole::Is, event.url, event);
}

void addMergeRequest(json::Value change, TextArena &arena, Decoded &event)
{
    const std::string_view id = scalarText(change["id"]);
    if (id.empty())
        return;
    // That of the target's project: a fork runs its pipelines at home.
    std::string_view project = change["url"].string();
    const std::size_t page
        = std::min(project.find("/-/merge_requests/"), project.find("/merge_requests/"));
    project = page == std::string_view::npos ? event.subjectSource : project.substr(0, page);
    event.references.push_back(
        {EdgeKind::Uses, true, "change", entityKey(Kind::Change, project, id, arena)});
    addChangeNumber(project, change["iid"], arena, event);
}

void addUpstream(json::Value upstream, TextArena &arena, Decoded &event)
{
    const std::string_view id = scalarText(upstream["pipeline_id"]);
    if (id.empty())
        return;
    const std::string_view project = upstream.at("/project/web_url").string();
    event.references.push_back(
        {EdgeKind::Context, true, word(Kind::PipelineRun),
         entityKey(Kind::PipelineRun, project.empty() ? event.subjectSource : project, id, arena)});
}

void countJobs(json::Value jobs, std::span<const StatusWord> words, Decoded &event)
{
    for (const json::Value job : jobs.elements()) {
        const StatusWord *status = findStatus(words, job["status"].string());
        ++event.stepsTotal;
        event.stepsDone += status && isOver(status->phase) ? 1 : 0;
    }
}

void readPipeline(const TypeRule &rule, json::Value body, TextArena &arena, Decoded &event)
{
    const json::Value pipeline = body["object_attributes"];
    if (const auto wait = secondsOf(pipeline["queued_duration"]);
        wait && isKnown(event.queuedAt) && event.phase != Phase::Queued)
        event.startedAt = event.queuedAt + *wait;
    if (!isKnown(event.time)) {
        const Timestamp begin = isKnown(event.startedAt) ? event.startedAt : event.queuedAt;
        event.time = isKnown(event.finishedAt) && isOver(event.phase) ? event.finishedAt : begin;
    }
    const std::string_view said = pipeline["detailed_status"].string();
    if (isOver(event.phase) && said.find("warning") != std::string_view::npos)
        event.detail = said;
    countJobs(body["builds"], rule.words, event);
    addRunAddress("/-/pipelines/", arena, event);
    addMergeRequest(body["merge_request"], arena, event);
    addUpstream(body["source_pipeline"], arena, event);
}

void readJob(const TypeRule &, json::Value body, TextArena &arena, Decoded &event)
{
    if (event.outcome == Outcome::Failure) {
        event.detail = body["build_failure_reason"].string();
        event.outcome = body["build_allow_failure"].boolean()
            ? Outcome::Unstable
            : gitlab::failureOutcome(event.detail);
    }
    if (const auto retries = body["retries_count"].integer();
        retries && *retries >= 0 && *retries < std::numeric_limits<std::int32_t>::max())
        event.attempt = static_cast<std::uint32_t>(*retries) + 1;
    // Trap T11: not of the commit, in spite of its name.
    if (const std::string_view id = scalarText(body.at("/commit/id"));
        event.references.empty() && isNumber(id))
        addParent(Kind::PipelineRun, id, arena, event);
    addRunAddress("/-/jobs/", arena, event);
}

void readDeployment(const TypeRule &, json::Value body, TextArena &arena, Decoded &event)
{
    const std::string_view service = lastSegment(body.at("/project/path_with_namespace").string());
    if (!event.environment.empty() && !service.empty())
        addIdentity(IdentityKind::Service, IdentityRole::Makes,
                    arena.join({event.environment, "/", service}), event);
    const std::string_view page = body["commit_url"].string();
    if (page.find("/commit/") != std::string_view::npos)
        addIdentity(IdentityKind::Commit, IdentityRole::Uses, lastSegment(page), event);
}

void readChange(const TypeRule &, json::Value body, TextArena &arena, Decoded &event)
{
    const json::Value state = firstOf(body, kChangeState);
    if (state.string() == "merged")
        event.detail = "merged";
    else if (state.string() == "closed")
        event.detail = "abandoned";
    addChangeNumber(event.subjectSource, firstOf(body, kChangeNumber), arena, event);
    if (isKnown(event.time))
        return;
    for (const json::Value commit : body["commits"].elements()) {
        const auto time = timeOf(commit["timestamp"]);
        if (time && (!isKnown(event.time) || event.time < *time))
            event.time = *time;
    }
}

void readIssue(const TypeRule &, json::Value body, TextArena &, Decoded &event)
{
    const std::string_view action = body.at("/object_attributes/action").string();
    if (body.at("/issue/state").string() == "closed")
        event.detail = "closed";
    else if (event.detail == "updated" && action == "open")
        event.detail = "created";
    else if (event.detail == "updated" && action == "reopen")
        event.detail = "reopened";
}

void readRelease(const TypeRule &, json::Value body, TextArena &, Decoded &event)
{
    const std::string_view action = body["action"].string();
    if (action == "update")
        event.detail = "updated";
    else if (action == "delete")
        event.detail = "deleted";
}

void readFlag(const TypeRule &, json::Value body, TextArena &, Decoded &event)
{
    const json::Value active = body.at("/object_attributes/active");
    if (active.type() == json::Type::Boolean)
        event.detail = active.boolean() ? "enabled" : "disabled";
}

/// What the table cannot say of one kind.
struct Supplement
{
    Kind kind;
    void (*read)(const TypeRule &rule, json::Value body, TextArena &arena, Decoded &event);
};
constexpr Supplement kSupplements[] = {
    {Kind::PipelineRun, readPipeline}, {Kind::TaskRun, readJob}, {Kind::Deployment, readDeployment},
    {Kind::Change, readChange},        {Kind::Issue, readIssue}, {Kind::Artifact, readRelease},
    {Kind::Other, readFlag},
};

/// The table's line, or the one for what a body of that type says it is about.
const TypeRule *ruleOf(std::string_view type, json::Value body)
{
    const TypeRule *rule = findRule(gitlab::rules(), type);
    if (!rule)
        return nullptr;
    if (rule->state == "pushed" || rule->state == "tagged") {
        if (isZeros(body["after"].string()))
            return &gitlab::refDeletedRule();
        if (rule->state == "pushed" && isZeros(body["before"].string())
            && body["total_commits_count"].integer() == 0)
            return &gitlab::refCreatedRule();
    }
    if (rule->kind == Kind::Issue && body.at("/object_attributes/type").string() == "Incident")
        return &gitlab::incidentRule();
    return rule;
}

class Gitlab final : public Vocabulary
{
public:
    [[nodiscard]] std::string_view name() const override { return "gitlab"; }

    [[nodiscard]] bool speaks(const Envelope &envelope) const override
    {
        if (envelope.isCloudEvent)
            return envelope.type.starts_with(kTypePrefix);
        const MemberList &members = envelope.members;
        if (!members["object_kind"].string().empty())
            return true;
        return !members["event_name"].string().empty()
            && (members["created_at"].exists() || members["project_id"].exists()
                || members["project"].exists());
    }

    [[nodiscard]] std::optional<Rejection> decode(const Envelope &envelope, TextArena &arena,
                                                  Decoded &event) const override
    {
        const json::Value body = envelope.body;
        const std::string_view said = gitlab::adapterType(body, arena);
        const std::string_view project = firstOf(body, kProjectFields).string();
        event.id = envelope.id;
        event.type = envelope.isCloudEvent ? envelope.type : said;
        event.source = envelope.isCloudEvent ? envelope.source : project;
        event.subjectSource = project;
        const TypeRule *rule = ruleOf(said.empty() ? event.type : said, body);
        if (!rule) {
            noteProblem(event, Problem::UnknownType, "no hook of GitLab has this type");
            return std::nullopt;
        }
        applyRule(*rule, body, arena, event);
        for (const Supplement &supplement : kSupplements) {
            if (supplement.kind == event.kind)
                supplement.read(*rule, body, arena, event);
        }
        // A pipeline that runs again keeps the finish that it had.
        if (!isOver(event.phase))
            event.finishedAt = kNoTime;
        return std::nullopt;
    }

    [[nodiscard]] std::vector<Rosetta> rosetta() const override { return gitlab::rosetta(); }
};

} // namespace

std::unique_ptr<const Vocabulary> makeGitlab()
{
    return std::make_unique<Gitlab>();
}

} // namespace sightglass
