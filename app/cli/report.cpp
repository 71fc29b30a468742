// SPDX-License-Identifier: Apache-2.0
#include "app/cli/command.h"
#include "app/cli/report_text.h"
#include "model/base/safe_text.h"
#include "model/base/time_text.h"

#include <QCommandLineParser>

#include <cstdio>

#include <unistd.h>

namespace sightglass {

int runReport(const QStringList &arguments)
{
    QCommandLineParser parser;
    const QCommandLineOption format{
        QStringLiteral("format"), {}, QStringLiteral("text|json"), QStringLiteral("text")};
    const QCommandLineOption at{QStringLiteral("at"), {}, QStringLiteral("time")};
    const QCommandLineOption strict{QStringLiteral("strict")};
    parser.addOptions({format, at, strict});
    if (!parser.parse(QStringList{QStringLiteral("report")} + arguments))
        return complain(kUsage, parser.errorText());
    const bool json = parser.value(format) == QLatin1String("json");
    if (!json && parser.value(format) != QLatin1String("text"))
        return complain(kUsage, QStringLiteral("--format is text or json"));
    Timestamp instant = kEndOfTime;
    if (parser.isSet(at)) {
        const auto given = parseInstant(parser.value(at).toStdString());
        if (!given)
            return complain(kUsage,
                            QStringLiteral("--at takes RFC 3339 or milliseconds since 1970"));
        instant = *given;
    }
    const QStringList paths = parser.positionalArguments();
    if (paths.isEmpty())
        return complain(kUsage, QStringLiteral("report takes files, folders or -"));

    LoadedFiles files;
    for (const QString &path : paths)
        files.add(path);
    Report report;
    report.snapshot = files.snapshot();
    report.anonymousBytes = anonymousMemory();
    report.summary = summarise(report.snapshot, instant);
    report.alerts = evaluateRules(report.snapshot, instant, std::min(instant, report.summary.last));
    report.files = files.files();
    const std::string out = json ? reportJson(report) : reportText(report);
    // A terminal would act on what events say; a file gets it as it is.
    const std::string shown = !json && ::isatty(STDOUT_FILENO) ? safeText(out, true) : out;
    std::fwrite(shown.data(), 1, shown.size(), stdout);
    for (const QString &error : files.errors())
        complain(kUnreadable, error);
    if (!files.errors().isEmpty())
        return kUnreadable;
    return parser.isSet(strict) && report.summary.events.rejected > 0 ? kFindings : kFine;
}

} // namespace sightglass
