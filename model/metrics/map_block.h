// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/metrics/type_table.h"

#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace sightglass {

/// How many rows of entities, or of events, one block tells of.
inline constexpr std::uint32_t kBlockRows = 1024;

namespace stretch_flags {
inline constexpr std::uint8_t kOpen = 1; // queued, waiting or running
inline constexpr std::uint8_t kEnded = 2; // over, or a verdict on a subject
inline constexpr std::uint8_t kSeen = 4; // it came up, or an event of a subject
inline constexpr std::uint8_t kFirst = 8; // the thing was first heard of
} // namespace stretch_flags

/// From when until when something was known of a thing.
struct Stretch
{
    static constexpr std::uint32_t kUntimed = ~0u;

    Timestamp from;
    Timestamp until = kEndOfTime;
    Timestamp at; // of kEnded: when that end was first known
    std::uint32_t owner = 0; // row of the entity or event
    std::uint32_t milliseconds = kUntimed; // of kEnded: that it ran
    State state = State::Unknown;
    std::uint8_t flags = 0;
};

/// A thing that led to another, once for each pair: an activity, or one event of a subject, is what
/// it led to.
struct ThingLink
{
    static constexpr std::uint32_t kUntimed = ~0u;

    Timestamp since; // both ends and the link are known from here on
    Thing up;
    Thing down;
    std::uint32_t owner = 0; // row of the entity or event whose events carry it
    std::uint32_t milliseconds = kUntimed; // from what caused to what was caused
};

/// A link whose upstream end is not here yet.
struct WaitingLink
{
    std::uint32_t link = 0; // row
    std::uint32_t owner = 0;
};

/// What a run of rows has to tell the map: a pure function of the snapshot and those rows.
struct MapBlock
{
    std::vector<Stretch> stretches; // these three in order of their owners
    std::vector<ThingLink> links;
    std::vector<WaitingLink> waiting;

    std::vector<std::uint32_t> lasting; // places of open stretches without an end
    std::vector<std::uint32_t> types; // that the stretches tell of
    std::vector<std::uint64_t> pairs; // of types that the links join: from << 32 | to
    Timestamp first = kEndOfTime; // the earliest time in it
    Timestamp last = kNoTime; // the last at which anything became otherwise

    /// Puts what `fresh` tells in the place of what those owners told. REQUIRES: owners sorted
    void replace(const std::vector<std::uint32_t> &owners, MapBlock &&fresh);
    /// After a change: what is derived of the stretches and links.
    void settle(const Snapshot &snapshot, const TypeTable &table, bool ofEntities);
};

/// The wire's own words for links that are not to be told of.
using BannedLinks = std::set<std::string, std::less<>>;

/// Appends what an activity or subject tells. COST: linear in its events and their links.
void tellEntity(const Snapshot &snapshot, EntityId entity, const BannedLinks &banned,
                MapBlock &block);
/// Appends what one event tells, unless it is that of an activity.
void tellEvent(const Snapshot &snapshot, EventId event, const BannedLinks &banned, MapBlock &block);

/// A duration in the unit of stretches and links; kUntimed for a negative one.
[[nodiscard]] std::uint32_t millisecondsOf(Span span);

} // namespace sightglass
