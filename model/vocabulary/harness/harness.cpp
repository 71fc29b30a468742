// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary/harness/harness.h"

#include "model/vocabulary/oddities.h"
#include "model/vocabulary/type_rule.h"

namespace sightglass {
namespace {

using enum IdentityKind;
using enum IdentityRole;

// nodeStatus, the state of the execution when the notification was written (harness-core,
// PipelineNotificationUtils).
constexpr StatusWord kEnds[] = {
    {"completed", Phase::Finished, Outcome::Success},
    {"failed", Phase::Finished, Outcome::Failure},
    {"errored", Phase::Finished, Outcome::Error},
    {"aborted", Phase::Finished, Outcome::Canceled},
    {"expired", Phase::Finished, Outcome::Timeout},
    {"rejected", Phase::Finished, Outcome::Failure},
    {"skipped", Phase::Finished, Outcome::Skipped},
};
constexpr StatusWord kSuccesses[] = {{"completed", Phase::Finished, Outcome::Success}};
/// A failure says so by its type: what is completed then is the execution.
constexpr StatusWord kFailures[] = {
    {"failed", Phase::Finished, Outcome::Failure},
    {"completed", Phase::Finished, Outcome::Failure},
    {"errored", Phase::Finished, Outcome::Error},
    {"aborted", Phase::Finished, Outcome::Canceled},
    {"expired", Phase::Finished, Outcome::Timeout},
    {"rejected", Phase::Finished, Outcome::Failure},
};

constexpr IdentityField kRun[] = {{RunUrl, Is, "/executionUrl"}};

constexpr std::string_view kEnd = "/endTs /endTime";
constexpr std::string_view kStart = "/startTs /startTime";
constexpr std::string_view kTime = "/endTs /endTime /startTs /startTime";
constexpr std::string_view kNote = "outcome, where nodeStatus is missing, by the type";

constexpr TypeRule run(std::string_view type, Phase phase, std::span<const StatusWord> words)
{
    return {.type = type,
            .kind = Kind::PipelineRun,
            .phase = phase,
            .status = words.empty() ? "" : "/nodeStatus",
            .words = words,
            .id = "/planExecutionId",
            .name = "/pipelineName /pipelineIdentifier",
            .url = "/executionUrl",
            .detail = "/errorMessage",
            .time = kTime,
            .started = kStart,
            .finished = words.empty() ? "" : kEnd,
            .identities = kRun,
            .note = words.empty() ? "" : kNote};
}

/// Its startTs is the run's: at that instant it did not wait.
constexpr TypeRule pause(std::string_view type)
{
    TypeRule rule = run(type, Phase::Waiting, {});
    rule.time = kEnd;
    return rule;
}

constexpr TypeRule stage(std::string_view type, Phase phase, std::span<const StatusWord> words)
{
    return {.type = type,
            .kind = Kind::TaskRun,
            .phase = phase,
            .status = words.empty() ? "" : "/nodeStatus",
            .words = words,
            .id = "/planExecutionId /stageIdentifier",
            .name = "/stageName /stepName /stageIdentifier",
            .url = "/executionUrl",
            .detail = "/errorMessage",
            .time = kTime,
            .started = kStart,
            .finished = words.empty() ? "" : kEnd,
            .parentKind = Kind::PipelineRun,
            .parent = "/planExecutionId",
            .note = words.empty() ? "" : kNote};
}

/// Pointers are from `eventData`.
constexpr TypeRule kRules[] = {
    run("PipelineStart", Phase::Running, {}),
    pause("PipelinePause"),
    run("PipelineEnd", Phase::Finished, kEnds),
    run("PipelineSuccess", Phase::Finished, kSuccesses),
    run("PipelineFailed", Phase::Finished, kFailures),
    stage("StageStart", Phase::Running, {}),
    stage("StageSuccess", Phase::Finished, kSuccesses),
    stage("StageFailed", Phase::Finished, kFailures),
    {.type = "StepFailed",
     .kind = Kind::TaskRun,
     .phase = Phase::Finished,
     .status = "/nodeStatus",
     .words = kFailures,
     .id = "/planExecutionId /stageIdentifier /stepIdentifier|/stepName",
     .name = "/stepName /stepIdentifier",
     .url = "/executionUrl",
     .detail = "/errorMessage",
     .time = kTime,
     .started = kStart,
     .finished = kEnd,
     .parentKind = Kind::TaskRun,
     .parent = "/planExecutionId /stageIdentifier",
     .note = kNote},
    {.type = "TriggerFailed",
     .kind = Kind::Activity,
     .phase = Phase::Finished,
     .status = "/nodeStatus",
     .words = kFailures,
     .id = "/pipelineIdentifier /triggerIdentifier|/triggerName /startTs|/startTime",
     .name = "/triggerName /triggerIdentifier",
     .url = "/triggerUrl /pipelineUrl",
     .detail = "/errorMessage",
     .time = kTime,
     .finished = kTime,
     .note = kNote},
};

class Harness final : public Vocabulary
{
public:
    [[nodiscard]] std::string_view name() const override { return "harness"; }

    [[nodiscard]] bool speaks(const Envelope &envelope) const override
    {
        if (envelope.isCloudEvent && envelope.type.find("harness") == std::string_view::npos)
            return false;
        const json::Value data = envelope.top()["eventData"];
        return data.isObject() && !data["eventType"].string().empty();
    }

    [[nodiscard]] std::optional<Rejection> decode(const Envelope &envelope, TextArena &arena,
                                                  Decoded &event) const override
    {
        const json::Value body = envelope.top()["eventData"];
        const std::string_view said = body["eventType"].string();
        const std::string_view project = projectOf(body, arena);
        event.id = envelope.id;
        event.type = envelope.isCloudEvent ? envelope.type : said;
        event.source = envelope.isCloudEvent ? envelope.source : project;
        event.subjectSource = project;
        const TypeRule *rule = findRule(kRules, said);
        if (!rule) {
            noteProblem(event, Problem::UnknownType, "no notification of Harness has this type");
            return std::nullopt;
        }
        if (said.ends_with("Success"))
            event.outcome = Outcome::Success;
        applyRule(*rule, body, arena, event);
        if (said.ends_with("Failed") && isOver(event.phase) && event.outcome == Outcome::Unknown)
            event.outcome = Outcome::Failure;
        return std::nullopt;
    }

    [[nodiscard]] std::vector<Rosetta> rosetta() const override { return rosettaOf(kRules); }

private:
    /// "account/organisation/project", as far as it is told.
    static std::string_view projectOf(json::Value body, TextArena &arena)
    {
        std::string_view path;
        for (const std::string_view member :
             {"accountIdentifier", "orgIdentifier", "projectIdentifier"}) {
            const std::string_view part = body[member].string();
            if (!part.empty())
                path = path.empty() ? part : arena.join({path, "/", part});
        }
        return path;
    }
};

} // namespace

std::unique_ptr<const Vocabulary> makeHarness()
{
    return std::make_unique<Harness>();
}

} // namespace sightglass
