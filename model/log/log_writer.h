// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/record_ref.h"
#include "model/log/archive.h"

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace sightglass {

/// Lines that go to the log together, or not at all.
struct LogBatch
{
    std::vector<std::string> lines; // one JSON text each, without line end
    std::string source; // address of the connection, for the sidecar
    std::int64_t receivedMilliseconds = 0;

    /// The lines stand in the log and may be shown; not yet durable. On the writer's thread.
    std::function<void(const std::vector<RecordRef> &, LogBatch &)> appended;
    /// Durable (design.md §4): the sender may be told. On the writer's thread; false: no room, or
    /// the sync failed.
    std::function<void(bool)> settled;
};

/// Appends to the segments of a log folder, syncs in groups, acknowledges after the sync. A sync
/// starts at once when none is running, so a group is what arrived during the last one. THREAD:
/// any; one writer a folder.
class LogWriter
{
public:
    /// Called on the writer's thread with a sentence when writing stops working, and with an empty
    /// one when it works again.
    using Trouble = std::function<void(const std::string &)>;
    /// REQUIRES: the folder is locked by us. LIFETIME: archives outlives it.
    LogWriter(std::string folder, Archives &archives, Trouble trouble);
    /// Settles what is queued, then ends.
    ~LogWriter();
    LogWriter(const LogWriter &) = delete;
    LogWriter &operator=(const LogWriter &) = delete;

    /// False when too much is queued: the source waits, or answers 429.
    [[nodiscard]] bool append(LogBatch batch);
    /// Keeps what was no event beside the log: up to 64 MiB, not synced.
    void reject(const std::string &line);

private:
    void run();
    void writeGroup(std::vector<LogBatch> &group);
    [[nodiscard]] bool openSegment();
    void closeSegment();
    [[nodiscard]] bool write(const std::string &bytes);
    void tell(const std::string &sentence);

    std::string m_folder;
    Archives &m_archives;
    Trouble m_trouble;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::vector<LogBatch> m_queue;
    std::size_t m_queuedBytes = 0;
    bool m_stop = false;

    // The writer's thread only.
    int m_segment = -1;
    int m_sidecar = -1;
    std::uint32_t m_archive = 0;
    std::uint64_t m_size = 0;
    std::string m_told;
    std::thread m_thread;
};

} // namespace sightglass
