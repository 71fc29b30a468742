// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/hash.h"
#include "model/base/hash_index.h"
#include "model/graph/tables.h"

#include <memory>
#include <span>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace sightglass {

/// The identities that events name, and who names them: the growing side of what Stitching reads.
/// Most are named by one activity only: they take one entry of the index, and rows once another
/// thing names them, too. Of an activity's events only the first in time counts. THREAD: of the
/// Store. COST: constant an identity of an event.
class Claims
{
public:
    explicit Claims(Tables &tables)
        : m_tables(tables)
    { }

    /// Under what an identity stands in the index.
    [[nodiscard]] static Digest digestOf(IdentityKind kind, std::string_view value);
    void prefetch(const Digest &name) const { m_index.prefetch(name.low); }

    /// REQUIRES: the event has its entity, and `names` are the digests of the claims.
    void append(EventId event, std::span<const IdentityClaim> claims,
                std::span<const Digest> names);
    /// So many times as many identities as are here.
    void expect(double times)
    {
        m_index.reserve(static_cast<std::size_t>(static_cast<double>(m_index.size()) * times));
    }
    /// Events before that row leave, and what only they name. COST: linear in all that is here.
    void dropBefore(std::uint32_t firstKept);
    /// Of the index alone.
    [[nodiscard]] std::size_t bytes() const { return m_index.bytes(); }
    /// COST: linear in the claims on that identity.
    void judge(const JoinVerdict &verdict);
    [[nodiscard]] std::shared_ptr<const std::vector<JoinVerdict>> verdicts() const
    {
        return m_verdicts;
    }

private:
    struct Single // the only claim on an identity
    {
        EventId event;
        IdentityRole role;
    };
    void append(EventId event, const IdentityClaim &claim, const Digest &name);
    void again(EventId event, const IdentityClaim &claim, IdentityId identity, const Digest &name);
    /// From here on it may join: not all that name it have one chain id.
    void openTo(EventId event, EventId other, const IdentityClaim &claim, IdentityId identity);
    void addRow(EventId event, IdentityRole role, IdentityId identity, const Digest &name);
    [[nodiscard]] bool isSameActivity(EventId a, EventId b) const;
    [[nodiscard]] std::string claimantOf(EventId event) const;

    Tables &m_tables;
    HashIndex<WholeEntry> m_index; // to an identity's row, or a Single
    std::unordered_set<Digest> m_rejected; // kind, value and claimant
    std::shared_ptr<const std::vector<JoinVerdict>> m_verdicts; // those that reject
};

} // namespace sightglass
