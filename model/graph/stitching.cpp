// SPDX-License-Identifier: Apache-2.0
#include "model/graph/stitching.h"

#include "model/graph/state.h"

#include <algorithm>
#include <array>
#include <unordered_set>

namespace sightglass {
namespace {

/// Who stands upstream of whom: the work that made the thing, the thing itself, what is about it,
/// what uses it, what names it.
enum Rank : std::size_t { MadeBy, Made, About, UsedBy, NamedBy, Ranks };

struct Claimant
{
    EventId event;
    NodeId node;
    EntityId entity;
    Timestamp time;
    Rank rank;
};

Rank rankOf(IdentityRole role, bool activity)
{
    if (role == IdentityRole::Makes)
        return activity ? MadeBy : Made;
    if (role == IdentityRole::Names)
        return NamedBy;
    return role == IdentityRole::Is ? About : UsedBy;
}

EdgeKind edgeOf(Rank upstream, Rank downstream)
{
    if (downstream < UsedBy)
        return upstream == MadeBy ? EdgeKind::Produces : EdgeKind::Relation;
    return upstream == About ? EdgeKind::Cause : EdgeKind::Uses;
}

IdentityRole roleOf(const Snapshot &snapshot, ClaimId claim)
{
    return static_cast<IdentityRole>(snapshot.claims.get(&ClaimColumns::role, claim.row())
                                     & ~kRejectedClaim);
}

/// The claims on one identity.
class Join
{
public:
    Join(const Snapshot &snapshot, IdentityId identity, Timestamp at)
        : m_snapshot(snapshot)
        , m_identity(identity)
        , m_kind(snapshot.identities.get(&IdentityColumns::kind, identity.row()))
    {
        for (ClaimId claim = snapshot.identities.get(&IdentityColumns::lastClaim, identity.row());
             !claim.isNull(); claim = snapshot.claimBefore(claim)) {
            const EventId event = snapshot.claims.get(&ClaimColumns::event, claim.row());
            if (snapshot.timeOf(event) <= at
                && !(snapshot.claims.get(&ClaimColumns::role, claim.row()) & kRejectedClaim))
                add(event, roleOf(snapshot, claim));
        }
        for (auto &rank : m_ranks)
            std::sort(rank.begin(), rank.end(), [&](const Claimant &a, const Claimant &b) {
                return snapshot.isBefore(a.event, b.event);
            });
        for (auto &rank : m_ranks)
            keepFirstOfEachNode(rank);
    }

    /// Things of which each is joined to one other only never tie too much.
    [[nodiscard]] bool isBounded() const { return m_kind == IdentityKind::Service; }

    [[nodiscard]] std::size_t things() const
    {
        std::unordered_set<std::uint64_t> seen;
        for (const auto &rank : m_ranks) {
            for (const Claimant &claimant : rank)
                seen.insert(claimant.entity.isNull() ? std::uint64_t{claimant.node.value} << 32
                                                     : claimant.entity.value);
        }
        return seen.size();
    }

    [[nodiscard]] EventId first() const
    {
        EventId first;
        for (const auto &rank : m_ranks) {
            if (!rank.empty() && (first.isNull() || m_snapshot.isBefore(rank.front().event, first)))
                first = rank.front().event;
        }
        return first;
    }

    void link(std::vector<InferredLink> &links) const
    {
        for (const auto &rank : m_ranks) {
            for (const Claimant &claimant : rank) {
                const Claimant *upstream = upstreamOf(claimant);
                if (upstream && isJoined(*upstream, claimant))
                    links.push_back({upstream->event, claimant.event, m_identity,
                                     edgeOf(upstream->rank, claimant.rank),
                                     m_kind != IdentityKind::Ticket});
            }
        }
    }

private:
    void add(EventId event, IdentityRole role)
    {
        const EntityId entity = m_snapshot.entityOf(event);
        const bool activity = !entity.isNull() && isActivity(m_snapshot.kindOf(entity));
        const Rank rank = rankOf(role, activity);
        m_ranks[rank].push_back(
            {event, nodeOf(m_snapshot, event), entity, m_snapshot.timeOf(event), rank});
    }

    /// A run names its commit with each of its events.
    static void keepFirstOfEachNode(std::vector<Claimant> &rank)
    {
        std::unordered_set<NodeId> seen;
        const auto again
            = [&](const Claimant &claimant) { return !seen.insert(claimant.node).second; };
        rank.erase(std::remove_if(rank.begin(), rank.end(), again), rank.end());
    }

    [[nodiscard]] const Claimant *upstreamOf(const Claimant &claimant) const
    {
        const Claimant *newest = nullptr;
        const Claimant *next = nullptr; // after it: its clock, or theirs, is wrong
        for (std::size_t rank = 0; rank < claimant.rank; ++rank)
            offer(m_ranks[rank], claimant, newest, next);
        if (newest || (next && !isBounded()))
            return newest ? newest : next;
        return isBounded() ? nullptr : firstOfItsLike(claimant);
    }

