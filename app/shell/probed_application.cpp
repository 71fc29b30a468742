// SPDX-License-Identifier: Apache-2.0
#include "app/shell/probed_application.h"

#include <QEvent>
#include <QMetaEnum>
#include <QPointer>
#include <QThread>

namespace sightglass {
namespace {

std::string nameOf(const QObject *receiver, QEvent::Type type)
{
    const char *event = QMetaEnum::fromType<QEvent::Type>().valueToKey(type);
    std::string name = receiver->metaObject()->className();
    if (const QObject *parent = receiver->parent(); parent && !receiver->isWidgetType())
        name = parent->metaObject()->className() + (" " + name);
    if (!receiver->objectName().isEmpty())
        name += " " + receiver->objectName().toStdString();
    return name + " " + (event ? event : std::to_string(type));
}

} // namespace

bool ProbedApplication::notify(QObject *receiver, QEvent *event)
{
    // Other threads' events come through here, too.
    if (QThread::currentThread() != thread() || !m_probe || m_within)
        return QApplication::notify(receiver, event);
    m_within = true;
    const QEvent::Type type = event->type();
    // Who it was is asked before: afterwards it may be gone.
    const QMetaObject *const kind = receiver->metaObject();
    const FrameProbe::Duration begin = FrameProbe::threadTime();
    const QPointer<QObject> alive{receiver};
    const bool done = QApplication::notify(receiver, event);
    if (m_probe)
        m_probe->task(FrameProbe::threadTime() - begin,
                      [&] { return alive ? nameOf(alive, type) : std::string{kind->className()}; });
    m_within = false;
    return done;
}

} // namespace sightglass
