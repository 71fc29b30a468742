// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary/eiffel/eiffel.h"

#include "model/base/limits.h"
#include "model/base/time_text.h"
#include "model/vocabulary/attribute.h"
#include "model/vocabulary/eiffel/types.h"
#include "model/vocabulary/oddities.h"
#include "model/vocabulary/purl.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

namespace sightglass {
namespace {

using namespace eiffel;

constexpr std::string_view kUrlFields[] = {"/data/executionUri",
                                           "/data/outcome/persistentLogs/0/uri",
                                           "/data/persistentLogs/0/uri",
                                           "/data/liveLogs/0/uri",
                                           "/data/locations/0/uri",
                                           "/data/change/details",
                                           "/data/uri"};

bool startsWithEiffel(std::string_view type)
{
    constexpr std::string_view kPrefix = "eiffel";
    return type.size() > kPrefix.size()
        && std::equal(kPrefix.begin(), kPrefix.end(), type.begin(),
                      [](char a, char b) { return a == static_cast<char>(b | 0x20); });
}

bool isUuid(std::string_view id)
{
    if (id.size() != 36)
        return false;
    for (std::size_t i = 0; i < id.size(); ++i) {
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        const bool hex
            = (id[i] >= '0' && id[i] <= '9') || ((id[i] | 0x20) >= 'a' && (id[i] | 0x20) <= 'f');
        if (dash ? id[i] != '-' : !hex)
            return false;
    }
    return true;
}

// vocabularies.md §4.5: FAILED is "could not be executed".
Outcome conclusionOutcome(std::string_view word)
{
    constexpr std::pair<std::string_view, Outcome> kWords[] = {
        {"SUCCESSFUL", Outcome::Success}, {"UNSUCCESSFUL", Outcome::Failure},
        {"FAILED", Outcome::Error},       {"ABORTED", Outcome::Canceled},
        {"TIMED_OUT", Outcome::Timeout},  {"INCONCLUSIVE", Outcome::Unknown},
    };
    for (const auto &[known, outcome] : kWords) {
        if (known == word)
            return outcome;
    }
    return Outcome::Unknown;
}

Outcome verdictOutcome(json::Value outcome)
{
    const std::string_view conclusion = outcome["conclusion"].string();
    if (!conclusion.empty() && conclusion != "SUCCESSFUL")
        return conclusionOutcome(conclusion);
    const std::string_view verdict = outcome["verdict"].string();
    if (verdict == "PASSED")
        return Outcome::Success;
    return verdict == "FAILED" ? Outcome::Failure : Outcome::Unknown;
}

class Eiffel final : public Vocabulary
{
public:
    [[nodiscard]] std::string_view name() const override { return "eiffel"; }

    [[nodiscard]] bool speaks(const Envelope &envelope) const override
    {
        const json::Value meta = envelope.body["meta"];
        if (!meta.isObject())
            return false;
        const json::Value type = meta["type"];
        return startsWithEiffel(type.string())
            || (!envelope.isCloudEvent && !type.exists() && envelope.body["links"].isArray());
    }

    [[nodiscard]] std::optional<Rejection> decode(const Envelope &envelope, TextArena &arena,
                                                  Decoded &event) const override
    {
        const json::Value root = envelope.body;
        if (auto rejection = readMeta(root["meta"], event))
            return rejection;
        const Meaning *meaning = meaningOf(event.type);
        if (!meaning)
            noteProblem(event, Problem::UnknownType, "no edition of Eiffel has this type");
        readLinks(root["links"], arena, event);
        if (meaning)
            readSubject(*meaning, root, arena, event);
        return std::nullopt;
    }

private:
    static std::optional<Rejection> readMeta(json::Value meta, Decoded &event)
    {
        event.scope = IdScope::Eiffel;
        if (const std::string_view twice = repeatedMember(meta); !twice.empty())
            return Rejection{Reason::DuplicateKey, "a member of meta stands twice",
                             meta.position()};
        if (auto rejection = readAttribute(meta["id"], "meta.id", limits::kIdBytes, event.id))
            return rejection;
        if (auto rejection
            = readAttribute(meta["type"], "meta.type", limits::kTypeBytes, event.type))
            return rejection;
        if (!isUuid(event.id))
            noteProblem(event, Problem::IdFormat, "/meta/id is no UUID (Eiffel, the meta object)");
        readTime(meta["time"], event);
        return std::nullopt;
    }

