// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QTest>

#include "model/log/files.h"
#include "model/log/log_folder.h"
#include "model/log/log_writer.h"
#include "model/log/segments.h"
#include "model/log/sidecar.h"
#include "model/log/zstd_frames.h"
#include "tests/support/log_lines.h"

#include <QDir>
#include <QFile>
#include <QProcess>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <memory>
#include <string>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>

using namespace sightglass;
using namespace sightglass::test;

namespace {

constexpr auto kSilent = [](const std::string &) {};

LogLimits smallLimits()
{
    LogLimits limits;
    limits.bytes = 1u << 20; // segments of 64 KiB
    return limits;
}

/// A line of a kilobyte, each another one.
std::string bigLine(int number)
{
    std::string line = "{\"n\":" + std::to_string(number) + ",\"x\":\"";
    for (unsigned noise = static_cast<unsigned>(number) + 1; line.size() < 1'000;) {
        noise = noise * 1'664'525u + 1'013'904'223u;
        line.push_back(static_cast<char>('a' + (noise >> 24) % 26));
    }
    return line + "\"}";
}

std::string unpacked(const std::string &path)
{
    const std::string file = readWhole(path, 0);
    const auto frames = FrameIndex::of(file);
    std::string bytes;
    for (const FrameIndex::Frame &frame :
         frames ? frames->frames() : std::vector<FrameIndex::Frame>{})
        bytes += unpackFrame(file, frame);
    return bytes;
}

/// What stands in the folder's log, in order.
std::string logIn(const std::string &folder)
{
    std::string bytes;
    for (const std::string &segment : segmentsIn(folder))
        bytes += isPacked(segment) ? unpacked(segment) : readWhole(segment, 0);
    return bytes;
}

/// A text of three frames.
std::string longText()
{
    std::string text;
    for (int i = 0; text.size() < 5 * kFrameBytes / 2; ++i)
        text += bigLine(i) + "\n";
    return text;
}

bool neverStop()
{
    return false;
}

} // namespace

