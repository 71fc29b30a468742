// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QTest>

#include "model/log/archive.h"

#include <QFile>

#include <string>
#include <thread>
#include <vector>

using namespace sightglass;

class TestArchive : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatWasAppendedIsReadAgain()
    {
        Archives archives;
        const auto spool = archives.addSpool();
        QVERIFY(spool);
        const RecordRef first = archives.append(*spool, "first");
        const RecordRef second = archives.append(*spool, std::string(100'000, 'x'));
        QCOMPARE(archives.read(first), std::string{"first"});
        QCOMPARE(archives.read(second), std::string(100'000, 'x'));
    }

    void aSpoolLeavesNoFileBehind()
    {
        QTemporaryDir folder;
        Archives archives;
        QVERIFY(archives.addSpool(folder.path().toStdString()));
        QVERIFY(QDir{folder.path()}.isEmpty());
    }

    void aRecordOfAFileIsReadInPlace()
    {
        QTemporaryDir folder;
        QFile file{folder.filePath(QStringLiteral("a.ndjson"))};
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"a\":1}\n{\"b\":2}\n");
        file.close();
        Archives archives;
        const auto archive = archives.addFile(file.fileName().toStdString());
        QVERIFY(archive);
        QCOMPARE(archives.read({*archive, 7, 8}), std::string{"{\"b\":2}"});
    }

    void aFileThatShrankGivesFewerBytes()
    {
        QTemporaryDir folder;
        QFile file{folder.filePath(QStringLiteral("a.ndjson"))};
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("0123456789");
        file.close();
        Archives archives;
        const auto archive = archives.addFile(file.fileName().toStdString());
        QVERIFY(archive);
        QVERIFY(file.resize(4));
        QCOMPARE(archives.read({*archive, 10, 0}), std::string{"0123"});
        QCOMPARE(archives.read({*archive, 10, 100}), std::string{});
    }

    void aRecordWithoutASizeEndsWithItsValue()
    {
        Archives archives;
        const std::uint32_t spool = archives.addSpool().value_or(0);
        const std::string large = "{\"a\":[\"]}\\\"{\"," + std::string(9000, '1') + "]}";
        QCOMPARE(archives.append(spool, "{\"b\":{}}").size, 8u);
        QCOMPARE(archives.append(spool, large + "\n{}").offset, std::uint64_t{8});
        QCOMPARE(archives.read({spool, 0, 0}), std::string{"{\"b\":{}}"});
        QCOMPARE(archives.read({spool, 0, 8}), large);
    }

    void whatIsMappedGrowsAndMayVanish()
    {
        QTemporaryDir folder;
        QFile file{folder.filePath(QStringLiteral("a.ndjson"))};
        QVERIFY(file.open(QIODevice::ReadWrite));
        file.write(QByteArray(100'000, 'a'));
        file.flush();
        Archives archives;
        const std::uint32_t archive = archives.addFile(file.fileName().toStdString()).value_or(0);
        const std::string_view bytes = archives.mapped(archive);
        QVERIFY(bytes.size() >= 100'000);
        QCOMPARE(bytes[99'999], 'a');
        file.write("more");
        file.flush();
        QCOMPARE(bytes.substr(100'000, 4), std::string_view{"more"});
        archives.dropPages();
        QCOMPARE(bytes[5], 'a');
        QVERIFY(file.resize(10)); // its later pages are zeros, and nobody is harmed
        QCOMPARE(bytes[90'000], '\0');
        QCOMPARE(bytes.substr(0, 4), std::string_view{"aaaa"});
    }

    void whatCannotBeOpenedIsSaid()
    {
        Archives archives;
        QVERIFY(!archives.addFile("/does/not/exist"));
        QVERIFY(!archives.addSpool("/does/not/exist"));
        QCOMPARE(archives.read({7, 10, 0}), std::string{});
    }

    void threadsDoNotMixTheirRecords()
    {
        Archives archives;
        const std::uint32_t spool = archives.addSpool().value_or(0);
        std::vector<std::thread> threads;
        std::vector<std::vector<RecordRef>> places(4);
        for (std::size_t i = 0; i < places.size(); ++i) {
            threads.emplace_back([&archives, &mine = places[i], spool, i] {
                for (std::size_t n = 0; n < 500; ++n)
                    mine.push_back(archives.append(spool, std::string(n % 50 + 1, char('a' + i))));
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        for (std::size_t i = 0; i < places.size(); ++i) {
            for (const RecordRef &place : places[i])
                QCOMPARE(archives.read(place), std::string(place.size, char('a' + i)));
        }
    }
};

QTEST_GUILESS_MAIN(TestArchive)
#include "tst_archive.moc"
