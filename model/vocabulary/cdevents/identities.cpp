// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary/cdevents/identities.h"

#include "model/vocabulary/identity.h"

#include <algorithm>

namespace sightglass::cdevents {
namespace {

using enum IdentityKind;
using enum IdentityRole;

/// Where events of a kind name something: in a member of the content, or by the subject's id.
struct NamedThing
{
    Kind kind;
    std::string_view predicate; // empty: all
    IdentityKind identity;
    IdentityRole role;
    json::MemberName member; // empty: the subject's id
    std::string_view inner = {}; // member of that member
};
constexpr NamedThing kNamedThings[] = {
    {Kind::Artifact, "packaged", Purl, Makes, ""},
    {Kind::Artifact, "packaged", Commit, Uses, "change", "id"},
    {Kind::Artifact, "published", Purl, Makes, ""},
    {Kind::Artifact, "signed", Purl, Uses, ""},
    {Kind::Artifact, "downloaded", Purl, Uses, ""},
    {Kind::Artifact, "deleted", Purl, Uses, ""},
    {Kind::Build, "finished", Purl, Makes, "artifactId"},
    {Kind::Build, "", RunUrl, Is, "uri"},
    {Kind::Build, "", RunUrl, Is, "url"},
    {Kind::Change, "", Commit, Is, ""},
    {Kind::Incident, "", Purl, Uses, "artifactId"},
    {Kind::Incident, "", Service, Uses, "service", "id"},
    {Kind::PipelineRun, "", RunUrl, Is, "uri"},
    {Kind::PipelineRun, "", RunUrl, Is, "url"},
    {Kind::Service, "deployed", Purl, Uses, "artifactId"},
    {Kind::Service, "deployed", Service, Makes, ""},
    {Kind::Service, "rolledback", Purl, Uses, "artifactId"},
    {Kind::Service, "rolledback", Service, Makes, ""},
    {Kind::Service, "upgraded", Purl, Uses, "artifactId"},
    {Kind::Service, "upgraded", Service, Makes, ""},
    {Kind::TaskRun, "", RunUrl, Is, "uri"},
    {Kind::TaskRun, "", RunUrl, Is, "url"},
    {Kind::TestCaseRun, "", RunUrl, Uses, "trigger", "uri"},
    {Kind::TestSuiteRun, "", RunUrl, Uses, "trigger", "uri"},
    {Kind::Ticket, "", Ticket, Is, ""},
};

bool isSaidBy(const NamedThing &thing, Kind kind, std::string_view predicate)
{
    return thing.kind == kind && (thing.predicate.empty() || thing.predicate == predicate);
}

/// KEY-12, in capitals: other ids hold dashes and digits, too.
bool isTicketKey(std::string_view text)
{
    const std::string_view key = text.substr(0, text.find('-'));
    return !key.empty() && key[0] >= 'A' && key[0] <= 'Z'
        && key.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == std::string_view::npos
        && text.find('-', key.size() + 1) == std::string_view::npos;
}

/// Free text stands in these fields as well: only what cannot mean anything else.
bool isMeant(IdentityKind kind, std::string_view text)
{
    return kind == Commit ? isSha(text) : kind != Ticket || isTicketKey(text);
}

std::string_view textOf(const NamedThing &thing, const MemberList &content, const Decoded &event)
{
    if (thing.member.empty())
        return event.subjectId;
    const json::Value value = content[thing.member];
    return thing.inner.empty() ? value.string() : value[thing.inner].string();
}

} // namespace

void readIdentities(std::string_view predicate, const MemberList &content, TextArena &arena,
                    Decoded &event)
{
    for (const NamedThing &thing : kNamedThings) {
        if (!isSaidBy(thing, event.kind, predicate))
            continue;
        std::string_view text = textOf(thing, content, event);
        if (thing.identity == Service)
            text = arena.join({content["environment"]["id"].string(), "/", text});
        if (isMeant(thing.identity, text))
            addSoundIdentity(thing.identity, thing.role, text, arena, event);
    }
}

std::string identitiesText(Kind kind, std::string_view predicate)
{
    std::string text;
    for (const NamedThing &thing : kNamedThings) {
        if (!isSaidBy(thing, kind, predicate))
            continue;
        text += ", " + std::string{word(thing.identity)};
        text += thing.identity == Service ? " /subject/content/environment/id" : "";
        text += thing.member.empty() ? " /subject/id"
                                     : " /subject/content/" + std::string{thing.member.text()};
        text += thing.inner.empty() ? "" : "/" + std::string{thing.inner};
        text += " (" + std::string{word(thing.role)} + ")";
    }
    return text;
}

} // namespace sightglass::cdevents
