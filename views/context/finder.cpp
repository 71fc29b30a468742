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
constexpr std::uint32_t kPart = 8 * Snapshot::kOlderRows;

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
    m_left.clear();
    m_count = m_searched = 0;
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
    else
        searchOn();
}

double Finder::progress() const
{
    if (m_snapshot.events.size() == 0)
        return 1;
    std::uint32_t searched = m_searched;
    for (const Rows &left : m_left)
        searched -= left.last - left.first;
    return static_cast<double>(searched) / m_snapshot.events.size();
}

// What the model dropped before it was searched is left for later.
void Finder::passDropped()
{
    const std::uint32_t begin = m_snapshot.events.begin();
    if (m_searched < begin)
        m_left.push_back({m_searched, begin});
    m_searched = std::max(m_searched, begin);
}

Finder::Rows Finder::nextPart()
{
    const std::uint32_t first = m_searched;
    if (first < m_snapshot.events.size()) {
        m_searched = std::min(first + kPart, m_snapshot.events.size());
        return {first, m_searched};
    }
    Rows &newest = m_left.back();
    const std::uint32_t last = newest.last;
    newest.last = std::max(newest.first, (last - 1) / kPart * kPart); // parts are pages of the log
    const Rows part{newest.last, last};
    if (newest.first == newest.last)
        m_left.pop_back();
    return part;
}

void Finder::searchOn()
{
    if (!m_pattern || !m_search || m_searching)
        return;
    passDropped();
    if (isDone())
        return;
    m_searching = true;
    QThreadPool::globalInstance()->start([self = QPointer<Finder>(this), search = m_search,
                                          snapshot = m_snapshot, pattern = m_pattern,
                                          part = nextPart(), generation = m_generation] {
        auto found = search(snapshot, *pattern, part.first, part.last);
        QMetaObject::invokeMethod(qApp, [self, found = std::move(found), generation] {
            if (self && generation == self->m_generation)
                self->take(found);
        });
    });
}

void Finder::take(const std::vector<EventId> &found)
{
    m_searching = false;
    m_hits.resize(m_searched);
    for (const EventId event : found)
        m_hits[event.row()] = true;
    m_count += static_cast<std::uint32_t>(found.size());
    Q_EMIT changed();
    searchOn();
}

} // namespace sightglass
