// SPDX-License-Identifier: Apache-2.0
#include "app/cli/gui/window.h"

#include "app/cli/gui/no_display.h"
#include "app/cli/gui/window_options.h"
#include "app/shell/probed_application.h"
#include "app/shell/run_window.h"

#include <QFileInfo>
#include <QIcon>

#include <algorithm>

namespace sightglass {
namespace {

/// Lets Qt try what this session has and fall back to drawing without a display.
void choosePlatform()
{
    QByteArray platforms;
    if (qEnvironmentVariableIsSet("WAYLAND_DISPLAY"))
        platforms += "wayland;";
    if (qEnvironmentVariableIsSet("DISPLAY"))
        platforms += "xcb;";
    qputenv("QT_QPA_PLATFORM", platforms + "offscreen");
}

bool isThere(const QString &path)
{
    return path == QLatin1String("-") || QFileInfo::exists(path);
}

/// Opening a window to say that nothing is there helps nobody.
std::optional<int> refuse(const QStringList &files)
{
    if (files.isEmpty() || std::any_of(files.begin(), files.end(), isThere))
        return {};
    const QString &first = files.first();
    if (!first.contains(u'/') && !first.contains(u'.'))
        return complain(
            kUsage,
            QStringLiteral("no file and no subcommand is called %1, see --help").arg(first));
    return complain(kUnreadable, first + QStringLiteral(": no such file"));
}

int open(const Invocation &invocation, bool demo)
{
    auto options = readWindowOptions(invocation.arguments);
    if (!options)
        return kUsage;
    options->demo = options->demo || demo;
    if (const auto refused = refuse(options->files))
        return *refused;
    if (QFileInfo{options->record}.size() > 0)
        return complain(kUsage, options->record + QStringLiteral(": there is something in it"));
    const bool chosen = qEnvironmentVariableIsSet("QT_QPA_PLATFORM");
    if (!chosen)
        choosePlatform();
    QApplication::setApplicationName(QStringLiteral("sightglass"));
    QApplication::setApplicationVersion(QStringLiteral(SIGHTGLASS_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("org.sightglass.Sightglass"));
    const ProbedApplication application{invocation.argc, invocation.argv};
    QApplication::setWindowIcon(QIcon{QStringLiteral(":/icons/sightglass.svg")});
    const bool hidden = !chosen && QApplication::platformName() == QLatin1String("offscreen");
    if (hidden && options->screenshot.isEmpty() && options->dumpUi.isEmpty())
        return drawInstead(invocation, *options);
    return runWindow(invocation.vocabularies, *options);
}

} // namespace

int runWindowCommand(const Invocation &invocation)
{
    return open(invocation, false);
}

int runDemo(const Invocation &invocation)
{
    return open(invocation, true);
}

} // namespace sightglass
