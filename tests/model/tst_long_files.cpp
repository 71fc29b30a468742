// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "tests/support/test_folder.h"
#include "tests/support/watched_session.h"

#include <QFile>

#include <map>
#include <set>

#include <zstd.h>

using namespace sightglass;
using namespace sightglass::test;

namespace {

QByteArray packed(const QByteArray &content)
{
    QByteArray bytes(static_cast<qsizetype>(ZSTD_compressBound(std::size_t(content.size()))), '\0');
    bytes.resize(static_cast<qsizetype>(ZSTD_compress(
        bytes.data(), std::size_t(bytes.size()), content.data(), std::size_t(content.size()), 1)));
    return bytes;
}

/// Each event and when it was.
std::map<std::string, Timestamp> told(const Snapshot &snapshot)
{
    std::map<std::string, Timestamp> events;
    for (std::uint32_t row = 0; row < snapshot.events.size(); ++row)
        events.emplace(snapshot.idOf(EventId::ofRow(row)), snapshot.timeOf(EventId::ofRow(row)));
    return events;
}

/// The lines that were no event.
std::set<std::string> refused(const Snapshot &snapshot)
{
    std::set<std::string> lines;
    for (std::uint32_t row = 0; row < snapshot.rejected.size(); ++row)
        lines.insert(std::to_string(snapshot.rejected.get(&RejectedColumns::line, row)));
    return lines;
}

} // namespace

class TestLongFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ofALongFileTheNewestComeFirstAndAllIsAsInOrder()
    {
        QByteArray content;
        for (int i = 0; i < 160'000; ++i) {
            const bool undated = i < 3 || (i > 50'000 && i < 130'000);
            content += i % 10'000 == 9
                ? QByteArray("rubbish")
                : eventLine(i,
                            undated
                                ? QByteArray{}
                                : "2026-03-01T12:00:00." + QByteArray::number(100 + i / 200) + "Z");
            content += '\n';
        }
        WatchedSession watched;
        std::string first;
        connect(watched.session.get(), &Session::frameReady, this, [&](const Frame &frame) {
            if (first.empty() && frame.snapshot.events.size() > 0)
                first = frame.snapshot.idOf(EventId::ofRow(0));
        });
        watched.session->openFiles({m_folder.write("long.ndjson", content)}, true);
        QTRY_COMPARE_WITH_TIMEOUT(watched.filesRead, 1, 60'000);
        QVERIFY(first != "0");
        WatchedSession inOrder; // a pipe has no end to begin with
        inOrder.session->openFiles({m_folder.write("long.ndjson.zst", packed(content))}, false);
        QTRY_COMPARE_WITH_TIMEOUT(inOrder.filesRead, 1, 60'000);
        QCOMPARE(watched.events(), inOrder.events());
        QCOMPARE(told(watched.snapshot), told(inOrder.snapshot));
        QCOMPARE(refused(watched.snapshot), refused(inOrder.snapshot));
        QFile file{m_folder.filePath(QStringLiteral("long.ndjson"))};
        QVERIFY(file.open(QIODevice::Append));
        file.write("rubbish, again\n" + eventLine(160'000) + '\n');
        file.close();
        QTRY_COMPARE_WITH_TIMEOUT(watched.events(), inOrder.events() + 1, 60'000);
        QVERIFY(refused(watched.snapshot).count("160001"));
    }

    void readingStopsWhenItIsEnough()
    {
        QByteArray content;
        for (int i = 0; i < 400'000; ++i)
            content += eventLine(i) + '\n';
        WatchedSession watched;
        watched.session->openFiles({m_folder.write("long.ndjson", content)}, true);
        QTRY_VERIFY_WITH_TIMEOUT(watched.events() > 0, 60'000);
        watched.session->stopReading();
        QTRY_COMPARE_WITH_TIMEOUT(watched.filesRead, 1, 60'000);
        QVERIFY(watched.events() < 400'000);
        QCOMPARE(std::string{watched.snapshot.texts[watched.snapshot.sources.at(0).detail]},
                 std::string{"stopped; the rest was not read"});
    }

private:
    TestFolder m_folder;
};

QTEST_GUILESS_MAIN(TestLongFiles)
#include "tst_long_files.moc"
