// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary/tekton/tekton.h"

#include "model/vocabulary/cloudevents/cloudevents.h"
#include "model/vocabulary/loose_time.h"
#include "model/vocabulary/oddities.h"
#include "model/vocabulary/tekton/rules.h"
#include "model/vocabulary/tekton/run.h"

namespace sightglass {
namespace {

using namespace tekton;

bool isOfTekton(std::string_view apiVersion)
{
    const std::string_view group = apiVersion.substr(0, apiVersion.find('/'));
    return group == "tekton.dev" || group.ends_with(".tekton.dev");
}

class Tekton final : public Vocabulary
{
public:
    [[nodiscard]] std::string_view name() const override { return "tekton"; }

    [[nodiscard]] bool speaks(const Envelope &envelope) const override
    {
        if (envelope.isCloudEvent)
            return envelope.type.starts_with(kPrefix);
        const MemberList &members = envelope.members;
        return members["taskRun"].isObject() || members["pipelineRun"].isObject()
            || members["customRun"].isObject() || isOfTekton(members["apiVersion"].string());
    }

    [[nodiscard]] std::optional<Rejection> decode(const Envelope &envelope, TextArena &arena,
                                                  Decoded &event) const override
    {
        const Run run = runIn(envelope.body);
        if (envelope.isCloudEvent) {
            event.source = envelope.source;
            event.id = envelope.id;
            event.type = envelope.type;
            addExtensionLinks(envelope, event);
        } else {
            nameBare(envelope, run, arena, event);
        }
        const TypeRule *rule = findRule(rules(), event.type);
        if (!rule)
            noteProblem(event, Problem::UnknownType, "no release of Tekton sends this type");
        else if (rule->kind == Kind::Activity)
            readTrigger(*rule, envelope, arena, event);
        else if (rule->kind == Kind::None)
            applyRule(*rule, envelope.body, arena, event);
        else
            readRun(*rule, run, envelope, arena, event);
        return std::nullopt;
    }

    [[nodiscard]] std::vector<Rosetta> rosetta() const override { return tekton::rosetta(); }

private:
    /// What an object of the API server would be called if its controller had sent it.
    static void nameBare(const Envelope &envelope, const Run &run, TextArena &arena, Decoded &event)
    {
        if (run.word.empty()) {
            event.type = arena.join(
                {envelope.top()["apiVersion"].string(), "/", envelope.top()["kind"].string()});
            event.source = envelope.body.at("/metadata/selfLink").string();
            return;
        }
        std::string_view state = stateOf(run);
        if (state.empty()) {
            state = "unknown";
            noteProblem(event, Problem::Outcome,
                        "/status/conditions has no status True, False or Unknown");
        }
        event.type = arena.join({kPrefix, run.word, ".", state, ".v1"});
        event.source = pathOf(run, arena);
    }

    // The ids of one request to a listener: that of the event, and the one that labels what it
    // started.
    static void readTrigger(const TypeRule &rule, const Envelope &envelope, TextArena &arena,
                            Decoded &event)
    {
        event.subjectId = envelope.id;
        if (event.type.ends_with(".successful.v1"))
            event.outcome = Outcome::Success;
        else if (event.type.ends_with(".failed.v1"))
            event.outcome = Outcome::Failure;
        applyRule(rule, envelope.body, arena, event);
        event.chain = envelope.top()["eventID"].string();
        if (event.chain.empty())
            event.chain = envelope.id;
        if (event.name.empty())
            event.name = event.source.substr(event.source.rfind('/') + 1);
    }

    static void readRun(const TypeRule &rule, const Run &run, const Envelope &envelope,
                        TextArena &arena, Decoded &event)
    {
        const json::Value metadata = run.object["metadata"];
        if (!run.object.exists())
            noteProblem(event, Problem::Field, "/data holds no run");
        event.subjectId = scalarText(metadata["uid"]);
        if (event.subjectId.empty()) {
            event.subjectId = event.source;
            if (!event.source.empty())
                noteProblem(event, Problem::Subject,
                            "/metadata/uid is missing; its source stands in");
        }
        event.key = event.subjectId; // a uid is one of all clusters
        event.subjectSource = metadata["namespace"].string();
        readCondition(rule, run, arena, event);
        applyRule(rule, run.object, arena, event);
        if (event.name.empty())
            event.name = envelope.subject;
        event.chain = chainOf(metadata);
        readProgress(run, event);
        readPlace(rule, run, arena, event);
    }

    static void readCondition(const TypeRule &rule, const Run &run, TextArena &arena,
                              Decoded &event)
    {
        const std::string_view reason = run.condition["reason"].string();
        const std::string_view status = run.condition["status"].string();
        event.detail = run.condition["message"].string();
        event.phase = reason == "PipelineRunPending" ? Phase::Queued : rule.phase;
        if (!isKnown(event.time))
            event.time = timeOf(run.condition["lastTransitionTime"]).value_or(kNoTime);
        if (rule.phase != Phase::Finished)
            return;
        const bool failed = rule.type.ends_with(".failed.v1");
        event.outcome = failed ? outcomeOfReason(reason) : Outcome::Success;
        if (failed && !reason.empty())
            event.detail = event.detail.empty() ? reason : arena.join({reason, ": ", event.detail});
        if (!status.empty() && status != (failed ? "False" : "True"))
            noteProblem(event, Problem::Outcome,
                        "/status/conditions contradicts the type; the type stands");
    }

    static std::string_view chainOf(json::Value metadata)
    {
        for (const std::string_view place : {"labels", "annotations"}) {
            for (const std::string_view label :
                 {"triggers.tekton.dev/triggers-eventid", "triggers.tekton.dev/eventid"}) {
                const std::string_view chain = metadata[place][label].string();
                if (!chain.empty())
                    return chain;
            }
        }
        return {};
    }

    /// Its attempt and its parent; what stands for itself names what it works on.
    static void readPlace(const TypeRule &rule, const Run &run, TextArena &arena, Decoded &event)
    {
        if (rule.kind == Kind::TaskRun) {
            event.attempt = 1;
            for ([[maybe_unused]] const json::Value earlier :
                 run.object["status"]["retriesStatus"].elements())
                ++event.attempt;
        }
        const std::string_view parent = parentKeyOf(run.object, event.source, arena);
        if (parent.empty() || parent == event.key)
            readIdentities(run.object, arena, event);
        else
            event.references.push_back({EdgeKind::Context, true, word(Kind::PipelineRun), parent});
    }
};

} // namespace

std::unique_ptr<const Vocabulary> makeTekton()
{
    return std::make_unique<Tekton>();
}

} // namespace sightglass
