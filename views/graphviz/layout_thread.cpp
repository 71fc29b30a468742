// SPDX-License-Identifier: Apache-2.0
#include "views/graphviz/layout_thread.h"

#include <QPointer>

#include <utility>

namespace sightglass {

LayoutThread::LayoutThread(QObject *parent)
    : QObject(parent)
    , m_worker(new QObject)
{
    m_thread.setObjectName(QStringLiteral("layout"));
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.setStackSize(16 << 20); // dot recurses along ranks
    m_thread.start();
}

LayoutThread::~LayoutThread()
{
    m_thread.quit();
    m_thread.wait();
}

void LayoutThread::ask(Graph graph, Answer answer)
{
    ++m_asked;
    m_waiting = std::make_unique<Graph>(std::move(graph));
    m_answer = std::move(answer);
    if (!m_busy)
        start();
}

void LayoutThread::start()
{
    m_busy = true;
    QMetaObject::invokeMethod(
        m_worker,
        [self = QPointer<LayoutThread>(this), graph = std::move(*std::exchange(m_waiting, nullptr)),
         asked = m_asked] {
            Geometry geometry = layout(graph);
            QMetaObject::invokeMethod(self.data(),
                                      [self, geometry = std::move(geometry), asked]() mutable {
                                          self->m_busy = false;
                                          if (self->m_waiting)
                                              self->start();
                                          else if (asked == self->m_asked)
                                              self->m_answer(std::move(geometry));
                                      });
        });
}

} // namespace sightglass
