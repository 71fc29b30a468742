// SPDX-License-Identifier: Apache-2.0
#include "app/cli/command.h"
#include "app/cli/mapping_options.h"
#include "app/cli/report_text.h"
#include "model/base/safe_text.h"
#include "model/base/time_text.h"

#include <QCommandLineParser>

#include <optional>

#include <unistd.h>

namespace sightglass {
namespace {

struct ReportOptions
{
    QStringList paths;
    Timestamp at = kEndOfTime;
    bool json = false;
    bool strict = false;
    SpokenVocabularies spoken;
};

std::optional<ReportOptions> readOptions(const Invocation &invocation)
{
    const QCommandLineOption format{
        QStringLiteral("format"), {}, QStringLiteral("text|json"), QStringLiteral("text")};
    const QCommandLineOption at{QStringLiteral("at"), {}, QStringLiteral("time")};
    const QCommandLineOption strict{QStringLiteral("strict")};
    QCommandLineParser parser;
    parser.addOptions({format, at, strict});
    addMappingOptions(parser);
    if (!parseArguments(parser, invocation.arguments))
        return {};
    ReportOptions options;
    options.paths = parser.positionalArguments();
    options.strict = parser.isSet(strict);
    options.json = parser.value(format) == QLatin1String("json");
    if (!options.json && parser.value(format) != QLatin1String("text")) {
        complain(kUsage, QStringLiteral("--format is text or json"));
        return {};
    }
    if (options.paths.isEmpty()) {
        complain(kUsage, QStringLiteral("report takes files, folders or -"));
        return {};
    }
    const auto instant = parser.isSet(at) ? parseInstant(parser.value(at).toStdString())
                                          : std::optional{kEndOfTime};
    if (!instant) {
        complain(kUsage, QStringLiteral("--at takes RFC 3339 or milliseconds since 1970"));
        return {};
    }
    options.at = *instant;
    options.spoken = readMappingOptions(parser, invocation.vocabularies);
    return options;
}

} // namespace

Report makeReport(LoadedFiles &files, Timestamp at)
{
    Report report;
    report.snapshot = files.snapshot();
    report.anonymousBytes = anonymousMemory();
    report.summary = summarise(report.snapshot, at);
    report.alerts = evaluateRules(report.snapshot, History{report.snapshot, at},
                                  std::min(at, report.summary.last));
    report.files = files.files();
    return report;
}

int runReport(const Invocation &invocation)
{
    const auto options = readOptions(invocation);
    if (!options)
        return kUsage;
    LoadedFiles files{options->spoken.list};
    for (const QString &path : options->paths)
        files.add(path);
    const Report report = makeReport(files, options->at);
    const std::string out = options->json ? reportJson(report) : reportText(report);
    // A terminal would act on what events say; a file gets it as it is.
    const bool shown = print(!options->json && ::isatty(STDOUT_FILENO) ? safeText(out, true) : out);
    for (const QString &error : files.errors())
        complain(kUnreadable, error);
    if (!shown)
        return complain(kUnreadable, QStringLiteral("cannot write the report"));
    if (!files.errors().isEmpty() || !options->spoken.complete)
        return kUnreadable;
    return options->strict && report.summary.events.rejected > 0 ? kFindings : kFine;
}

} // namespace sightglass
