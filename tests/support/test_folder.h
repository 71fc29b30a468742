// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFile>
#include <QTemporaryDir>

namespace sightglass::test {

/// A temporary folder and the files that a test writes into it.
class TestFolder
{
public:
    [[nodiscard]] QString path() const { return m_folder.path(); }
    [[nodiscard]] QString filePath(const QString &name) const { return m_folder.filePath(name); }

    /// Its path. Ends the test when there is no room.
    QString write(const char *name, const QByteArray &content) const
    {
        const QString path = m_folder.filePath(QString::fromUtf8(name));
        QFile file{path};
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("no room for the test");
        return path;
    }

private:
    QTemporaryDir m_folder;
};

} // namespace sightglass::test
