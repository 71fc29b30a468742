// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/json/document.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace sightglass::opentelemetry {

/// What attributes tell of a CI/CD span, under whatever name.
enum class Fact : std::uint8_t {
    // of a pipeline run
    RunId,
    PipelineId,
    RunNumber,
    RunResult,
    RunState,
    RunUrl,
    PipelineName,
    Action,
    // of a task in one
    TaskName,
    TaskRunId,
    TaskResult,
    TaskState,
    TaskUrl,
    TaskType,
    Step,
    // of both
    Attempt,
    Repository,
    Revision,
    Change,
    Environment,
    Purl,
    Digest,
    Error,
    Service,
};
inline constexpr std::size_t kFacts = static_cast<std::size_t>(Fact::Service) + 1;

/// The facts in lists of attributes. Of several names for one fact that of the semantic conventions
/// counts, then those of producers that deviate. LIFETIME: of the document
class Facts
{
public:
    /// A list of {"key":…,"value":{"stringValue":…}}. COST: a binary search an attribute.
    void read(json::Value attributes);

    /// Empty when no attribute says it.
    [[nodiscard]] std::string_view operator[](Fact fact) const
    {
        return m_texts[static_cast<std::size_t>(fact)];
    }
    [[nodiscard]] bool tellOfTask() const { return has(Fact::TaskName, Fact::Step); }
    [[nodiscard]] bool tellOfRun() const { return has(Fact::RunId, Fact::Action); }
    /// No attribute at all, of whatever name.
    [[nodiscard]] bool isEmpty() const { return m_count == 0; }

private:
    [[nodiscard]] bool has(Fact first, Fact last) const;

    std::array<std::string_view, kFacts> m_texts{};
    std::array<std::uint8_t, kFacts> m_ranks{};
    std::size_t m_count = 0;
};

/// All names of a fact, best first, a blank between them.
[[nodiscard]] std::string namesOf(Fact fact);

} // namespace sightglass::opentelemetry
