// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/snapshot/frame_clock.h"
#include "tests/bench/event_feed.h"

#include <QEvent>
#include <QWidget>

#include <functional>

namespace sightglass::test {

/// Calls back after each paint of a widget.
class Watch final : public QObject
{
public:
    Watch(QWidget &widget, std::function<void()> seen)
        : m_seen(std::move(seen))
    {
        widget.installEventFilter(this);
    }
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Paint)
            QMetaObject::invokeMethod(this, m_seen, Qt::QueuedConnection);
        return QObject::eventFilter(watched, event);
    }

private:
    std::function<void()> m_seen;
};

/// A bare window that paints what a socket tells: the limit of what a window can do.
class EchoWindow final : public QWidget
{
public:
    /// Of each message, a hundred a second, milliseconds from its sending to its painting: at once,
    /// or so long after the last time at the earliest.
    [[nodiscard]] static std::vector<double> latencies(int seconds,
                                                       std::chrono::milliseconds apart = {});

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    EchoWindow(int socket, std::chrono::milliseconds apart);
    void read();

    int m_socket;
    FrameClock m_clock;
    std::vector<Clock::time_point> m_received;
    std::vector<double> m_latencies;
};

} // namespace sightglass::test
