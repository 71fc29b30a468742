// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary/argocd/argocd.h"

#include "model/vocabulary/oddities.h"
#include "model/vocabulary/type_rule.h"

namespace sightglass {
namespace {

using enum IdentityKind;
using enum IdentityRole;

// operationState.phase of an Application (argo-cd, pkg/apis/application/v1alpha1).
constexpr StatusWord kPhases[] = {
    {"Running", Phase::Running},
    {"Terminating", Phase::Running},
    {"Succeeded", Phase::Finished, Outcome::Success},
    {"Failed", Phase::Finished, Outcome::Failure},
    {"Error", Phase::Finished, Outcome::Error},
};

constexpr IdentityField kSyncIdentities[] = {
    {Image, Uses, "/app/status/summary/images/*"},
    {Commit, Names, "/app/status/operationState/syncResult/revision"},
    {Commit, Names, "/app/status/operationState/syncResult/revisions/*"},
};
constexpr IdentityField kHealthIdentities[] = {{Image, Uses, "/app/status/summary/images/*"}};

constexpr std::string_view kTime = "/timestamp /app/status/operationState/finishedAt "
                                   "/app/status/operationState/startedAt "
                                   "/app/metadata/creationTimestamp";
constexpr std::string_view kNamespace
    = "/app/spec/destination/namespace /app/spec/destination/name /app/spec/destination/server";

/// Notifications have no type of their own: what the application is doing names it.
constexpr TypeRule kRules[] = {
    {.type = "argocd.sync",
     .kind = Kind::Deployment,
     .status = "/app/status/operationState/phase",
     .words = kPhases,
     .id = "/app/metadata/uid /app/status/operationState/startedAt",
     .name = "/app/metadata/name",
     .detail = "/app/status/operationState/message",
     .environment = kNamespace,
     .time = kTime,
     .started = "/app/status/operationState/startedAt",
     .finished = "/app/status/operationState/finishedAt",
     .identities = kSyncIdentities,
     .note = "url: argocdUrl/applications/name; makes service namespace/name"},
    {.type = "argocd.health.degraded",
     .kind = Kind::Incident,
     .phase = Phase::Running,
     .id = "/app/metadata/uid /app/status/health/lastTransitionTime",
     .name = "/app/metadata/name",
     .detail = "/app/status/health/message /app/status/operationState/message",
     .environment = kNamespace,
     .time = kTime,
     .started = "/app/status/health/lastTransitionTime",
     .identities = kHealthIdentities,
     .note = "health Degraded while no operation runs; uses service namespace/name"},
    {.type = "argocd.app",
     .kind = Kind::Service,
     .state = "created",
     .id = "/app/metadata/uid",
     .name = "/app/metadata/name",
     .environment = kNamespace,
     .time = kTime,
     .note = "no operation yet"},
    {.type = "argocd.app.deleted",
     .kind = Kind::Service,
     .state = "removed",
     .id = "/app/metadata/uid",
     .name = "/app/metadata/name",
     .environment = kNamespace,
     .time = kTime,
     .note = "metadata.deletionTimestamp is there"},
};

/// A "revision" of a Helm chart is its version, no commit.
bool isCommit(std::string_view revision)
{
    return revision.size() == 40 || revision.size() == 64;
}

class ArgoCd final : public Vocabulary
{
public:
    [[nodiscard]] std::string_view name() const override { return "argocd"; }

    [[nodiscard]] bool speaks(const Envelope &envelope) const override
    {
        const json::Value app = envelope.top()["app"];
        return app.isObject() && app["kind"].string() == "Application";
    }

    [[nodiscard]] std::optional<Rejection> decode(const Envelope &envelope, TextArena &arena,
                                                  Decoded &event) const override
    {
        const json::Value body = envelope.body;
        event.id = envelope.id;
        const std::string_view server = body["context"]["argocdUrl"].string();
        event.source = server.empty() ? envelope.source : server;
        event.type = typeOf(body["app"]);
        const TypeRule &rule = *findRule(kRules, event.type);
        applyRule(rule, body, arena, event);
        std::erase_if(event.identities, [](const IdentityClaim &claim) {
            return claim.kind == Commit && !isCommit(claim.value);
        });
        const std::string_view name = body.at("/app/metadata/name").string();
        if (!server.empty() && !name.empty())
            event.url
                = arena.join({server, server.ends_with('/') ? "" : "/", "applications/", name});
        if (isActivity(rule.kind) && !event.environment.empty() && !name.empty())
            addIdentity(Service, rule.kind == Kind::Deployment ? Makes : Uses,
                        arena.join({event.environment, "/", name}), event);
        return std::nullopt;
    }

    [[nodiscard]] std::vector<Rosetta> rosetta() const override { return rosettaOf(kRules); }

private:
    static std::string_view typeOf(json::Value app)
    {
        if (app["metadata"]["deletionTimestamp"].exists())
            return "argocd.app.deleted";
        const json::Value status = app["status"];
        const StatusWord *phase = findStatus(kPhases, status["operationState"]["phase"].string());
        const bool degraded = status["health"]["status"].string() == "Degraded";
        if (degraded && (!phase || phase->outcome == Outcome::Success))
            return "argocd.health.degraded";
        return status["operationState"].isObject() ? "argocd.sync" : "argocd.app";
    }
};

} // namespace

std::unique_ptr<const Vocabulary> makeArgoCd()
{
    return std::make_unique<ArgoCd>();
}

} // namespace sightglass
