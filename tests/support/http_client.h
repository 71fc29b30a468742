// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QByteArrayList>

namespace sightglass::test {

/// One connection that says exactly what it is told to, however wrong: what HTTP clients refuse to
/// send.
class HttpClient
{
public:
    explicit HttpClient(quint16 port);
    ~HttpClient();
    HttpClient(const HttpClient &) = delete;
    HttpClient &operator=(const HttpClient &) = delete;

    void send(const QByteArray &bytes);
    /// The next answer, head and body; what was received when none came whole in that time.
    [[nodiscard]] QByteArray answer(int milliseconds = 3'000);
    /// Whether the other side ended the connection without another byte.
    [[nodiscard]] bool isClosed(int milliseconds = 3'000);

private:
    [[nodiscard]] bool receive(int milliseconds);

    int m_socket = -1;
    QByteArray m_received;
};

/// A whole POST request with the headers that a plain client sends.
[[nodiscard]] QByteArray post(quint16 port, const QByteArray &body,
                              const QByteArrayList &headers = {"Content-Type: application/json"},
                              const QByteArray &path = "/events");
/// Sends it on a connection of its own and returns the answer.
[[nodiscard]] QByteArray exchange(quint16 port, const QByteArray &request);
/// 0 when it is no answer.
[[nodiscard]] int statusOf(const QByteArray &answer);
[[nodiscard]] QByteArray bodyOf(const QByteArray &answer);

} // namespace sightglass::test