    static void readTime(json::Value value, Decoded &event)
    {
        constexpr std::int64_t kFirstMilliseconds
            = 100'000'000'000; // below, producers meant seconds (rules.md §2.6)
        const std::optional<std::int64_t> number = value.integer();
        const bool seconds
            = number && *number > -kFirstMilliseconds && *number < kFirstMilliseconds;
        const auto time
            = number ? fromMilliseconds(seconds ? *number * 1000 : *number) : std::nullopt;
        if (time)
            event.time = *time;
        if (!time)
            noteProblem(event, Problem::Time,
                        "/meta/time is no integer of milliseconds (Eiffel, the meta object)");
        else if (seconds)
            noteProblem(event, Problem::Time,
                        "/meta/time is in seconds, not milliseconds (Eiffel, the meta object)");
    }

    static void readLinks(json::Value links, TextArena &, Decoded &event)
    {
        if (!links.isArray()) {
            noteProblem(event, Problem::Links, "/links is no array (Eiffel, event links)");
            return;
        }
        std::set<std::pair<std::string_view, std::string_view>> seen;
        for (const json::Value link : links.elements()) {
            const std::string_view type = link["type"].string();
            const std::string_view target = link["target"].string();
            if (type.empty() || !isAttribute(target, limits::kIdBytes)) {
                noteProblem(event, Problem::Links, "/links holds what has no type or no target");
                continue;
            }
            if (!seen.emplace(type, target).second)
                noteProblem(event, Problem::DupLink, "the same link stands more than once");
            const LinkMeaning *meaning = linkMeaningOf(type);
            const LinkMeaning plain{type, EdgeKind::Relation, false};
            const LinkMeaning &said = meaning ? *meaning : plain;
            event.links.push_back({said.kind, said.causal, type, IdScope::Eiffel, target, {}});
        }
    }

    static std::string_view keyOf(const Meaning &meaning, const Decoded &event)
    {
        for (const LinkClaim &link : event.links) {
            if (!meaning.keyLink.empty() && link.type == meaning.keyLink)
                return link.upstream;
        }
        return event.id;
    }

    static void readSubject(const Meaning &meaning, json::Value root, TextArena &arena,
                            Decoded &event)
    {
        event.kind = meaning.kind;
        event.key = event.subjectId = keyOf(meaning, event);
        event.phase = meaning.phase;
        event.detail = meaning.state;
        event.name = nameOf(meaning, root, arena);
        for (const std::string_view pointer : kUrlFields) {
            if (event.url.empty())
                event.url = root.at(pointer).string();
        }
        const json::Value data = root["data"];
        const json::Value outcome = data["outcome"];
        switch (meaning.outcome) {
        case OutcomeRule::None:
            break;
        case OutcomeRule::Conclusion:
            event.outcome = conclusionOutcome(outcome["conclusion"].string());
            break;
        case OutcomeRule::Verdict:
            event.outcome = verdictOutcome(outcome);
            break;
        case OutcomeRule::Value:
            readLevel(data["value"].string(), event);
            break;
        }
        if (meaning.phase == Phase::Canceled) {
            event.outcome = Outcome::Canceled;
            event.detail = data["reason"].string();
        } else if (meaning.phase == Phase::Finished) {
            event.detail = outcome["description"].string();
        }
    }

    static void readLevel(std::string_view value, Decoded &event)
    {
        if (value == "SUCCESS")
            event.outcome = Outcome::Success;
        else if (value == "FAILURE")
            event.outcome = Outcome::Failure;
        event.detail = value == "SUCCESS" ? "success"
            : value == "FAILURE"          ? "failure"
                                          : "inconclusive";
    }

    static std::string_view nameOf(const Meaning &meaning, json::Value root, TextArena &arena)
    {
        const json::Value data = root["data"];
        if (meaning.kind == Kind::Change) {
            for (const std::string_view pointer :
                 {"/gitIdentifier/commitId", "/hgIdentifier/commitId"}) {
                if (data.at(pointer).isString())
                    return data.at(pointer).string().substr(0, 8);
            }
            return data.at("/svnIdentifier/revision").raw();
        }
        if (meaning.kind == Kind::Artifact && data["gav"].isObject()) // editions before Toulouse
            return arena.keep(std::string{data.at("/gav/artifactId").string()} + " "
                              + std::string{data.at("/gav/version").string()});
        const std::string_view name
            = meaning.name.empty() ? std::string_view{} : root.at(meaning.name).string();
        if (meaning.kind == Kind::Artifact && !name.empty())
            return arena.keep(purlTitle(normalisedPurl(name)));
        return name;
    }
};

} // namespace

std::unique_ptr<const Vocabulary> makeEiffel()
{
    return std::make_unique<Eiffel>();
}

} // namespace sightglass
