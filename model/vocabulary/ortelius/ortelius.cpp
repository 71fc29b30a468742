// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary/ortelius/ortelius.h"

#include "model/vocabulary/identity.h"
#include "model/vocabulary/oddities.h"
#include "model/vocabulary/type_rule.h"

namespace sightglass {
namespace {

using enum IdentityKind;
using enum IdentityRole;

constexpr IdentityField kRelease[] = {
    {Commit, Uses, "/release/gitcommit"},
    {Digest, Makes, "/release/dockersha"},
};
constexpr IdentityField kDeployment[] = {
    {Commit, Uses, "/release/gitcommit"},
    {Digest, Uses, "/release/dockersha"},
};

constexpr std::string_view kSync = "release.sync.created";

constexpr TypeRule kRules[] = {
    {.type = "release.sbom.created",
     .kind = Kind::Artifact,
     .state = "created",
     .id = "/release/name /release/version",
     .name = "/release/name",
     .time = "/event_time",
     .identities = kRelease},
    {.type = kSync,
     .kind = Kind::Service,
     .state = "deployed",
     .id = "/release/name /endpoint/name",
     .name = "/release/name",
     .environment = "/endpoint/environment",
     .time = "/event_time /synced_at",
     .identities = kDeployment,
     .note = "service /endpoint/environment, /release/name (makes)"},
};

class Ortelius final : public Vocabulary
{
public:
    [[nodiscard]] std::string_view name() const override { return "ortelius"; }

    [[nodiscard]] bool speaks(const Envelope &envelope) const override
    {
        const std::string_view type = envelope.top()["event_type"].string();
        return !type.empty()
            && (envelope.top()["schema_version"].exists()
                || (type.starts_with("release.") && envelope.top()["release"].isObject()));
    }

    [[nodiscard]] std::optional<Rejection> decode(const Envelope &envelope, TextArena &arena,
                                                  Decoded &event) const override
    {
        const json::Value body = envelope.body;
        event.source = envelope.source;
        event.id = envelope.isCloudEvent ? envelope.id : body["event_id"].string();
        event.type = body["event_type"].string();
        const TypeRule *rule = findRule(kRules, event.type);
        if (!rule) {
            noteProblem(event, Problem::UnknownType, "/event_type is none that Ortelius documents");
            applyRule({.type = "*", .time = "/event_time"}, body, arena, event);
            return std::nullopt;
        }
        applyRule(*rule, body, arena, event);
        if (rule->type == kSync)
            addSoundIdentity(Service, Makes, arena.join({event.environment, "/", event.name}),
                             arena, event);
        return std::nullopt;
    }

    [[nodiscard]] std::vector<Rosetta> rosetta() const override { return rosettaOf(kRules); }
};

} // namespace

std::unique_ptr<const Vocabulary> makeOrtelius()
{
    return std::make_unique<Ortelius>();
}

} // namespace sightglass
