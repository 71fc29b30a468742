// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary/jfrog/jfrog.h"

#include "model/base/limits.h"
#include "model/vocabulary/attribute.h"
#include "model/vocabulary/oddities.h"
#include "model/vocabulary/type_rule.h"

#include <algorithm>

namespace sightglass {
namespace {

using enum IdentityKind;
using enum IdentityRole;

constexpr IdentityField kMadeDigest[] = {{Digest, Makes, "/sha256"}};
constexpr IdentityField kDigest[] = {{Digest, Is, "/sha256"}};

constexpr TypeRule artifact(std::string_view type, std::string_view state,
                            std::span<const IdentityField> identities)
{
    return {.type = type,
            .kind = Kind::Artifact,
            .state = state,
            .id = "/repo_key /path /sha256",
            .name = "/image_name /name /path",
            .time = "/created",
            .parentKind = Kind::Build,
            .parent = "/build_name /build_number",
            .identities = identities,
            .note = "id <repo_key>/<path>@<sha256>; of docker image <jpd_origin's host>/<repo_key>/"
                    "<image_name>:<tag>"};
}

constexpr TypeRule build(std::string_view type, Phase phase, std::string_view state)
{
    return {.type = type,
            .kind = Kind::Build,
            .phase = phase,
            .state = state,
            .id = "/build_name /build_number",
            .name = "/build_name",
            .time = "/build_started",
            .started = "/build_started"};
}

constexpr TypeRule bundle(std::string_view type, std::string_view state)
{
    return {.type = type,
            .kind = Kind::Composition,
            .state = state,
            .id = "/release_bundle_name /release_bundle_version",
            .name = "/release_bundle_name",
            .time = "/created"};
}

/// Its outcome is in the type's last word.
constexpr TypeRule activity(std::string_view type, Kind kind, Phase phase, std::string_view note)
{
    return {.type = type,
            .kind = kind,
            .phase = phase,
            .id = "/release_bundle_name /release_bundle_version",
            .name = "/release_bundle_name",
            .detail = "/status_message /message",
            .environment = "/environment /edge_node_info_list/0/edge_node_name",
            .time = "/created",
            .note = note};
}

constexpr std::string_view kCreation = "outcome by the type";
constexpr std::string_view kPromotion
    = "outcome by the type; id and environment; uses the release bundle";
constexpr std::string_view kDistribution
    = "outcome by the type; id transaction_id, else as written; uses the release bundle; makes "
      "service <edge node>/<release bundle>";

/// Wire names are <domain>.<event_type>, or the event_type where it begins with its domain.
/// Pointers are from `data`, or from the root of a flat body.
constexpr TypeRule kRules[] = {
    artifact("artifact.deployed", "deployed", kMadeDigest),
    artifact("artifact.deleted", "deleted", kDigest),
    artifact("artifact.moved", "moved", kDigest),
    artifact("artifact.copied", "copied", kDigest),
    artifact("artifact.cached", "cached", kDigest),
    artifact("artifact_property.added", "updated", kDigest),
    artifact("artifact_property.deleted", "updated", kDigest),
    artifact("docker.pushed", "pushed", kMadeDigest),
    artifact("docker.deleted", "deleted", kDigest),
    artifact("docker.promoted", "promoted", kDigest),
    build("build.uploaded", Phase::Finished, ""),
    build("build.promoted", Phase::Finished, "promoted"),
    build("build.deleted", Phase::Finished, "deleted"), // it was there, so it is over
    bundle("release_bundle.created", "created"),
    bundle("release_bundle.signed", "signed"),
    bundle("release_bundle.deleted", "deleted"),
    activity("release_bundle_v2_started", Kind::Activity, Phase::Running, kCreation),
    activity("release_bundle_v2_completed", Kind::Activity, Phase::Finished, kCreation),
    activity("release_bundle_v2_failed", Kind::Activity, Phase::Finished, kCreation),
    activity("release_bundle_v2_promotion_started", Kind::Activity, Phase::Running, kPromotion),
    activity("release_bundle_v2_promotion_completed", Kind::Activity, Phase::Finished, kPromotion),
    activity("release_bundle_v2_promotion_failed", Kind::Activity, Phase::Finished, kPromotion),
    activity("distribution.distribute_started", Kind::Deployment, Phase::Running, kDistribution),
    activity("distribution.distribute_completed", Kind::Deployment, Phase::Finished, kDistribution),
    activity("distribution.distribute_aborted", Kind::Deployment, Phase::Finished, kDistribution),
    activity("distribution.distribute_failed", Kind::Deployment, Phase::Finished, kDistribution),
    activity("distribution.delete_started", Kind::Activity, Phase::Running, kDistribution),
    activity("distribution.delete_completed", Kind::Activity, Phase::Finished, kDistribution),
    activity("distribution.delete_failed", Kind::Activity, Phase::Finished, kDistribution),
    bundle("destination.received", "received"),
    activity("destination.delete_started", Kind::Activity, Phase::Running, kDistribution),
    activity("destination.delete_completed", Kind::Activity, Phase::Finished, kDistribution),
    activity("destination.delete_failed", Kind::Activity, Phase::Finished, kDistribution),
    {.type = "artifact_lifecycle.archive"},
    {.type = "artifact_lifecycle.restore"},
    {.type = "user.locked"},
};

struct Ending
{
    std::string_view word;
    Outcome outcome;
};
constexpr Ending kEndings[] = {
    {"_completed", Outcome::Success},
    {"_failed", Outcome::Failure},
    {"_aborted", Outcome::Canceled},
};

/// Which domain a flat body, or one whose domain nobody wrote, is of: by the field that it has.
struct Mark
{
    std::string_view field;
    std::string_view domain;
};
constexpr Mark kMarks[] = {
    {"build_number", "build"},
    {"image_name", "docker"},
    {"edge_node_info_list", "distribution"},
    {"transaction_id", "distribution"},
    {"release_bundle_name", "release_bundle"},
    {"property_key", "artifact_property"},
    {"repo_key", "artifact"},
};
constexpr std::string_view kDomains[] = {
    "artifact",
    "artifact_lifecycle",
    "artifact_property",
    "artifactory_release_bundle",
    "build",
    "destination",
    "distribution",
    "docker",
    "release_bundle",
    "release_bundle_v2",
    "release_bundle_v2_promotion",
    "user",
};

/// Older releases call it `destination`.
std::string_view statedDomain(const MemberList &members)
{
    const std::string_view domain = members["domain"].string();
    return domain.empty() ? members["destination"].string() : domain;
}

std::string_view markedDomain(json::Value data)
{
    for (const Mark &mark : kMarks) {
        if (data[mark.field].exists())
            return mark.domain;
    }
    return {};
}

std::string_view typeOf(const Envelope &envelope, json::Value data, TextArena &arena)
{
    const std::string_view type = envelope.top()["event_type"].string();
    std::string_view domain = statedDomain(envelope.top());
    if (domain.empty())
        domain = markedDomain(data);
    if (domain == "artifactory_release_bundle") // the same by its older name
        domain = "destination";
    return domain.empty() || type.starts_with(domain) ? type : arena.join({domain, ".", type});
}

constexpr Pointers kReleaseBundle = "/release_bundle_name /release_bundle_version";

std::string_view bundleId(json::Value data, TextArena &arena)
{
    return joinedId(data, kReleaseBundle, arena);
}

void addBundle(Kind kind, json::Value data, TextArena &arena, Decoded &event)
{
    if (const std::string_view id = bundleId(data, arena); !id.empty())
        event.references.push_back({EdgeKind::Uses, true, "releaseBundle",
                                    entityKey(kind, event.subjectSource, id, arena)});
}

std::string_view artifactId(json::Value data, TextArena &arena)
{
    const std::string_view repository = data["repo_key"].string();
    const std::string_view path = data["path"].string();
    const std::string_view sha = data["sha256"].string();
    if (path.empty() && sha.empty())
        return {};
    return arena.join({repository, repository.empty() || path.empty() ? "" : "/", path,
                       sha.empty() ? "" : "@", sha});
}

/// Of a platform whose registry is reached by its own host and the repository's path.
void addImage(json::Value data, std::string_view origin, IdentityRole role, TextArena &arena,
              Decoded &event)
{
    const std::string_view image = data["image_name"].string();
    const std::string_view tag = data["tag"].string();
    const std::size_t scheme = origin.find("://");
    if (image.empty() || tag.empty() || scheme == std::string_view::npos)
        return;
    origin.remove_prefix(scheme + 3);
    addIdentity(Image, role,
                arena.join({origin.substr(0, origin.find('/')), "/", data["repo_key"].string(),
                            data["repo_key"].string().empty() ? "" : "/", image, ":", tag}),
                event);
}

void readDistribution(json::Value data, TextArena &arena, Decoded &event)
{
    const std::string_view name = data["release_bundle_name"].string();
    std::string_view places;
    for (const json::Value node : data["edge_node_info_list"].elements()) {
        const std::string_view place = node["edge_node_name"].string();
        if (place.empty())
            continue;
        places = places.empty() ? place : arena.join({places, ", ", place});
        if (event.kind == Kind::Deployment && !name.empty())
            addIdentity(Service, Makes, arena.join({place, "/", name}), event);
    }
    if (!places.empty())
        event.environment = places;
    addBundle(Kind::Composition, data, arena, event);
    addBundle(Kind::Activity, data, arena, event); // the creation, of the second version
}

/// The id, where it is not what the table's pointers join.
std::string_view ownId(std::string_view type, json::Value data, TextArena &arena)
{
    if (type.starts_with("artifact") || type.starts_with("docker"))
        return artifactId(data, arena);
    if (type.starts_with("distribution"))
        return scalarText(data["transaction_id"]);
    const std::string_view id = bundleId(data, arena);
    if (id.empty())
        return {};
    if (type.starts_with("destination.delete"))
        return arena.join({id, "#delete"});
    if (type.starts_with("release_bundle_v2_promotion"))
        return arena.join({id, "#", data["environment"].string()});
    return {};
}

void readOutcome(std::string_view type, Decoded &event)
{
    for (const Ending &ending : kEndings) {
        if (isOver(event.phase) && type.ends_with(ending.word))
            event.outcome = ending.outcome;
    }
}

class Jfrog final : public Vocabulary
{
public:
    [[nodiscard]] std::string_view name() const override { return "jfrog"; }

