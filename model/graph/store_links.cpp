// SPDX-License-Identifier: Apache-2.0
#include "model/graph/store.h"

#include <algorithm>
#include <string>

namespace sightglass {

// CDEvents compares contextIds without regard to letter case; the others byte by byte.
Digest Store::digestOfId(IdScope scope, std::string_view id)
{
    const Digest scoped
        = digestOf(std::string_view{"\0\1\2", 3}.substr(static_cast<std::size_t>(scope), 1));
    if (scope != IdScope::CdEvents)
        return combine(scoped, digestOf(id));
    std::string folded{id};
    std::transform(folded.begin(), folded.end(), folded.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return combine(scoped, digestOf(folded));
}

Digest Store::digestOfKey(std::string_view key)
{
    return combine(digestOf("key"), digestOf(key));
}

void Store::appendLinks(EventId event, const Decoded &decoded)
{
    for (const LinkClaim &claim : decoded.links)
        appendLink(event, claim);
    for (const ReferenceClaim &claim : decoded.references)
        appendReference(event, claim);
}

std::uint32_t Store::appendLinkRow(EventId carrier, EdgeKind kind, std::string_view type,
                                   std::uint8_t flags)
{
    const std::uint32_t row = m_links.append();
    m_links.set(&LinkColumns::carrier, row, carrier);
    m_links.set(&LinkColumns::downstream, row, carrier);
    m_links.set(&LinkColumns::type, row, m_texts.intern(type));
    m_links.set(&LinkColumns::kind, row, kind);
    m_links.set(&LinkColumns::flags, row, flags);
    return row;
}

void Store::appendLink(EventId event, const LinkClaim &claim)
{
    int flags = link_flags::kDeclared;
    if (claim.causal)
        flags |= link_flags::kCausal;
    if (claim.scope == IdScope::CloudEvents)
        flags |= link_flags::kOwnSourceFirst;
    if (!claim.upstream.empty())
        flags |= link_flags::kNamesUpstream;
    if (!claim.downstream.empty())
        flags |= link_flags::kNamesDownstream;
    const std::uint32_t row
        = appendLinkRow(event, claim.kind, claim.type, static_cast<std::uint8_t>(flags));
    if (!claim.upstream.empty()) {
        m_links.set(&LinkColumns::upstreamText, row, m_texts.append(claim.upstream));
        m_links.set(&LinkColumns::upstream, row,
                    findOrWait(digestOfId(claim.scope, claim.upstream), row, false));
    }
    if (!claim.downstream.empty()) {
        m_links.set(&LinkColumns::downstreamText, row, m_texts.append(claim.downstream));
        m_links.set(&LinkColumns::downstream, row,
                    findOrWait(digestOfId(claim.scope, claim.downstream), row, true));
    }
}

void Store::appendReference(EventId event, const ReferenceClaim &claim)
{
    const int flags = link_flags::kNamesUpstream | (claim.causal ? link_flags::kCausal : 0);
    const std::uint32_t row
        = appendLinkRow(event, claim.kind, claim.type, static_cast<std::uint8_t>(flags));
    m_links.set(&LinkColumns::upstreamText, row, m_texts.intern(claim.key));
    const Digest name = digestOfKey(claim.key);
    if (const EntityId known = m_byKey.find(name); !known.isNull())
        m_links.set(&LinkColumns::upstreamEntity, row, known);
    else
        m_waiting.emplace(name, Waiting{row, false});
}

EventId Store::findOrWait(const Digest &name, std::uint32_t link, bool downstream)
{
    if (const EventId known = m_byId.find(name); !known.isNull())
        return known;
    m_waiting.emplace(name, Waiting{link, downstream});
    return {};
}

} // namespace sightglass
