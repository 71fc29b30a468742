// SPDX-License-Identifier: Apache-2.0
#include "app/cli/loaded_files.h"

#include "model/base/time_text.h"
#include "model/envelope/record_reader.h"
#include "model/intake/intake.h"

namespace sightglass {
namespace {

/// After so much was read, the pages behind the reader are given back.
constexpr std::uint64_t kDropAfter = 64u << 20;

} // namespace

LoadedFiles::LoadedFiles(const VocabularyList &vocabularies)
    : m_decoder(vocabularies)
    , m_store(makeSameContent(std::make_shared<Decoder>(vocabularies), m_archives))
{ }

void LoadedFiles::add(const QString &path)
{
    for (const std::string &file : expandPath(path.toStdString()))
        addFile(file);
}

void LoadedFiles::addFile(const std::string &path)
{
    IntakeOrigin origin;
    origin.path = path;
    origin.source = m_store.addSource(path, path, false);
    Intake intake{m_decoder, m_store, m_archives, origin};
    RecordReader reader{path, intake};
    if (!reader.open()) {
        m_errors.append(QString::fromStdString(path + ": " + reader.error()));
        return;
    }
    const auto place = m_archives.addRead(reader.path(), reader.isRandomAccess());
    if (!place) {
        m_errors.append(QString::fromStdString(path + ": no room for a temporary file"));
        return;
    }
    intake.setArchive(place->archive, place->spools);
    intake.setReceipts(Sidecar::beside(path));
    std::uint64_t dropped = 0;
    while (reader.readSome()) {
        if (reader.isRandomAccess())
            m_store.expectMore(reader.bytesRead(), reader.size());
        if (reader.bytesRead() - dropped >= kDropAfter) {
            dropped = reader.bytesRead();
            m_archives.dropPages();
        }
    }
    reader.finish();
    intake.setFallbackTime(fromMilliseconds(reader.modifiedMilliseconds()).value_or(Timestamp{}));
    intake.finish();
    if (!reader.error().empty())
        m_errors.append(QString::fromStdString(path + ": " + reader.error()));
    m_files.push_back(
        {path, path == "-" ? reader.bytesRead() : reader.size(), intake.acceptedCount()});
}

} // namespace sightglass
