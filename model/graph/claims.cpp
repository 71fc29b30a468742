// SPDX-License-Identifier: Apache-2.0
#include "model/graph/claims.h"

#include <algorithm>

namespace sightglass {
namespace {

// What the index holds: an odd number for an identity's row, an even one for a single claim.
constexpr std::uint32_t ofIdentity(IdentityId identity)
{
    return identity.row() << 1 | 1;
}
constexpr std::uint32_t ofSingle(EventId event, IdentityRole role)
{
    return event.row() << 3 | static_cast<std::uint32_t>(role) << 1;
}

} // namespace

bool Claims::isSameActivity(EventId a, EventId b) const
{
    const EntityId entity = m_tables.entityOf(a);
    return !entity.isNull() && entity == m_tables.entityOf(b)
        && isActivity(m_tables.kindOf(entity));
}

std::string Claims::claimantOf(EventId event) const
{
    const EntityId entity = m_tables.entityOf(event);
    return entity.isNull() ? std::string{m_tables.idOf(event)} : m_tables.keyOf(entity);
}

Digest Claims::digestOf(IdentityKind kind, std::string_view value)
{
    return combine({0x1DE27, static_cast<std::uint64_t>(kind)}, sightglass::digestOf(value));
}

void Claims::append(EventId event, std::span<const IdentityClaim> claims,
                    std::span<const Digest> names)
{
    for (std::size_t i = 0; i < claims.size(); ++i)
        append(event, claims[i], names[i]);
}

void Claims::append(EventId event, const IdentityClaim &claim, const Digest &name)
{
    WholeEntry *const known = m_index.find(name.low, [](std::uint32_t) { return true; });
    if (!known) {
        m_index.insert(name.low, ofSingle(event, claim.role));
        return;
    }
    if (known->value() & 1) {
        again(event, claim, IdentityId::ofRow(known->value() >> 1), name);
        return;
    }
    const EventId single = EventId::ofRow(known->value() >> 3);
    const auto role = static_cast<IdentityRole>(known->value() >> 1 & 3);
    if (role == claim.role && isSameActivity(single, event)) {
        if (m_tables.isBefore(event, single))
            *known = WholeEntry::of(name.low, ofSingle(event, role));
        return;
    }
    const std::uint32_t row = m_tables.identities.append();
    m_tables.identities.set(&IdentityColumns::kind, row, claim.kind);
    const IdentityId identity = IdentityId::ofRow(row);
    *known = WholeEntry::of(name.low, ofIdentity(identity));
    addRow(single, role, identity, name);
    addRow(event, claim.role, identity, name);
    openTo(event, single, claim, identity);
}

void Claims::openTo(EventId event, EventId other, const IdentityClaim &claim, IdentityId identity)
{
    const TextId chain = m_tables.chainOf(event);
    if (m_tables.identities.get(&IdentityColumns::value, identity.row()).isNull()
        && (chain.isNull() || chain != m_tables.chainOf(other)))
        m_tables.identities.set(&IdentityColumns::value, identity.row(),
                                m_tables.texts.append(claim.value));
}

void Claims::again(EventId event, const IdentityClaim &claim, IdentityId identity,
                   const Digest &name)
{
    const ClaimId last = m_tables.identities.get(&IdentityColumns::lastClaim, identity.row());
    const EventId before = m_tables.claims.get(&ClaimColumns::event, last.row());
    const int role = m_tables.claims.get(&ClaimColumns::role, last.row()) & ~kRejectedClaim;
    openTo(event, before, claim, identity);
    if (role == static_cast<int>(claim.role) && isSameActivity(before, event)
        && !m_tables.isBefore(event, before))
        return;
    addRow(event, claim.role, identity, name);
}

void Claims::addRow(EventId event, IdentityRole role, IdentityId identity, const Digest &name)
{
    const std::uint32_t known = identity.row();
    const std::uint32_t row = m_tables.claims.append();
    const bool rejected = !m_rejected.empty()
        && m_rejected.count(combine(name, sightglass::digestOf(claimantOf(event)))) > 0;
    m_tables.claims.set(&ClaimColumns::event, row, event);
    m_tables.claims.set(
        &ClaimColumns::role, row,
        static_cast<std::uint8_t>(static_cast<unsigned>(role) | (rejected ? kRejectedClaim : 0u)));
    m_tables.claims.set(&ClaimColumns::previous, row,
                        m_tables.identities.get(&IdentityColumns::lastClaim, known));
    m_tables.identities.set(&IdentityColumns::lastClaim, known, ClaimId::ofRow(row));
}

void Claims::dropBefore(std::uint32_t firstKept)
{
    const auto isKept = [&](std::uint32_t claim) {
        const EventId event = m_tables.claims.get(&ClaimColumns::event, claim);
        return !event.isNull() && event.row() >= firstKept;
    };
    std::vector<bool> needed(m_tables.identities.size());
    m_index.retain([&](std::uint32_t value) -> std::optional<std::uint32_t> {
        if (!(value & 1))
            return value >> 3 >= firstKept ? std::optional{value} : std::nullopt;
        const std::uint32_t row = value >> 1;
        needed[row] = isKept(m_tables.identities.get(&IdentityColumns::lastClaim, row).row());
        return needed[row] ? std::optional{value} : std::nullopt;
    });
    // A chunk leaves when nothing in it is needed; the last one grows.
    const auto drop = [](auto &table, auto &&isNeeded, auto &&forget) {
        for (std::uint32_t first = 0; first < table.size(); first += kChunkRows) {
            const std::uint32_t end = std::min(first + kChunkRows, table.size());
            bool any = end % kChunkRows != 0;
            for (std::uint32_t row = first; !any && row < end; ++row)
                any = isNeeded(row);
            if (!any)
                table.drop(first);
            for (std::uint32_t row = first; any && row < end; ++row) {
                if (!isNeeded(row))
                    forget(row);
            }
        }
    };
    drop(
        m_tables.identities, [&](std::uint32_t row) { return needed[row]; },
        [&](std::uint32_t row) {
            if (m_tables.identities.get(&IdentityColumns::lastClaim, row).isNull())
                return;
            m_tables.identities.set(&IdentityColumns::value, row, TextId{});
            m_tables.identities.set(&IdentityColumns::lastClaim, row, ClaimId{});
        });
    drop(m_tables.claims, isKept, [](std::uint32_t) {});
}

void Claims::judge(const JoinVerdict &verdict)
{
    const Digest name = digestOf(verdict.kind, verdict.value);
    const Digest refused = combine(name, sightglass::digestOf(verdict.claimant));
    auto verdicts = std::make_shared<std::vector<JoinVerdict>>();
    if (m_verdicts)
        *verdicts = *m_verdicts;
    std::erase_if(*verdicts, [&](const JoinVerdict &known) {
        return known.kind == verdict.kind && known.value == verdict.value
            && known.claimant == verdict.claimant;
    });
    if (verdict.rejected) {
        m_rejected.insert(refused);
        verdicts->push_back(verdict);
    } else {
        m_rejected.erase(refused);
    }
    m_verdicts = std::move(verdicts);
    const WholeEntry *const known = m_index.find(name.low, [](std::uint32_t) { return true; });
    if (!known || !(known->value() & 1))
        return;
    const std::uint32_t identity = known->value() >> 1;
    for (ClaimId claim = m_tables.identities.get(&IdentityColumns::lastClaim, identity);
         !claim.isNull(); claim = m_tables.claimBefore(claim)) {
        if (claimantOf(m_tables.claims.get(&ClaimColumns::event, claim.row())) != verdict.claimant)
            continue;
        const unsigned role
            = m_tables.claims.get(&ClaimColumns::role, claim.row()) & ~kRejectedClaim;
        m_tables.claims.set(
            &ClaimColumns::role, claim.row(),
            static_cast<std::uint8_t>(role | (verdict.rejected ? kRejectedClaim : 0u)));
    }
}

} // namespace sightglass
