// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/rules/run_index.h"

#include <map>
#include <span>

namespace sightglass {

/// The runs of all activities at one instant, by what makes two runs runs of the same thing: kind,
/// name and source. Immutable; cheap to copy.
class History
{
public:
    History();
    /// COST: n log n in the activities.
    History(const Snapshot &snapshot, Timestamp at);
    /// Of an index that is kept up. COST: linear in the runs that are open then.
    History(std::shared_ptr<const RunIndex> index, Timestamp at);

    [[nodiscard]] Timestamp at() const { return m_at; }

    /// Of one thing. LIFETIME: of the history
    class Series
    {
    public:
        /// Of those that passed, failed or were in error the last one; null: none did.
        EntityId newest;
        State state = State::Unknown; // of that one
        std::uint64_t inARow = 0; // up to it ended so
        Timestamp since = kNoTime; // the first of these ended
        std::uint64_t verdicts = 0; // how many passed, failed or were in error
        std::span<const Run> open;

        /// How long the successful ones took, in order of their ends. COST: linear in the runs
        [[nodiscard]] std::vector<Span> spans() const;

    private:
        friend class History;
        std::span<const EndedRun> m_ended;
        std::shared_ptr<const std::vector<EndedRun>> m_merged; // where m_ended stands, with the odd
    };
    /// Calls f(series) for each thing. COST: logarithmic in its runs, for each; linear in the runs
    /// of things of which one was told of otherwise.
    template<typename F> void forEachSeries(F &&f) const
    {
        for (std::size_t thing = 0; thing < m_index->things().size(); ++thing)
            f(seriesOf(thing));
    }
    /// How long the last successful runs took that are runs of what the activity, in that state, is
    /// one of: newest first, without its own.
    [[nodiscard]] std::vector<Span> lastSpans(const Snapshot &snapshot, EntityId entity,
                                              const EntityState &state, std::size_t most) const;

private:
    struct Others // of one thing, that do not stand in the index's order
    {
        std::vector<Run> open;
        std::vector<Run> over;
    };
    [[nodiscard]] Series seriesOf(std::size_t thing) const;

    std::shared_ptr<const RunIndex> m_index;
    Timestamp m_at = kNoTime;
    std::map<std::size_t, Others> m_others; // by thing
};

} // namespace sightglass
