// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/graph/snapshot.h"

#include <span>
#include <string>
#include <vector>

namespace sightglass {

/// How many things one identity may tie together before it is refused: what more have in common is
/// no identity.
inline constexpr std::size_t kUsualJoinLimit = 200;

/// A link that no event states: both name the same thing (design.md §2.6).
struct InferredLink
{
    EventId upstream;
    EventId downstream;
    IdentityId identity;
    EdgeKind kind = EdgeKind::Relation;
    /// Tickets tie what is done for one purpose, not what caused each other.
    bool causal = true;
};

/// All joins by identity as known at one instant: a pure function of the snapshot, whatever the
/// order of arrival. Who makes a thing stands before who is it, and that before who uses it; a use
/// joins the newest of those before it in time, or the first of its like where none made the thing;
/// what merely names it joins no other that does. Two that made the same thing (a rebuilt digest)
/// are not joined. Not joined either: what has one chain id, events of Eiffel (its links are
/// complete by its own rules), and what the user rejected. COST: n log n in the claims.
class Stitching
{
public:
    Stitching() = default;
    Stitching(const Snapshot &snapshot, Timestamp at, std::size_t limit = kUsualJoinLimit);

    [[nodiscard]] std::span<const InferredLink> links() const { return m_links; }
    [[nodiscard]] std::vector<InferredLink> takeLinks() { return std::move(m_links); }

    /// An identity that would tie too much: it joins nothing.
    struct Refusal
    {
        IdentityId identity;
        EventId event; // the first that names it
        std::size_t things;
    };
    [[nodiscard]] std::span<const Refusal> refusals() const { return m_refusals; }

private:
    std::vector<InferredLink> m_links;
    std::vector<Refusal> m_refusals;
};

/// What names `event` in a JoinVerdict.
[[nodiscard]] std::string claimantOf(const Snapshot &snapshot, EventId event);

/// The claims of the event that the user rejected.
[[nodiscard]] std::vector<JoinVerdict> rejectedAt(const Snapshot &snapshot, EventId event);

/// "same digest sha256:12ab… : published by build 7, deployed by checkout". For a person.
[[nodiscard]] std::string reasonOf(const Snapshot &snapshot, const InferredLink &link);

} // namespace sightglass
