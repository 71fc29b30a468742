// SPDX-License-Identifier: Apache-2.0
#include "app/cli/gui/window.h"

#include "app/shell/run_window.h"
#include "model/base/time_text.h"

#include <QApplication>
#include <QCommandLineParser>

#include <cstdio>
#include <optional>

namespace sightglass {
namespace {

const QCommandLineOption kReplay{QStringLiteral("replay")};
const QCommandLineOption kDemo{QStringLiteral("demo")};
const QCommandLineOption kDemoSeed{QStringLiteral("demo-seed"), {}, QStringLiteral("N")};
const QCommandLineOption kAt{QStringLiteral("at"), {}, QStringLiteral("TIME")};
const QCommandLineOption kFreeze{QStringLiteral("freeze-clock"), {}, QStringLiteral("TIME")};
const QCommandLineOption kNoAnimations{QStringLiteral("no-animations")};
const QCommandLineOption kTheme{QStringLiteral("theme"), {}, QStringLiteral("light|dark")};
const QCommandLineOption kSize{QStringLiteral("size"), {}, QStringLiteral("WxH")};
const QCommandLineOption kScreenshot{QStringLiteral("screenshot"), {}, QStringLiteral("FILE")};
const QCommandLineOption kDumpUi{QStringLiteral("dump-ui"), {}, QStringLiteral("FILE")};
const QCommandLineOption kConfigDir{QStringLiteral("config-dir"), {}, QStringLiteral("DIR")};
const QCommandLineOption kListen{QStringLiteral("listen"), {}, QStringLiteral("ADDRESS:PORT")};
const QCommandLineOption kView{QStringLiteral("view"), {}, QStringLiteral("flow|timeline|events")};

/// An instant that an option gives. False: it is no time.
bool readTime(const QCommandLineParser &parser, const QCommandLineOption &option,
              std::optional<Timestamp> &time)
{
    if (!parser.isSet(option))
        return true;
    time = parseInstant(parser.value(option).toStdString());
    return time.has_value();
}

bool readSize(const QString &text, QSize &size)
{
    const QStringList sides = text.split(u'x');
    if (sides.size() != 2)
        return false;
    size = {sides[0].toInt(), sides[1].toInt()};
    return size.width() >= 100 && size.height() >= 100 && size.width() <= 16384
        && size.height() <= 16384;
}

bool readListen(const QString &text, ShellOptions &options)
{
    const qsizetype colon = text.lastIndexOf(u':');
    bool isNumber = false;
    options.listenPort = text.mid(colon + 1).toUShort(&isNumber);
    options.listenAddress = text.left(colon).remove(u'[').remove(u']');
    options.listenMoves = false;
    return colon > 0 && isNumber;
}

/// Empty when all is understood, else what is not.
QString readOptions(const QCommandLineParser &parser, ShellOptions &options)
{
    options.files = parser.positionalArguments();
    options.demo = options.demo || parser.isSet(kDemo);
    options.replay = parser.isSet(kReplay);
    options.animations = !parser.isSet(kNoAnimations);
    options.screenshot = parser.value(kScreenshot);
    options.dumpUi = parser.value(kDumpUi);
    options.configDir = parser.value(kConfigDir);
    if (!readTime(parser, kAt, options.at) || !readTime(parser, kFreeze, options.freezeClock))
        return QStringLiteral("--at and --freeze-clock take RFC 3339 or milliseconds since 1970");
    if (parser.isSet(kSize) && !readSize(parser.value(kSize), options.size))
        return QStringLiteral("--size takes WIDTHxHEIGHT");
    if (parser.isSet(kListen) && !readListen(parser.value(kListen), options))
        return QStringLiteral("--listen takes ADDRESS:PORT");
    bool isNumber = true;
    if (parser.isSet(kDemoSeed))
        options.demoSeed = parser.value(kDemoSeed).toULongLong(&isNumber);
    if (!isNumber)
        return QStringLiteral("--demo-seed takes a number");
    const QString theme = parser.value(kTheme);
    if (!theme.isEmpty() && theme != QLatin1String("light") && theme != QLatin1String("dark"))
        return QStringLiteral("--theme is light or dark");
    if (!theme.isEmpty())
        options.theme = theme == QLatin1String("dark") ? ThemeChoice::Dark : ThemeChoice::Light;
    const QString view = parser.value(kView);
    if (!view.isEmpty() && view != QLatin1String("flow") && view != QLatin1String("timeline")
        && view != QLatin1String("events"))
        return QStringLiteral("--view is flow, timeline or events");
    if (!view.isEmpty())
        options.view = QStringLiteral("view") + view.at(0).toUpper() + view.mid(1);
    if (options.replay && options.files.isEmpty())
        return QStringLiteral("--replay takes a file");
    return {};
}

bool hasDisplay()
{
    return !qEnvironmentVariableIsEmpty("DISPLAY")
        || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY")
        || !qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM");
}

// Nobody could see a window: the same is left as a picture and a report.
int runWithoutDisplay(const Invocation &invocation, ShellOptions options)
{
    std::fprintf(stderr,
                 "sightglass: there is no display; the window is drawn to sightglass.png%s\n",
                 options.files.isEmpty() ? "" : ", and reported in sightglass.txt");
    qputenv("QT_QPA_PLATFORM", "offscreen");
    if (options.screenshot.isEmpty())
        options.screenshot = QStringLiteral("sightglass.png");
    if (options.files.isEmpty() && !options.freezeClock) // all of the demo, as it stands at its end
        options.freezeClock = std::chrono::time_point_cast<Span>(std::chrono::system_clock::now());
    const QApplication application{invocation.argc, invocation.argv};
    const int status = runWindow(options);
    if (options.files.isEmpty() || status != kFine)
        return status;
    Invocation report = invocation;
    report.arguments = options.files;
    if (!std::freopen("sightglass.txt", "w", stdout))
        return complain(kUnreadable, QStringLiteral("sightglass.txt cannot be written"));
    return runReport(report);
}

int run(const Invocation &invocation, bool demo)
{
    QCommandLineParser parser;
    parser.addOptions({kReplay, kDemo, kDemoSeed, kAt, kFreeze, kNoAnimations, kTheme, kSize,
                       kScreenshot, kDumpUi, kConfigDir, kListen, kView});
    if (!parseArguments(parser, invocation.arguments))
        return kUsage;
    ShellOptions options;
    options.demo = demo;
    if (const QString wrong = readOptions(parser, options); !wrong.isEmpty())
        return complain(kUsage, wrong);
    QCoreApplication::setApplicationName(QStringLiteral("sightglass"));
    QCoreApplication::setApplicationVersion(QStringLiteral(SIGHTGLASS_VERSION));
    if (!hasDisplay())
        return runWithoutDisplay(invocation, options);
    const QApplication application{invocation.argc, invocation.argv};
    return runWindow(options);
}

} // namespace

int runWindowCommand(const Invocation &invocation)
{
    return run(invocation, false);
}

int runDemo(const Invocation &invocation)
{
    return run(invocation, true);
}

} // namespace sightglass
