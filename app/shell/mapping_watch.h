// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject> // first: moc stumbles over standard headers that stand before it

#include "model/vocabulary/mapping/mapping_files.h"

#include <QString>
#include <QTimer>

namespace sightglass {

/// Keeps the user's mappings as their files are: looks for changes once a second, beside the GUI
/// thread. A file that turned wrong leaves what it meant before.
class MappingWatch final : public QObject
{
    Q_OBJECT
public:
    /// Reads all files: waits for the disk.
    MappingWatch(const VocabularyList &builtIn, MappingPlaces places, QObject *parent = nullptr);

    /// The vocabularies that are built in, and the user's.
    [[nodiscard]] const VocabularyList &vocabularies() const { return m_vocabularies; }
    /// What is wrong, a line for each of the first errors; empty when all is fine.
    [[nodiscard]] QString problems() const;

Q_SIGNALS:
    /// Says in a sentence what was read again, what went and what is wrong.
    void changed(const QString &sentence);

private:
    void look();
    void take(std::vector<MappingFile> files);

    VocabularyList m_builtIn;
    MappingPlaces m_places;
    std::string m_fingerprint;
    std::vector<MappingFile> m_files;
    VocabularyList m_vocabularies;
    QTimer m_timer;
    bool m_looking = false;
};

} // namespace sightglass
