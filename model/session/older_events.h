// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/graph/snapshot.h"
#include "model/graph/store.h"
#include "model/log/archive.h"
#include "model/search/pattern.h"
#include "model/vocabulary/vocabulary.h"

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace sightglass {

/// Where the events stand that the model dropped, by their rows, and how they are read back from
/// the log. Beside it a file without a name takes 16 bytes an event. THREAD: any.
class OlderEvents
{
public:
    /// `folder`: for that file; empty: the system's.
    OlderEvents(std::shared_ptr<Archives> archives, std::string folder);

    /// The next row. THREAD: ingest
    void add(const Store::Dropped &event);
    /// What was added can be read. THREAD: ingest
    void flush();

    /// A model of those rows alone, as they were received: their numbers are the same.
    /// `vocabularies` read them, `sources` are those that they came by. What cannot be read any
    /// more is a row that says so. COST: linear in the rows; for the pool.
    [[nodiscard]] Snapshot read(const VocabularyList &vocabularies, const Snapshot &newest,
                                std::uint32_t first, std::uint32_t count) const;

    /// Those of the rows [first, last) that match, in order; see findEvents(). COST: of
    /// the payload see findRecords(); of fields that of read().
    [[nodiscard]] std::vector<EventId> find(const Pattern &pattern,
                                            const VocabularyList &vocabularies,
                                            const Snapshot &newest, std::uint32_t first,
                                            std::uint32_t last) const;

private:
    struct Row
    {
        std::uint64_t place;
        std::int64_t time; // shifted by two: the flags stand below
    };
    [[nodiscard]] std::vector<Row> rows(std::uint32_t first, std::uint32_t count) const;

    const std::shared_ptr<Archives> m_archives;
    const std::string m_folder;
    std::string m_waiting; // to be appended
    mutable std::mutex m_mutex;
    std::optional<std::uint32_t> m_spool;
    bool m_failed = false; // no room: what comes later has no known place
    std::vector<std::uint32_t> m_sourceOf; // by archive
};

} // namespace sightglass
