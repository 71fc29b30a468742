// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary/spinnaker/spinnaker.h"

#include "model/vocabulary/identity.h"
#include "model/vocabulary/jenkins/results.h"
#include "model/vocabulary/oddities.h"
#include "model/vocabulary/spinnaker/execution.h"
#include "model/vocabulary/spinnaker/rules.h"

namespace sightglass {
namespace {

using namespace spinnaker;

constexpr std::string_view kOrca = "orca:";

class Spinnaker final : public Vocabulary
{
public:
    [[nodiscard]] std::string_view name() const override { return "spinnaker"; }

    [[nodiscard]] bool speaks(const Envelope &envelope) const override
    {
        const json::Value details = envelope.top()["details"];
        const std::string_view type = details["type"].string();
        return type.starts_with(kOrca)
            || (!type.empty() && details["source"].isString()
                && envelope.top()["content"].exists());
    }

    [[nodiscard]] std::optional<Rejection> decode(const Envelope &envelope, TextArena &arena,
                                                  Decoded &event) const override
    {
        const json::Value body = envelope.body;
        const json::Value details = body["details"];
        const std::string_view source = details["source"].string();
        event.source = source.empty() ? envelope.source : source;
        event.id = envelope.isCloudEvent ? envelope.id : body["eventId"].string();
        event.type = details["type"].string();
        const TypeRule *rule = findRule(rules(), event.type);
        if (!rule) {
            noteProblem(event, Problem::UnknownType, "neither Orca nor igor sends this type");
            applyRule({.type = "*", .time = "/details/created"}, body, arena, event);
            return std::nullopt;
        }
        const json::Value content = body["content"];
        if (rule->type == kBuild)
            readBuilding(content["project"]["lastBuild"], event);
        else if (isActivity(rule->kind))
            event.phase = rule->phase;
        applyRule(*rule, body, arena, event);
        if (event.key.empty())
            return std::nullopt;
        readMore(*rule, content, arena, event);
        return std::nullopt;
    }

    [[nodiscard]] std::vector<Rosetta> rosetta() const override { return rosettaOf(rules()); }

private:
    // Results may be there, of no kind or of the last build, while it still builds.
    static void readBuilding(json::Value build, Decoded &event)
    {
        const json::Value building = build["building"];
        if (building.exists())
            event.phase = scalarText(building) == "true" ? Phase::Running : Phase::Finished;
    }

    static void readMore(const TypeRule &rule, json::Value content, TextArena &arena,
                         Decoded &event)
    {
        if (rule.type == kBuild)
            return readBuild(content["project"]["lastBuild"], event);
        if (rule.type == kDocker)
            return readImage(content, arena, event);
        if (event.kind == Kind::PipelineRun)
            readTrigger(content["execution"]["trigger"], arena, event);
        else if (event.kind == Kind::TaskRun && !content["taskName"].exists())
            readStage(content, arena, event);
        if (isOver(event.phase))
            readEnd(content, event);
        else
            event.outcome = Outcome::Unknown;
    }

    static void readBuild(json::Value build, Decoded &event)
    {
        if (!isOver(event.phase))
            event.outcome = Outcome::Unknown;
        else if (event.outcome != Outcome::Success)
            event.detail = build["result"].string();
        const Span duration = jenkinsDuration(build["duration"]);
        if (!isOver(event.phase) || !isKnown(event.startedAt) || duration == Span::zero())
            return;
        event.finishedAt = event.startedAt + duration;
        if (event.time == event.startedAt) // nothing else dates the event
            event.time = event.finishedAt;
    }

    static void readImage(json::Value content, TextArena &arena, Decoded &event)
    {
        addSoundIdentity(IdentityKind::Image, IdentityRole::Makes,
                         arena.join({content["registry"].string(), "/",
                                     content["repository"].string(), ":", content["tag"].string()}),
                         arena, event);
    }
};

} // namespace

std::unique_ptr<const Vocabulary> makeSpinnaker()
{
    return std::make_unique<Spinnaker>();
}

} // namespace sightglass
