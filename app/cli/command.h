// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringList>

namespace sightglass {

/// design.md §6: what a process that was asked for an answer says with its exit status.
enum ExitStatus : int { kFine = 0, kFindings = 1, kUsage = 2, kUnreadable = 3 };

/// Prints "sightglass: message" to standard error and returns the status.
int complain(ExitStatus status, const QString &message);

/// Each takes what stands behind its name on the command line.
int runReport(const QStringList &arguments);
int runRender(const QStringList &arguments);

} // namespace sightglass
