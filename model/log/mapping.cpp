// SPDX-License-Identifier: Apache-2.0
#include "model/log/mapping.h"

#include <array>
#include <atomic>
#include <cstdint>
#include <mutex>
#include <utility>

#include <csignal>
#include <sys/mman.h>
#include <unistd.h>

namespace sightglass {
namespace {

/// How far beyond its end a file may grow and still be read where it is mapped.
constexpr std::size_t kHeadrooms[] = {std::size_t{16} << 30, std::size_t{1} << 30, 0};

// What is mapped, for the signal handler, which may neither lock nor allocate. A file beyond the
// table's end is not mapped.
struct Range
{
    std::atomic<std::uintptr_t> begin{0};
    std::atomic<std::uintptr_t> end{0};
};
std::array<Range, 4096> ranges;

bool isOurs(std::uintptr_t address)
{
    for (const Range &range : ranges) {
        if (address >= range.begin.load(std::memory_order_acquire)
            && address < range.end.load(std::memory_order_acquire))
            return true;
    }
    return false;
}

// The page is no more in the file: the program goes on with zeros in its place.
void onBusError(int signal, siginfo_t *info, void *)
{
    const auto page = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
    const auto address = reinterpret_cast<std::uintptr_t>(info->si_addr);
    if (isOurs(address)
        && ::mmap(reinterpret_cast<void *>(address / page * page), page, PROT_READ,
                  MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0)
            != MAP_FAILED)
        return;
    ::signal(signal, SIG_DFL); // a fault of another kind: it strikes again at once
}

void handleBusErrors()
{
    static std::once_flag once;
    std::call_once(once, [] {
        struct sigaction action
        {
        };
        action.sa_sigaction = onBusError;
        action.sa_flags = SA_SIGINFO | SA_NODEFER;
        ::sigaction(SIGBUS, &action, nullptr);
    });
}

bool enter(std::uintptr_t begin, std::size_t size)
{
    for (Range &range : ranges) {
        std::uintptr_t free = 0;
        if (range.begin.compare_exchange_strong(free, begin, std::memory_order_acq_rel)) {
            range.end.store(begin + size, std::memory_order_release);
            return true;
        }
    }
    return false;
}

void leave(std::uintptr_t begin)
{
    for (Range &range : ranges) {
        if (range.begin.load(std::memory_order_acquire) == begin) {
            range.end.store(0, std::memory_order_release);
            range.begin.store(0, std::memory_order_release);
            return;
        }
    }
}

} // namespace

Mapping::Mapping(int descriptor, std::size_t size)
{
    handleBusErrors();
    for (const std::size_t headroom : kHeadrooms) {
        if (size + headroom == 0)
            return;
        void *const place = ::mmap(nullptr, size + headroom, PROT_READ, MAP_SHARED | MAP_NORESERVE,
                                   descriptor, 0);
        if (place == MAP_FAILED)
            continue;
        if (!enter(reinterpret_cast<std::uintptr_t>(place), size + headroom)) {
            ::munmap(place, size + headroom);
            return;
        }
        m_data = static_cast<const char *>(place);
        m_size = size + headroom;
        return;
    }
}

Mapping::~Mapping()
{
    if (!m_data)
        return;
    leave(reinterpret_cast<std::uintptr_t>(m_data));
    ::munmap(const_cast<char *>(m_data), m_size);
}

void Mapping::dropPages() const
{
    if (m_data)
        ::madvise(const_cast<char *>(m_data), m_size, MADV_DONTNEED);
}

Mapping::Mapping(Mapping &&other) noexcept
    : m_data(std::exchange(other.m_data, nullptr))
    , m_size(std::exchange(other.m_size, 0))
{ }

Mapping &Mapping::operator=(Mapping &&other) noexcept
{
    std::swap(m_data, other.m_data);
    std::swap(m_size, other.m_size);
    return *this;
}

} // namespace sightglass
