// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject> // first: moc stumbles over standard headers that stand before it

#include "model/graph/snapshot.h"
#include "model/search/pattern.h"

#include <functional>
#include <memory>
#include <vector>

namespace sightglass {

/// Which events of what is shown hold what somebody looks for. Searches on the pool, part by part:
/// the first hits are here within a frame, and what arrives is searched as it comes; then, the
/// newest first, what the model has dropped and the log still holds. Hides nothing. THREAD: GUI.
class Finder final : public QObject
{
    Q_OBJECT
public:
    /// Called on the pool: the events of rows [first, last) that match. The snapshot has dropped
    /// all of these or none.
    using Search = std::function<std::vector<EventId>(
        const Snapshot &snapshot, const Pattern &pattern, std::uint32_t first, std::uint32_t last)>;

    using QObject::QObject;

    void setSearch(Search search) { m_search = std::move(search); }
    void find(Pattern pattern);
    /// Looks for nothing, and has found nothing.
    void clear();
    /// What is searched from now on; a longer one continues the one before.
    void advance(const Snapshot &snapshot);
    /// Other content: begins anew.
    void restart();

    [[nodiscard]] bool isActive() const { return m_pattern != nullptr; }
    [[nodiscard]] bool isDone() const
    {
        return !m_searching && m_searched == m_snapshot.events.size() && m_left.empty();
    }
    /// 0 to 1.
    [[nodiscard]] double progress() const;
    [[nodiscard]] std::uint32_t count() const { return m_count; }
    [[nodiscard]] bool isHit(EventId event) const
    {
        return event.row() < m_hits.size() && m_hits[event.row()];
    }

Q_SIGNALS:
    void changed();

private:
    struct Rows
    {
        std::uint32_t first;
        std::uint32_t last; // the one behind
    };
    void searchOn();
    void passDropped();
    [[nodiscard]] Rows nextPart();
    void take(const std::vector<EventId> &found);

    Search m_search;
    Snapshot m_snapshot;
    std::shared_ptr<const Pattern> m_pattern;
    std::vector<bool> m_hits; // by row
    std::uint32_t m_count = 0;
    std::uint32_t m_searched = 0; // rows that are kept are searched up to here
    std::vector<Rows> m_left; // that were dropped and are still to be searched
    std::uint64_t m_generation = 0; // answers of the pool to an older question are dropped
    bool m_searching = false;
};

} // namespace sightglass
