// SPDX-License-Identifier: Apache-2.0
#include "app/shell/main_window.h"
#include "views/map/map_view.h"

#include <QCloseEvent>
#include <QDir>
#include <QDockWidget>
#include <QFile>
#include <QSaveFile>
#include <QSettings>
#include <QStandardPaths>

namespace sightglass {
namespace {

constexpr qint64 kLargestState = 4 << 20;
const QString kSettings = QStringLiteral("settings.ini");
const QString kReducesMotion = QStringLiteral("reduceMotion");

/// Empty when there is none.
QByteArray readState(const QString &path)
{
    QFile file{path};
    return file.open(QIODevice::ReadOnly) && file.size() < kLargestState ? file.readAll()
                                                                         : QByteArray{};
}

void writeState(const QString &path, const QByteArray &bytes)
{
    QDir{}.mkpath(QFileInfo{path}.path());
    QFile::remove(path); // never through a link that stands there
    QFile file{path};
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly))
        return; // a window that remembers nothing still works
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    file.write(bytes);
}

} // namespace

QString MainWindow::stateFile(const QString &name) const
{
    if (!m_options.configDir.isEmpty())
        return m_options.configDir + u'/' + name;
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation)
        + QStringLiteral("/sightglass/") + name;
}

// A layout that is damaged or of another version is not restored: the first one stands.
void MainWindow::loadLayout()
{
    if (!m_options.screenshot.isEmpty())
        return;
    const QByteArray layout = readState(stateFile(QStringLiteral("layout")));
    if (!layout.isEmpty() && !restoreState(layout))
        restoreState(m_firstLayout);
    if (const QByteArray map = readState(stateFile(QStringLiteral("map.json"))); !map.isEmpty())
        m_map->restoreState(map);
}

void MainWindow::saveLayout()
{
    if (!m_options.screenshot.isEmpty() || !m_options.dumpUi.isEmpty())
        return;
    writeState(stateFile(QStringLiteral("layout")), saveState());
    writeState(stateFile(QStringLiteral("map.json")), m_map->saveState());
}

bool MainWindow::reducesMotion() const
{
    return QSettings{stateFile(kSettings), QSettings::IniFormat}.value(kReducesMotion).toBool();
}

void MainWindow::reduceMotion(bool reduces)
{
    QSettings{stateFile(kSettings), QSettings::IniFormat}.setValue(kReducesMotion, reduces);
    m_context.setAnimates(!reduces);
    Q_EMIT m_context.moved(); // what moved stands
}

void MainWindow::keepSettings()
{
    m_context.requests.setting = [this](const QString &name) {
        return QSettings{stateFile(kSettings), QSettings::IniFormat}.value(name).toString();
    };
    m_context.requests.keepSetting = [this](const QString &name, const QString &value) {
        QSettings{stateFile(kSettings), QSettings::IniFormat}.setValue(name, value);
    };
}

void MainWindow::resetLayout()
{
    restoreState(m_firstLayout);
    for (const auto &[name, dock] : m_docks)
        dock->show();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    saveLayout();
    QMainWindow::closeEvent(event);
}

} // namespace sightglass
