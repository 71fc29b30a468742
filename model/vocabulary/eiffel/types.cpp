// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary/eiffel/types.h"

#include <algorithm>

namespace sightglass::eiffel {
namespace {

constexpr NamedThing kPackage{IdentityKind::Purl, IdentityRole::Makes, "identity", {}};
constexpr NamedThing kCommit{IdentityKind::Commit, IdentityRole::Is, "gitIdentifier", "commitId"};
constexpr NamedThing kRun{IdentityKind::RunUrl, IdentityRole::Is, "executionUri", {}};

constexpr Meaning kMeanings[] = {
    {"EiffelActivityCanceledEvent", Kind::Activity, Phase::Canceled, {}, "ACTIVITY_EXECUTION", {}},
    {"EiffelActivityFinishedEvent",
     Kind::Activity,
     Phase::Finished,
     {},
     "ACTIVITY_EXECUTION",
     {},
     OutcomeRule::Conclusion},
    {"EiffelActivityStartedEvent",
     Kind::Activity,
     Phase::Running,
     {},
     "ACTIVITY_EXECUTION",
     {},
     OutcomeRule::None,
     kRun},
    {"EiffelActivityTriggeredEvent", Kind::Activity, Phase::Queued, {}, {}, "name"},
    {"EiffelAnnouncementPublishedEvent",
     Kind::Announcement,
     Phase::None,
     "published",
     {},
     "heading"},
    {"EiffelArtifactCreatedEvent",
     Kind::Artifact,
     Phase::None,
     "created",
     {},
     "identity",
     OutcomeRule::None,
     kPackage},
    {"EiffelArtifactDeployedEvent", Kind::Artifact, Phase::None, "deployed", "ARTIFACT", {}},
    {"EiffelArtifactPublishedEvent", Kind::Artifact, Phase::None, "published", "ARTIFACT", {}},
    {"EiffelArtifactReusedEvent", Kind::Artifact, Phase::None, "reused", "REUSED_ARTIFACT", {}},
    {"EiffelCompositionDefinedEvent", Kind::Composition, Phase::None, "defined", {}, "name"},
    {"EiffelConfidenceLevelModifiedEvent",
     Kind::ConfidenceLevel,
     Phase::None,
     "modified",
     {},
     "name",
     OutcomeRule::Value},
    {"EiffelEnvironmentDefinedEvent", Kind::Environment, Phase::None, "defined", {}, "name"},
    {"EiffelFlowContextDefinedEvent", Kind::Other, Phase::None, "defined", {}, "product"},
    {"EiffelIssueDefinedEvent", Kind::Issue, Phase::None, "defined", {}, "id"},
    {"EiffelIssueVerifiedEvent", Kind::Other, Phase::None, "verified", {}, {}},
    {"EiffelSourceChangeCreatedEvent",
     Kind::Change,
     Phase::None,
     "created",
     {},
     {},
     OutcomeRule::None,
     kCommit},
    {"EiffelSourceChangeSubmittedEvent",
     Kind::Change,
     Phase::None,
     "merged",
     "CHANGE",
     {},
     OutcomeRule::None,
     kCommit},
    {"EiffelTestCaseCanceledEvent",
     Kind::TestCaseRun,
     Phase::Canceled,
     {},
     "TEST_CASE_EXECUTION",
     {}},
    {"EiffelTestCaseFinishedEvent",
     Kind::TestCaseRun,
     Phase::Finished,
     {},
     "TEST_CASE_EXECUTION",
     {},
     OutcomeRule::Verdict},
    {"EiffelTestCaseStartedEvent",
     Kind::TestCaseRun,
     Phase::Running,
     {},
     "TEST_CASE_EXECUTION",
     {}},
    {"EiffelTestCaseTriggeredEvent", Kind::TestCaseRun, Phase::Queued, {}, {}, "testCase"},
    {"EiffelTestExecutionRecipeCollectionCreatedEvent",
     Kind::TestPlan,
     Phase::None,
     "created",
     {},
     "selectionStrategy"},
    {"EiffelTestSuiteFinishedEvent",
     Kind::TestSuiteRun,
     Phase::Finished,
     {},
     "TEST_SUITE_EXECUTION",
     {},
     OutcomeRule::Verdict},
    {"EiffelTestSuiteStartedEvent", Kind::TestSuiteRun, Phase::Running, {}, {}, "name"},
};

constexpr LinkMeaning kLinks[] = {
    {"ACTIVITY_EXECUTION", EdgeKind::Relation, true},
    {"ARTIFACT", EdgeKind::Uses, true},
    {"BASE", EdgeKind::PreviousVersion, false},
    {"CAUSE", EdgeKind::Cause, true},
    {"CHANGE", EdgeKind::Relation, true},
    {"COMPOSITION", EdgeKind::Uses, true},
    {"CONFIDENCE_BASIS", EdgeKind::Uses, true},
    {"CONFIGURATION", EdgeKind::Uses, false},
    {"CONTEXT", EdgeKind::Context, true},
    {"DERESOLVED_ISSUE", EdgeKind::Relation, false},
    {"ELEMENT", EdgeKind::Uses, true},
    {"ENVIRONMENT", EdgeKind::Uses, false},
    {"FAILED_ISSUE", EdgeKind::Relation, false},
    {"FLOW_CONTEXT", EdgeKind::Context, false},
    {"INCONCLUSIVE_ISSUE", EdgeKind::Relation, false},
    {"IUT", EdgeKind::Uses, true},
    {"MODIFIED_ANNOUNCEMENT", EdgeKind::PreviousVersion, false},
    {"ORIGINAL_TRIGGER", EdgeKind::PreviousVersion, false},
    {"PARTIALLY_RESOLVED_ISSUE", EdgeKind::Relation, false},
    {"PRECURSOR", EdgeKind::Path, true},
    {"PREVIOUS_ACTIVITY_EXECUTION", EdgeKind::PreviousVersion, false},
    {"PREVIOUS_VERSION", EdgeKind::PreviousVersion, false},
    {"RESOLVED_ISSUE", EdgeKind::Relation, false},
    {"REUSED_ARTIFACT", EdgeKind::Uses, true},
    {"RUNTIME_ENVIRONMENT", EdgeKind::Uses, false},
    {"SUBJECT", EdgeKind::Uses, true},
    {"SUB_CONFIDENCE_LEVEL", EdgeKind::Uses, true},
    {"SUCCESSFUL_ISSUE", EdgeKind::Relation, false},
    {"TERC", EdgeKind::Uses, true},
    {"TEST_CASE_EXECUTION", EdgeKind::Relation, true},
    {"TEST_SUITE_EXECUTION", EdgeKind::Relation, true},
    {"VERIFICATION_BASIS", EdgeKind::Uses, true},
};

/// Of each OutcomeRule.
constexpr std::string_view kOutcomeTexts[] = {
    "",
    "/data/outcome/conclusion: SUCCESSFUL → success, UNSUCCESSFUL → failure, FAILED → error, "
    "ABORTED → canceled, TIMED_OUT → timeout, INCONCLUSIVE → unknown",
    "/data/outcome/verdict if conclusion is SUCCESSFUL: PASSED → success, FAILED → failure; else "
    "the conclusion",
    "/data/value: SUCCESS → success, FAILURE → failure, INCONCLUSIVE → unknown",
};

std::string identityText(const NamedThing &thing)
{
    if (thing.member.empty())
        return {};
    std::string text = ", " + std::string{word(thing.kind)} + " /data/" + std::string{thing.member};
    if (!thing.inner.empty())
        text += "/" + std::string{thing.inner};
    return text + " (" + std::string{word(thing.role)} + ")";
}

template<typename Row, std::size_t N> const Row *find(const Row (&rows)[N], std::string_view type)
{
    const Row *row = std::lower_bound(
        std::begin(rows), std::end(rows), type,
        [](const Row &known, std::string_view wanted) { return known.type < wanted; });
    return row != std::end(rows) && row->type == type ? row : nullptr;
}

} // namespace

const Meaning *meaningOf(std::string_view type)
{
    return find(kMeanings, type);
}
const LinkMeaning *linkMeaningOf(std::string_view type)
{
    return find(kLinks, type);
}

std::vector<Rosetta> rosetta()
{
    std::string links = "/links:";
    for (const LinkMeaning &meaning : kLinks)
        links += " " + std::string{meaning.type};
    std::vector<Rosetta> rows;
    for (const Meaning &meaning : kMeanings) {
        Rosetta row;
        row.type = meaning.type;
        row.kind = word(meaning.kind);
        row.phase = meaning.phase == Phase::None ? meaning.state : word(meaning.phase);
        row.outcome = kOutcomeTexts[static_cast<std::size_t>(meaning.outcome)];
        row.id = meaning.keyLink.empty() ? "/meta/id" : "target of " + std::string{meaning.keyLink};
        row.name = meaning.name.empty() ? "" : "/data/" + std::string{meaning.name};
        row.parent = "target of CONTEXT, CAUSE";
        row.links = links + identityText(meaning.identity);
        row.url = "/data/executionUri";
        rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace sightglass::eiffel
