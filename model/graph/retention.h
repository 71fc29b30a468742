// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/graph/store.h"

#include <cstdint>
#include <vector>

namespace sightglass {

/// One time that the oldest events leave a Store: what only they said leaves with them, and what
/// refers to them waits for them again, so that the model is that of the events which are here.
/// Rows keep their numbers. Of an activity that goes on, what its dropped events told is gone.
/// COST: linear in what is here.
class Retention
{
public:
    /// REQUIRES: firstKept is the first row of a chunk, or the number of events
    Retention(Store &store, std::uint32_t firstKept);

    /// Once.
    void run();

private:
    [[nodiscard]] bool isDropped(EventId event) const
    {
        return !event.isNull() && event.row() < m_firstKept;
    }
    [[nodiscard]] bool isGone(EntityId entity) const;
    /// Of the events that share the id one that stays; null: none.
    [[nodiscard]] EventId heirOf(EventId event) const;

    void judgeEntities();
    void beginLater();
    void rebuildEntityExtras();
    void forgetEntities();
    void cutRings();
    void cutLinks();
    [[nodiscard]] std::uint32_t cutEnd(std::uint32_t end, bool byKey);
    void use(std::uint32_t end);
    void cutNames();
    void cutSorts();
    void cutIndexes();
    void cutProblems();
    void dropRows();
    void dropWide(std::uint32_t row);

    // Texts: retention_texts.cpp. Those that no row names any more are freed.
    void cutTexts();
    void mark(TextId text)
    {
        if (!text.isNull())
            m_texts[text.row()] = true;
    }
    void markEvents();
    void markEntities();
    void markFindings();

    struct Later // an activity or subject that goes on without its first event
    {
        EntityId entity;
        TextId subjectId; // that stood in that event's record
    };

    Store &m_store;
    Tables &m_tables;
    const std::uint32_t m_firstKept;
    const std::uint32_t m_firstLink;
    std::vector<EntityId> m_gone;
    std::vector<Later> m_later; // in order
    std::vector<bool> m_names; // by row: whether a link that stays uses it; the same of the others
    std::vector<bool> m_sorts;
    std::vector<bool> m_linkSorts;
    std::vector<bool> m_texts;
};

} // namespace sightglass
