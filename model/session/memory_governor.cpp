// SPDX-License-Identifier: Apache-2.0
#include "model/session/memory_governor.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

#include <fcntl.h>
#include <unistd.h>
#if defined(__GLIBC__)
#include <malloc.h>
#endif

namespace sightglass {
namespace {

constexpr std::uint64_t kMostUsual = std::uint64_t{2} << 30;
/// How often it looks: what is mapped can come back into memory so fast that there is no more time
/// until something is to be done.
constexpr std::chrono::milliseconds kCalm{200};
constexpr std::chrono::milliseconds kBusy{5};
constexpr std::uint64_t kBytesPerMillisecond = 4u << 20;
constexpr double kGiveBack = 0.55; // shares of the budget
constexpr double kMostMapped = 0.06; // of archives, beside the program itself
// What is worked out from a model, such as its flows, takes up to half as much as the model again,
// for a moment: longer than that it is not above kDrop.
constexpr double kTarget = 0.46;
constexpr double kDrop = 0.6;
constexpr double kTight = 0.8;
constexpr double kFewestDropped = 0.1; // of the model
constexpr double kMostDropped = 0.5;
/// Until snapshots that hold what was dropped are gone, views and the pool take this long.
constexpr std::chrono::milliseconds kGrace{1500};
constexpr std::chrono::milliseconds kShortGrace{300};
constexpr std::chrono::milliseconds kBetweenTrims{400};

std::uint64_t pageSize()
{
    return static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

// Large arrays come from the system and go back to it as soon as they are free.
void settleAllocator()
{
#if defined(__GLIBC__)
    static const bool kDone = ::mallopt(M_MMAP_THRESHOLD, 256 << 10) != 0;
    static_cast<void>(kDone);
#endif
}

void trimAllocator()
{
#if defined(__GLIBC__)
    ::malloc_trim(0);
#endif
}

} // namespace

MemoryGovernor::MemoryGovernor(std::uint64_t budget, Ports ports)
    : m_budget(budget)
    , m_ports(std::move(ports))
    , m_base(resident())
{
    settleAllocator();
    m_thread = std::thread{[this] { run(); }};
}

MemoryGovernor::~MemoryGovernor()
{
    {
        const std::lock_guard lock{m_mutex};
        m_stop = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

std::uint64_t MemoryGovernor::usualBudget()
{
    const auto pages = static_cast<std::uint64_t>(std::max(0L, ::sysconf(_SC_PHYS_PAGES)));
    return std::min(kMostUsual, pages * pageSize() / 2);
}

MemoryGovernor::Resident MemoryGovernor::resident()
{
    const int file = ::open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return {};
    std::array<char, 128> text{};
    const ssize_t count = ::read(file, text.data(), text.size() - 1);
    ::close(file);
    if (count <= 0)
        return {};
    char *end = nullptr;
    static_cast<void>(std::strtoull(text.data(), &end, 10)); // the address space
    const std::uint64_t all = std::strtoull(end, &end, 10) * pageSize();
    return {all, std::strtoull(end, nullptr, 10) * pageSize()};
}

void MemoryGovernor::dropped()
{
    m_droppedAt = Clock::now().time_since_epoch().count();
    m_asked = false;
}

bool MemoryGovernor::isAbove(double share) const
{
    return static_cast<double>(m_resident.all) > share * static_cast<double>(m_budget);
}

std::chrono::milliseconds MemoryGovernor::pause() const
{
    const auto quiet = static_cast<std::uint64_t>(kGiveBack * static_cast<double>(m_budget));
    const std::uint64_t room = quiet - std::min(quiet, m_resident.all);
    return std::clamp(std::chrono::milliseconds{room / kBytesPerMillisecond}, kBusy, kCalm);
}

void MemoryGovernor::run()
{
    std::unique_lock lock{m_mutex};
    while (!m_wake.wait_for(lock, pause(), [this] { return m_stop; })) {
        lock.unlock();
        look();
        lock.lock();
    }
}

void MemoryGovernor::look()
{
    m_resident = resident();
    const auto most
        = m_base.ofFiles + static_cast<std::uint64_t>(kMostMapped * static_cast<double>(m_budget));
    if (isAbove(kGiveBack) && m_resident.ofFiles > most) {
        m_ports.dropPages();
        m_resident = resident();
    }
    if (isAbove(kDrop))
        trim();
    m_tight = isAbove(kTight);
    const Clock::duration since
        = Clock::now() - Clock::time_point{Clock::duration{m_droppedAt.load()}};
    if (isAbove(kDrop) && !m_asked && since > (m_tight ? kShortGrace : kGrace))
        ask();
}

// The allocator takes its time: of a large model tenths of a second.
void MemoryGovernor::trim()
{
    if (m_trimming.valid()) {
        if (m_trimming.wait_for(std::chrono::seconds{0}) != std::future_status::ready)
            return;
        m_trimming.get();
        m_trimmedAt = Clock::now();
    }
    if (Clock::now() - m_trimmedAt > kBetweenTrims)
        m_trimming = std::async(std::launch::async, trimAllocator);
}

// What grows with the model, views included, shrinks as it does.
void MemoryGovernor::ask()
{
    const double above
        = static_cast<double>(m_resident.all) - kTarget * static_cast<double>(m_budget);
    const double ofModel
        = std::max(1.0, static_cast<double>(m_resident.all) - static_cast<double>(m_base.all));
    m_asked = true;
    m_share = std::clamp(above / ofModel, kFewestDropped, kMostDropped);
    m_ports.wake();
}

} // namespace sightglass
