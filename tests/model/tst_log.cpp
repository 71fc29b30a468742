// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QTest>

#include "model/log/log_folder.h"
#include "model/log/log_writer.h"
#include "model/log/segments.h"
#include "tests/support/log_lines.h"
#include "tests/support/small_disk.h"

#include <QDir>
#include <QFile>

#include <atomic>
#include <cerrno>
#include <memory>
#include <string>
#include <vector>

#include <sys/stat.h>
#include <unistd.h>

using namespace sightglass;
using namespace sightglass::test;

namespace {

std::atomic<bool> g_syncFails = false;

} // namespace

// Stands before the one of libc: the disk that loses what it was given.
extern "C" int fdatasync(int descriptor)
{
    if (!g_syncFails)
        return ::fsync(descriptor);
    errno = EIO;
    return -1;
}

namespace {

QByteArray contentOf(const std::string &path)
{
    QFile file{QString::fromStdString(path)};
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
}

void writeFile(const QString &path, const QByteArray &content)
{
    QFile file{path};
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

} // namespace

class TestLog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_temporary = std::make_unique<QTemporaryDir>();
        m_folder = m_temporary->filePath(QStringLiteral("state/log")).toStdString();
    }

    void linesStandInTheLogBeforeTheyAreAcknowledged()
    {
        Archives archives;
        LogFolder folder;
        QCOMPARE(folder.open(m_folder), LogFolder::Access::Owner);
        LogWriter writer{m_folder, archives, [](const std::string &) {}};
        std::vector<RecordRef> places;
        QVERIFY(appendAndWait(writer, {"{\"n\":1}", "{\"n\":22}"}, &places));
        QCOMPARE(segmentsIn(m_folder).size(), 1u);
        QCOMPARE(contentOf(segmentsIn(m_folder).front()), QByteArray("{\"n\":1}\n{\"n\":22}\n"));
        QCOMPARE(places.size(), 2u);
        QCOMPARE(archives.read(places[1]), std::string{"{\"n\":22}"});
    }

    void theSidecarKeepsPlaceReceiptAndSource()
    {
        Archives archives;
        LogFolder folder;
        QCOMPARE(folder.open(m_folder), LogFolder::Access::Owner);
        LogWriter writer{m_folder, archives, [](const std::string &) {}};
        QVERIFY(appendAndWait(writer, {"{\"n\":1}", "{}"}));
        QCOMPARE(contentOf(m_folder + "/segment-000001.ndjson.index"),
                 QByteArray("0 1700000000000 127.0.0.1\n8 1700000000000 127.0.0.1\n"));
    }

    void everythingIsForItsOwnerOnly()
    {
        Archives archives;
        LogFolder folder;
        QCOMPARE(folder.open(m_folder), LogFolder::Access::Owner);
        {
            LogWriter writer{m_folder, archives, [](const std::string &) {}};
            QVERIFY(appendAndWait(writer, {"{}"}));
            writer.reject("{}");
        }
        struct stat status
        {
        };
        QCOMPARE(::stat(m_folder.c_str(), &status), 0);
        QCOMPARE(status.st_mode & 0777u, 0700u);
        const QDir inside{QString::fromStdString(m_folder)};
        const QFileInfoList files = inside.entryInfoList(QDir::Files | QDir::Hidden);
        QCOMPARE(files.size(), 4); // lock, segment, sidecar, rejected
        for (const QFileInfo &file : files) {
            QCOMPARE(::stat(file.filePath().toStdString().c_str(), &status), 0);
            QCOMPARE(status.st_mode & 0777u, 0600u);
        }
    }

    void manyBatchesShareASync()
    {
        Archives archives;
        LogFolder folder;
        QCOMPARE(folder.open(m_folder), LogFolder::Access::Owner);
        std::atomic<int> settled = 0;
        {
            LogWriter writer{m_folder, archives, [](const std::string &) {}};
            for (int i = 0; i < 2'000; ++i) {
                LogBatch batch;
                batch.lines = {"{\"n\":" + std::to_string(i) + "}"};
                batch.appended = [](const std::vector<RecordRef> &, LogBatch &) {};
                batch.settled = [&settled](bool durable) { settled += durable ? 1 : 0; };
                QVERIFY(writer.append(std::move(batch)));
            }
        }
        QCOMPARE(settled.load(), 2'000);
        QCOMPARE(contentOf(segmentsIn(m_folder).front()).count('\n'), 2'000);
    }

    void eachStartBeginsASegmentOfItsOwn()
    {
        Archives archives;
        LogFolder folder;
        QCOMPARE(folder.open(m_folder), LogFolder::Access::Owner);
        for (int start = 0; start < 2; ++start) {
            LogWriter writer{m_folder, archives, [](const std::string &) {}};
            QVERIFY(appendAndWait(writer, {"{}"}));
        }
        QCOMPARE(segmentsIn(m_folder).size(), 2u);
        QVERIFY(segmentsIn(m_folder).back().ends_with("segment-000002.ndjson"));
    }

    void aSecondProcessOnlyFollows()
    {
        LogFolder first;
        QCOMPARE(first.open(m_folder), LogFolder::Access::Owner);
        first.setOwnerAddress("http://127.0.0.1:8473");
        LogFolder second;
        QCOMPARE(second.open(m_folder), LogFolder::Access::Follower);
        QCOMPARE(second.ownerAddress(), std::string{"http://127.0.0.1:8473"});
    }

    void theNextOwnerComesWhenTheFirstIsGone()
    {
        {
            LogFolder first;
            QCOMPARE(first.open(m_folder), LogFolder::Access::Owner);
        }
        LogFolder second;
        QCOMPARE(second.open(m_folder), LogFolder::Access::Owner);
    }

    void aFolderThatCannotBeMadeIsSaid()
    {
        LogFolder folder;
        QCOMPARE(folder.open("/proc/no/log"), LogFolder::Access::Unusable);
        QVERIFY(!folder.error().empty());
    }

    void aTornLastLineIsCutOffAndKept_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QByteArray>("whole");
        QTest::newRow("nothing torn") << QByteArray("{}\n{}\n") << QByteArray("{}\n{}\n");
        QTest::newRow("torn") << QByteArray("{}\n{\"a\":") << QByteArray("{}\n");
        QTest::newRow("only a torn line") << QByteArray("{\"a\":") << QByteArray();
        QTest::newRow("empty") << QByteArray() << QByteArray();
        QTest::newRow("zeros of a power cut")
            << QByteArray("{}\n") + QByteArray(200'000, '\0') << QByteArray("{}\n");
    }

    void aTornLastLineIsCutOffAndKept()
    {
        QFETCH(QByteArray, content);
        QFETCH(QByteArray, whole);
        LogFolder folder;
        QCOMPARE(folder.open(m_folder), LogFolder::Access::Owner);
        const QString segment = QString::fromStdString(m_folder + "/segment-000001.ndjson");
        writeFile(segment, content);
        QCOMPARE(folder.repair().cutBytes,
                 static_cast<std::uint64_t>(content.size() - whole.size()));
        QCOMPARE(contentOf(segment.toStdString()), whole);
        QCOMPARE(contentOf(m_folder + "/rejected.torn"), content.mid(whole.size()));
    }

    void aLongTearDoesNotTakeWhatStandsBeforeIt()
    {
        LogFolder folder;
        QCOMPARE(folder.open(m_folder), LogFolder::Access::Owner);
        const QString segment = QString::fromStdString(m_folder + "/segment-000001.ndjson");
        writeFile(segment, "{}\n");
        QVERIFY(QFile::resize(segment, 80 << 20));
        QVERIFY(folder.repair().cutBytes > 0);
        QCOMPARE(contentOf(segment.toStdString()), QByteArray("{}\n"));
    }

    void aLinkInTheFolderIsNotFollowed()
    {
        LogFolder folder;
        QCOMPARE(folder.open(m_folder), LogFolder::Access::Owner);
        const QString victim = m_temporary->filePath(QStringLiteral("victim"));
        writeFile(victim, "mine");
        for (const char *name : {"/rejected.ndjson", "/segment-000001.ndjson"})
            QVERIFY(QFile::link(victim, QString::fromStdString(m_folder + name)));
        Archives archives;
        {
            LogWriter writer{m_folder, archives, [](const std::string &) {}};
            writer.reject("{}");
            QVERIFY(appendAndWait(writer, {"{}"}));
        }
        QCOMPARE(contentOf(victim.toStdString()), QByteArray("mine"));
    }

    void aFullDiskRefusesAndIsForgottenWhenThereIsRoom()
    {
        Archives archives;
        LogFolder folder;
        QCOMPARE(folder.open(m_folder), LogFolder::Access::Owner);
        std::vector<std::string> told;
        {
            LogWriter writer{m_folder, archives,
                             [&told](const std::string &sentence) { told.push_back(sentence); }};
            QVERIFY(appendAndWait(writer, {"{\"n\":1}"}));
            {
                const SmallDisk full{20};
                QVERIFY(!appendAndWait(writer, {"{\"long\":\"xxxxxxxxxxxxxxxxxxxxxxxx\"}"}));
                QCOMPARE(told.size(), 1u);
                QVERIFY(!told.front().empty());
            }
            QVERIFY(appendAndWait(writer, {"{\"n\":2}"}));
        }
        QCOMPARE(told.size(), 2u);
        QVERIFY(told.back().empty());
        QCOMPARE(contentOf(segmentsIn(m_folder).front()), QByteArray("{\"n\":1}\n{\"n\":2}\n"));
    }

    void aFailedSyncEndsItsSegmentAndIsNeverTakenForASuccess()
    {
        Archives archives;
        LogFolder folder;
        QCOMPARE(folder.open(m_folder), LogFolder::Access::Owner);
        std::vector<std::string> told;
        {
            LogWriter writer{m_folder, archives,
                             [&told](const std::string &sentence) { told.push_back(sentence); }};
            QVERIFY(appendAndWait(writer, {"{\"n\":1}"}));
            g_syncFails = true;
            QVERIFY(!appendAndWait(writer, {"{\"n\":2}"}));
            g_syncFails = false;
            const auto tryAgain = [&writer] { return appendAndWait(writer, {"{\"n\":3}"}); };
            QVERIFY(QTest::qWaitFor(tryAgain)); // not at once: the disk is given time
        }
        QCOMPARE(told.size(), 2u);
        QVERIFY(!told.front().empty() && told.back().empty());
        QCOMPARE(segmentsIn(m_folder).size(), 2u);
        QCOMPARE(contentOf(segmentsIn(m_folder).back()), QByteArray("{\"n\":3}\n"));
    }

    void aFolderThatVanishedRefusesUntilItIsBack()
    {
        Archives archives;
        LogFolder folder;
        QCOMPARE(folder.open(m_folder), LogFolder::Access::Owner);
        LogWriter writer{m_folder, archives, [](const std::string &) {}};
        QDir state{QString::fromStdString(m_folder)};
        QVERIFY(state.removeRecursively());
        QVERIFY(!appendAndWait(writer, {"{}"}));
        QVERIFY(QDir{}.mkpath(QString::fromStdString(m_folder)));
        QVERIFY(QTest::qWaitFor([&writer] { return appendAndWait(writer, {"{}"}); }));
    }

    void rejectedBytesDoNotFillTheDisk()
    {
        Archives archives;
        LogFolder folder;
        QCOMPARE(folder.open(m_folder), LogFolder::Access::Owner);
        const QString rejected = QString::fromStdString(m_folder + "/rejected.ndjson");
        writeFile(rejected, {});
        QVERIFY(QFile::resize(rejected, 64 << 20));
        LogWriter writer{m_folder, archives, [](const std::string &) {}};
        writer.reject("{}");
        QCOMPARE(QFileInfo{rejected}.size(), qint64{64} << 20);
    }

private:
    std::unique_ptr<QTemporaryDir> m_temporary;
    std::string m_folder;
};

QTEST_GUILESS_MAIN(TestLog)
#include "tst_log.moc"
