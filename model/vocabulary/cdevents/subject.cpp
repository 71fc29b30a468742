// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary/cdevents/subject.h"

#include "model/vocabulary/cdevents/identities.h"
#include "model/vocabulary/cdevents/types.h"
#include "model/vocabulary/cloud_envelope.h"
#include "model/vocabulary/identity.h"
#include "model/vocabulary/oddities.h"
#include "model/vocabulary/outcome_words.h"
#include "model/vocabulary/purl.h"

namespace sightglass::cdevents {
namespace {

/// Where a kind of subject keeps its name, in order of preference.
struct NameField
{
    Kind kind;
    json::MemberName member;
    std::string_view inner = {}; // member of that member
};
constexpr NameField kNameFields[] = {
    {Kind::PipelineRun, "pipelineName"},
    {Kind::TaskRun, "taskName"},
    {Kind::TestCaseRun, "testCase", "name"},
    {Kind::TestCaseRun, "testCase", "id"},
    {Kind::TestSuiteRun, "testSuite", "name"},
    {Kind::TestSuiteRun, "testSuite", "id"},
    {Kind::Environment, "name"},
    {Kind::Repository, "name"},
    {Kind::Change, "description"},
    {Kind::Incident, "description"},
    {Kind::Ticket, "summary"},
    {Kind::Activity, "name"},
};

constexpr json::MemberName kUrlFields[]
    = {"uri", "url", "viewUrl", "approvalDetailsUrl", "ticketURI"};
constexpr json::MemberName kReasonFields[] = {"errors", "reason", "description"};

/// Another thing that the content names by id and source.
struct ReferenceField
{
    json::MemberName member;
    Kind kind;
    EdgeKind edge;
    bool causal;
};
constexpr ReferenceField kReferenceFields[] = {
    {"pipelineRun", Kind::PipelineRun, EdgeKind::Context, true},
    {"testSuiteRun", Kind::TestSuiteRun, EdgeKind::Context, true},
    {"testCaseRun", Kind::TestCaseRun, EdgeKind::Context, true},
    {"change", Kind::Change, EdgeKind::Uses, true},
    {"repository", Kind::Repository, EdgeKind::Context, false},
    {"environment", Kind::Environment, EdgeKind::Context, false},
    {"service", Kind::Service, EdgeKind::Context, false},
};

template<std::size_t N>
std::string_view firstText(const MemberList &content, const json::MemberName (&members)[N])
{
    for (const json::MemberName &member : members) {
        const std::string_view text = content[member].string();
        if (!text.empty())
            return text;
    }
    return {};
}

std::string_view keyOf(Kind kind, std::string_view source, std::string_view id, TextArena &arena)
{
    if (kind == Kind::Artifact)
        return normalisedPurl(id, arena);
    return arena.join({word(kind), "|", source, "|", id});
}

std::string_view nameOf(Kind kind, const MemberList &content)
{
    for (const NameField &field : kNameFields) {
        if (field.kind != kind)
            continue;
        const json::Value value = content[field.member];
        const std::string_view name
            = field.inner.empty() ? value.string() : value[field.inner].string();
        if (!name.empty())
            return name;
    }
    return {};
}

std::string_view urlOf(Kind kind, const MemberList &content)
{
    if (const std::string_view own = firstText(content, kUrlFields); !own.empty())
        return own;
    if (kind == Kind::TestCaseRun)
        return content["testCase"]["uri"].string();
    return kind == Kind::TestSuiteRun ? content["testSuite"]["uri"].string() : std::string_view{};
}

// vocabularies.md §15: how tickets and approvals end.
Outcome ticketOutcome(std::string_view resolution)
{
    if (resolution == "completed")
        return Outcome::Success;
    return resolution == "withdrawn" ? Outcome::Canceled : Outcome::Unknown;
}

Outcome approvalOutcome(std::string_view status)
{
    if (status == "approved")
        return Outcome::Success;
    if (status == "rejected")
        return Outcome::Failure;
    if (status == "cancelled" || status == "canceled")
        return Outcome::Canceled;
    return status == "expired" ? Outcome::Timeout : Outcome::Unknown;
}

Outcome runOutcome(json::Value outcome, Decoded &event)
{
    if (!outcome.exists() || outcome.isNull())
        return Outcome::Unknown;
    const std::optional<Outcome> known = outcomeOf(outcome.string());
    if (!known)
        noteProblem(event, Problem::Outcome,
                    "/subject/content/outcome is no known word (CDEvents core.md)");
    return known.value_or(Outcome::Unknown);
}

void readPhase(const Meaning &meaning, const TypeName &type, const MemberList &content,
               Decoded &event)
{
    event.phase = meaning.phase;
    if (meaning.phase == Phase::None)
        event.detail = type.predicate;
    else
        event.detail = firstText(content, kReasonFields);
    switch (meaning.outcome) {
    case OutcomeField::None:
        break;
    case OutcomeField::Outcome:
        event.outcome = runOutcome(content["outcome"], event);
        break;
    case OutcomeField::Resolution:
        event.outcome = ticketOutcome(content["resolution"].string());
        break;
    case OutcomeField::Status:
        event.outcome = approvalOutcome(content["status"].string());
        break;
    }
    if (meaning.phase == Phase::Skipped)
        event.outcome = Outcome::Skipped;
}

void readReferences(const MemberList &content, TextArena &arena, Decoded &event)
{
    for (const ReferenceField &field : kReferenceFields) {
        const json::Value reference = content[field.member];
        const std::string_view id = reference["id"].string();
        if (id.empty())
            continue;
        const std::string_view source = reference["source"].string();
        event.references.push_back(
            {field.edge, field.causal, field.member.text(),
             keyOf(field.kind, source.empty() ? event.subjectSource : source, id, arena)});
    }
    const std::string_view artifact = content["artifactId"].string();
    if (!artifact.empty() && event.kind != Kind::Build) // a build made it; the others use it
        event.references.push_back(
            {EdgeKind::Uses, true, "artifactId", normalisedPurl(artifact, arena)});
}

void name(const Meaning &meaning, std::string_view id, std::string_view source, TextArena &arena,
          Decoded &event)
{
    event.kind = meaning.kind;
    event.subjectId = id;
    event.subjectSource = source;
    event.key = keyOf(meaning.kind, source, id, arena);
}

} // namespace

void readSubject(json::Value subject, std::string_view type, TextArena &arena, Decoded &event)
{
    const std::optional<TypeName> typeName = parseType(type);
    const Meaning *meaning = typeName ? meaningOf(*typeName) : nullptr;
    if (!meaning)
        noteProblem(event, Problem::UnknownType, "no release of CDEvents has this type");
    const std::string_view id = subject["id"].string();
    if (!subject.isObject() || id.empty()) {
        noteProblem(event, Problem::Subject,
                    "/subject is no object with an id (CDEvents spec, subject)");
        return;
    }
    if (!meaning)
        return;
    const std::string_view source = subject["source"].string();
    const MemberList content{subject["content"]};
    name(*meaning, id, source.empty() ? event.source : source, arena, event);
    event.name = nameOf(meaning->kind, content);
    if (meaning->kind == Kind::Artifact)
        event.name = purlTitle(event.key, arena);
    event.url = urlOf(meaning->kind, content);
    const json::Value environment = content["environment"];
    event.environment = environment["name"].isString() ? environment["name"].string()
                                                       : environment["id"].string();
    readPhase(*meaning, *typeName, content, event);
    readReferences(content, arena, event);
    readIdentities(typeName->predicate, content, arena, event);
}

void readExtensionDialect(const Envelope &envelope, TextArena &arena, Decoded &event)
{
    const std::optional<TypeName> typeName = parseType(envelope.type);
    const Meaning *meaning = typeName ? meaningOf(*typeName) : nullptr;
    if (!meaning) {
        noteProblem(event, Problem::UnknownType, "no release of CDEvents has this type");
        return;
    }
    const std::string_view nameMember = meaning->kind == Kind::PipelineRun ? "pipelinename"
        : meaning->kind == Kind::TaskRun                                   ? "taskname"
                                                                           : std::string_view{};
    if (nameMember.empty() || !extensionOf(envelope, nameMember).isString())
        return;
    name(*meaning, envelope.id, envelope.source, arena, event);
    event.name = extensionOf(envelope, nameMember).string();
    event.url = extensionOf(envelope, "url").string();
    event.phase = meaning->phase;
    if (meaning->outcome == OutcomeField::Outcome)
        event.outcome = runOutcome(extensionOf(envelope, "outcome"), event);
    event.detail = extensionOf(envelope, "errors").string();
    addSoundIdentity(IdentityKind::RunUrl, IdentityRole::Is, event.url, arena, event);
}

} // namespace sightglass::cdevents
