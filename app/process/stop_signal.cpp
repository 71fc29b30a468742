// SPDX-License-Identifier: Apache-2.0
#include "app/process/stop_signal.h"

#include <QSocketNotifier>

#include <csignal>
#include <cstdlib>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace sightglass {
namespace {

int signalPipe[2] = {-1, -1};

void onSignal(int)
{
    const char byte = 0;
    if (::write(signalPipe[1], &byte, 1) < 0)
        std::_Exit(1);
}

} // namespace

void onStopSignal(QObject *owner, std::function<void()> stop)
{
    if (::pipe2(signalPipe, O_CLOEXEC | O_NONBLOCK) != 0)
        return;
    auto *notifier = new QSocketNotifier(signalPipe[0], QSocketNotifier::Read, owner);
    QObject::connect(notifier, &QSocketNotifier::activated, owner,
                     [notifier, act = std::move(stop)] {
                         notifier->setEnabled(false);
                         act();
                     });
    std::signal(SIGINT, onSignal);
    std::signal(SIGTERM, onSignal);
}

} // namespace sightglass
