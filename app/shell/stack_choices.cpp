// SPDX-License-Identifier: Apache-2.0
#include "app/shell/stack_choices.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>

namespace sightglass {

StackChoices::StackChoices(const QString &path)
    : m_path(path)
{
    QFile file{path};
    if (!file.open(QIODevice::ReadOnly))
        return;
    const QJsonArray names = QJsonDocument::fromJson(file.readAll()).array();
    for (const QJsonValue &name : names)
        m_ungrouped.insert(name.toString());
}

bool StackChoices::keep(const QString &pipeline, bool grouped)
{
    if (grouped)
        m_ungrouped.remove(pipeline);
    else
        m_ungrouped.insert(pipeline);
    QStringList names{m_ungrouped.begin(), m_ungrouped.end()};
    names.sort();
    QDir{}.mkpath(QFileInfo{m_path}.path());
    QSaveFile file{m_path};
    return file.open(QIODevice::WriteOnly)
        && file.write(QJsonDocument{QJsonArray::fromStringList(names)}.toJson()) >= 0
        && file.commit();
}

} // namespace sightglass
