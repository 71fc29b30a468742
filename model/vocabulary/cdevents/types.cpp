// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary/cdevents/types.h"

#include "model/base/same_text.h"
#include "model/vocabulary/cdevents/identities.h"

#include <algorithm>

namespace sightglass::cdevents {
namespace {

using enum OutcomeField;

// All 53 types of 0.1.0 to 0.6.0-draft, in order of subject and predicate.
constexpr Meaning kMeanings[] = {
    {"approval", "closed", Kind::Approval, Phase::Finished, Status},
    {"approval", "created", Kind::Approval, Phase::Waiting},
    {"approval", "updated", Kind::Approval, Phase::Waiting},
    {"artifact", "deleted", Kind::Artifact, Phase::None},
    {"artifact", "downloaded", Kind::Artifact, Phase::None},
    {"artifact", "packaged", Kind::Artifact, Phase::None},
    {"artifact", "published", Kind::Artifact, Phase::None},
    {"artifact", "signed", Kind::Artifact, Phase::None},
    {"branch", "created", Kind::Branch, Phase::None},
    {"branch", "deleted", Kind::Branch, Phase::None},
    {"build", "finished", Kind::Build, Phase::Finished, OutcomeField::Outcome},
    {"build", "queued", Kind::Build, Phase::Queued},
    {"build", "started", Kind::Build, Phase::Running},
    {"change", "abandoned", Kind::Change, Phase::None},
    {"change", "created", Kind::Change, Phase::None},
    {"change", "merged", Kind::Change, Phase::None},
    {"change", "reviewed", Kind::Change, Phase::None},
    {"change", "updated", Kind::Change, Phase::None},
    {"environment", "created", Kind::Environment, Phase::None},
    {"environment", "deleted", Kind::Environment, Phase::None},
    {"environment", "modified", Kind::Environment, Phase::None},
    {"incident", "detected", Kind::Incident, Phase::Running},
    {"incident", "reported", Kind::Incident, Phase::Running},
    {"incident", "resolved", Kind::Incident, Phase::Finished},
    {"pipelinerun", "finished", Kind::PipelineRun, Phase::Finished, OutcomeField::Outcome},
    {"pipelinerun", "queued", Kind::PipelineRun, Phase::Queued},
    {"pipelinerun", "started", Kind::PipelineRun, Phase::Running},
    {"repository", "created", Kind::Repository, Phase::None},
    {"repository", "deleted", Kind::Repository, Phase::None},
    {"repository", "modified", Kind::Repository, Phase::None},
    {"service", "deployed", Kind::Service, Phase::None},
    {"service", "published", Kind::Service, Phase::None},
    {"service", "removed", Kind::Service, Phase::None},
    {"service", "rolledback", Kind::Service, Phase::None},
    {"service", "upgraded", Kind::Service, Phase::None},
    {"taskrun", "finished", Kind::TaskRun, Phase::Finished, OutcomeField::Outcome},
    {"taskrun", "started", Kind::TaskRun, Phase::Running},
    {"testcase", "finished", Kind::TestCaseRun, Phase::Finished, OutcomeField::Outcome},
    {"testcase", "queued", Kind::TestCaseRun, Phase::Queued},
    {"testcase", "started", Kind::TestCaseRun, Phase::Running},
    {"testcaserun", "finished", Kind::TestCaseRun, Phase::Finished, OutcomeField::Outcome},
    {"testcaserun", "queued", Kind::TestCaseRun, Phase::Queued},
    {"testcaserun", "skipped", Kind::TestCaseRun, Phase::Skipped},
    {"testcaserun", "started", Kind::TestCaseRun, Phase::Running},
    {"testoutput", "published", Kind::TestOutput, Phase::None},
    {"testsuite", "finished", Kind::TestSuiteRun, Phase::Finished, OutcomeField::Outcome},
    {"testsuite", "started", Kind::TestSuiteRun, Phase::Running},
    {"testsuiterun", "finished", Kind::TestSuiteRun, Phase::Finished, OutcomeField::Outcome},
    {"testsuiterun", "queued", Kind::TestSuiteRun, Phase::Queued},
    {"testsuiterun", "started", Kind::TestSuiteRun, Phase::Running},
    {"ticket", "closed", Kind::Ticket, Phase::Finished, Resolution},
    {"ticket", "created", Kind::Ticket, Phase::Running},
    {"ticket", "updated", Kind::Ticket, Phase::Running},
};

// dev.cdeventsx: only the predicate is known (vocabularies.md §3.1).
constexpr Meaning kCustomMeanings[] = {
    {"", "queued", Kind::Activity, Phase::Queued},
    {"", "started", Kind::Activity, Phase::Running},
    {"", "finished", Kind::Activity, Phase::Finished, OutcomeField::Outcome},
};
constexpr Meaning kCustomSubject{"", "", Kind::Other, Phase::None};

/// Of each OutcomeField.
constexpr std::string_view kOutcomeTexts[] = {
    "",
    "/subject/content/outcome: success, pass → success, failure, fail → failure, error → error, "
    "cancel → canceled, timed_out → timeout, skipped, neutral, stale → skipped",
    "/subject/content/resolution: completed → success, withdrawn → canceled",
    "/subject/content/status: approved → success, rejected → failure, cancelled → canceled, "
    "expired → timeout",
};

} // namespace

std::optional<TypeName> parseType(std::string_view type)
{
    constexpr std::string_view kStandard = "dev.cdevents.";
    constexpr std::string_view kCustom = "dev.cdeventsx.";
    TypeName name;
    name.custom = type.substr(0, kCustom.size()) == kCustom;
    if (!name.custom && type.substr(0, kStandard.size()) != kStandard)
        return std::nullopt;
    type.remove_prefix(name.custom ? kCustom.size() : kStandard.size());
    const std::size_t dot = std::min(type.find('.'), type.size());
    name.subject = type.substr(0, dot);
    const std::string_view rest = type.substr(std::min(dot + 1, type.size()));
    name.predicate = rest.substr(0, rest.find('.'));
    return name;
}

const Meaning *meaningOf(const TypeName &name)
{
    if (name.custom) {
        const auto *custom = std::find_if(
            std::begin(kCustomMeanings), std::end(kCustomMeanings),
            [&](const Meaning &meaning) { return meaning.predicate == name.predicate; });
        return custom == std::end(kCustomMeanings) ? &kCustomSubject : custom;
    }
    // Sizes tell nearly all apart: faster than an order, which compares texts.
    const auto *found
        = std::find_if(std::begin(kMeanings), std::end(kMeanings), [&](const Meaning &meaning) {
              return isSame(meaning.predicate, name.predicate)
                  && isSame(meaning.subject, name.subject);
          });
    return found == std::end(kMeanings) ? nullptr : found;
}

std::vector<Rosetta> rosetta()
{
    std::vector<Rosetta> rows;
    const auto add = [&rows](const Meaning &meaning, std::string_view family) {
        Rosetta row;
        row.type = std::string{family}
            + std::string{meaning.subject.empty() ? "*" : meaning.subject} + "."
            + std::string{meaning.predicate.empty() ? "*" : meaning.predicate};
        row.kind = word(meaning.kind);
        row.phase = meaning.phase == Phase::None ? meaning.predicate : word(meaning.phase);
        row.outcome = kOutcomeTexts[static_cast<std::size_t>(meaning.outcome)];
        row.id = meaning.kind == Kind::Artifact ? "/subject/id, a purl"
                                                : "/subject/source, /subject/id";
        row.parent = "/subject/content: pipelineRun, testSuiteRun, change, environment, artifactId";
        row.links
            = "/context/links, /context/chainId" + identitiesText(meaning.kind, meaning.predicate);
        row.url = "/subject/content/uri /subject/content/url";
        rows.push_back(std::move(row));
    };
    for (const Meaning &meaning : kMeanings)
        add(meaning, "dev.cdevents.");
    for (const Meaning &meaning : kCustomMeanings)
        add(meaning, "dev.cdeventsx.");
    add(kCustomSubject, "dev.cdeventsx.");
    return rows;
}

} // namespace sightglass::cdevents
