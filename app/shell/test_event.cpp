// SPDX-License-Identifier: Apache-2.0
#include "app/shell/test_event.h"

#include "model/base/time_text.h"

#include <QCoreApplication>
#include <QTcpSocket>
#include <QUrl>

#include <chrono>

namespace sightglass {

void postTestEvent(const QString &address, QObject *owner,
                   std::function<void(const QString &)> tell)
{
    const QUrl url{address};
    if (!url.isValid() || url.host().isEmpty()) {
        tell(QCoreApplication::translate("TestEvent", "Nothing listens here."));
        return;
    }
    const auto now = std::chrono::time_point_cast<Span>(std::chrono::system_clock::now());
    const std::string id = std::to_string(now.time_since_epoch().count());
    const QByteArray body = QByteArray::fromStdString(
        R"({"specversion":"1.0","id":"test-)" + id
        + R"(","source":"sightglass/test","type":"dev.sightglass.quick","time":")"
        + formatRfc3339(now) + R"(","data":{"name":"test event","status":"success"}})");
    const QByteArray token = qgetenv("SIGHTGLASS_TOKEN");
    QByteArray request = "POST /events HTTP/1.1\r\nHost: " + url.authority().toLatin1()
        + "\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
        + QByteArray::number(body.size()) + "\r\n";
    if (!token.isEmpty())
        request += "Authorization: Bearer " + token + "\r\n";
    auto *socket = new QTcpSocket(owner);
    QObject::connect(socket, &QTcpSocket::connected, socket,
                     [socket, request, body] { socket->write(request + "\r\n" + body); });
    QObject::connect(socket, &QTcpSocket::disconnected, socket, [socket, tell] {
        const QByteArray answer = socket->readAll();
        tell(QString::fromUtf8(answer.left(answer.indexOf('\r'))));
        socket->deleteLater();
    });
    QObject::connect(socket, &QTcpSocket::errorOccurred, socket,
                     [socket, tell](QAbstractSocket::SocketError error) {
                         if (error != QAbstractSocket::RemoteHostClosedError) {
                             tell(socket->errorString());
                             socket->deleteLater();
                         }
                     });
    socket->connectToHost(url.host(), static_cast<quint16>(url.port(80)));
}

} // namespace sightglass
