// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject> // first: moc stumbles over standard headers that stand before it

#include "model/graph/snapshot.h"

#include <array>
#include <cstdint>
#include <functional>
#include <optional>

namespace sightglass {

/// Events that the memory had no room for, read back from the log a page at a time: the few pages
/// that were asked for last. Read on the pool, one after another. THREAD: GUI.
class OlderPages final : public QObject
{
    Q_OBJECT
public:
    /// A model of those rows alone, with the same numbers. Called on the pool.
    using Read
        = std::function<Snapshot(const Snapshot &newest, std::uint32_t first, std::uint32_t count)>;

    using QObject::QObject;

    /// Forgets all pages: other content.
    void setReader(Read read);
    [[nodiscard]] bool canRead() const { return m_read != nullptr; }
    /// The page that holds an event which `newest` has dropped. Null: it is being read, loaded()
    /// comes. LIFETIME: until loaded()
    [[nodiscard]] const Snapshot *pageOf(const Snapshot &newest, EventId event);

Q_SIGNALS:
    void loaded();

private:
    static constexpr std::uint32_t kPageRows = Snapshot::kOlderRows;
    struct Page
    {
        std::uint32_t first = 0;
        std::uint64_t used = 0; // when, counted in questions
        Snapshot snapshot = {};
    };
    struct Wanted
    {
        std::uint32_t first;
        std::uint32_t count;
        Snapshot newest;
    };
    void load();
    void take(std::uint32_t first, Snapshot &&snapshot);

    Read m_read;
    std::array<Page, 8> m_pages;
    std::optional<Wanted> m_wanted; // the newest wish
    std::uint64_t m_questions = 0;
    std::uint64_t m_generation = 0; // answers for older content are dropped
    std::optional<std::uint32_t> m_loading; // first row of the page that is being read
};

} // namespace sightglass
