// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary/flagger/flagger.h"

#include "model/vocabulary/oddities.h"
#include "model/vocabulary/type_rule.h"

namespace sightglass {
namespace {

// CanaryPhase (fluxcd/flagger, pkg/apis/flagger/v1beta1/status.go).
constexpr StatusWord kPhases[] = {
    {"Initializing", Phase::Queued},
    {"Initialized", Phase::Finished, Outcome::Success},
    {"Waiting", Phase::Queued},
    {"Progressing", Phase::Running},
    {"WaitingPromotion", Phase::Waiting},
    {"Promoting", Phase::Running},
    {"Finalising", Phase::Running},
    {"Succeeded", Phase::Finished, Outcome::Success},
    {"Failed", Phase::Finished, Outcome::Failure},
    {"Terminating", Phase::Running},
    {"Terminated", Phase::Finished, Outcome::Canceled},
};

constexpr TypeRule kRules[] = {{.type = "flagger.canary",
                                .kind = Kind::Deployment,
                                .status = "/phase",
                                .words = kPhases,
                                .id = "/name /namespace /checksum",
                                .name = "/name",
                                .detail = "/metadata/eventMessage",
                                .environment = "/namespace",
                                .time = "/metadata/timestamp",
                                .note = "makes service namespace/name"}};

class Flagger final : public Vocabulary
{
public:
    [[nodiscard]] std::string_view name() const override { return "flagger"; }

    [[nodiscard]] bool speaks(const Envelope &envelope) const override
    {
        const json::Value checksum = envelope.top()["checksum"];
        return checksum.exists() && !envelope.isCloudEvent && envelope.top()["phase"].exists()
            && envelope.top()["namespace"].exists();
    }

    [[nodiscard]] std::optional<Rejection> decode(const Envelope &envelope, TextArena &arena,
                                                  Decoded &event) const override
    {
        const std::string_view name = envelope.top()["name"].string();
        const std::string_view space = envelope.top()["namespace"].string();
        event.type = kRules[0].type;
        event.source = arena.join({"canary/", space, "/", name});
        applyRule(kRules[0], envelope.body, arena, event);
        if (!name.empty() && !space.empty())
            addIdentity(IdentityKind::Service, IdentityRole::Makes, arena.join({space, "/", name}),
                        event);
        return std::nullopt;
    }

    [[nodiscard]] std::vector<Rosetta> rosetta() const override { return rosettaOf(kRules); }
};

} // namespace

std::unique_ptr<const Vocabulary> makeFlagger()
{
    return std::make_unique<Flagger>();
}

} // namespace sightglass
