// SPDX-License-Identifier: Apache-2.0
#include "app/shell/main_window.h"

#include <QCloseEvent>
#include <QDir>
#include <QDockWidget>
#include <QFile>
#include <QSaveFile>
#include <QStandardPaths>

namespace sightglass {
namespace {

constexpr qint64 kLargestLayout = 1 << 20;

} // namespace

QString MainWindow::layoutFile() const
{
    if (!m_options.configDir.isEmpty())
        return m_options.configDir + QStringLiteral("/layout");
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation)
        + QStringLiteral("/sightglass/layout");
}

// A layout that is damaged or of another version is not restored: the first one stands.
void MainWindow::loadLayout()
{
    QFile file{layoutFile()};
    if (m_options.screenshot.isEmpty() && file.open(QIODevice::ReadOnly)
        && file.size() < kLargestLayout && !restoreState(file.readAll()))
        restoreState(m_firstLayout);
}

void MainWindow::saveLayout()
{
    if (!m_options.screenshot.isEmpty() || !m_options.dumpUi.isEmpty())
        return;
    const QString path = layoutFile();
    QDir{}.mkpath(QFileInfo{path}.path());
    QFile::remove(path); // never through a link that stands there
    QFile file{path};
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly))
        return; // a window without a remembered layout still works
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    file.write(saveState());
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
