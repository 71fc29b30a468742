// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary/cdevents/links.h"

#include "model/base/limits.h"
#include "model/base/time_text.h"
#include "model/vocabulary/attribute.h"
#include "model/vocabulary/oddities.h"

#include <string>

namespace sightglass::cdevents {
namespace {

/// What one link form means, and the members that name its ends. Empty: it names no such end.
struct Form
{
    std::string_view type;
    EdgeKind kind;
    std::string_view upstream;
    std::string_view downstream;
    bool upstreamRequired = true;
};
constexpr Form kEmbedded[] = {
    {"PATH", EdgeKind::Path, "from", ""},
    {"RELATION", EdgeKind::Relation, "target", ""},
    {"END", EdgeKind::Path, "from", "", false},
};
constexpr Form kStandAlone[] = {
    {"START", EdgeKind::Path, "", "start", false},
    {"PATH", EdgeKind::Path, "from", "to"},
    {"RELATION", EdgeKind::Relation, "target", "source"},
    {"END", EdgeKind::Path, "from", "end", false},
};

template<std::size_t N> const Form *formOf(const Form (&forms)[N], std::string_view type)
{
    for (const Form &form : forms) {
        if (form.type == type)
            return &form;
    }
    return nullptr;
}

/// The contextId that a node names; domainIds of 0.6 name things outside the stream.
std::string_view nodeId(const MemberList &link, std::string_view member)
{
    return member.empty() ? std::string_view{} : link[member]["contextId"].string();
}

std::string_view typeWord(const MemberList &link, std::string_view type, TextArena &arena)
{
    const std::string_view kind = link["linkKind"].string();
    return kind.empty() ? type : arena.join({type, " ", kind});
}

EdgeKind kindOf(const Form &form, const MemberList &link)
{
    const std::string_view word = link["linkKind"].string();
    if (form.type != "RELATION")
        return form.kind;
    for (const std::string_view cause : {"TRIGGER", "CAUSE", "triggeredBy", "causedBy"}) {
        if (word == cause)
            return EdgeKind::Cause;
    }
    return word == "COMPOSITION" ? EdgeKind::Uses : form.kind;
}

/// Adds the link if it is well-formed.
bool addLink(const Form &form, const MemberList &link, TextArena &arena, Decoded &event)
{
    LinkClaim claim;
    claim.kind = kindOf(form, link);
    claim.type = typeWord(link, form.type, arena);
    claim.scope = IdScope::CdEvents;
    claim.upstream = nodeId(link, form.upstream);
    claim.downstream = nodeId(link, form.downstream);
    const bool badUpstream = claim.upstream.empty()
        ? form.upstreamRequired
        : !isAttribute(claim.upstream, limits::kIdBytes);
    const bool badDownstream
        = !form.downstream.empty() && !isAttribute(claim.downstream, limits::kIdBytes);
    if (badUpstream || badDownstream)
        return false;
    event.links.push_back(claim);
    return true;
}

} // namespace

void readEmbeddedLinks(json::Value links, TextArena &arena, Decoded &event)
{
    if (!links.exists())
        return;
    if (!links.isArray()) {
        noteProblem(event, Problem::Links, "/context/links is no array (CDEvents links.md)");
        return;
    }
    for (const json::Value element : links.elements()) {
        const MemberList link{element};
        const Form *form = formOf(kEmbedded, link["linkType"].string());
        if (!form || !addLink(*form, link, arena, event))
            noteProblem(event, Problem::Links,
                        "/context/links holds what is no link (CDEvents links.md)");
    }
}

bool isStandAloneLink(const MemberList &body)
{
    return body["linkType"].isString() && body["chainId"].isString() && !body["context"].exists();
}

std::optional<Rejection> readStandAloneLink(json::Value body, TextArena &arena, Decoded &event)
{
    if (auto rejection
        = readAttribute(body["chainId"], "chainId", limits::kSourceBytes, event.source))
        return rejection;
    const std::string_view word = body["linkType"].string();
    const Form *form = formOf(kStandAlone, word);
    if (!form)
        return Rejection{Reason::BadAttr, "linkType is none of START, PATH, RELATION, END",
                         body["linkType"].position()};
    std::string type = "cdevents.link." + std::string{word};
    for (char &c : type)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    event.type = arena.keep(type);
    event.time = parseRfc3339(body["timestamp"].string()).value_or(kNoTime);
    if (!isKnown(event.time))
        noteProblem(event, Problem::Time, "/timestamp is no RFC 3339 time");
    if (!addLink(*form, MemberList{body}, arena, event))
        noteProblem(event, Problem::Links, "an end of the link is missing (CDEvents links.md)");
    return std::nullopt;
}

} // namespace sightglass::cdevents
