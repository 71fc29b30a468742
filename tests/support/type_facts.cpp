// SPDX-License-Identifier: Apache-2.0
#include "tests/support/reading.h"

#include <algorithm>

// Written from the specifications, not from the decoders' tables: that they agree is the test.
namespace sightglass::test {
namespace {

constexpr TypeFact kCdEvents[] = {
    {"approval.created", "approval", "waiting"},
    {"approval.updated", "approval", "waiting"},
    {"approval.closed", "approval", "finished"},
    {"artifact.packaged", "artifact", "none"},
    {"artifact.signed", "artifact", "none"},
    {"artifact.published", "artifact", "none"},
    {"artifact.downloaded", "artifact", "none"},
    {"artifact.deleted", "artifact", "none"},
    {"branch.created", "branch", "none"},
    {"branch.deleted", "branch", "none"},
    {"build.queued", "build", "queued"},
    {"build.started", "build", "running"},
    {"build.finished", "build", "finished"},
    {"change.created", "change", "none"},
    {"change.updated", "change", "none"},
    {"change.reviewed", "change", "none"},
    {"change.merged", "change", "none"},
    {"change.abandoned", "change", "none"},
    {"environment.created", "environment", "none"},
    {"environment.modified", "environment", "none"},
    {"environment.deleted", "environment", "none"},
    {"incident.detected", "incident", "running"},
    {"incident.reported", "incident", "running"},
    {"incident.resolved", "incident", "finished"},
    {"pipelinerun.queued", "pipeline-run", "queued"},
    {"pipelinerun.started", "pipeline-run", "running"},
    {"pipelinerun.finished", "pipeline-run", "finished"},
    {"repository.created", "repository", "none"},
    {"repository.modified", "repository", "none"},
    {"repository.deleted", "repository", "none"},
    {"service.deployed", "service", "none"},
    {"service.upgraded", "service", "none"},
    {"service.rolledback", "service", "none"},
    {"service.removed", "service", "none"},
    {"service.published", "service", "none"},
    {"taskrun.started", "task-run", "running"},
    {"taskrun.finished", "task-run", "finished"},
    {"testcase.queued", "test-case-run", "queued"},
    {"testcase.started", "test-case-run", "running"},
    {"testcase.finished", "test-case-run", "finished"},
    {"testcaserun.queued", "test-case-run", "queued"},
    {"testcaserun.started", "test-case-run", "running"},
    {"testcaserun.finished", "test-case-run", "finished"},
    {"testcaserun.skipped", "test-case-run", "skipped"},
    {"testoutput.published", "test-output", "none"},
    {"testsuite.started", "test-suite-run", "running"},
    {"testsuite.finished", "test-suite-run", "finished"},
    {"testsuiterun.queued", "test-suite-run", "queued"},
    {"testsuiterun.started", "test-suite-run", "running"},
    {"testsuiterun.finished", "test-suite-run", "finished"},
    {"ticket.created", "ticket", "running"},
    {"ticket.updated", "ticket", "running"},
    {"ticket.closed", "ticket", "finished"},
    // dev.cdeventsx: by the predicate alone
    {"scanner-job.queued", "activity", "queued"},
    {"scanner-job.started", "activity", "running"},
    {"scanner-job.finished", "activity", "finished"},
    {"scanner-job.approved", "other", "none"},
    {"mytool-resource.created", "other", "none"},
    // links that travel alone
    {"link.start", "event", "none"},
    {"link.path", "event", "none"},
    {"link.relation", "event", "none"},
    {"link.end", "event", "none"},
};

constexpr TypeFact kEiffel[] = {
    {"EiffelActivityTriggeredEvent", "activity", "queued"},
    {"EiffelActivityStartedEvent", "activity", "running"},
    {"EiffelActivityFinishedEvent", "activity", "finished"},
    {"EiffelActivityCanceledEvent", "activity", "canceled"},
    {"EiffelAnnouncementPublishedEvent", "announcement", "none"},
    {"EiffelArtifactCreatedEvent", "artifact", "none"},
    {"EiffelArtifactPublishedEvent", "artifact", "none"},
    {"EiffelArtifactReusedEvent", "artifact", "none"},
    {"EiffelArtifactDeployedEvent", "artifact", "none"},
    {"EiffelCompositionDefinedEvent", "composition", "none"},
    {"EiffelConfidenceLevelModifiedEvent", "confidence-level", "none"},
    {"EiffelEnvironmentDefinedEvent", "environment", "none"},
    {"EiffelFlowContextDefinedEvent", "other", "none"},
    {"EiffelIssueDefinedEvent", "issue", "none"},
    {"EiffelIssueVerifiedEvent", "other", "none"},
    {"EiffelSourceChangeCreatedEvent", "change", "none"},
    {"EiffelSourceChangeSubmittedEvent", "change", "none"},
    {"EiffelTestCaseTriggeredEvent", "test-case-run", "queued"},
    {"EiffelTestCaseStartedEvent", "test-case-run", "running"},
    {"EiffelTestCaseFinishedEvent", "test-case-run", "finished"},
    {"EiffelTestCaseCanceledEvent", "test-case-run", "canceled"},
    {"EiffelTestExecutionRecipeCollectionCreatedEvent", "test-plan", "none"},
    {"EiffelTestSuiteStartedEvent", "test-suite-run", "running"},
    {"EiffelTestSuiteFinishedEvent", "test-suite-run", "finished"},
};

constexpr TypeFact kAnyCloudEvent{"", "event", "none"};

/// "build.queued" of "dev.cdevents.build.queued.0.1.0-draft", "link.end" of "cdevents.link.end".
std::string_view middle(std::string_view type)
{
    for (const std::string_view prefix : {"dev.cdevents.", "dev.cdeventsx.", "cdevents."}) {
        if (type.substr(0, prefix.size()) != prefix)
            continue;
        type.remove_prefix(prefix.size());
        return type.substr(0, type.find('.', type.find('.') + 1));
    }
    return type;
}

} // namespace

std::span<const TypeFact> cdEventsFacts()
{
    return kCdEvents;
}

std::span<const TypeFact> eiffelFacts()
{
    return kEiffel;
}

const TypeFact *factOf(std::string_view vocabulary, std::string_view type)
{
    if (vocabulary == "cloudevents")
        return &kAnyCloudEvent;
    const auto facts = vocabulary == "eiffel" ? eiffelFacts() : cdEventsFacts();
    const std::string_view wanted = vocabulary == "eiffel" ? type : middle(type);
    const auto found = std::find_if(facts.begin(), facts.end(),
                                    [wanted](const TypeFact &fact) { return fact.type == wanted; });
    return found == facts.end() ? nullptr : &*found;
}

} // namespace sightglass::test
