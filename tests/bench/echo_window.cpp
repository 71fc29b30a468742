// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/echo_window.h"

#include <QEventLoop>
#include <QPainter>
#include <QSocketNotifier>
#include <QTimer>

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace sightglass::test {
namespace {

constexpr auto kPause = std::chrono::milliseconds{10};

} // namespace

EchoWindow::EchoWindow(int socket, std::chrono::milliseconds apart)
    : m_socket(socket)
    , m_clock(apart)
{
    connect(&m_clock, &FrameClock::tick, this, qOverload<>(&QWidget::update));
    auto *notifier = new QSocketNotifier(socket, QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this] { read(); });
}

void EchoWindow::read()
{
    Clock::time_point sent;
    while (::read(m_socket, &sent, sizeof sent) == sizeof sent)
        m_received.push_back(sent);
    m_clock.wake();
}

void EchoWindow::paintEvent(QPaintEvent *)
{
    QPainter painter{this};
    painter.fillRect(rect(), Qt::white);
    painter.drawText(20, 40, QString::number(m_latencies.size()));
    for (const Clock::time_point &sent : m_received)
        m_latencies.push_back(
            std::chrono::duration<double, std::milli>(Clock::now() - sent).count());
    m_received.clear();
}

std::vector<double> EchoWindow::latencies(int seconds, std::chrono::milliseconds apart)
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0)
        return {};
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    EchoWindow window{ends[0], apart};
    window.resize(1440, 900);
    window.show();
    std::atomic<bool> stop = false;
    std::thread sender{[&] {
        while (!stop) {
            const Clock::time_point now = Clock::now();
            if (write(ends[1], &now, sizeof now) != sizeof now)
                return;
            std::this_thread::sleep_for(kPause);
        }
    }};
    QEventLoop loop;
    QTimer::singleShot(seconds * 1'000, &loop, &QEventLoop::quit);
    loop.exec();
    stop = true;
    sender.join();
    ::close(ends[1]);
    window.hide();
    std::vector<double> found = std::move(window.m_latencies);
    ::close(ends[0]);
    return found;
}

} // namespace sightglass::test
