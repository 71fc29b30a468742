// SPDX-License-Identifier: Apache-2.0
#include "app/cli/command.h"
#include "app/cli/loaded_files.h"
#include "app/cli/mapping_options.h"
#include "app/cli/write_file.h"
#include "model/base/time_text.h"

#include <QCommandLineParser>
#include <QFileInfo>

#include <algorithm>
#include <optional>

namespace sightglass {
namespace {

struct RenderOptions
{
    QStringList paths;
    QString output;
    std::string subject;
    Timestamp at = kEndOfTime;
    const PictureFormat *format = nullptr;
    SpokenVocabularies spoken;
};

std::nullopt_t refuse(const QString &message)
{
    complain(kUsage, message);
    return std::nullopt;
}

const PictureFormat *findFormat(std::span<const PictureFormat> formats, const QString &view,
                                const QString &suffix)
{
    const auto found = std::find_if(formats.begin(), formats.end(), [&](const PictureFormat &f) {
        return view.toStdString() == f.view && suffix.toLower().toStdString() == f.suffix;
    });
    return found == formats.end() ? nullptr : &*found;
}

std::optional<RenderOptions> readOptions(const Invocation &invocation)
{
    const QCommandLineOption view{QStringLiteral("view"), {}, QStringLiteral("flow|map|timeline")};
    const QCommandLineOption output{QStringLiteral("output"), {}, QStringLiteral("file")};
    const QCommandLineOption subject{QStringLiteral("subject"), {}, QStringLiteral("id")};
    const QCommandLineOption at{QStringLiteral("at"), {}, QStringLiteral("time")};
    QCommandLineParser parser;
    parser.addOptions({view, output, subject, at});
    addMappingOptions(parser);
    if (!parseArguments(parser, invocation.arguments))
        return {};
    if (parser.positionalArguments().isEmpty() || !parser.isSet(view) || !parser.isSet(output))
        return refuse(QStringLiteral("render takes FILE… --view VIEW --output FILE"));
    RenderOptions options;
    options.paths = parser.positionalArguments();
    options.output = parser.value(output);
    options.subject = parser.value(subject).toStdString();
    const QString suffix = QFileInfo{options.output}.suffix();
    options.format = findFormat(invocation.pictures, parser.value(view), suffix);
    if (!options.format)
        return refuse(QStringLiteral("this build cannot draw --view %1 as .%2")
                          .arg(parser.value(view), suffix));
    if (parser.isSet(at)) {
        const auto instant = parseInstant(parser.value(at).toStdString());
        if (!instant)
            return refuse(QStringLiteral("--at takes RFC 3339 or milliseconds since 1970"));
        options.at = *instant;
    }
    options.spoken = readMappingOptions(parser, invocation.vocabularies);
    return options;
}

/// The newest of the flows that had begun.
std::optional<std::size_t> newestFlow(const PictureRequest &request)
{
    const auto flows = request.flows.flows();
    for (std::size_t i = flows.size(); i-- > 0;) {
        if (flows[i].time <= request.at)
            return i;
    }
    return {};
}

std::optional<std::size_t> flowOfSubject(const PictureRequest &request, const std::string &subject)
{
    const EventId event = findSubject(request.snapshot, subject, request.at);
    if (event.isNull())
        return {};
    for (const std::size_t flow : request.flows.flowsOf(nodeOf(request.snapshot, event))) {
        if (request.flows.flows()[flow].time <= request.at)
            return flow;
    }
    return {};
}

} // namespace

int runRender(const Invocation &invocation)
{
    const auto options = readOptions(invocation);
    if (!options)
        return kUsage;
    LoadedFiles files{options->spoken.list};
    for (const QString &path : options->paths)
        files.add(path);
    PictureRequest request;
    request.snapshot = files.snapshot();
    request.at = options->at;
    request.flows = FlowIndex{request.snapshot, kEndOfTime};
    request.flow
        = options->subject.empty() ? newestFlow(request) : flowOfSubject(request, options->subject);
    if (!options->subject.empty() && !request.flow)
        return complain(kUsage,
                        QStringLiteral("no flow has a member that is called ")
                            + QString::fromStdString(options->subject));
    const QString failed = writeFile(options->output, options->format->draw(request));
    for (const QString &error : files.errors())
        complain(kUnreadable, error);
    if (!failed.isEmpty())
        return complain(kUnreadable, failed);
    return files.errors().isEmpty() && options->spoken.complete ? kFine : kUnreadable;
}

} // namespace sightglass
