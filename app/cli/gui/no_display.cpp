// SPDX-License-Identifier: Apache-2.0
#include "app/cli/gui/no_display.h"

#include "app/cli/report_text.h"
#include "app/cli/write_file.h"
#include "app/shell/run_window.h"
#include "model/base/safe_text.h"
#include "model/streams/demo/demo_script.h"

#include <QTemporaryDir>

namespace sightglass {
namespace {

constexpr QLatin1String kPicture{"sightglass.png"};
constexpr QLatin1String kReport{"sightglass-report.txt"};

/// The demo's first loop as a recording.
QString writeDemo(const QTemporaryDir &folder, const ShellOptions &options)
{
    std::string lines;
    for (const DemoStep &step : demoScript(options.demoSeed, 0, *options.freezeClock - kDemoLoop))
        lines += step.line.empty() ? "" : step.line + '\n';
    const QString path = folder.filePath(QStringLiteral("demo.ndjson"));
    return writeFile(path, lines).isEmpty() ? path : QString{};
}

} // namespace

int drawInstead(const Invocation &invocation, ShellOptions options)
{
    const QTemporaryDir folder; // nothing is received, so nothing is kept
    options.configDir = folder.path();
    options.listenPort = 0;
    options.screenshot = kPicture;
    if (!options.freezeClock)
        options.freezeClock = std::chrono::time_point_cast<Span>(std::chrono::system_clock::now());
    options.demo = options.files.isEmpty();
    const std::vector<MappingFile> mappings
        = readMappings(options.mappings, invocation.vocabularies);
    for (const MappingFile &mapping : mappings) {
        for (const std::string &error : errorsOf(mapping))
            complain(kUnreadable, QString::fromStdString(safeText(error)));
    }
    LoadedFiles files{withMappings(invocation.vocabularies, mappings)};
    for (const QString &path :
         options.demo ? QStringList{writeDemo(folder, options)} : options.files)
        files.add(path);
    const QString failed
        = writeFile(kReport, reportText(makeReport(files, options.at.value_or(kEndOfTime))));
    if (!failed.isEmpty())
        return complain(kUnreadable, failed);
    complain(
        kFine,
        QStringLiteral("there is no display: the window is drawn into %1, a report of %2 is in %3")
            .arg(kPicture, options.demo ? QStringLiteral("the demo") : options.files.join(u' '),
                 kReport));
    return runWindow(invocation.vocabularies, options);
}

} // namespace sightglass
