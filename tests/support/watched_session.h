// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject> // first: moc stumbles over standard headers that stand before it

#include "app/registry/vocabularies.h"
#include "model/session/session.h"

#include <QStringList>

#include <memory>

namespace sightglass::test {

/// An event as one line of a file, known by its number; without a time where that is empty.
[[nodiscard]] inline QByteArray eventLine(int number,
                                          const QByteArray &time = "2026-03-01T12:00:00Z")
{
    const QByteArray when
        = time.isEmpty() ? QByteArray() : QByteArray(",\"time\":\"" + time + "\"");
    return "{\"specversion\":\"1.0\",\"id\":\"" + QByteArray::number(number)
        + "\",\"source\":\"/s\",\"type\":\"t\"" + when + "}";
}

/// A session, and the newest that it told.
class WatchedSession
{
public:
    WatchedSession()
        : m_vocabularies(makeVocabularies())
        , session(std::make_unique<Session>(m_vocabularies))
    {
        QObject::connect(session.get(), &Session::frameReady, session.get(),
                         [this](const Frame &frame) {
                             snapshot = frame.snapshot;
                             ++frames;
                         });
        QObject::connect(session.get(), &Session::listenChanged, session.get(),
                         [this](const ListenState &state) { listening = state; });
        QObject::connect(session.get(), &Session::filesRead, session.get(),
                         [this] { ++filesRead; });
        QObject::connect(session.get(), &Session::trouble, session.get(),
                         [this](const QString &sentence) { troubles.append(sentence); });
    }

    [[nodiscard]] quint16 port() const
    {
        return listening.address.section(QLatin1Char(':'), -1).toUShort();
    }
    [[nodiscard]] std::uint32_t events() const { return snapshot.events.size(); }

private:
    VocabularyList m_vocabularies;

public:
    std::unique_ptr<Session> session;
    Snapshot snapshot;
    ListenState listening;
    QStringList troubles;
    int frames = 0;
    int filesRead = 0;
};

} // namespace sightglass::test
