// SPDX-License-Identifier: Apache-2.0
#include "model/session/inbox.h"

#include <utility>

namespace sightglass {
namespace {

constexpr std::size_t kMostBytes = 32u << 20;
/// Of those who can wait: ingest is busy with so much for longer than they need to bring more.
constexpr std::size_t kMostPushed = 8u << 20;

} // namespace

bool Inbox::push(Work work, std::size_t bytes)
{
    bool wasEmpty = false;
    {
        std::unique_lock lock{m_mutex};
        m_room.wait(lock, [this] { return m_closed || m_bytes < kMostPushed; });
        if (m_closed)
            return false;
        wasEmpty = m_work.empty();
        add(std::move(work), bytes);
    }
    if (wasEmpty)
        Q_EMIT filled();
    return true;
}

void Inbox::post(Work work, std::size_t bytes)
{
    bool wasEmpty = false;
    {
        const std::lock_guard lock{m_mutex};
        if (m_closed)
            return;
        wasEmpty = m_work.empty();
        add(std::move(work), bytes);
    }
    if (wasEmpty)
        Q_EMIT filled();
}

void Inbox::add(Work work, std::size_t bytes)
{
    m_work.push_back(std::move(work));
    m_bytes += bytes;
}

bool Inbox::isFull() const
{
    const std::lock_guard lock{m_mutex};
    return m_bytes >= kMostBytes;
}

std::vector<Inbox::Work> Inbox::take()
{
    std::vector<Work> work;
    {
        const std::lock_guard lock{m_mutex};
        work.swap(m_work);
        m_bytes = 0;
    }
    m_room.notify_all();
    return work;
}

void Inbox::close()
{
    std::vector<Work> dropped; // without the lock
    {
        const std::lock_guard lock{m_mutex};
        m_closed = true;
        dropped.swap(m_work);
    }
    m_room.notify_all();
}

} // namespace sightglass
