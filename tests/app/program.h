// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QStringList>

namespace sightglass {

/// What one run of the program said.
struct ProgramRun
{
    int status = -1;
    QByteArray out;
    QByteArray errors;

    /// Of `report --format json`; empty when it was none.
    [[nodiscard]] QJsonObject object() const;
    /// The same without what depends on the file and the machine.
    [[nodiscard]] QJsonObject model() const;
};

[[nodiscard]] QString programPath();
/// Runs the built program to its end.
[[nodiscard]] ProgramRun runProgram(const QStringList &arguments, const QByteArray &input = {},
                                    const QString &folder = {});

[[nodiscard]] QByteArray readAll(const QString &path);
void writeAll(const QString &path, const QByteArray &bytes);
[[nodiscard]] QByteArray gzipped(const QByteArray &bytes);
[[nodiscard]] QByteArray zstdCompressed(const QByteArray &bytes);

} // namespace sightglass
