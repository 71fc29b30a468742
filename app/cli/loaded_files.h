// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/graph/store.h"
#include "model/log/archive.h"
#include "model/vocabulary/vocabulary.h"

#include <QString>
#include <QStringList>

#include <string>
#include <vector>

namespace sightglass {

/// Files read to their end into one model, on this thread: what the subcommands work on.
class LoadedFiles
{
public:
    explicit LoadedFiles(const VocabularyList &vocabularies);

    struct File
    {
        std::string path; // as given
        std::uint64_t bytes = 0; // on disk; of standard input: read
        std::uint64_t accepted = 0;
    };

    /// Reads a file, a folder's logs or standard input. What cannot be read is told by errors() and
    /// passed over.
    void add(const QString &path);
    [[nodiscard]] Snapshot snapshot() { return m_store.seal().snapshot; }
    /// LIFETIME: of this
    [[nodiscard]] const Archives &archives() const { return m_archives; }
    [[nodiscard]] const std::vector<File> &files() const { return m_files; }
    [[nodiscard]] const QStringList &errors() const { return m_errors; }

private:
    void addFile(const std::string &path);

    Archives m_archives;
    Decoder m_decoder;
    Store m_store;
    std::vector<File> m_files;
    QStringList m_errors;
};

} // namespace sightglass
