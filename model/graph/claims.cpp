// SPDX-License-Identifier: Apache-2.0
#include "model/graph/claims.h"

namespace sightglass {
namespace {

Digest digestOfIdentity(IdentityKind kind, std::string_view value)
{
    return combine(digestOf(word(kind)), digestOf(value));
}

} // namespace

void Claims::append(EventId event, std::span<const IdentityClaim> claims, std::string_view claimant,
                    TextPool &texts)
{
    for (const IdentityClaim &claim : claims) {
        const Digest name = digestOfIdentity(claim.kind, claim.value);
        IdentityId &identity = m_byValue[name];
        if (identity.isNull()) {
            const std::uint32_t row = m_identities.append();
            identity = IdentityId::ofRow(row);
            m_identities.set(&IdentityColumns::value, row, texts.append(claim.value));
            m_identities.set(&IdentityColumns::kind, row, claim.kind);
        }
        const std::uint32_t known = identity.row();
        const std::uint32_t row = m_claims.append();
        m_claims.set(&ClaimColumns::event, row, event);
        m_claims.set(&ClaimColumns::identity, row, identity);
        m_claims.set(&ClaimColumns::role, row, claim.role);
        m_claims.set(&ClaimColumns::previous, row,
                     m_identities.get(&IdentityColumns::lastClaim, known));
        if (!m_rejected.empty() && m_rejected.count(combine(name, digestOf(claimant))))
            m_claims.set(&ClaimColumns::rejected, row, std::uint8_t{1});
        m_identities.set(&IdentityColumns::lastClaim, known, ClaimId::ofRow(row));
        m_identities.set(&IdentityColumns::claims, known,
                         m_identities.get(&IdentityColumns::claims, known) + 1);
    }
}

void Claims::judge(const JoinVerdict &verdict,
                   const std::function<std::string_view(EventId)> &claimantOf)
{
    const Digest name = digestOfIdentity(verdict.kind, verdict.value);
    const Digest refused = combine(name, digestOf(verdict.claimant));
    if (verdict.rejected)
        m_rejected.insert(refused);
    else
        m_rejected.erase(refused);
    const IdentityId identity = m_byValue.find(name);
    if (identity.isNull())
        return;
    for (ClaimId claim = m_identities.get(&IdentityColumns::lastClaim, identity.row());
         !claim.isNull(); claim = m_claims.get(&ClaimColumns::previous, claim.row())) {
        if (claimantOf(m_claims.get(&ClaimColumns::event, claim.row())) == verdict.claimant)
            m_claims.set(&ClaimColumns::rejected, claim.row(),
                         static_cast<std::uint8_t>(verdict.rejected ? 1 : 0));
    }
}

void Claims::freeze(Snapshot &snapshot)
{
    snapshot.identities = m_identities.freeze();
    snapshot.claims = m_claims.freeze();
}

} // namespace sightglass
