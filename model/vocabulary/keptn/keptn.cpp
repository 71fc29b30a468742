// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary/keptn/keptn.h"

#include "model/base/limits.h"
#include "model/vocabulary/attribute.h"
#include "model/vocabulary/cloud_envelope.h"
#include "model/vocabulary/cloudevents/cloudevents.h"
#include "model/vocabulary/identity.h"
#include "model/vocabulary/keptn/rules.h"
#include "model/vocabulary/oddities.h"

namespace sightglass {
namespace {

using keptn::Identity;
using keptn::Meaning;

constexpr Pointers kProblemId = "/ProblemID /PID";
constexpr Pointers kImages = "/configurationChange/values/image /valuesCanary/image";
constexpr Pointers kResultFields
    = "/result /approval/result /remediation/result /action/result /evaluationdetails/result";

class Keptn final : public Vocabulary
{
public:
    [[nodiscard]] std::string_view name() const override { return "keptn"; }

    [[nodiscard]] bool speaks(const Envelope &envelope) const override
    {
        return envelope.isCloudEvent && envelope.type.starts_with("sh.keptn.");
    }

    [[nodiscard]] std::optional<Rejection> decode(const Envelope &envelope, TextArena &arena,
                                                  Decoded &event) const override
    {
        event.id = envelope.id;
        event.source = envelope.source;
        event.type = envelope.type;
        event.chain = extensionOf(envelope, "shkeptncontext").string();
        if (event.chain.empty())
            noteProblem(event, Problem::Field, "/shkeptncontext is missing or no text");
        const std::string_view trigger = readTrigger(envelope, event);
        addExtensionLinks(envelope, event);
        const Meaning meaning = keptn::meaningOf(event.type);
        if (meaning.rule)
            readSubject(meaning, envelope, trigger, arena, event);
        else
            noteProblem(event, Problem::UnknownType, "no release of Keptn has this type");
        return std::nullopt;
    }

    [[nodiscard]] std::vector<Rosetta> rosetta() const override { return keptn::rosetta(); }

private:
    static std::string_view readTrigger(const Envelope &envelope, Decoded &event)
    {
        const json::Value value = extensionOf(envelope, "triggeredid");
        const std::string_view id = value.string();
        if (!value.exists() || value.isNull() || (value.isString() && id.empty()))
            return {};
        if (!isAttribute(id, limits::kIdBytes)) {
            noteProblem(event, Problem::Links, "/triggeredid is no id");
            return {};
        }
        event.links.push_back({EdgeKind::Cause, true, "triggeredid", IdScope::CloudEvents, id, {}});
        return id;
    }

    static void readSubject(const Meaning &meaning, const Envelope &envelope,
                            std::string_view trigger, TextArena &arena, Decoded &event)
    {
        const TypeRule &rule = *meaning.rule;
        const json::Value data = envelope.body;
        switch (meaning.identity) {
        case Identity::None:
            break;
        case Identity::Problem:
            event.subjectId = scalarText(firstOf(data, kProblemId));
            if (event.subjectId.empty())
                noteProblem(event, Problem::Subject, "/ProblemID and /PID are missing");
            break;
        case Identity::Triggered:
            event.subjectId = triggeredId(rule, envelope, trigger, event);
            break;
        case Identity::Step:
            event.subjectId = event.id;
            break;
        }
        // Whoever does the work answers the id, so that no source of the wire may stand in the key.
        if (meaning.identity == Identity::Triggered || meaning.identity == Identity::Step) {
            event.key = entityKey(rule.kind, event.chain, event.subjectId, arena);
            event.subjectSource = data["project"].string();
        }
        applyRule(rule, data, arena, event);
        if (event.key.empty())
            return;
        if (meaning.identity != Identity::Problem)
            event.name = meaning.name;
        if (meaning.identity != Identity::Problem && event.phase == Phase::Finished)
            readResult(rule, data, arena, event);
        readService(meaning, data, arena, event);
        if (event.phase == Phase::Queued
            && (event.kind == Kind::PipelineRun || meaning.identity == Identity::Step))
            readImage(data, arena, event);
    }

    /// What several executors answer is one activity (rules.md §5).
    static std::string_view triggeredId(const TypeRule &rule, const Envelope &envelope,
                                        std::string_view trigger, Decoded &event)
    {
        if (rule.phase == Phase::Queued)
            return event.id;
        if (trigger.empty() && envelope.members["specversion"].string() == "1.0")
            noteProblem(event, Problem::Subject,
                        "/triggeredid is missing; the event stands for itself");
        return trigger.empty() ? event.id : trigger;
    }

    static void readResult(const TypeRule &rule, json::Value data, TextArena &arena, Decoded &event)
    {
        if (event.outcome != Outcome::Unknown)
            return;
        const std::string_view result = scalarText(firstOf(data, kResultFields));
        const StatusWord *known = findStatus(keptn::results(), result);
        const StatusWord *status = findStatus(rule.words, scalarText(firstOf(data, rule.status)));
        if (known)
            event.outcome = known->outcome;
        else if (!result.empty())
            noteProblem(event, Problem::Outcome,
                        arena.join({"/result says \"", beginningOf(result, 40),
                                    "\", which no release defines"}));
        else if (status && status->word == "succeeded")
            event.outcome = Outcome::Success;
        if (known && known->word == "warning")
            event.detail
                = event.detail.empty() ? known->word : arena.join({"warning: ", event.detail});
    }

    // A tag is delivered again and again: only what never changes ties deliveries to what made it.
    static void readImage(json::Value data, TextArena &arena, Decoded &event)
    {
        const std::string_view image = scalarText(firstOf(data, kImages));
        if (image.find('@') != std::string_view::npos)
            addSoundIdentity(IdentityKind::Digest, IdentityRole::Uses, image, arena, event);
    }

    static void readService(const Meaning &meaning, json::Value data, TextArena &arena,
                            Decoded &event)
    {
        const bool deployed = event.outcome == Outcome::Success
            && (meaning.name == "deployment" || meaning.name == "deployment-finished");
        if (!deployed && meaning.identity != Identity::Problem)
            return;
        const std::string_view stage = data["stage"].string();
        const std::string_view service = data["service"].string();
        if (!stage.empty() && !service.empty())
            addIdentity(IdentityKind::Service, deployed ? IdentityRole::Makes : IdentityRole::Uses,
                        arena.join({stage, "/", service}), event);
    }
};

} // namespace

std::unique_ptr<const Vocabulary> makeKeptn()
{
    return std::make_unique<Keptn>();
}

} // namespace sightglass
