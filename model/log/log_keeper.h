// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/log/log_limits.h"

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

namespace sightglass {

/// Looks after the segments that are closed: packs them, and drops the oldest when there are too
/// many or they are too old (design.md §4). On a thread of its own, for packing takes time.
class LogKeeper
{
public:
    /// What was dropped so far, in a sentence; also in the folder's journal. On the keeper's
    /// thread.
    using Dropped = std::function<void(const std::string &)>;
    /// REQUIRES: the folder is locked by us
    LogKeeper(std::string folder, LogLimits limits, Dropped dropped);
    /// Stops within a frame; a segment that was being packed stays plain.
    ~LogKeeper();
    LogKeeper(const LogKeeper &) = delete;
    LogKeeper &operator=(const LogKeeper &) = delete;

    /// Segments up to this number get no more lines: they are packed, and the ring is looked at.
    void closed(std::uint64_t number);
    /// Waits until all that is closed is packed and the ring is as it should be.
    void finish();

private:
    void run();
    void packNext();
    void dropOldest();

    const std::string m_folder;
    const LogLimits m_limits;
    const Dropped m_dropped;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::uint64_t m_closed = 0; // the newest of them
    bool m_asked = false;
    bool m_busy = false;
    bool m_stop = false;
    std::uint64_t m_droppedCount = 0;
    std::uint64_t m_droppedBytes = 0;
    std::thread m_thread;
};

/// Packs a segment beside itself and removes the plain one once the packed one is there for good.
/// False when it could not be, or when `stop()` said so: then it is as it was. The sidecar stays.
[[nodiscard]] bool packSegment(const std::string &path, const std::function<bool()> &stop);

} // namespace sightglass
