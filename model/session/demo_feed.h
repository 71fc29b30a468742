// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/timestamp.h"
#include "model/log/archive.h"
#include "model/session/inbox.h"

#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <thread>

namespace sightglass {

/// Plays the demo script as if its events arrived now, loop after loop, on a thread of its own. Its
/// records go to a spool; nothing is logged.
class DemoFeed
{
public:
    /// `source` is the number of the demo's source, which is there. `start` is the instant of the
    /// first event. With `atOnce` all of the first loop is told at once and nothing after it: for
    /// pictures.
    DemoFeed(std::uint64_t seed, std::uint32_t source, Timestamp start, bool atOnce, Inbox &inbox,
             std::shared_ptr<Archives> archives);
    ~DemoFeed();
    DemoFeed(const DemoFeed &) = delete;
    DemoFeed &operator=(const DemoFeed &) = delete;

private:
    void run();
    [[nodiscard]] bool waitUntil(std::chrono::steady_clock::time_point instant);

    std::uint64_t m_seed;
    std::uint32_t m_source;
    Timestamp m_start;
    bool m_atOnce;
    Inbox &m_inbox;
    std::shared_ptr<Archives> m_archives;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_stop = false;
    std::thread m_thread;
};

} // namespace sightglass
