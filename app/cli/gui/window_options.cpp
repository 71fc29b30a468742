// SPDX-License-Identifier: Apache-2.0
#include "app/cli/gui/window_options.h"

#include "app/cli/command.h"
#include "model/base/time_text.h"

#include <QCommandLineParser>
#include <QRegularExpression>

#include <algorithm>

namespace sightglass {
namespace {

/// Reads one option's value into the options; false when it makes no sense.
using Take = bool (*)(ShellOptions &options, const QString &value);

bool takeTime(std::optional<Timestamp> &time, const QString &value)
{
    time = parseInstant(value.toStdString());
    return time.has_value();
}

bool takeSize(ShellOptions &options, const QString &value)
{
    static const QRegularExpression form{QStringLiteral("^(\\d{1,5})x(\\d{1,5})$")};
    const auto match = form.match(value);
    options.size = {match.captured(1).toInt(), match.captured(2).toInt()};
    return match.hasMatch() && std::min(options.size.width(), options.size.height()) >= 100
        && std::max(options.size.width(), options.size.height()) <= 16384;
}

bool takeListen(ShellOptions &options, const QString &value)
{
    static const QRegularExpression form{QStringLiteral("^\\[?([^\\]\\s]+?)\\]?:(\\d{1,5})$")};
    const auto match = form.match(value);
    const int port = match.captured(2).toInt();
    options.listenAddress = match.captured(1);
    options.listenPort = static_cast<quint16>(port);
    options.listenMoves = false;
    return match.hasMatch() && port <= 65535;
}

bool takeBudget(ShellOptions &options, const QString &value)
{
    constexpr quint64 kLeast = 64; // the program itself takes most of that
    bool fine = false;
    const quint64 mebibytes = value.toULongLong(&fine);
    options.memoryBudget = mebibytes << 20;
    return fine && mebibytes >= kLeast && mebibytes <= quint64{1} << 30;
}

bool takeTheme(ShellOptions &options, const QString &value)
{
    options.theme = value == QLatin1String("dark") ? ThemeChoice::Dark : ThemeChoice::Light;
    return value == QLatin1String("dark") || value == QLatin1String("light");
}

bool takeView(ShellOptions &options, const QString &value)
{
    if (value.isEmpty())
        return false;
    options.view = QStringLiteral("view") + value.at(0).toUpper() + value.mid(1);
    return QStringList{QStringLiteral("flow"), QStringLiteral("map"), QStringLiteral("timeline"),
                       QStringLiteral("events")}
        .contains(value);
}

struct Option
{
    const char *name;
    const char *value; // what it takes; null: nothing
    Take take;
};

constexpr Option kOptions[] = {
    {"at", "time", [](ShellOptions &o, const QString &v) { return takeTime(o.at, v); }},
    {"config-dir", "folder",
     [](ShellOptions &o, const QString &v) { return !(o.configDir = v).isEmpty(); }},
    {"demo", nullptr, [](ShellOptions &o, const QString &) { return o.demo = true; }},
    {"demo-seed", "number",
     [](ShellOptions &o, const QString &v) {
         bool fine = false;
         o.demoSeed = v.toULongLong(&fine);
         return fine;
     }},
    {"dump-ui", "file",
     [](ShellOptions &o, const QString &v) { return !(o.dumpUi = v).isEmpty(); }},
    {"frame-probe", nullptr, [](ShellOptions &o, const QString &) { return o.frameProbe = true; }},
    {"freeze-clock", "time",
     [](ShellOptions &o, const QString &v) { return takeTime(o.freezeClock, v); }},
    {"listen", "address:port", takeListen},
    {"mapping", "file",
     [](ShellOptions &o, const QString &v) {
         o.mappings.files.push_back(v.toStdString());
         return !v.isEmpty();
     }},
    {"memory-budget", "MiB", takeBudget},
    {"no-animations", nullptr,
     [](ShellOptions &o, const QString &) { return !(o.animations = false); }},
    {"record", "file", [](ShellOptions &o, const QString &v) { return !(o.record = v).isEmpty(); }},
    {"replay", nullptr, [](ShellOptions &o, const QString &) { return o.replay = true; }},
    {"screenshot", "file",
     [](ShellOptions &o, const QString &v) { return !(o.screenshot = v).isEmpty(); }},
    {"size", "WxH", takeSize},
    {"theme", "light|dark", takeTheme},
    {"view", "flow|map|timeline|events", takeView},
};

} // namespace

std::optional<ShellOptions> readWindowOptions(const QStringList &arguments)
{
    QCommandLineParser parser;
    for (const Option &option : kOptions)
        parser.addOption({QString::fromLatin1(option.name), {}, QString::fromLatin1(option.value)});
    if (!parseArguments(parser, arguments))
        return {};
    ShellOptions options;
    for (const Option &option : kOptions) {
        const QString name = QString::fromLatin1(option.name);
        if (!parser.isSet(name))
            continue;
        for (const QString &value : option.value ? parser.values(name) : QStringList{QString{}}) {
            if (option.take(options, value))
                continue;
            complain(kUsage, QStringLiteral("--%1 does not take \"%2\"").arg(name, value));
            return {};
        }
    }
    options.mappings.folder = mappingFolder(options.configDir);
    options.files = parser.positionalArguments();
    if (options.replay && options.files.isEmpty()) {
        complain(kUsage, QStringLiteral("--replay takes a file"));
        return {};
    }
    return options;
}

} // namespace sightglass
