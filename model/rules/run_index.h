// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/graph/state.h"

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace sightglass {

/// One run of an activity, as known at one instant.
struct Run
{
    EntityId entity;
    EntityState state;
};

/// A run that came to an end and was never told of otherwise: known from then on.
struct EndedRun
{
    Timestamp end;
    EntityId entity;
    State state = State::Unknown;
    Span span{-1}; // of a success that ran so long; -1: of none
    // Over the runs of the same thing up to this one, in order of their ends:
    std::uint32_t verdicts = 0; // how many passed, failed or were in error
    std::uint32_t lastVerdict = 0; // place of the last of them
    std::uint32_t rowBegin = 0; // place of the first of those before it that ended like it
};

/// All runs of one thing: of one kind, name and source.
struct RunsOfOne
{
    std::string key;
    std::vector<EndedRun> ended; // in order of their ends, ties by key
};

/// What the rules about runs ask, at any instant: kept up with a growing model. Most runs end once
/// and stay as they are; they stand sorted by that end, with the counts up to each, so that the
/// cost of an answer does not grow with the distance from now. The few others, and those that are
/// open, are folded when they are asked for. Copying it is cheap. THREAD: one at a time; a copy is
/// another.
class RunIndex
{
public:
    /// Takes what came since, and what became otherwise of what was there. COST: n log n in those
    /// and the runs of the same things; in all that is there when some was dropped.
    void advance(const Snapshot &snapshot, const Changes &entities);

    [[nodiscard]] const Snapshot &snapshot() const { return m_snapshot; }
    [[nodiscard]] const std::vector<std::shared_ptr<const RunsOfOne>> &things() const
    {
        return m_things;
    }
    /// The number of what a run in that state is a run of, in things(); that of none when there was
    /// no such run. The snapshot is that of the state, which may be newer than the index.
    [[nodiscard]] std::size_t thingOf(const Snapshot &snapshot, EntityId entity,
                                      const EntityState &state) const;
    /// Runs of one thing as they stand in it, with some more that ended.
    [[nodiscard]] std::vector<EndedRun> merged(std::vector<EndedRun> ended,
                                               std::vector<EndedRun> more) const;
    /// At `at`: the runs that are open, and those that ended but were told of otherwise before or
    /// after. COST: linear in them and in the stretches of rows that are about that time.
    [[nodiscard]] std::vector<Run> othersAt(Timestamp at) const;

private:
    struct Life // of an activity, by row: open from the one to the other
    {
        Timestamp first = kEndOfTime;
        Timestamp over = kEndOfTime;
    };
    struct Block // of kBlockRows rows
    {
        std::vector<Life> lives;
        std::vector<std::uint32_t> lasting; // rows without an end
        Timestamp first = kEndOfTime;
        Timestamp over = kNoTime; // the last one
    };
    struct Told // of an activity as it is now
    {
        std::uint32_t thing = 0;
        bool isOdd = false;
        Life life;
        EndedRun ended; // null entity: it is open
    };
    using Numbers = std::unordered_map<std::string, std::uint32_t>;

    /// Of a thing, which there is from then on.
    std::uint32_t numberOf(const std::string &key);
    [[nodiscard]] Told tell(EntityId entity);
    void place(std::uint32_t row, std::vector<std::vector<EndedRun>> &fresh,
               std::vector<std::uint32_t> &changed);
    void rebuild(std::uint32_t thing, std::vector<EndedRun> fresh,
                 const std::vector<bool> &isTouched);
    [[nodiscard]] Block &blockOf(std::uint32_t row);

    Snapshot m_snapshot;
    std::shared_ptr<Numbers> m_numbers = std::make_shared<Numbers>(); // by key; copied on growth
    std::vector<std::shared_ptr<const RunsOfOne>> m_things;
    std::vector<std::shared_ptr<Block>> m_blocks;
    std::vector<std::uint32_t> m_thingOf; // by row: number + 1 of where its end stands
    std::vector<EntityId> m_odd; // sorted
};

/// What there is to say of a run that is over.
[[nodiscard]] EndedRun endedRun(EntityId entity, const EntityState &state);

/// The value below which that share of the values lies. REQUIRES: not empty
[[nodiscard]] Span quantile(std::vector<Span> values, double share);

} // namespace sightglass
