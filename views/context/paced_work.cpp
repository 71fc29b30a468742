// SPDX-License-Identifier: Apache-2.0
#include "views/context/paced_work.h"

#include "model/graph/snapshot.h"

#include <utility>

namespace sightglass {
namespace {

constexpr int kRest = 8; // runs
/// Of what is here, so small a part between two looks is no flood.
constexpr std::uint32_t kTrickle = 500;

} // namespace

PacedWork::PacedWork(std::chrono::milliseconds interval, std::function<void()> begin,
                     QObject *parent)
    : QObject(parent)
    , m_interval(interval)
    , m_begin(std::move(begin))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &PacedWork::look);
}

void PacedWork::follow(const Snapshot &snapshot)
{
    m_events = snapshot.events.size();
    m_kept = snapshot.keptEvents();
    beginSoon();
}

void PacedWork::want()
{
    m_isWaitedFor = true;
    beginSoon();
}

void PacedWork::beginSoon()
{
    m_due = true;
    if (!m_running && !m_timer.isActive())
        m_timer.start(m_isFirst ? std::chrono::milliseconds{0} : m_interval);
}

bool PacedWork::isFlooded()
{
    const std::uint32_t before = std::exchange(m_lookedAt, m_events);
    return m_events > before && m_events - before > m_kept / kTrickle;
}

void PacedWork::look()
{
    const bool rests = isFlooded() && !m_isFirst && !m_isWaitedFor
        && !m_since.hasExpired((kRest * m_took).count());
    if (rests) {
        m_timer.start(m_interval);
        return;
    }
    m_due = m_isWaitedFor = m_isFirst = false;
    m_running = true;
    m_since.start();
    m_begin();
}

void PacedWork::done()
{
    m_running = false;
    m_took = std::chrono::milliseconds{m_since.restart()};
    m_lookedAt = m_events;
    if (m_due)
        beginSoon();
}

} // namespace sightglass