    void offer(const std::vector<Claimant> &rank, const Claimant &claimant, const Claimant *&newest,
               const Claimant *&next) const
    {
        auto after = std::upper_bound(
            rank.begin(), rank.end(), claimant.time,
            [](Timestamp time, const Claimant &other) { return time < other.time; });
        for (auto it = after; it != rank.end(); ++it) {
            if (it->node == claimant.node)
                continue;
            if (!next || m_snapshot.isBefore(it->event, next->event))
                next = &*it;
            break;
        }
        while (after != rank.begin()) {
            --after;
            if (after->node == claimant.node)
                continue;
            // Of one time the later stage: the artifact rather than the build that made it.
            if (!newest || after->time >= newest->time)
                newest = &*after;
            break;
        }
    }

    [[nodiscard]] const Claimant *firstOfItsLike(const Claimant &claimant) const
    {
        if (claimant.rank == MadeBy || claimant.rank == NamedBy)
            return nullptr;
        const Claimant &first = m_ranks[claimant.rank].front();
        if (first.node == claimant.node
            || (claimant.rank == Made && first.entity != claimant.entity))
            return nullptr;
        return &first;
    }

    [[nodiscard]] bool isJoined(const Claimant &up, const Claimant &down) const
    {
        if (up.node == down.node)
            return false;
        const TextId chain = m_snapshot.chainOf(down.event);
        if (!chain.isNull() && chain == m_snapshot.chainOf(up.event))
            return false;
        return m_snapshot.vocabularyOf(up.event) != "eiffel"
            || m_snapshot.vocabularyOf(down.event) != "eiffel";
    }

    const Snapshot &m_snapshot;
    IdentityId m_identity;
    IdentityKind m_kind;
    std::array<std::vector<Claimant>, Ranks> m_ranks;
};

std::string_view verbOf(IdentityRole role, IdentityKind kind)
{
    switch (role) {
    case IdentityRole::Makes:
        return kind == IdentityKind::Service ? "deployed by " : "published by ";
    case IdentityRole::Is:
        return "is ";
    case IdentityRole::Uses:
        return "used by ";
    case IdentityRole::Names:
        break;
    }
    return "named by ";
}

std::string_view verbOf(const Snapshot &snapshot, EventId event, IdentityId identity)
{
    for (ClaimId claim = snapshot.identities.get(&IdentityColumns::lastClaim, identity.row());
         !claim.isNull(); claim = snapshot.claimBefore(claim)) {
        if (snapshot.claims.get(&ClaimColumns::event, claim.row()) == event)
            return verbOf(roleOf(snapshot, claim),
                          snapshot.identities.get(&IdentityColumns::kind, identity.row()));
    }
    return "named by ";
}

std::string nameOf(const Snapshot &snapshot, EventId event)
{
    const EntityId entity = snapshot.entityOf(event);
    if (entity.isNull())
        return std::string{snapshot.typeOf(event)};
    return std::string{word(snapshot.kindOf(entity))} + " "
        + std::string{displayName(snapshot, entity, stateAt(snapshot, entity, kEndOfTime))} + " ("
        + std::string{snapshot.vocabularyOf(event)} + ")";
}

} // namespace

Stitching::Stitching(const Snapshot &snapshot, Timestamp at, std::size_t limit)
{
    forEachRow(snapshot.identities, [&](std::uint32_t row) {
        if (snapshot.identities.get(&IdentityColumns::value, row).isNull())
            return;
        const IdentityId identity = IdentityId::ofRow(row);
        const Join join{snapshot, identity, at};
        const std::size_t before = m_links.size();
        join.link(m_links);
        if (join.isBounded() || m_links.size() - before < limit)
            return;
        if (const std::size_t things = join.things(); things > limit) {
            m_links.resize(before);
            m_refusals.push_back({identity, join.first(), things});
        }
    });
}

std::string claimantOf(const Snapshot &snapshot, EventId event)
{
    const EntityId entity = snapshot.entityOf(event);
    return entity.isNull() ? std::string{snapshot.idOf(event)} : snapshot.keyOf(entity);
}

std::vector<JoinVerdict> rejectedAt(const Snapshot &snapshot, EventId event)
{
    std::vector<JoinVerdict> verdicts;
    if (!snapshot.verdicts)
        return verdicts;
    const std::string claimant = claimantOf(snapshot, event);
    for (const JoinVerdict &verdict : *snapshot.verdicts) {
        if (verdict.claimant == claimant)
            verdicts.push_back(verdict);
    }
    return verdicts;
}

std::string reasonOf(const Snapshot &snapshot, const InferredLink &link)
{
    const std::uint32_t identity = link.identity.row();
    return "same " + std::string{word(snapshot.identities.get(&IdentityColumns::kind, identity))}
    + " " + std::string{snapshot.texts[snapshot.identities.get(&IdentityColumns::value, identity)]}
    + ": " + std::string{verbOf(snapshot, link.upstream, link.identity)}
    + nameOf(snapshot, link.upstream) + ", "
        + std::string{verbOf(snapshot, link.downstream, link.identity)}
    + nameOf(snapshot, link.downstream);
}

} // namespace sightglass
