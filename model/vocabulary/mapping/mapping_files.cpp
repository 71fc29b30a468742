// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary/mapping/mapping_files.h"

#include "model/vocabulary/mapping/mapped_vocabulary.h"
#include "model/vocabulary/mapping/mapping_reader.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#include <algorithm>
#include <utility>

namespace sightglass {
namespace {

constexpr FilePlace kNowhere{0, 0};

std::vector<std::string> pathsOf(const MappingPlaces &places)
{
    std::vector<std::string> paths;
    const QDir folder{QString::fromStdString(places.folder)};
    const QStringList names{QStringLiteral("*.yaml"), QStringLiteral("*.yml")};
    if (!places.folder.empty() && folder.exists()) {
        for (const QString &name : folder.entryList(names, QDir::Files, QDir::Name))
            paths.push_back(folder.filePath(name).toStdString());
    }
    paths.insert(paths.end(), places.files.begin(), places.files.end());
    return paths;
}

/// Empty, and told, when it cannot be read. One byte more than a mapping may have is enough.
std::string contentOf(MappingFile &mapping)
{
    const QString path = QString::fromStdString(mapping.path);
    QFile file{path};
    if (QFileInfo::exists(path) && !QFileInfo{path}.isFile()) // a pipe would keep us waiting
        mapping.errors.push_back({kNowhere, "cannot be read: it is no file"});
    else if (!file.open(QIODevice::ReadOnly))
        mapping.errors.push_back({kNowhere, "cannot be read: " + file.errorString().toStdString()});
    else
        return file.read(static_cast<qint64>(kMappingBytes) + 1).toStdString();
    return {};
}

/// Where the name is taken; empty when it is free.
std::string takenBy(std::string_view name, const VocabularyList &builtIn,
                    const std::vector<MappingFile> &earlier)
{
    for (const auto &vocabulary : builtIn) {
        if (vocabulary->name() == name)
            return "is built in";
    }
    for (const MappingFile &file : earlier) {
        if (file.vocabulary && file.vocabulary->name() == name)
            return "is that of " + file.path;
    }
    return {};
}

MappingFile readOne(const std::string &path, const VocabularyList &builtIn,
                    const std::vector<MappingFile> &earlier)
{
    MappingFile file{path, {}, {}};
    const std::string content = contentOf(file);
    file.contentHash = std::hash<std::string>{}(content);
    if (!file.errors.empty())
        return file;
    auto read = readMapping(content);
    if (auto *errors = std::get_if<std::vector<MappingError>>(&read)) {
        file.errors = std::move(*errors);
        return file;
    }
    auto &form = std::get<MappingForm>(read);
    if (const std::string taken = takenBy(form.vocabulary, builtIn, earlier); !taken.empty())
        file.errors.push_back(
            {form.namePlace,
             "the vocabulary " + form.vocabulary + " " + taken + ": name this one differently"});
    else
        file.vocabulary = makeMapped(std::move(form));
    return file;
}

} // namespace

std::string mappingFolder(const QString &configDir)
{
    const QString config = configDir.isEmpty()
        ? QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation)
            + QStringLiteral("/sightglass")
        : configDir;
    return config.toStdString() + "/mappings";
}

std::string fingerprintOf(const MappingPlaces &places)
{
    std::string print;
    for (const std::string &path : pathsOf(places)) {
        const QFileInfo file{QString::fromStdString(path)};
        print += path + '|' + std::to_string(file.size()) + '|'
            + std::to_string(file.lastModified().toMSecsSinceEpoch()) + '|'
            + std::to_string(file.metadataChangeTime().toMSecsSinceEpoch()) + '\n';
    }
    return print;
}

std::vector<MappingFile> readMappings(const MappingPlaces &places, const VocabularyList &builtIn)
{
    std::vector<MappingFile> files;
    QStringList read;
    for (const std::string &path : pathsOf(places)) {
        const QString whole = QFileInfo{QString::fromStdString(path)}.canonicalFilePath();
        if (!whole.isEmpty() && read.contains(whole))
            continue;
        read.append(whole);
        files.push_back(readOne(path, builtIn, files));
    }
    return files;
}

std::vector<std::string> errorsOf(const MappingFile &file)
{
    std::vector<std::string> lines;
    for (const MappingError &error : file.errors) {
        std::string line = file.path + ":";
        if (error.place.line > 0)
            line += std::to_string(error.place.line) + ":" + std::to_string(error.place.column)
                + ":";
        lines.push_back(line + " " + error.sentence);
    }
    return lines;
}

VocabularyList withMappings(const VocabularyList &builtIn, const std::vector<MappingFile> &files)
{
    VocabularyList list = builtIn;
    for (const MappingFile &file : files) {
        if (file.vocabulary)
            list.insert(list.empty() ? list.end() : std::prev(list.end()), file.vocabulary);
    }
    return list;
}

} // namespace sightglass
