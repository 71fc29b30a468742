// SPDX-License-Identifier: Apache-2.0
#include "views/context/finder.h"

#include <QCoreApplication>
#include <QPointer>
#include <QThreadPool>

#include <algorithm>
#include <utility>

namespace sightglass {
namespace {

/// Rows of a part: some milliseconds.
constexpr std::uint32_t kPart = 8192;

} // namespace

void Finder::find(Pattern pattern)
{
    m_pattern = std::make_shared<const Pattern>(std::move(pattern));
    restart();
}

void Finder::clear()
{
    m_pattern.reset();
    restart();
}

void Finder::restart()
{
    ++m_generation;
    m_hits.clear();
    m_count = m_searched = 0;
    m_firstHit = m_snapshot.events.begin();
    m_searching = false;
    Q_EMIT changed();
    searchOn();
}

void Finder::advance(const Snapshot &snapshot)
{
    const bool less = snapshot.events.size() < m_snapshot.events.size();
    m_snapshot = snapshot;
    if (less)
        restart();
    else {
        forgetDropped();
        searchOn();
    }
}

double Finder::progress() const
{
    const std::uint32_t begin = m_snapshot.events.begin();
    return isDone()
        ? 1
        : static_cast<double>(std::max(m_searched, begin) - begin) / m_snapshot.keptEvents();
}

void Finder::forgetDropped()
{
    const std::uint32_t begin = m_snapshot.events.begin();
    for (; m_firstHit < std::min<std::size_t>(begin, m_hits.size()); ++m_firstHit)
        m_count -= m_hits[m_firstHit] ? 1 : 0;
    m_firstHit = std::max(m_firstHit, begin);
}

void Finder::searchOn()
{
    if (!m_pattern || !m_search || m_searching || isDone())
        return;
    m_searching = true;
    m_searched = std::max(m_searched, m_snapshot.events.begin());
    const std::uint32_t last = std::min(m_searched + kPart, m_snapshot.events.size());
    QThreadPool::globalInstance()->start([self = QPointer<Finder>(this), search = m_search,
                                          snapshot = m_snapshot, pattern = m_pattern,
                                          first = m_searched, last, generation = m_generation] {
        auto found = search(snapshot, *pattern, first, last);
        QMetaObject::invokeMethod(qApp, [self, found = std::move(found), last, generation] {
            if (self && generation == self->m_generation)
                self->take(found, last);
        });
    });
}

void Finder::take(const std::vector<EventId> &found, std::uint32_t searched)
{
    m_searching = false;
    m_searched = searched;
    m_hits.resize(searched);
    for (const EventId event : found) {
        m_hits[event.row()] = true;
        m_count += event.row() >= m_firstHit ? 1 : 0;
    }
    Q_EMIT changed();
    searchOn();
}

} // namespace sightglass
