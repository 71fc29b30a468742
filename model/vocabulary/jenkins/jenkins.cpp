// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary/jenkins/jenkins.h"

#include "model/vocabulary/identity.h"
#include "model/vocabulary/jenkins/results.h"
#include "model/vocabulary/oddities.h"
#include "model/vocabulary/type_rule.h"

#include <string>

namespace sightglass {
namespace {

using enum IdentityKind;
using enum IdentityRole;

constexpr IdentityField kIdentities[] = {
    {RunUrl, Is, "/build/full_url"},
    {Commit, Uses, "/build/scm/commit"},
};

constexpr TypeRule phaseRule(std::string_view type, Phase phase, std::string_view note)
{
    return {.type = type,
            .kind = Kind::Build,
            .phase = phase,
            .status = "/build/status",
            .words = kJenkinsResults,
            .id = "/url|/name /build/number",
            .name = "/display_name /name",
            .url = "/build/full_url",
            .time = "/build/timestamp",
            .identities = kIdentities,
            .note = note};
}

/// By build.phase, in lower case. The result counts once the build is over.
constexpr std::string_view kPrefix = "jenkins.build.";
constexpr std::string_view kCompleted = "jenkins.build.completed";
constexpr std::string_view kOver
    = "ABORTED by a timeout, as /build/log says → timeout; begun /build/duration before";
constexpr TypeRule kRules[] = {
    phaseRule("jenkins.build.queued", Phase::Queued, {}),
    phaseRule("jenkins.build.started", Phase::Running, {}),
    phaseRule("jenkins.build.none", Phase::Running, "sent by the step notifyEndpoints"),
    phaseRule(kCompleted, Phase::Finished, kOver),
    phaseRule("jenkins.build.finalized", Phase::Finished, kOver),
};

/// What the timeout plugin and the timeout step write before they abort (trap T9).
constexpr std::string_view kTimeoutTexts[]
    = {"Build timed out", "Timeout has been exceeded", "Timeout expired"};

bool saysTimeout(std::string_view text)
{
    for (const std::string_view known : kTimeoutTexts) {
        if (text.find(known) != std::string_view::npos)
            return true;
    }
    return false;
}

std::string_view typeOf(std::string_view phase, TextArena &arena)
{
    std::string type{kPrefix};
    for (const char c : phase)
        type += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return arena.keep(type);
}

/// The address of the server: of the build without the build's path.
std::string_view serverOf(json::Value build)
{
    std::string_view address = build["full_url"].string();
    const std::string_view path = build["url"].string();
    if (path.empty() || !address.ends_with(path))
        return {};
    address.remove_suffix(path.size());
    return address;
}

class Jenkins final : public Vocabulary
{
public:
    [[nodiscard]] std::string_view name() const override { return "jenkins"; }

    [[nodiscard]] bool speaks(const Envelope &envelope) const override
    {
        const json::Value build = envelope.top()["build"];
        return build.isObject() && build["phase"].isString()
            && (build["number"].exists() || build["full_url"].exists());
    }

    [[nodiscard]] std::optional<Rejection> decode(const Envelope &envelope, TextArena &arena,
                                                  Decoded &event) const override
    {
        const json::Value build = envelope.top()["build"];
        const std::string_view server = serverOf(build);
        event.source = server.empty() ? envelope.source : server;
        event.id = envelope.id;
        event.type = typeOf(build["phase"].string(), arena);
        const TypeRule *rule = findRule(kRules, event.type);
        if (!rule) {
            noteProblem(event, Problem::UnknownType, "/build/phase is none of the plugin's");
            applyRule({.type = "*", .time = "/build/timestamp"}, envelope.body, arena, event);
            return std::nullopt;
        }
        event.phase = rule->phase;
        applyRule(*rule, envelope.body, arena, event);
        if (isOver(event.phase))
            readEnd(*rule, build, event);
        else
            event.outcome = Outcome::Unknown;
        return std::nullopt;
    }

    [[nodiscard]] std::vector<Rosetta> rosetta() const override { return rosettaOf(kRules); }

private:
    static void readEnd(const TypeRule &rule, json::Value build, Decoded &event)
    {
        if (event.outcome == Outcome::Canceled && saysTimeout(build["log"].string()))
            event.outcome = Outcome::Timeout;
        if (event.outcome != Outcome::Success)
            event.detail = build["status"].string();
        // The time of completion is that of the start and the duration.
        const Span duration = jenkinsDuration(build["duration"]);
        if (rule.type == kCompleted && isKnown(event.time) && duration > Span::zero())
            event.startedAt = event.time - duration;
    }
};

} // namespace

std::unique_ptr<const Vocabulary> makeJenkins()
{
    return std::make_unique<Jenkins>();
}

} // namespace sightglass