class TestLogRing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_temporary = std::make_unique<QTemporaryDir>();
        m_folder = m_temporary->filePath(QStringLiteral("log")).toStdString();
        m_lock = std::make_unique<LogFolder>();
        QCOMPARE(m_lock->open(m_folder), LogFolder::Access::Owner);
    }

    void fullSegmentsArePackedAndReadAsBefore()
    {
        Archives archives;
        std::string written;
        std::vector<RecordRef> places;
        {
            LogWriter writer{m_folder, archives, kSilent, smallLimits()};
            for (int i = 0; i < 200; ++i) {
                written += bigLine(i) + "\n";
                QVERIFY(appendAndWait(writer, {bigLine(i)}, &places));
            }
            writer.finishKeeping();
        }
        const std::vector<std::string> segments = segmentsIn(m_folder);
        QCOMPARE(segments.size(), 4u);
        QCOMPARE(std::count_if(segments.begin(), segments.end(), isPacked), 3);
        QCOMPARE(logIn(m_folder), written);
        QCOMPARE(archives.read(places.front()), bigLine(199));
    }

    void aRecordOfAPackedSegmentIsReadWithoutTheOthers()
    {
        const std::string text = longText();
        const std::string path = m_folder + "/segment-000001.ndjson";
        write(path, text);
        QVERIFY(packSegment(path, neverStop));
        Archives archives;
        const auto place = archives.addRead(packedPath(path), false);
        QVERIFY(place && !place->spools);
        const std::size_t over = kFrameBytes - 3; // from one frame into the next
        QCOMPARE(archives.read({place->archive, 10, over}), text.substr(over, 10));
        QCOMPARE(archives.read({place->archive, 5, text.size() - 2}), text.substr(text.size() - 2));
        const std::string second = bigLine(1);
        QCOMPARE(archives.read({place->archive, 0, bigLine(0).size() + 1}), second);
        QVERIFY(archives.read({place->archive, 5, text.size() + 100}).empty());
    }

    void otherProgramsReadPackedSegments()
    {
        const std::string text = longText();
        const std::string path = m_folder + "/segment-000001.ndjson";
        write(path, text);
        QVERIFY(packSegment(path, neverStop));
        QProcess zstdcat;
        zstdcat.start(QStringLiteral("zstdcat"), {QString::fromStdString(packedPath(path))});
        if (!zstdcat.waitForStarted())
            QSKIP("there is no zstdcat here");
        QVERIFY(zstdcat.waitForFinished());
        QCOMPARE(zstdcat.readAllStandardOutput().toStdString(), text);
    }

    void aPackedFileThatWasCutOffAnywhereIsReadUpToThere()
    {
        const std::string text = longText();
        FramePacker packer;
        std::string file;
        std::size_t ends[3] = {};
        for (int i = 0; i < 3; ++i) {
            file += packer.pack(std::string_view{text}.substr(i * kFrameBytes, kFrameBytes));
            ends[i] = file.size();
        }
        file += packer.table();
        QCOMPARE(FrameIndex::of(file)->frames().size(), 3u);
        QCOMPARE(FrameIndex::of(file.substr(0, ends[2] + 5))->frames().size(), 3u);
        QCOMPARE(FrameIndex::of(file.substr(0, ends[2] - 1))->frames().size(), 2u);
        QCOMPARE(FrameIndex::of(file.substr(0, ends[0]))->frames().size(), 1u);
        QVERIFY(!FrameIndex::of(file.substr(0, ends[0] - 1)));
        std::string damaged = file;
        damaged[ends[1] - 20] ^= 1;
        const auto frames = FrameIndex::of(damaged);
        QVERIFY(frames.has_value());
        QVERIFY(unpackFrame(damaged, frames->frames()[1]).empty()); // by its checksum
        QVERIFY(!unpackFrame(damaged, frames->frames()[2]).empty());
    }

    void aTableThatLiesIsNotBelieved()
    {
        FramePacker packer;
        const std::string frame = packer.pack("one\n");
        std::string table = packer.table();
        table[8] = static_cast<char>(table[8] + 1);
        const std::string file = frame + table;
        const auto frames = FrameIndex::of(file);
        QVERIFY(frames.has_value());
        QCOMPARE(frames->frames().size(), 1u);
        QCOMPARE(unpackFrame(file, frames->frames()[0]), std::string{"one\n"});
    }

    void theOldestSegmentsAreDroppedAndThatIsSaid()
    {
        Archives archives;
        std::vector<std::string> told;
        std::vector<RecordRef> first;
        {
            LogWriter writer{m_folder, archives, kSilent, smallLimits(),
                             [&told](const std::string &sentence) { told.push_back(sentence); }};
            QVERIFY(appendAndWait(writer, {bigLine(0)}, &first));
            for (int i = 1; i < 2'500; ++i)
                QVERIFY(appendAndWait(writer, {bigLine(i)}));
            writer.finishKeeping();
        }
        QVERIFY(!told.empty());
        std::uint64_t bytes = 0;
        for (const QFileInfo &file :
             QDir{QString::fromStdString(m_folder)}.entryInfoList(QDir::Files))
            bytes += static_cast<std::uint64_t>(file.size());
        QVERIFY2(bytes <= smallLimits().bytes, QByteArray::number(qulonglong{bytes}).constData());
        const std::string log = logIn(m_folder);
        QVERIFY(log.ends_with(bigLine(2'499) + "\n"));
        QCOMPARE(log.find(bigLine(0)), std::string::npos);
        QVERIFY(readWhole(m_folder + "/journal", 0).find("\"dropped\"") != std::string::npos);
        QCOMPARE(archives.read(first.front()), bigLine(0)); // what is shown stays
    }

    void whatIsTooOldIsDropped()
    {
        for (const int number : {1, 2}) {
            const std::string path
                = m_folder + "/segment-00000" + std::to_string(number) + ".ndjson";
            write(path, "{}\n");
            write(sidecarPath(path), "0 - -\n");
        }
        const std::time_t longAgo = std::time(nullptr) - 100 * 24 * 3'600;
        const timespec times[2] = {{longAgo, 0}, {longAgo, 0}};
        const std::string oldest = m_folder + "/segment-000001.ndjson";
        QCOMPARE(::utimensat(AT_FDCWD, oldest.c_str(), times, 0), 0);
        Archives archives;
        LogWriter writer{m_folder, archives, kSilent};
        writer.keepOlder();
        writer.finishKeeping();
        QCOMPARE(segmentsIn(m_folder),
                 std::vector<std::string>{m_folder + "/segment-000002.ndjson.zst"});
        QVERIFY(!QFile::exists(QString::fromStdString(sidecarPath(oldest))));
    }

    void packingKeepsTheAgeAndTheReceipts()
    {
        const std::string path = m_folder + "/segment-000001.ndjson";
        write(path, "{}\n");
        write(sidecarPath(path), "0 1700000000000 127.0.0.1\n");
        const timespec times[2] = {{1'700'000'000, 0}, {1'700'000'000, 0}};
        QCOMPARE(::utimensat(AT_FDCWD, path.c_str(), times, 0), 0);
        QVERIFY(packSegment(path, neverStop));
        struct stat status
        {
        };
        QCOMPARE(::stat(packedPath(path).c_str(), &status), 0);
        QCOMPARE(status.st_mtim.tv_sec, 1'700'000'000);
        QVERIFY(isKnown(Sidecar::beside(packedPath(path)).receiptOf(0)));
    }

    void packingThatIsStoppedLeavesTheSegmentAsItWas()
    {
        const std::string path = m_folder + "/segment-000001.ndjson";
        write(path, longText());
        QVERIFY(!packSegment(path, [] { return true; }));
        QCOMPARE(segmentsIn(m_folder), std::vector<std::string>{path});
        const QDir inside{QString::fromStdString(m_folder)};
        QCOMPARE(inside.entryList(QDir::Files | QDir::Hidden).size(), 2); // and the lock
    }

    void aCrashWhilePackingIsPutRight()
    {
        const std::string path = m_folder + "/segment-000001.ndjson";
        write(path, "{\"n\":1}\n{\"n\":2}\n");
        write(packedPath(path), "half of it");
        write(m_folder + "/.segment-000001.ndjson.zst.part", "less");
        const LogFolder::Repaired repaired = m_lock->repair();
        QCOMPARE(repaired.unpacked, 1u);
        QCOMPARE(repaired.sidecars, 1u);
        QCOMPARE(logIn(m_folder), std::string{"{\"n\":1}\n{\"n\":2}\n"});
        QVERIFY(
            !QFile::exists(QString::fromStdString(m_folder + "/.segment-000001.ndjson.zst.part")));
        QCOMPARE(readWhole(sidecarPath(path), 0), std::string{"0 - -\n8 - -\n"});
    }

    void theSidecarIsWrittenAnewWithWhatItKnew_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::newRow("missing") << QByteArray() << QByteArray("0 - -\n8 - -\n");
        QTest::newRow("torn") << QByteArray("0 5 a\n8 ") << QByteArray("0 5 a\n8 - -\n");
        QTest::newRow("more than there is")
            << QByteArray("0 5 a\n8 6 b\n16 7 c\n") << QByteArray("0 5 a\n8 6 b\n");
        QTest::newRow("a hole of zeros")
            << QByteArray("\0\0\0\0\0\n8 6 b\n", 12) << QByteArray("0 - -\n8 6 b\n");
        QTest::newRow("right") << QByteArray("0 5 a\n8 6 b\n") << QByteArray("0 5 a\n8 6 b\n");
    }

    void theSidecarIsWrittenAnewWithWhatItKnew()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        const std::string path = m_folder + "/segment-000001.ndjson";
        write(path, "{\"n\":1}\n{\"n\":2}\n");
        if (!before.isEmpty())
            write(sidecarPath(path), before.toStdString());
        QCOMPARE(m_lock->repair().sidecars, before == after ? 0u : 1u);
        QCOMPARE(readWhole(sidecarPath(path), 0), after.toStdString());
    }

    void aSegmentIsNamedByItsNumberAlone()
    {
        QCOMPARE(segmentNumber("/log/segment-000007.ndjson"), 7u);
        QCOMPARE(segmentNumber("segment-000007.ndjson.zst"), 7u);
        for (const char *other :
             {"segment-000007.ndjson.index", "segment-x.ndjson", "segment-.ndjson",
              "rejected.ndjson", ".segment-000007.ndjson.zst.part"})
            QCOMPARE(segmentNumber(other), 0u);
        QCOMPARE(segmentName(1'000'000), std::string{"segment-1000000.ndjson"});
    }

    // Who lists a folder while a segment is packed may meet it under neither name.
    void noSegmentTakesTheNumberOfOneThatIsNotMet()
    {
        const std::string path = m_folder + "/segment-000005.ndjson";
        write(path, "{}\n");
        Archives archives;
        LogWriter writer{m_folder, archives, kSilent};
        QVERIFY(QFile::remove(QString::fromStdString(path)));
        QVERIFY(appendAndWait(writer, {bigLine(0)}));
        QCOMPARE(segmentsIn(m_folder),
                 std::vector<std::string>{m_folder + "/segment-000006.ndjson"});
    }

private:
    static void write(const std::string &path, const std::string &content)
    {
        const Descriptor file = createFile(path);
        QVERIFY(file.isOpen() && writeAll(file.get(), content));
    }

    std::unique_ptr<QTemporaryDir> m_temporary;
    std::string m_folder;
    std::unique_ptr<LogFolder> m_lock;
};

QTEST_GUILESS_MAIN(TestLogRing)
#include "tst_log_ring.moc"
