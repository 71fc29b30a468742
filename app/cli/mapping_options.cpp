// SPDX-License-Identifier: Apache-2.0
#include "app/cli/mapping_options.h"

#include "app/cli/command.h"
#include "model/base/safe_text.h"
#include "model/vocabulary/mapping/mapping_files.h"

#include <QCommandLineParser>

#include <algorithm>

namespace sightglass {

void addMappingOptions(QCommandLineParser &parser)
{
    parser.addOption({QStringLiteral("mapping"), {}, QStringLiteral("file")});
    parser.addOption({QStringLiteral("config-dir"), {}, QStringLiteral("folder")});
}

SpokenVocabularies readMappingOptions(const QCommandLineParser &parser,
                                      const VocabularyList &builtIn)
{
    MappingPlaces places;
    places.folder = mappingFolder(parser.value(QStringLiteral("config-dir")));
    for (const QString &path : parser.values(QStringLiteral("mapping")))
        places.files.push_back(path.toStdString());
    const std::vector<MappingFile> files = readMappings(places, builtIn);
    SpokenVocabularies spoken{withMappings(builtIn, files)};
    for (const MappingFile &file : files) {
        for (const std::string &error : errorsOf(file))
            complain(kUnreadable, QString::fromStdString(safeText(error)));
        const bool named
            = std::find(places.files.begin(), places.files.end(), file.path) != places.files.end();
        spoken.complete = spoken.complete && (file.vocabulary || !named);
    }
    return spoken;
}

} // namespace sightglass
