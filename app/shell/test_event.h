// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QString>

#include <functional>

namespace sightglass {

/// Sends one event to our own receiver over HTTP, as a sender would, and tells what it answered.
/// `owner` ends it.
void postTestEvent(const QString &address, QObject *owner,
                   std::function<void(const QString &)> tell);

} // namespace sightglass
