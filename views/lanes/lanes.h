// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/graph/snapshot.h"

#include <cstdint>
#include <string>
#include <vector>

namespace sightglass {

/// One activity's extent over all that is loaded; the end is kEndOfTime while none was seen.
struct LaneItem
{
    EntityId entity;
    EventId told; // the last that had arrived of it
    Timestamp begin;
    Timestamp end;
    State state = State::Unknown; // from its end on, if it settles
    bool settles = false; // at its end: nothing was told of it later
};

/// Activities of one kind, name and source. Those that overlap are packed into rows below each
/// other; each row is in order of time and holds nothing that overlaps, except the last one when
/// there would be too many.
struct Lane
{
    std::string title;
    Kind kind = Kind::Activity;
    std::string source;
    std::vector<std::vector<LaneItem>> rows;
};

enum class LaneOrder : std::uint8_t { ByName, BySource, ByKind };

/// All lanes of a snapshot, in that order. A function of all that is loaded, never of the playhead.
/// COST: n log n in the activities; for the pool.
[[nodiscard]] std::vector<Lane> lanesOf(const Snapshot &snapshot, LaneOrder order);

/// Pixels and time. The left edge of the axis is at pixel 0.
struct TimeAxis
{
    Timestamp begin;
    double microsPerPixel = 1e6;

    [[nodiscard]] double toPixel(Timestamp time) const;
    [[nodiscard]] Timestamp toTime(double pixel) const;
    /// The time under `pixel` stays there.
    void zoomAt(double pixel, double factor);
};

/// A mark of the axis.
struct Tick
{
    Timestamp time;
    bool major = false; // a new day
};
/// At least `gap` pixels apart, at round times.
[[nodiscard]] std::vector<Tick> ticksOf(const TimeAxis &axis, double width, double gap);

/// One bar of a row, or several that are too narrow to tell apart.
struct Bar
{
    double left = 0;
    double right = 0;
    EntityId entity; // of a single one; of a column the worst of it
    std::uint32_t count = 1;
    State state = State::Unknown; // the worst
};

/// Bars narrower than this are merged into columns.
inline constexpr double kNarrowBar = 3;

/// The bars of a row that are in view, as known at `at`; what runs has run until `now`. A failure
/// is never averaged away. COST: linear in what is in view, and in the events of what did not
/// settle by then or was told of since the lanes were made.
[[nodiscard]] std::vector<Bar> barsOf(const Snapshot &snapshot, const std::vector<LaneItem> &row,
                                      const TimeAxis &axis, double width, Timestamp at,
                                      Timestamp now);

} // namespace sightglass
