// SPDX-License-Identifier: Apache-2.0
#include "tests/support/http_client.h"

#include <array>
#include <chrono>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace sightglass::test {
namespace {

/// Of the first answer in the bytes; -1 when it is not whole.
qsizetype answerSize(const QByteArray &bytes)
{
    const qsizetype head = bytes.indexOf("\r\n\r\n");
    if (head < 0)
        return -1;
    static constexpr char kLength[] = "\r\nContent-Length: ";
    const qsizetype begin = bytes.indexOf(kLength);
    if (begin < 0 || begin > head)
        return head + 4;
    const qsizetype value = begin + qsizetype{sizeof(kLength)} - 1;
    const qsizetype size
        = head + 4 + bytes.mid(value, bytes.indexOf("\r\n", value) - value).toLongLong();
    return size <= bytes.size() ? size : -1;
}

} // namespace

HttpClient::HttpClient(quint16 port)
    : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const auto *where = reinterpret_cast<const sockaddr *>(&address);
    if (::connect(m_socket, where, sizeof address) != 0) {
        ::close(m_socket);
        m_socket = -1;
    }
}

HttpClient::~HttpClient()
{
    if (m_socket >= 0)
        ::close(m_socket);
}

void HttpClient::send(const QByteArray &bytes)
{
    qsizetype done = 0;
    while (done < bytes.size()) {
        const ssize_t count
            = ::send(m_socket, bytes.constData() + done, size_t(bytes.size() - done), MSG_NOSIGNAL);
        if (count <= 0)
            return; // the other side has had enough
        done += count;
    }
}

bool HttpClient::receive(int milliseconds)
{
    pollfd ready{m_socket, POLLIN, 0};
    if (::poll(&ready, 1, milliseconds) <= 0)
        return false;
    std::array<char, 65536> bytes{};
    const ssize_t count = ::recv(m_socket, bytes.data(), bytes.size(), 0);
    if (count > 0)
        m_received.append(bytes.data(), count);
    return count > 0;
}

QByteArray HttpClient::answer(int milliseconds)
{
    const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds{milliseconds};
    while (answerSize(m_received) < 0 && std::chrono::steady_clock::now() < end
           && receive(milliseconds)) { }
    const qsizetype size = answerSize(m_received);
    const QByteArray first = size < 0 ? m_received : m_received.left(size);
    m_received.remove(0, first.size());
    return first;
}

bool HttpClient::isClosed(int milliseconds)
{
    pollfd ready{m_socket, POLLIN, 0};
    if (m_socket < 0)
        return true;
    return ::poll(&ready, 1, milliseconds) > 0 && !receive(0) && m_received.isEmpty();
}

QByteArray post(quint16 port, const QByteArray &body, const QByteArrayList &headers,
                const QByteArray &path)
{
    QByteArray request
        = "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(port) + "\r\n";
    for (const QByteArray &header : headers)
        request += header + "\r\n";
    return request + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

QByteArray exchange(quint16 port, const QByteArray &request)
{
    HttpClient client{port};
    client.send(request);
    return client.answer(30'000); // a big body on a busy machine
}

int statusOf(const QByteArray &answer)
{
    return answer.startsWith("HTTP/1.1 ") ? answer.mid(9, 3).toInt() : 0;
}

QByteArray bodyOf(const QByteArray &answer)
{
    const qsizetype head = answer.indexOf("\r\n\r\n");
    return head < 0 ? QByteArray{} : answer.mid(head + 4);
}

} // namespace sightglass::test
