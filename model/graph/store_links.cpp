// SPDX-License-Identifier: Apache-2.0
#include "model/graph/store.h"

#include "model/base/ascii.h"

#include <algorithm>

namespace sightglass {
namespace {

bool isSpelling(std::string_view waiting, std::string_view text, std::uint8_t scope)
{
    return waiting == text
        || (scope == static_cast<std::uint8_t>(IdScope::CdEvents)
            && std::equal(waiting.begin(), waiting.end(), text.begin(), text.end(),
                          [](char a, char b) { return lower(a) == lower(b); }));
}

} // namespace

void Store::appendLinks(EventId event, const Decoded &decoded)
{
    for (std::size_t i = 0; i < decoded.links.size(); ++i)
        appendLink(decoded.links[i], m_names.upstream[i]);
    for (std::size_t i = 0; i < decoded.references.size(); ++i)
        appendReference(event, decoded.references[i], m_names.references[i]);
}

std::uint32_t Store::linkSortOf(EdgeKind kind, std::string_view type, int flags)
{
    const TextId word = m_tables.texts.intern(type);
    const SortKey key{word.value, static_cast<std::uint32_t>(kind),
                      static_cast<std::uint32_t>(flags), 0, 0};
    const auto [known, fresh] = m_linkSortIds.try_emplace(key, m_tables.linkSorts.size());
    if (fresh) {
        const std::uint32_t row = m_tables.linkSorts.append();
        m_tables.linkSorts.set(&LinkSortColumns::type, row, word);
        m_tables.linkSorts.set(&LinkSortColumns::kind, row, kind);
        m_tables.linkSorts.set(&LinkSortColumns::flags, row, static_cast<std::uint8_t>(flags));
    }
    return known->second;
}

void Store::appendLinkRow(std::uint32_t sort, std::uint32_t upstream, std::uint32_t downstream)
{
    const std::uint32_t row = m_tables.links.append();
    LinkColumns &chunk = m_tables.links.edit(row);
    chunk.upstream[row % kChunkRows] = upstream;
    chunk.sort[row % kChunkRows] = static_cast<std::uint16_t>(sort);
    if (sort < kOddLink && downstream == 0)
        return;
    chunk.sort[row % kChunkRows] = kOddLink;
    GrowingTable<OddLinkColumns> &table = m_tables.oddLinks;
    const std::uint32_t odd = table.append();
    table.set(&OddLinkColumns::link, odd, row);
    table.set(&OddLinkColumns::sort, odd, sort);
    table.set(&OddLinkColumns::downstream, odd, downstream);
}

void Store::appendLink(const LinkClaim &claim, const Name &upstream)
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
    const Name downstream
        = claim.downstream.empty() ? Name{} : nameOf(claim.scope, claim.downstream);
    appendLinkRow(linkSortOf(claim.kind, claim.type, flags),
                  endNamed(claim.scope, claim.upstream, upstream),
                  endNamed(claim.scope, claim.downstream, downstream));
}

void Store::appendReference(EventId event, const ReferenceClaim &claim, const Digest &name)
{
    const int flags = link_flags::kNamesUpstream | link_flags::kByKey
        | (claim.causal ? link_flags::kCausal : 0);
    const std::uint32_t sort = linkSortOf(claim.kind, claim.type, flags);
    const EntityId known = entityNamed(name, claim.key);
    const std::uint32_t upstream
        = known.isNull() ? waitFor(name, claim.key, kKeyScope) : known.value;
    if (!isRepeated(event, sort, upstream))
        appendLinkRow(sort, upstream, 0);
}

// A run's start and its finish name the same pipeline: once is enough, if the one that arrived
// before happened before, too.
bool Store::isRepeated(EventId event, std::uint32_t sort, std::uint32_t upstream) const
{
    const EventId before = m_tables.previousOf(event);
    if (before.isNull() || !isActivity(m_tables.kindOf(event))
        || m_tables.timeOf(before) > m_tables.timeOf(event))
        return false;
    const auto [first, last] = m_tables.linksOf(before);
    for (std::uint32_t link = first; link < last; ++link) {
        if (m_tables.links.get(&LinkColumns::upstream, link) == upstream
            && m_tables.links.get(&LinkColumns::sort, link) == sort)
            return true;
    }
    return false;
}

std::uint32_t Store::endNamed(IdScope scope, std::string_view id, const Name &name)
{
    if (id.empty())
        return 0;
    const VerifiedEntry *const known = m_byId.find(name.folded.low, [&](std::uint32_t row) {
        return answersTo(EventId::ofRow(row), scope, id);
    });
    return known ? EventId::ofRow(known->value()).value
                 : waitFor(name.exact, id, static_cast<std::uint8_t>(scope));
}

std::uint32_t Store::waitFor(const Digest &name, std::string_view text, std::uint8_t scope)
{
    GrowingTable<NameColumns> &names = m_tables.names;
    const VerifiedEntry *const known = m_waiting.find(name.low, [&](std::uint32_t row) {
        return names.get(&NameColumns::scope, row) == scope
            && m_tables.texts[names.get(&NameColumns::text, row)] == text;
    });
    if (known)
        return kNameEnd | known->value();
    const std::uint32_t row = names.append();
    names.set(&NameColumns::text, row, m_tables.texts.append(text));
    names.set(&NameColumns::scope, row, scope);
    m_waiting.insert(name.low, row);
    return kNameEnd | row;
}

// What waits for the name finds an event, or an entity, there now. Ids of CDEvents may wait in
// several spellings.
void Store::resolve(const Digest &name, std::string_view text, std::uint8_t scope,
                    std::uint32_t target)
{
    GrowingTable<NameColumns> &names = m_tables.names;
    (void)m_waiting.find(name.low, [&](std::uint32_t row) {
        if (names.get(&NameColumns::scope, row) == scope
            && names.get(&NameColumns::target, row) == 0
            && isSpelling(m_tables.texts[names.get(&NameColumns::text, row)], text, scope))
            names.set(&NameColumns::target, row, target);
        return false;
    });
}

} // namespace sightglass
