// SPDX-License-Identifier: Apache-2.0
#include "app/shell/mapping_watch.h"

#include "views/items/shown_text.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QPointer>
#include <QThreadPool>

#include <algorithm>
#include <utility>

namespace sightglass {
namespace {

constexpr int kLookMilliseconds = 1000;
constexpr int kMostShown = 3;

const MappingFile *find(const std::vector<MappingFile> &files, const std::string &path)
{
    const auto found = std::find_if(files.begin(), files.end(),
                                    [&](const MappingFile &file) { return file.path == path; });
    return found == files.end() ? nullptr : &*found;
}

void append(QString &list, const MappingFile &file)
{
    list += (list.isEmpty() ? QString{} : QStringLiteral(", "))
        + shownText(QFileInfo{QString::fromStdString(file.path)}.fileName().toStdString());
}

/// What is wrong, one line for each error.
QStringList linesOf(const std::vector<MappingFile> &files)
{
    QStringList lines;
    for (const MappingFile &file : files) {
        for (const std::string &error : errorsOf(file))
            lines += shownText(error);
    }
    return lines;
}

} // namespace

MappingWatch::MappingWatch(const VocabularyList &builtIn, MappingPlaces places, QObject *parent)
    : QObject(parent)
    , m_builtIn(builtIn)
    , m_places(std::move(places))
    , m_fingerprint(fingerprintOf(m_places))
    , m_files(readMappings(m_places, m_builtIn))
    , m_vocabularies(withMappings(m_builtIn, m_files))
{
    connect(&m_timer, &QTimer::timeout, this, &MappingWatch::look);
    m_timer.start(kLookMilliseconds);
}

QString MappingWatch::problems() const
{
    QStringList lines = linesOf(m_files);
    if (lines.isEmpty())
        return {};
    if (lines.size() > kMostShown)
        lines = lines.mid(0, kMostShown)
            + QStringList{tr("… and %1 more").arg(lines.size() - kMostShown)};
    return tr("A mapping cannot be read as it stands. Everything else works.") + QLatin1Char('\n')
        + lines.join(u'\n');
}

void MappingWatch::look()
{
    if (std::exchange(m_looking, true))
        return;
    QThreadPool::globalInstance()->start([self = QPointer<MappingWatch>(this), places = m_places,
                                          builtIn = m_builtIn, known = m_fingerprint] {
        // Before reading: what changes meanwhile is seen the next time.
        std::string print = fingerprintOf(places);
        const bool same = print == known;
        auto files = same ? std::vector<MappingFile>{} : readMappings(places, builtIn);
        QMetaObject::invokeMethod(qApp,
                                  [self, same, print = std::move(print), files = std::move(files)] {
                                      if (!self)
                                          return;
                                      self->m_looking = false;
                                      self->m_fingerprint = print;
                                      if (!same)
                                          self->take(files);
                                  });
    });
}

void MappingWatch::take(std::vector<MappingFile> files)
{
    QString read;
    QString kept;
    QString gone;
    for (MappingFile &file : files) {
        const MappingFile *before = find(m_files, file.path);
        if (!file.vocabulary && before && before->vocabulary) {
            file.vocabulary = before->vocabulary;
            append(kept, file);
        } else if (before && before->vocabulary && before->contentHash == file.contentHash) {
            file.vocabulary = before->vocabulary;
        } else if (file.vocabulary) {
            append(read, file);
        }
    }
    for (const MappingFile &file : m_files) {
        if (file.vocabulary && !find(files, file.path))
            append(gone, file);
    }
    m_files = std::move(files);
    m_vocabularies = withMappings(m_builtIn, m_files);
    QStringList sentences;
    if (!read.isEmpty())
        sentences += tr("Mapping read: %1.").arg(read);
    if (!gone.isEmpty())
        sentences += tr("Mapping removed: %1.").arg(gone);
    if (!kept.isEmpty())
        sentences += tr("Mapping wrong, used as it was before: %1.").arg(kept);
    sentences += linesOf(m_files).mid(0, 1);
    Q_EMIT changed(sentences.isEmpty() ? tr("Mappings as before.")
                                       : sentences.join(QLatin1Char(' ')));
}

} // namespace sightglass
