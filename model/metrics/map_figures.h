// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/timestamp.h"
#include "model/base/words.h"
#include "model/metrics/type_key.h"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace sightglass {

/// More than that many types are no picture: they are grouped by source, or by kind.
inline constexpr std::size_t kMostTypes = 400;
/// With fewer runs a share is told as "3 of 4", and nothing is compared.
inline constexpr std::uint32_t kFewestForShare = 5;

/// A type of activities or subjects: one node of the system map.
struct MapType
{
    std::string key; // tells it from all others, at every start
    Kind kind = Kind::None; // None: an event that is only itself, or several kinds
    std::string name; // may be empty: then the kind says all
    std::string where; // source or environment, if the grouping asks for it
};

/// What was observed of one type in a window of time, as known at its end.
struct TypeFigures
{
    std::array<std::uint32_t, kStateWords.size()> ended{}; // runs that ended, by State
    std::array<std::uint32_t, kStateWords.size()> endedBefore{}; // in the window before
    std::uint32_t seen = 0; // of activities: that came up; of subjects: events
    std::uint32_t things = 0; // activities or subjects that were first heard of
    std::uint32_t inFlight = 0; // at the end of the window: queued, waiting or running
    Span p50{-1}; // of the runs that ended and whose start is known; -1: of none
    Span p50Before{-1};
    std::uint32_t timed = 0; // the n of p50
    std::uint32_t timedBefore = 0;
    bool exists = false; // one of them is, in all that is loaded
    bool known = false; // one of them had been heard of, in the window or before
    std::optional<State> newest; // of what ended last in the window
    Timestamp newestAt = kNoTime;

    [[nodiscard]] std::uint32_t passed() const { return count(ended, State::Succeeded); }
    /// Runs that passed or did not: the n of the pass rate. What was canceled, skipped or ended
    /// without an outcome is neither.
    [[nodiscard]] std::uint32_t judged() const { return judgedOf(ended); }
    [[nodiscard]] std::uint32_t passedBefore() const
    {
        return count(endedBefore, State::Succeeded);
    }
    [[nodiscard]] std::uint32_t judgedBefore() const { return judgedOf(endedBefore); }
    [[nodiscard]] std::uint32_t failed() const { return count(ended, State::Failed); }
    [[nodiscard]] std::uint32_t errors() const { return count(ended, State::Error); }
    /// Neither passed nor failed nor broken: unstable, canceled, skipped, unknown.
    [[nodiscard]] std::uint32_t others() const;
    /// Of the newest run that ended in the window; else running; else unknown.
    [[nodiscard]] State state() const;

private:
    using Counts = std::array<std::uint32_t, kStateWords.size()>;
    static std::uint32_t count(const Counts &counts, State state)
    {
        return counts[static_cast<std::size_t>(state)];
    }
    static std::uint32_t judgedOf(const Counts &counts)
    {
        return count(counts, State::Succeeded) + count(counts, State::Failed)
            + count(counts, State::Error) + count(counts, State::Unstable);
    }
};

/// Causal links between the things of two types; numbers of types as in MapFigures.
struct EdgeFigures
{
    std::uint32_t from = 0;
    std::uint32_t to = 0;
    std::uint32_t count = 0; // pairs that became known in the window
    Timestamp last = kNoTime; // the newest of those; kNoTime: none
    bool known = false; // at the end of the window
    bool stated = false; // by an event at least once; else only inferred
};

/// What is told of one edge when a person looks at it.
struct EdgeDetail
{
    std::uint32_t from = 0;
    std::uint32_t to = 0;
    std::uint32_t went = 0; // things of `from` that came up in the window and led to one of `to`
    std::uint32_t cameUp = 0; // of how many
    Span p50{-1}; // from what caused to what was caused; -1: not known of any
    Span p95{-1};
    std::uint32_t timed = 0; // the n of both
};

/// All of the map at one instant, for one window that ends there. A value.
struct MapFigures
{
    Timestamp from = kNoTime; // not in the window; kNoTime: everything up to `to`
    Timestamp to = kNoTime;
    Grouping grouping = Grouping::KindNameSource; // by which it was made
    bool coarser = false; // than what was asked for, which makes too many types
    std::shared_ptr<const std::vector<MapType>> types; // of all that is loaded; only grows, unless
                                                       // the grouping or the content is another
    std::vector<TypeFigures> figures; // as `types`
    std::vector<EdgeFigures> edges; // of all that is loaded, in order of (from, to)
    std::vector<EdgeDetail> details; // of the edges at the type that was asked for
};

} // namespace sightglass
