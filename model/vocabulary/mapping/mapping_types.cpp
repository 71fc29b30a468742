// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary/mapping/mapping_reader.h"

#include <algorithm>
#include <array>
#include <utility>

namespace sightglass {
namespace {

using Type = MappingForm::Type;

struct PointerKey
{
    std::string_view key;
    std::string Type::*into;
};
constexpr PointerKey kPointerKeys[] = {
    {"status", &Type::status},     {"id", &Type::id},         {"name", &Type::name},
    {"url", &Type::url},           {"detail", &Type::detail}, {"environment", &Type::environment},
    {"time", &Type::time},         {"queued", &Type::queued}, {"started", &Type::started},
    {"finished", &Type::finished}, {"chain", &Type::chain},   {"attempt", &Type::attempt},
};

constexpr std::array<std::string_view, 20> kTypeKeys{
    "type",     "kind",  "phase",   "state",       "status",     "words",  "id",
    "name",     "url",   "detail",  "environment", "time",       "queued", "started",
    "finished", "chain", "attempt", "parent",      "identities", "links"};
constexpr std::array<std::string_view, 2> kWordKeys{"phase", "outcome"};
constexpr std::array<std::string_view, 2> kParentKeys{"kind", "id"};
constexpr std::array<std::string_view, 4> kIdentityKeys{"is", "makes", "uses", "at"};
/// Without "none": a type that has no phase says none.
constexpr MappingChecks::Keys kPhases = MappingChecks::Keys{kPhaseWords}.subspan(1);

Phase readPhase(const YamlNode &value, MappingChecks &checks)
{
    const std::size_t found = checks.word(value, "phase", kPhases);
    return found < kPhases.size() ? static_cast<Phase>(found + 1) : Phase::None;
}

Kind readKind(const YamlNode &value, MappingChecks &checks)
{
    const std::size_t found = checks.word(value, "kind", kKindWords);
    return found < kKindWords.size() ? static_cast<Kind>(found) : Kind::None;
}

/// A word of Outcome means a finish, one of Phase that phase; a map says both.
MappingForm::Word readWord(const YamlMember &member, MappingChecks &checks)
{
    MappingForm::Word read{member.key};
    if (member.value.form == YamlNode::Form::Map) {
        checks.hasOnly(member.value, "a word", kWordKeys);
        if (const YamlMember *phase = MappingChecks::find(member.value, "phase"))
            read.phase = readPhase(phase->value, checks);
        if (const YamlMember *outcome = MappingChecks::find(member.value, "outcome")) {
            const std::size_t found = checks.word(outcome->value, "outcome", kOutcomeWords);
            read.outcome = static_cast<Outcome>(found % kOutcomeWords.size());
        }
        if (member.value.members.empty())
            checks.complain(member.value.place, "a word means a phase, an outcome, or both");
        return read;
    }
    const std::string &said = member.value.text;
    const auto outcome = std::find(kOutcomeWords.begin(), kOutcomeWords.end(), said);
    if (outcome != kOutcomeWords.end()) {
        read.phase = Phase::Finished;
        read.outcome = static_cast<Outcome>(outcome - kOutcomeWords.begin());
        return read;
    }
    std::vector<std::string_view> both{kOutcomeWords.begin(), kOutcomeWords.end()};
    both.insert(both.end(), kPhases.begin(), kPhases.begin() + 4); // the others are outcomes, too
    const std::size_t found = checks.word(member.value, "outcome or phase", both);
    if (found < both.size())
        read.phase = static_cast<Phase>(found - kOutcomeWords.size() + 1);
    return read;
}

void readWords(const YamlNode &words, Type &type, MappingChecks &checks)
{
    type.words.clear();
    if (!checks.hasKeysOnce(words, "words", true))
        return;
    for (const YamlMember &member : words.members)
        type.words.push_back(readWord(member, checks));
}

void readParent(const YamlNode &parent, Type &type, MappingChecks &checks)
{
    if (!checks.hasOnly(parent, "parent", kParentKeys))
        return;
    const YamlMember *kind = MappingChecks::find(parent, "kind");
    const YamlMember *id = MappingChecks::find(parent, "id");
    if (!kind || !id)
        checks.complain(parent.place, "parent needs a kind and an id");
    if (kind)
        type.parentKind = readKind(kind->value, checks);
    if (id)
        type.parent = checks.pointers(id->value, "the parent's id");
}

void readIdentity(const YamlNode &identity, Type &type, MappingChecks &checks)
{
    if (!checks.hasOnly(identity, "an identity", kIdentityKeys))
        return;
    const YamlMember *at = MappingChecks::find(identity, "at");
    const auto isRole = [](const YamlMember &member) { return member.key != "at"; };
    const auto role = std::find_if(identity.members.begin(), identity.members.end(), isRole);
    if (!at || identity.members.size() != 2 || role == identity.members.end()) {
        checks.complain(identity.place, "an identity has one of is, makes and uses, and at");
        return;
    }
    const std::size_t kind = checks.word(role->value, "identity", kIdentityWords);
    const auto word = std::find(kIdentityRoleWords.begin(), kIdentityRoleWords.end(),
                                std::string_view{role->key});
    const std::string pointer = checks.pointer(at->value, "at", true);
    if (kind < kIdentityWords.size() && word != kIdentityRoleWords.end())
        type.identities.push_back({static_cast<IdentityKind>(kind),
                                   static_cast<IdentityRole>(word - kIdentityRoleWords.begin()),
                                   pointer});
}

void readIdentities(const YamlNode &list, Type &type, MappingChecks &checks)
{
    type.identities.clear();
    if (list.form != YamlNode::Form::List)
        checks.complain(list.place, "identities must be a list");
    for (const YamlNode &item : list.items)
        readIdentity(item, type, checks);
}

void readLinks(const YamlNode &links, Type &type, MappingChecks &checks)
{
    type.links.clear();
    if (!checks.hasOnly(links, "links", kEdgeWords))
        return;
    for (const YamlMember &member : links.members) {
        const auto word
            = std::find(kEdgeWords.begin(), kEdgeWords.end(), std::string_view{member.key});
        if (word == kEdgeWords.end())
            continue;
        for (const YamlNode *one : checks.texts(member.value, "a link"))
            type.links.push_back({static_cast<EdgeKind>(word - kEdgeWords.begin()),
                                  checks.pointer(*one, "a link", true)});
    }
}

/// Everything but the wire name.
void readMeaning(const YamlNode &map, Type &type, MappingChecks &checks)
{
    if (const YamlMember *kind = MappingChecks::find(map, "kind"))
        type.kind = readKind(kind->value, checks);
    if (const YamlMember *phase = MappingChecks::find(map, "phase"))
        type.phase = readPhase(phase->value, checks);
    if (const YamlMember *state = MappingChecks::find(map, "state"))
        type.state = checks.text(state->value, "state");
    if (const YamlMember *words = MappingChecks::find(map, "words"))
        readWords(words->value, type, checks);
    if (const YamlMember *parent = MappingChecks::find(map, "parent"))
        readParent(parent->value, type, checks);
    if (const YamlMember *identities = MappingChecks::find(map, "identities"))
        readIdentities(identities->value, type, checks);
    if (const YamlMember *links = MappingChecks::find(map, "links"))
        readLinks(links->value, type, checks);
    for (const PointerKey &key : kPointerKeys) {
        if (const YamlMember *pointers = MappingChecks::find(map, key.key))
            type.*key.into = checks.pointers(pointers->value, key.key);
    }
}

/// What the defaults say of activities is not said of subjects, nor the other way round.
void forgetUnfit(const YamlNode &map, Type &type)
{
    const auto has = [&map](std::string_view key) { return MappingChecks::find(map, key); };
    if (!isSubject(type.kind) && !has("state"))
        type.state.clear();
    if (isActivity(type.kind))
        return;
    if (!has("status"))
        type.status.clear();
    if (!has("words"))
        type.words.clear();
}

/// What the keys of a type must say together.
void checkWhole(const YamlNode &map, const Type &type, MappingChecks &checks)
{
    const std::string kind{word(type.kind)};
    const auto has = [&map](std::string_view key) { return MappingChecks::find(map, key); };
    if (type.kind != Kind::None && type.id.empty() && !has("id"))
        checks.complain(map.place, "a type of kind " + kind + " needs an id");
    if (isActivity(type.kind) && type.phase == Phase::None && type.words.empty() && !has("phase")
        && !has("words"))
        checks.complain(map.place,
                        "a type of kind " + kind + " needs a phase, or a status and words");
    if ((type.status.empty() && !has("status")) != (type.words.empty() && !has("words")))
        checks.complain(map.place, "status and words stand together: where, and what it means");
    for (const std::string_view key : {"phase", "status", "words"}) {
        if (!isActivity(type.kind) && has(key))
            checks.complain(has(key)->place,
                            std::string{key} + " is of activities: one of kind " + kind
                                + " has a state");
    }
    if (!isSubject(type.kind) && has("state"))
        checks.complain(has("state")->place,
                        "state is of subjects: one of kind " + kind + " has a phase");
}

} // namespace

std::vector<Type> readTypes(const YamlNode *defaults, const YamlNode &types, MappingChecks &checks)
{
    std::vector<Type> read;
    Type common;
    if (defaults
        && checks.hasOnly(*defaults, "defaults", MappingChecks::Keys{kTypeKeys}.subspan(1)))
        readMeaning(*defaults, common, checks);
    if (types.form != YamlNode::Form::List || types.items.empty())
        checks.complain(types.place, "types must be a list of maps");
    for (const YamlNode &map : types.items) {
        if (!checks.hasOnly(map, "a type", kTypeKeys))
            continue;
        Type type = common;
        readMeaning(map, type, checks);
        forgetUnfit(map, type);
        if (!MappingChecks::find(map, "kind")
            && !(defaults && MappingChecks::find(*defaults, "kind")))
            checks.complain(map.place, "a type needs a kind");
        else
            checkWhole(map, type, checks);
        const YamlMember *names = MappingChecks::find(map, "type");
        if (!names) {
            checks.complain(map.place, "a type needs a type: its wire name");
            continue;
        }
        for (const YamlNode *name : checks.texts(names->value, "type")) {
            const bool repeated = std::any_of(read.begin(), read.end(), [&](const Type &other) {
                return other.type == name->text;
            });
            if (repeated)
                checks.complain(name->place, "the type \"" + name->text + "\" stands twice");
            if (name->text.find('*') + 1 < name->text.size()
                && name->text.find('*') != std::string::npos)
                checks.complain(name->place,
                                "in \"" + name->text + "\" * may stand at the end only");
            read.push_back(type);
            read.back().type = name->text;
        }
    }
    return read;
}

} // namespace sightglass
