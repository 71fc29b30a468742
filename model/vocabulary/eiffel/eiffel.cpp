// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary/eiffel/eiffel.h"

#include "model/base/limits.h"
#include "model/base/time_text.h"
#include "model/vocabulary/attribute.h"
#include "model/vocabulary/eiffel/types.h"
#include "model/vocabulary/identity.h"
#include "model/vocabulary/oddities.h"
#include "model/vocabulary/purl.h"

#include <algorithm>
#include <utility>

namespace sightglass {
namespace {

using namespace eiffel;

constexpr std::size_t kCommitShown = 8;

/// Where an event has an address, in order of preference: a member of data, and how it leads there.
enum class AddressForm : std::uint8_t { Text, FirstOfList, Details };
struct AddressField
{
    std::string_view member;
    AddressForm form;
};
constexpr AddressField kAddressFields[] = {
    {"executionUri", AddressForm::Text},    {"persistentLogs", AddressForm::FirstOfList},
    {"liveLogs", AddressForm::FirstOfList}, {"locations", AddressForm::FirstOfList},
    {"change", AddressForm::Details},       {"uri", AddressForm::Text},
};

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
        const json::Value meta = envelope.top()["meta"];
        if (!meta.isObject())
            return false;
        const json::Value type = meta["type"];
        return startsWithEiffel(type.string())
            || (!envelope.isCloudEvent && !type.exists() && envelope.top()["links"].isArray());
    }

    [[nodiscard]] std::optional<Rejection> decode(const Envelope &envelope, TextArena &arena,
                                                  Decoded &event) const override
    {
        const MemberList members{envelope.body};
        if (auto rejection = readMeta(members["meta"], event))
            return rejection;
        const Meaning *meaning = meaningOf(event.type);
        if (!meaning)
            noteProblem(event, Problem::UnknownType, "no edition of Eiffel has this type");
        readLinks(members["links"], event);
        if (meaning)
            readSubject(*meaning, MemberList{members["data"]}, arena, event);
        return std::nullopt;
    }

    [[nodiscard]] std::vector<Rosetta> rosetta() const override { return eiffel::rosetta(); }

private:
    static std::optional<Rejection> readMeta(json::Value value, Decoded &event)
    {
        const MemberList meta{value};
        event.scope = IdScope::Eiffel;
        if (!meta.repeated().empty())
            return Rejection{Reason::DuplicateKey, "a member of meta stands twice",
                             value.position()};
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

    static void readLinks(json::Value links, Decoded &event)
    {
        if (!links.isArray()) {
            noteProblem(event, Problem::Links, "/links is no array (Eiffel, event links)");
            return;
        }
        for (const json::Value link : links.elements()) {
            const std::string_view type = link["type"].string();
            const std::string_view target = link["target"].string();
            if (type.empty() || !isAttribute(target, limits::kIdBytes)) {
                noteProblem(event, Problem::Links, "/links holds what has no type or no target");
                continue;
            }
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

    static void readSubject(const Meaning &meaning, const MemberList &data, TextArena &arena,
                            Decoded &event)
    {
        event.kind = meaning.kind;
        event.key = event.subjectId = keyOf(meaning, event);
        event.phase = meaning.phase;
        event.detail = meaning.state;
        event.name = nameOf(meaning, data, arena);
        readIdentity(meaning, data, arena, event);
        event.url = urlOf(data);
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

    static void readIdentity(const Meaning &meaning, const MemberList &data, TextArena &arena,
                             Decoded &event)
    {
        const NamedThing &thing = meaning.identity;
        if (thing.member.empty())
            return;
        const json::Value value = data[thing.member];
        addSoundIdentity(thing.kind, thing.role,
                         thing.inner.empty() ? value.string() : value[thing.inner].string(), arena,
                         event);
    }

    static std::string_view urlOf(const MemberList &data)
    {
        for (const AddressField &field : kAddressFields) {
            const std::string_view address = addressAt(data[field.member], field.form);
            if (!address.empty())
                return address;
        }
        return {};
    }

    static std::string_view addressAt(json::Value value, AddressForm form)
    {
        if (form == AddressForm::Text)
            return value.string();
        if (form == AddressForm::Details)
            return value["details"].string();
        for (const json::Value element : value.elements())
            return element["uri"].string();
        return {};
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

    static std::string_view nameOf(const Meaning &meaning, const MemberList &data, TextArena &arena)
    {
        if (meaning.kind == Kind::Change)
            return revisionOf(data);
        if (const json::Value gav = data["gav"]; gav.isObject()) // of editions before Toulouse
            return arena.join({gav["artifactId"].string(), " ", gav["version"].string()});
        const json::Value value = data[meaning.name];
        const std::string_view name = value.isObject() ? value["id"].string() : value.string();
        return meaning.kind == Kind::Artifact ? purlTitle(normalisedPurl(name, arena), arena)
                                              : name;
    }

    static std::string_view revisionOf(const MemberList &data)
    {
        for (const std::string_view system : {"gitIdentifier", "hgIdentifier"}) {
            const std::string_view commit = data[system]["commitId"].string();
            if (!commit.empty())
                return beginningOf(commit, kCommitShown);
        }
        return data["svnIdentifier"]["revision"].raw();
    }
};

} // namespace

std::unique_ptr<const Vocabulary> makeEiffel()
{
    return std::make_unique<Eiffel>();
}

} // namespace sightglass
