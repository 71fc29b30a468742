// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary/cdflow/cdflow.h"

#include "model/vocabulary/cdflow/rules.h"
#include "model/vocabulary/cloudevents/cloudevents.h"
#include "model/vocabulary/identity.h"
#include "model/vocabulary/oddities.h"

namespace sightglass {
namespace {

using enum IdentityKind;
using enum IdentityRole;

constexpr std::string_view kOldFamilies[]
    = {"cd.pipelinerun.", "cd.taskrun.",     "cd.build.",   "cd.test.",
       "cd.artifact.",    "cd.environment.", "cd.service.", "cd.repository."};

bool isOfOldFamily(std::string_view type)
{
    for (const std::string_view family : kOldFamilies) {
        if (type.starts_with(family))
            return true;
    }
    return false;
}

/// What the name of the type says of the outcome.
Outcome outcomeOf(std::string_view type)
{
    if (type == "CDF.Pipeline.Finished")
        return Outcome::Success;
    return type.ends_with(".Failed") ? Outcome::Failure : Outcome::Unknown;
}

class CdFlow final : public Vocabulary
{
public:
    [[nodiscard]] std::string_view name() const override { return "cdflow"; }

    [[nodiscard]] bool speaks(const Envelope &envelope) const override
    {
        return envelope.isCloudEvent
            && (envelope.type.starts_with("CDF.") || isOfOldFamily(envelope.type));
    }

    [[nodiscard]] std::optional<Rejection> decode(const Envelope &envelope, TextArena &arena,
                                                  Decoded &event) const override
    {
        event.id = envelope.id;
        event.source = envelope.source;
        event.type = envelope.type;
        addExtensionLinks(envelope, event);
        const TypeRule *found = findRule(cdflow::rules(), event.type);
        if (!found) {
            noteProblem(event, Problem::UnknownType, "neither cd-flow nor its dialect has it");
            return std::nullopt;
        }
        const json::Value extensions = envelope.members["extensions"]; // of CloudEvents 0.1
        const json::Value root = extensions.isObject() ? extensions : envelope.root;
        const TypeRule rule = asNamed(*found, root, arena);
        if (isActivity(rule.kind))
            event.phase = rule.phase;
        readRepository(rule.kind, root, event);
        applyRule(rule, root, arena, event);
        if (isActivity(event.kind) && !isOver(event.phase))
            event.outcome = Outcome::Unknown;
        else if (event.kind != Kind::None && event.outcome == Outcome::Unknown)
            event.outcome = outcomeOf(event.type);
        readIdentities(root, arena, event);
        return std::nullopt;
    }

    [[nodiscard]] std::vector<Rosetta> rosetta() const override
    {
        return rosettaOf(cdflow::rules());
    }

private:
    // The pipeline of an environment has no module.
    static TypeRule asNamed(TypeRule rule, json::Value root, TextArena &arena)
    {
        for (Pointers *pointers : {&rule.id, &rule.parent}) {
            if (pointers->text() == cdflow::kPipeline.text()
                && joinedId(root, *pointers, arena).empty())
                *pointers = cdflow::kPipelineAlone;
        }
        return rule;
    }

    // Numbers of issues and reviews are those of their repository.
    static void readRepository(Kind kind, json::Value root, Decoded &event)
    {
        if (kind == Kind::Ticket)
            event.subjectSource = root["cdfissuerepo"].string();
        else if (kind == Kind::Change)
            event.subjectSource = root["cdfprrepository"].string();
    }

    static void readIdentities(json::Value root, TextArena &arena, Decoded &event)
    {
        switch (event.kind) {
        case Kind::PipelineRun:
            return addSoundIdentity(RunUrl, Is, event.url, arena, event);
        case Kind::Build:
            if (event.phase == Phase::Finished)
                addSoundIdentity(Purl, Makes, root["buildartifactid"].string(), arena, event);
            return;
        case Kind::Artifact:
            return addSoundIdentity(Purl, Makes, event.subjectId, arena, event);
        case Kind::Service:
            return readService(root["cdfserviceartifact"].string(), arena, event);
        case Kind::Change:
            return readReview(arena, event);
        default:
            return;
        }
    }

    static void readService(std::string_view artifact, TextArena &arena, Decoded &event)
    {
        addSoundIdentity(artifact.starts_with("pkg:") ? Purl : Image, Uses, artifact, arena, event);
        if (event.detail != "deleted" && event.detail != "removed")
            addSoundIdentity(Service, Makes, arena.join({event.environment, "/", event.name}),
                             arena, event);
    }

    static void readReview(TextArena &arena, Decoded &event)
    {
        const std::size_t scheme = event.subjectSource.find("://");
        if (scheme != std::string_view::npos)
            addSoundIdentity(
                ChangeNumber, Is,
                arena.join({event.subjectSource.substr(scheme + 3), "#", event.subjectId}), arena,
                event);
    }
};

} // namespace

std::unique_ptr<const Vocabulary> makeCdFlow()
{
    return std::make_unique<CdFlow>();
}

} // namespace sightglass
