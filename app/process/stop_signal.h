// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

class QObject;

namespace sightglass {

/// SIGINT and SIGTERM call it, in the event loop, as long as the owner lives. Once a process.
void onStopSignal(QObject *owner, std::function<void()> stop);

} // namespace sightglass
