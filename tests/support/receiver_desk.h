// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/registry/vocabularies.h"
#include "model/streams/receiver/receiver.h"

#include <QByteArray>

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace sightglass::test {

inline const QByteArray kEvent
    = R"({"specversion":"1.0","id":"1","source":"/s","type":"t","data":{"n":1.50}})";

/// Stands in for the log and the model. THREAD: any
class Desk
{
public:
    ReceiverPorts ports()
    {
        ReceiverPorts ports;
        ports.store
            = [this](JudgedBody &&body, const std::string &, std::function<void(Stored)> settled) {
                  const std::lock_guard lock{m_mutex};
                  if (answer == Stored::Durable)
                      m_lines.insert(m_lines.end(), body.lines.begin(), body.lines.end());
                  if (waits)
                      m_waiting.push_back(std::move(settled));
                  else
                      settled(answer);
              };
        ports.reject = [this](const Rejection &rejection, std::string_view, const std::string &) {
            const std::lock_guard lock{m_mutex};
            m_reasons.push_back(rejection.reason);
        };
        ports.refuse = [](unsigned) {};
        return ports;
    }
    [[nodiscard]] std::vector<std::string> lines() const
    {
        const std::lock_guard lock{m_mutex};
        return m_lines;
    }
    [[nodiscard]] std::vector<Reason> reasons() const
    {
        const std::lock_guard lock{m_mutex};
        return m_reasons;
    }
    void settleAll()
    {
        const std::lock_guard lock{m_mutex};
        for (const auto &settled : m_waiting)
            settled(Stored::Durable);
        m_waiting.clear();
    }

    Stored answer = Stored::Durable;
    bool waits = false;

private:
    mutable std::mutex m_mutex;
    std::vector<std::string> m_lines;
    std::vector<Reason> m_reasons;
    std::vector<std::function<void(Stored)>> m_waiting;
};

/// A receiver on a port of its own, and the desk behind it.
class ReceiverAtDesk
{
public:
    explicit ReceiverAtDesk(const std::string &token = {})
        : m_vocabularies(makeVocabularies())
        , m_receiver(m_vocabularies, desk.ports())
        , m_error(m_receiver.listen({"127.0.0.1", 0, true, token}))
        , m_port(m_error.empty() ? portOf(m_receiver.url()) : quint16{0})
    { }
    ~ReceiverAtDesk()
    {
        m_receiver.stop();
        desk.settleAll();
    }
    ReceiverAtDesk(const ReceiverAtDesk &) = delete;
    ReceiverAtDesk &operator=(const ReceiverAtDesk &) = delete;

    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] Receiver &receiver() { return m_receiver; }

    Desk desk;

private:
    static quint16 portOf(const std::string &url)
    {
        return QByteArray::fromStdString(url).split(':').back().toUShort();
    }

    VocabularyList m_vocabularies;
    Receiver m_receiver;
    std::string m_error;
    quint16 m_port;
};

} // namespace sightglass::test
