// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/graph/snapshot.h"
#include "model/log/archive.h"
#include "model/log/recording_file.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace sightglass {

/// Writes the events of snapshots to a recording, in the order in which they came, as they were
/// received, repeats included. On a thread of its own; what waits for room on the disk is held by
/// the archives, not by it.
class Recorder
{
public:
    struct Plan
    {
        std::string path;
        RecordingFile::Replace replace = RecordingFile::Replace::AtOnce;
        std::uint32_t events = 0; // those before are not written
        std::uint32_t repeats = 0;
        std::uint32_t receivedOnly = 0; // of those before, only what came from a live source
        std::uint64_t atMost = ~std::uint64_t{0}; // lines; then it is finished
    };
    struct State
    {
        std::string path;
        std::uint64_t events = 0; // lines on disk
        std::uint64_t unreadable = 0; // could not be read any more
        std::uint64_t bytes = 0;
        std::string trouble; // why it does not go on for now; empty: all is well
        bool done = false;
    };
    /// On the recorder's thread; at most once a second, and in the end.
    using Told = std::function<void(const State &)>;

    Recorder(Plan plan, std::shared_ptr<const Archives> archives, Told told);
    /// As finish(), and waits for it; a disk without room is not waited for. What is to have its
    /// name at the end only is given up.
    ~Recorder();
    Recorder(const Recorder &) = delete;
    Recorder &operator=(const Recorder &) = delete;

    /// Writes what is in it beyond the one before. THREAD: any.
    void take(const Snapshot &snapshot);
    /// Nothing more comes. THREAD: any.
    void finish();

private:
    void run();
    [[nodiscard]] std::optional<Snapshot> next(bool &ends);
    void write(const Snapshot &snapshot);
    void writeRepeats(const Snapshot &snapshot, const RecordRef &before);
    void line(const RecordRef &ref, std::optional<std::int64_t> receivedMilliseconds);
    [[nodiscard]] bool isComplete() const
    {
        return m_gaveUp || m_abandoned || m_lines >= m_plan.atMost;
    }
    bool flush();
    [[nodiscard]] bool pause();
    void tell(bool done);

    Plan m_plan;
    std::shared_ptr<const Archives> m_archives;
    Told m_told;
    RecordingFile m_file;
    State m_state;
    std::uint64_t m_lines = 0; // written or waiting in the file
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Snapshot> m_snapshots; // that are not written; the newest holds all, as a rule
    std::uint32_t m_covered = 0; // events of the one that was written before them
    bool m_stop = false;
    bool m_gaveUp = false; // it ends, and the disk has no room
    std::atomic<bool> m_abandoned = false;
    std::chrono::steady_clock::time_point m_toldAt;
    std::thread m_thread;
};

} // namespace sightglass
