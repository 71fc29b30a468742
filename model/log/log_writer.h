// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/record_ref.h"
#include "model/log/archive.h"
#include "model/log/files.h"
#include "model/log/log_keeper.h"
#include "model/log/log_limits.h"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
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
    LogWriter(
        std::string folder, Archives &archives, Trouble trouble, LogLimits limits = {},
        LogKeeper::Dropped dropped = [](const std::string &) {});
    /// Settles what is queued, then ends.
    ~LogWriter();
    LogWriter(const LogWriter &) = delete;
    LogWriter &operator=(const LogWriter &) = delete;

    /// False when too much is queued: the source waits, or answers 429.
    [[nodiscard]] bool append(LogBatch batch);
    /// Keeps what was no event beside the log, not synced, until that file is full.
    void reject(const std::string &line);
    /// The segments of earlier starts were read: they may be packed.
    void keepOlder();
    /// Waits until all closed segments are packed and the oldest are dropped.
    void finishKeeping() { m_keeper.finish(); }

private:
    void run();
    [[nodiscard]] std::vector<LogBatch> takeGroup();
    void writeGroup(std::vector<LogBatch> &group);
    [[nodiscard]] bool makeReady();
    [[nodiscard]] bool openSegment();
    void closeSegment();
    [[nodiscard]] bool write(const std::string &lines, const std::string &sidecar);
    void reserve(std::uint64_t end);
    void tell(const std::string &sentence);

    const std::string m_folder;
    const LogLimits m_limits;
    Archives &m_archives;
    Trouble m_trouble;
    LogKeeper m_keeper;
    const std::uint64_t m_older; // number of the newest segment of earlier starts
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<LogBatch> m_queue;
    std::size_t m_queuedBytes = 0;
    bool m_stop = false;

    // The writer's thread only.
    Descriptor m_segment;
    Descriptor m_sidecar;
    std::uint64_t m_number = 0; // of the segment
    std::uint32_t m_archive = 0;
    std::uint64_t m_size = 0;
    std::uint64_t m_sidecarSize = 0;
    std::uint64_t m_reserved = 0;
    std::chrono::steady_clock::time_point m_opened;
    std::chrono::steady_clock::time_point m_nextTry; // to open one
    std::string m_told;
    std::thread m_thread;
};

} // namespace sightglass
