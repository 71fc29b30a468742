// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <future>
#include <mutex>
#include <thread>

namespace sightglass {

/// Keeps what the process has in memory (VmRSS) below a budget (design.md §2.8): first the pages of
/// mapped archives are given back, then what the allocator holds and nobody uses, then the model is
/// asked to drop its oldest events. On a thread of its own: memory grows on any, and pages of
/// archives so fast that nothing else may keep it waiting.
class MemoryGovernor
{
public:
    struct Ports
    {
        /// Gives pages of archives back. On the governor's thread.
        std::function<void()> dropPages;
        /// takeShare() has something to tell. On the governor's thread.
        std::function<void()> wake;
    };
    MemoryGovernor(std::uint64_t budget, Ports ports);
    ~MemoryGovernor();
    MemoryGovernor(const MemoryGovernor &) = delete;
    MemoryGovernor &operator=(const MemoryGovernor &) = delete;

    /// The share of the model that is to be dropped now; 0: nothing. Asked for once. THREAD: any
    [[nodiscard]] double takeShare() { return m_share.exchange(0); }
    /// It was dropped; the memory is free once no reader holds an older snapshot. THREAD: any
    void dropped();
    /// So near to the budget that nothing more should be taken in for now. THREAD: any
    [[nodiscard]] bool isTight() const { return m_tight; }

    /// Half of the memory of this machine, at most 2 GiB.
    [[nodiscard]] static std::uint64_t usualBudget();
    struct Resident // of this process, in bytes
    {
        std::uint64_t all = 0; // VmRSS
        std::uint64_t ofFiles = 0; // of it: the program's, and of mapped archives
    };
    [[nodiscard]] static Resident resident();

private:
    using Clock = std::chrono::steady_clock;

    void run();
    void look();
    [[nodiscard]] bool isAbove(double share) const;
    [[nodiscard]] std::chrono::milliseconds pause() const;
    void trim();
    void ask();

    const std::uint64_t m_budget;
    const Ports m_ports;
    const Resident m_base; // without a model
    Resident m_resident;
    std::atomic<double> m_share{0};
    std::atomic<bool> m_tight{false};
    std::atomic<bool> m_asked{false};
    std::atomic<Clock::rep> m_droppedAt{0};
    Clock::time_point m_trimmedAt;
    std::future<void> m_trimming;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_stop = false;
    std::thread m_thread;
};

} // namespace sightglass
