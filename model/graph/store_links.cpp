// SPDX-License-Identifier: Apache-2.0
#include "model/graph/store.h"

namespace sightglass {

void Store::appendLinks(EventId event, const Decoded &decoded)
{
    (void)event; // the newest one: its links stand at the end
    for (const LinkClaim &claim : decoded.links)
        appendLink(claim);
    for (const ReferenceClaim &claim : decoded.references)
        appendReference(claim);
}

std::uint32_t Store::linkSortOf(EdgeKind kind, std::string_view type, int flags)
{
    const TextId word = m_tables.texts.intern(type);
    const SortKey key{word.value, static_cast<std::uint32_t>(kind),
                      static_cast<std::uint32_t>(flags)};
    const auto [known, fresh] = m_linkSortIds.try_emplace(key, m_tables.linkSorts.size());
    if (fresh) {
        const std::uint32_t row = m_tables.linkSorts.append();
        m_tables.linkSorts.set(&LinkSortColumns::type, row, word);
        m_tables.linkSorts.set(&LinkSortColumns::kind, row, kind);
        m_tables.linkSorts.set(&LinkSortColumns::flags, row, static_cast<std::uint8_t>(flags));
    }
    return known->second;
}

void Store::appendLinkRow(const LinkRow &link)
{
    const std::uint32_t row = m_tables.links.append();
    LinkColumns &chunk = m_tables.links.edit(row);
    chunk.upstream[row % kChunkRows] = link.upstream;
    chunk.sort[row % kChunkRows] = static_cast<std::uint16_t>(link.sort);
    if (link.sort < kOddLink && link.upstreamText.isNull() && link.downstreamText.isNull())
        return;
    chunk.sort[row % kChunkRows] = kOddLink;
    GrowingTable<LinkExtraColumns> &table = m_tables.linkExtras;
    const std::uint32_t extra = table.append();
    table.set(&LinkExtraColumns::link, extra, row);
    table.set(&LinkExtraColumns::sort, extra, link.sort);
    table.set(&LinkExtraColumns::downstream, extra, link.downstream);
    table.set(&LinkExtraColumns::upstreamText, extra, link.upstreamText);
    table.set(&LinkExtraColumns::downstreamText, extra, link.downstreamText);
}

void Store::appendLink(const LinkClaim &claim)
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
    LinkRow link{linkSortOf(claim.kind, claim.type, flags), 0, {}, {}, {}};
    if (!claim.upstream.empty()) {
        link.upstream = findOrWait(claim.scope, claim.upstream, false).value;
        if (link.upstream == 0)
            link.upstreamText = m_tables.texts.append(claim.upstream);
    }
    if (!claim.downstream.empty()) {
        link.downstream = findOrWait(claim.scope, claim.downstream, true);
        link.downstreamText = m_tables.texts.append(claim.downstream);
    }
    appendLinkRow(link);
}

void Store::appendReference(const ReferenceClaim &claim)
{
    const int flags = link_flags::kNamesUpstream | link_flags::kByKey
        | (claim.causal ? link_flags::kCausal : 0);
    LinkRow link{linkSortOf(claim.kind, claim.type, flags), 0, {}, {}, {}};
    const Digest name = digestOfKey(claim.key);
    link.upstream = entityNamed(name, claim.key).value;
    if (link.upstream == 0) {
        m_waiting.emplace(name, Waiting{m_tables.links.size(), false});
        link.upstreamText = m_tables.texts.intern(claim.key);
    }
    appendLinkRow(link);
}

EventId Store::eventNamed(IdScope scope, std::string_view id, const Name &name)
{
    const VerifiedEntry *const known = m_byId.find(name.folded.low, [&](std::uint32_t row) {
        return answersTo(EventId::ofRow(row), scope, id);
    });
    return known ? EventId::ofRow(known->value()) : EventId{};
}

EventId Store::findOrWait(IdScope scope, std::string_view id, bool downstream)
{
    const Name name = nameOf(scope, id);
    const EventId known = eventNamed(scope, id, name);
    if (known.isNull())
        m_waiting.emplace(name.exact, Waiting{m_tables.links.size(), downstream});
    return known;
}

// Those that wait for the name find an event, or an entity, there now.
void Store::resolve(const Digest &name, std::uint32_t target)
{
    const auto [begin, end] = m_waiting.equal_range(name);
    for (auto it = begin; it != end; ++it) {
        const std::uint32_t link = it->second.link;
        if (it->second.downstream)
            m_tables.linkExtras.set(&LinkExtraColumns::downstream,
                                    lowerRow(m_tables.linkExtras, &LinkExtraColumns::link, link),
                                    EventId{target});
        else
            m_tables.links.set(&LinkColumns::upstream, link, target);
        touchEvent(m_tables.carrierOf(link));
    }
    m_waiting.erase(begin, end);
}

} // namespace sightglass
