// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/vocabulary/vocabulary.h"

class QCommandLineParser;

namespace sightglass {

/// --mapping FILE, as often as wanted, and --config-dir DIR, whose `mappings` folder is read, too.
void addMappingOptions(QCommandLineParser &parser);

/// What a subcommand reads by.
struct SpokenVocabularies
{
    VocabularyList list;
    bool complete = true; // false: a file that was named with --mapping is refused
};

/// Those that are built in and the user's. What is wrong with a mapping is told; the others are
/// used. REQUIRES: addMappingOptions(), and the parser parsed
[[nodiscard]] SpokenVocabularies readMappingOptions(const QCommandLineParser &parser,
                                                    const VocabularyList &builtIn);

} // namespace sightglass
