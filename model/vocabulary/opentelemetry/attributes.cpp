// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary/opentelemetry/attributes.h"

#include "model/vocabulary/type_rule.h"

#include <algorithm>
#include <iterator>

namespace sightglass::opentelemetry {
namespace {

struct Name
{
    std::string_view name;
    Fact fact;
    std::uint8_t rank; // of the names of one fact; 1 is the semantic conventions' own
};

using enum Fact;

/// By name. Beside the semantic conventions of all releases: what GitHub's receivers and actions
/// and Jenkins write (vocabularies.md §14).
constexpr Name kNames[] = {
    {"artifact.hash", Digest, 1},
    {"artifact.purl", Purl, 1},
    {"ci.github.workflow.job.conclusion", TaskResult, 8},
    {"ci.github.workflow.job.head_sha", Revision, 6},
    {"ci.github.workflow.job.html_url", TaskUrl, 4},
    {"ci.github.workflow.job.id", TaskRunId, 3},
    {"ci.github.workflow.job.name", TaskName, 6},
    {"ci.github.workflow.job.run_attempt", Attempt, 6},
    {"ci.github.workflow.job.run_id", RunId, 3},
    {"ci.github.workflow.job.status", TaskState, 4},
    {"ci.github.workflow.job.step.conclusion", TaskResult, 7},
    {"ci.github.workflow.job.step.name", TaskName, 5},
    {"ci.github.workflow.job.step.number", Step, 2},
    {"ci.github.workflow.job.step.status", TaskState, 3},
    {"ci.github.workflow.name", PipelineName, 3},
    {"ci.github.workflow.run.conclusion", RunResult, 4},
    {"ci.github.workflow.run.head_sha", Revision, 5},
    {"ci.github.workflow.run.html_url", RunUrl, 3},
    {"ci.github.workflow.run.id", RunId, 2},
    {"ci.github.workflow.run.name", PipelineName, 2},
    {"ci.github.workflow.run.run_attempt", Attempt, 5},
    {"ci.github.workflow.run.status", RunState, 2},
    {"ci.pipeline.id", PipelineId, 1},
    {"ci.pipeline.name", PipelineName, 5},
    {"ci.pipeline.run.id", RunId, 5},
    {"ci.pipeline.run.number", RunNumber, 1},
    {"ci.pipeline.run.result", RunResult, 6},
    {"ci.pipeline.run.url", RunUrl, 5},
    {"cicd.pipeline.action.name", Action, 1},
    {"cicd.pipeline.name", PipelineName, 1},
    {"cicd.pipeline.result", RunResult, 1},
    {"cicd.pipeline.run.attempt", Attempt, 1},
    {"cicd.pipeline.run.id", RunId, 1},
    {"cicd.pipeline.run.result", RunResult, 2},
    {"cicd.pipeline.run.state", RunState, 1},
    {"cicd.pipeline.run.status", RunResult, 3},
    {"cicd.pipeline.run.task.status", TaskResult, 3},
    {"cicd.pipeline.run.url", RunUrl, 2},
    {"cicd.pipeline.run.url.full", RunUrl, 1},
    {"cicd.pipeline.task.conclusion", TaskResult, 4},
    {"cicd.pipeline.task.html_url", TaskUrl, 2},
    {"cicd.pipeline.task.name", TaskName, 1},
    {"cicd.pipeline.task.result", TaskResult, 5},
    {"cicd.pipeline.task.run.attempt", Attempt, 2},
    {"cicd.pipeline.task.run.id", TaskRunId, 1},
    {"cicd.pipeline.task.run.result", TaskResult, 1},
    {"cicd.pipeline.task.run.status", TaskResult, 2},
    {"cicd.pipeline.task.run.url.full", TaskUrl, 1},
    {"cicd.pipeline.task.status", TaskState, 1},
    {"cicd.pipeline.task.type", TaskType, 1},
    {"deployment.environment", Environment, 2},
    {"deployment.environment.name", Environment, 1},
    {"error.type", Error, 2},
    {"exception.message", Error, 1},
    {"github.conclusion", RunResult, 5},
    {"github.head_sha", Revision, 4},
    {"github.html_url", RunUrl, 4},
    {"github.job.conclusion", TaskResult, 9},
    {"github.job.html_url", TaskUrl, 3},
    {"github.job.id", TaskRunId, 2},
    {"github.job.name", TaskName, 4},
    {"github.job.run_attempt", Attempt, 7},
    {"github.job.run_id", RunId, 6},
    {"github.job.status", TaskState, 2},
    {"github.job.step.conclusion", TaskResult, 6},
    {"github.job.step.name", TaskName, 2},
    {"github.job.step.number", Step, 1},
    {"github.run_attempt", Attempt, 4},
    {"github.run_id", RunId, 4},
    {"github.step.conclusion", TaskResult, 10},
    {"github.step.name", TaskName, 3},
    {"github.step.number", Step, 3},
    {"github.workflow", PipelineName, 4},
    {"github.workflow.run.attempt", Attempt, 3},
    {"jenkins.pipeline.step.id", Step, 4},
    {"jenkins.pipeline.step.name", TaskName, 7},
    {"jenkins.pipeline.step.result", TaskResult, 11},
    {"jenkins.pipeline.step.type", Step, 5},
    {"jenkins.url", Repository, 3},
    {"service.name", Service, 1},
    {"vcs.change.id", Change, 1},
    {"vcs.ref.head.revision", Revision, 1},
    {"vcs.repository.change.id", Change, 2},
    {"vcs.repository.ref.revision", Revision, 2},
    {"vcs.repository.url", Repository, 2},
    {"vcs.repository.url.full", Repository, 1},
    {"vcs.revision", Revision, 3},
};
constexpr auto kByName = [](const Name &a, const Name &b) { return a.name < b.name; };
static_assert(std::is_sorted(std::begin(kNames), std::end(kNames), kByName));

/// Of an AnyValue that is a scalar.
std::string_view textOf(json::Value value)
{
    for (const json::Member member : value.members())
        return scalarText(member.value);
    return scalarText(value);
}

} // namespace

void Facts::read(json::Value attributes)
{
    for (const json::Value attribute : attributes.elements()) {
        ++m_count;
        const std::string_view key = attribute["key"].string();
        const auto *known = std::lower_bound(std::begin(kNames), std::end(kNames),
                                             Name{key, Fact::RunId, 0}, kByName);
        if (known == std::end(kNames) || known->name != key)
            continue;
        const auto fact = static_cast<std::size_t>(known->fact);
        if (m_ranks[fact] != 0 && m_ranks[fact] <= known->rank)
            continue;
        const std::string_view text = textOf(attribute["value"]);
        if (text.empty())
            continue;
        m_texts[fact] = text;
        m_ranks[fact] = known->rank;
    }
}

bool Facts::has(Fact first, Fact last) const
{
    const auto at
        = [this](Fact fact) { return m_texts.begin() + static_cast<std::ptrdiff_t>(fact); };
    return std::any_of(at(first), at(last) + 1,
                       [](std::string_view text) { return !text.empty(); });
}

std::string namesOf(Fact fact)
{
    std::string names;
    for (std::uint8_t rank = 1; rank < 16; ++rank) {
        for (const Name &known : kNames) {
            if (known.fact == fact && known.rank == rank)
                names.append(names.empty() ? "" : " ").append(known.name);
        }
    }
    return names;
}

} // namespace sightglass::opentelemetry
