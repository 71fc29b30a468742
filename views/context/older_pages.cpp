// SPDX-License-Identifier: Apache-2.0
#include "views/context/older_pages.h"

#include <QCoreApplication>
#include <QPointer>
#include <QThreadPool>

#include <algorithm>
#include <utility>

namespace sightglass {

void OlderPages::setReader(Read read)
{
    ++m_generation;
    m_read = std::move(read);
    m_pages.fill({});
    m_wanted.reset();
    m_loading.reset();
}

const Snapshot *OlderPages::pageOf(const Snapshot &newest, EventId event)
{
    if (!m_read || event.isNull() || event.row() >= newest.droppedEvents())
        return nullptr;
    ++m_questions;
    for (Page &page : m_pages) {
        if (page.snapshot.holds(event)) {
            page.used = m_questions;
            return &page.snapshot;
        }
    }
    const std::uint32_t first = event.row() - event.row() % kPageRows;
    if (m_loading == first) // it is on its way
        m_wanted.reset();
    else if (!m_wanted || m_wanted->first != first)
        m_wanted = Wanted{first, std::min(kPageRows, newest.droppedEvents() - first), newest};
    load();
    return nullptr;
}

void OlderPages::load()
{
    if (m_loading || !m_wanted)
        return;
    m_loading = m_wanted->first;
    QThreadPool::globalInstance()->start([self = QPointer<OlderPages>(this), read = m_read,
                                          wanted = *std::exchange(m_wanted, std::nullopt),
                                          generation = m_generation] {
        Snapshot page = read(wanted.newest, wanted.first, wanted.count);
        QMetaObject::invokeMethod(
            qApp, [self, first = wanted.first, page = std::move(page), generation]() mutable {
                if (self && generation == self->m_generation)
                    self->take(first, std::move(page));
            });
    });
}

void OlderPages::take(std::uint32_t first, Snapshot &&snapshot)
{
    m_loading.reset();
    const auto same = std::find_if(m_pages.begin(), m_pages.end(), [&](const Page &page) {
        return page.snapshot.keptEvents() > 0 && page.first == first;
    });
    const auto oldest
        = std::min_element(m_pages.begin(), m_pages.end(),
                           [](const Page &a, const Page &b) { return a.used < b.used; });
    *(same == m_pages.end() ? oldest : same) = {first, ++m_questions, std::move(snapshot)};
    Q_EMIT loaded();
    load();
}

} // namespace sightglass
