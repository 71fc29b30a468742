// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/vocabulary/mapping/yaml_tree.h"
#include "model/vocabulary/vocabulary.h"

#include <QString>

#include <memory>
#include <string>
#include <vector>

namespace sightglass {

/// Where the user's mappings are.
struct MappingPlaces
{
    std::string folder; // all of it
    std::vector<std::string> files; // beside it
};

/// The folder below the configuration's: `mappings` in `configDir`, or where XDG says if that is
/// empty.
[[nodiscard]] std::string mappingFolder(const QString &configDir);

/// One mapping file as it was read: a vocabulary, or what is wrong with it.
struct MappingFile
{
    std::string path;
    std::shared_ptr<const Vocabulary> vocabulary; // null: refused whole
    std::vector<MappingError> errors;
    std::size_t contentHash = 0;
};

/// Reads the folder's files (*.yaml, *.yml) by name, then the others, each once. A vocabulary that
/// is built in, or that an earlier file has, is refused. Waits for the disk; never throws.
[[nodiscard]] std::vector<MappingFile> readMappings(const MappingPlaces &places,
                                                    const VocabularyList &builtIn);

/// Differs when a file came, went or changed.
[[nodiscard]] std::string fingerprintOf(const MappingPlaces &places);

/// "mappings/shop.yaml:3:7: …": one line for each error.
[[nodiscard]] std::vector<std::string> errorsOf(const MappingFile &file);

/// The vocabularies that are built in and those of the files: asked before the last, which takes
/// every CloudEvent.
[[nodiscard]] VocabularyList withMappings(const VocabularyList &builtIn,
                                          const std::vector<MappingFile> &files);

} // namespace sightglass