    [[nodiscard]] bool speaks(const Envelope &envelope) const override
    {
        const MemberList &members = envelope.top();
        if (members["event_type"].string().empty()
            || (envelope.isCloudEvent && envelope.type.find("jfrog") == std::string_view::npos))
            return false;
        const std::string_view domain = statedDomain(members);
        if (std::find(std::begin(kDomains), std::end(kDomains), domain) != std::end(kDomains))
            return true;
        return members["subscription_key"].exists() || members["jpd_origin"].exists()
            || (members["build_name"].exists() && members["build_number"].exists())
            || (members["repo_key"].exists() && members["path"].exists())
            || members["release_bundle_name"].exists();
    }

    [[nodiscard]] std::optional<Rejection> decode(const Envelope &envelope, TextArena &arena,
                                                  Decoded &event) const override
    {
        const json::Value data = dataOf(envelope, event);
        const std::string_view origin = envelope.top()["jpd_origin"].string();
        const std::string_view said = typeOf(envelope, data, arena);
        event.id = envelope.isCloudEvent ? envelope.id : idOf(envelope, event);
        event.type = envelope.isCloudEvent ? envelope.type : said;
        event.source = envelope.isCloudEvent ? envelope.source
            : origin.empty()                 ? envelope.top()["source"].string()
                                             : origin;
        event.subjectSource = origin.empty() ? event.source : origin;
        const TypeRule *rule = findRule(kRules, said);
        if (!rule) {
            noteProblem(event, Problem::UnknownType, "no webhook of JFrog has this type");
            return std::nullopt;
        }
        event.subjectId = rule->kind == Kind::None ? "" : ownId(said, data, arena);
        applyRule(*rule, data, arena, event);
        readOutcome(said, event);
        if (event.kind == Kind::Artifact)
            addImage(data, origin, said == "docker.pushed" ? Makes : Is, arena, event);
        else if (said.starts_with("release_bundle_v2_promotion"))
            addBundle(Kind::Activity, data, arena, event);
        else if (said.starts_with("distribution") || said.starts_with("destination.delete"))
            readDistribution(data, arena, event);
        return std::nullopt;
    }

    [[nodiscard]] std::vector<Rosetta> rosetta() const override { return rosettaOf(kRules); }

private:
    /// What the table's pointers are from.
    static json::Value dataOf(const Envelope &envelope, Decoded &event)
    {
        if (!envelope.top()["data"].exists())
            return envelope.body;
        const json::Value data = envelope.isCloudEvent ? envelope.top()["data"] : envelope.data;
        if (!data.isObject())
            noteProblem(event, Problem::Field, "/data is neither an object nor the text of one");
        return data;
    }

    static std::string_view idOf(const Envelope &envelope, Decoded &event)
    {
        const json::Value id = envelope.top()["id"];
        if (isAttribute(id.string(), limits::kIdBytes))
            return id.string();
        if (id.exists())
            noteProblem(event, Problem::IdFormat, "/id is no text that names the event");
        return {};
    }
};

} // namespace

std::unique_ptr<const Vocabulary> makeJfrog()
{
    return std::make_unique<Jfrog>();
}

} // namespace sightglass
