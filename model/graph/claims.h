// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/digest_map.h"
#include "model/graph/snapshot.h"
#include "model/graph/stitching.h"
#include "model/snapshot/texts.h"
#include "model/vocabulary/decoded.h"

#include <functional>
#include <span>
#include <string_view>
#include <unordered_set>

namespace sightglass {

/// The identities that events name, and who names them: the growing side of what Stitching reads.
/// THREAD: of the Store. COST: constant an identity of an event.
class Claims
{
public:
    void append(EventId event, std::span<const IdentityClaim> claims, std::string_view claimant,
                TextPool &texts);
    /// COST: linear in the claims on that identity.
    void judge(const JoinVerdict &verdict,
               const std::function<std::string_view(EventId)> &claimantOf);
    void freeze(Snapshot &snapshot);

private:
    GrowingTable<IdentityColumns> m_identities;
    GrowingTable<ClaimColumns> m_claims;
    DigestMap<IdentityId> m_byValue;
    std::unordered_set<Digest> m_rejected; // kind, value and claimant
};

} // namespace sightglass
