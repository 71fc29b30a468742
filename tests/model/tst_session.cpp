// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "model/base/time_text.h"
#include "model/streams/demo/demo_script.h"
#include "model/vocabulary/mapping/mapped_vocabulary.h"
#include "model/vocabulary/mapping/mapping_reader.h"
#include "tests/support/http_client.h"
#include "tests/support/test_folder.h"
#include "tests/support/watched_session.h"

#include <QFile>

#include <memory>
#include <vector>

using namespace sightglass;
using namespace sightglass::test;

namespace {

std::string timeOf(const WatchedSession &watched, std::uint32_t row)
{
    return formatRfc3339(watched.snapshot.timeOf(EventId::ofRow(row)));
}

} // namespace

class TestSession : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<TestFolder>(); }

    void aFileIsReadToItsEnd()
    {
        WatchedSession watched;
        watched.session->openFiles(
            {m_folder->write("a.ndjson", eventLine(1) + "\n" + eventLine(2) + "\nrubbish\n")},
            false);
        QTRY_COMPARE(watched.filesRead, 1);
        QCOMPARE(watched.events(), 2u);
        QCOMPARE(watched.snapshot.rejected.size(), 1u);
        QCOMPARE(watched.snapshot.totals.read, 3u);
        const SourceInfo &source = watched.snapshot.sources.at(0);
        QVERIFY(source.status == SourceInfo::Status::Finished);
        QCOMPARE(source.accepted, 2u);
        QCOMPARE(source.rejected, 1u);
        QCOMPARE(formatRfc3339(source.lastEventTime), std::string{"2026-03-01T12:00:00.000Z"});
        QCOMPARE(source.bytesRead, source.bytesTotal);
    }

    void otherVocabulariesAreSpokenFromThenOn()
    {
        WatchedSession watched;
        watched.session->openLog(m_folder->filePath(QStringLiteral("log")));
        watched.session->listen(QStringLiteral("127.0.0.1"), 0, false);
        QTRY_VERIFY(watched.listening.listening);
        const QByteArray bare = R"({"tool":"shop","n":1})";
        QCOMPARE(statusOf(exchange(watched.port(), post(watched.port(), bare))), 400);
        auto read = readMapping("vocabulary: shop\nmatch: {fields: {/tool: shop}}\n"
                                "types: [{type: shop, kind: event}]\n");
        VocabularyList list = makeVocabularies();
        list.insert(list.begin(), makeMapped(std::get<MappingForm>(std::move(read))));
        watched.session->speak(list);
        QCOMPARE(statusOf(exchange(watched.port(), post(watched.port(), bare))), 202);
        QTRY_COMPARE(watched.events(), 1u);
        QCOMPARE(watched.snapshot.vocabularyOf(EventId::ofRow(0)), std::string_view{"shop"});
        watched.session->speak(makeVocabularies());
        const QByteArray again = R"({"tool":"shop","n":2})";
        QCOMPARE(statusOf(exchange(watched.port(), post(watched.port(), again))), 400);
        QCOMPARE(watched.events(), 1u); // what was read stays
    }

    void aRecordIsShownAsReceived()
    {
        WatchedSession watched;
        const QByteArray odd = "{ \"specversion\":\"1.0\" , "
                               "\"id\":\"\\u0031\",\"source\":\"/s\",\"type\":\"t\",\"n\":1.50}";
        watched.session->openFiles({m_folder->write("a.ndjson", eventLine(7) + "\n" + odd + "\n")},
                                   false);
        QTRY_COMPARE(watched.events(), 2u);
        QCOMPARE(watched.session->archives()->read(watched.snapshot.recordOf(EventId::ofRow(1))),
                 odd.toStdString());
    }

    void aSpanOfManyIsShownWithItsResource()
    {
        WatchedSession watched;
        const QByteArray spans
            = R"({"resourceSpans":[{"resource":{},"scopeSpans":[{"spans":[{"n":1},{"n":2},5]}]}]})";
        watched.session->openFiles(
            {m_folder->write("a.ndjson", eventLine(7) + "\n" + spans + "\n")}, false);
        QTRY_COMPARE(watched.events(), 3u);
        const auto bytes
            = [&](const RecordRef &ref) { return watched.session->archives()->read(ref); };
        const std::string head = R"({"resourceSpans":[{"resource":{},"scopeSpans":[{"spans":[)";
        QCOMPARE(bytes(watched.snapshot.recordOf(EventId::ofRow(0))), eventLine(7).toStdString());
        QCOMPARE(bytes(watched.snapshot.recordOf(EventId::ofRow(2))), head + R"({"n":2}]}]}]})");
        QCOMPARE(watched.snapshot.rejected.size(), 1u);
        QCOMPARE(bytes(watched.snapshot.rejected.get(&RejectedColumns::record, 0)),
                 head + "5]}]}]}");
    }

    void anOtlpDocumentMayBeginWithWhatNobodyKnows()
    {
        WatchedSession watched;
        const QByteArray spans
            = R"({"later":{},"resourceSpans":[{"scopeSpans":[{"spans":[{"n":1},{"n":2}]}]}]})";
        watched.session->openFiles(
            {m_folder->write("a.ndjson", eventLine(7) + "\n" + spans + "\n")}, false);
        QTRY_COMPARE(watched.events(), 3u);
        QCOMPARE(watched.session->archives()->read(watched.snapshot.recordOf(EventId::ofRow(2))),
                 R"({"resourceSpans":[{"scopeSpans":[{"spans":[{"n":2}]}]}]})");
        QCOMPARE(watched.snapshot.rejected.size(), 0u);
    }

    void aFileThatIsNotThereIsSaidAtItsSource()
    {
        WatchedSession watched;
        watched.session->openFiles(
            {m_folder->filePath(QStringLiteral("none")), m_folder->write("a.ndjson", eventLine(1))},
            false);
        QTRY_COMPARE(watched.events(), 1u);
        QVERIFY(watched.snapshot.sources.at(0).status == SourceInfo::Status::Failed);
        QVERIFY(!watched.snapshot.texts[watched.snapshot.sources.at(0).detail].empty());
        QTRY_COMPARE(watched.filesRead, 1);
    }

    void aFileThatGrowsIsFollowed()
    {
        WatchedSession watched;
        const QString path = m_folder->write("a.ndjson", eventLine(1) + "\n");
        watched.session->openFiles({path}, true);
        QTRY_COMPARE(watched.events(), 1u);
        append(path, eventLine(2) + "\n" + eventLine(3).left(20));
        QTRY_COMPARE(watched.events(), 2u);
        append(path, eventLine(3).mid(20) + "\n");
        QTRY_COMPARE(watched.events(), 3u);
        QCOMPARE(watched.snapshot.rejected.size(), 0u);
    }

    void eventsWithoutATimeStandBesideTheirNeighbours()
    {
        WatchedSession watched;
        watched.session->openFiles(
            {m_folder->write("a.ndjson",
                             eventLine(1, {}) + "\n" + eventLine(2) + "\n" + eventLine(3, {}) + "\n"
                                 + eventLine(4, "2026-03-01T13:00:00Z") + "\n")},
            false);
        QTRY_COMPARE(watched.events(), 4u);
        for (std::uint32_t row = 0; row < 3; ++row)
            QCOMPARE(timeOf(watched, row), std::string{"2026-03-01T12:00:00.000Z"});
    }

    void whatIsAnsweredIsInTheLogAndShown()
    {
        WatchedSession watched;
        openAndListen(watched);
        QCOMPARE(statusOf(exchange(watched.port(), post(watched.port(), eventLine(1)))), 202);
        QCOMPARE(log(), eventLine(1) + "\n");
        QTRY_COMPARE(watched.events(), 1u);
        QCOMPARE(watched.session->archives()->read(watched.snapshot.recordOf(EventId::ofRow(0))),
                 eventLine(1).toStdString());
        QTRY_COMPARE(watched.snapshot.sources.back().accepted, 1u);
        QVERIFY(watched.snapshot.sources.back().status == SourceInfo::Status::Listening);
        QVERIFY(isKnown(watched.snapshot.sources.back().lastReceived));
    }

    void onlyATimeThatIsStillToComeIsNotBelieved()
    {
        const auto check = [](const WatchedSession &watched) {
            QTRY_COMPARE(watched.events(), 2u);
            QCOMPARE(timeOf(watched, 0), std::string{"2019-01-01T00:00:00.000Z"});
            QVERIFY(timeOf(watched, 1) < "2099");
        };
        {
            WatchedSession watched;
            openAndListen(watched);
            for (const QByteArray &sent :
                 {eventLine(1, "2019-01-01T00:00:00Z"), eventLine(2, "2099-01-01T00:00:00Z")})
                QCOMPARE(statusOf(exchange(watched.port(), post(watched.port(), sent))), 202);
            check(watched);
        }
        WatchedSession again;
        openAndListen(again);
        check(again);
    }

    void whatIsNoEventIsKeptWithItsBytes()
    {
        WatchedSession watched;
        openAndListen(watched);
        QCOMPARE(statusOf(exchange(watched.port(), post(watched.port(), "{\"half\":"))), 400);
        QTRY_COMPARE(watched.snapshot.rejected.size(), 1u);
        QCOMPARE(watched.session->archives()->read(
                     watched.snapshot.rejected.get(&RejectedColumns::record, 0)),
                 std::string{"{\"half\":"});
        QVERIFY(
            contentOf(QStringLiteral("log/rejected.ndjson")).contains("\"reason\":\"BAD_JSON\""));
    }

    void aRestartShowsTheSameAgain()
    {
        std::vector<std::string> before;
        {
            WatchedSession watched;
            openAndListen(watched);
            for (int i = 0; i < 20; ++i)
                QCOMPARE(statusOf(exchange(watched.port(), post(watched.port(), eventLine(i, {})))),
                         202);
            QTRY_COMPARE(watched.events(), 20u);
            for (std::uint32_t row = 0; row < 20; ++row)
                before.push_back(timeOf(watched, row));
        }
        WatchedSession again;
        openAndListen(again);
        QTRY_COMPARE(again.events(), 20u);
        for (std::uint32_t row = 0; row < 20; ++row)
            QCOMPARE(timeOf(again, row), before.at(row));
        QCOMPARE(statusOf(exchange(again.port(), post(again.port(), eventLine(20)))), 202);
        QTRY_COMPARE(again.events(), 21u);
        QCOMPARE(again.snapshot.repeats.size(), 0u);
    }

    void aTornTailIsCutAndTold()
    {
        QDir{m_folder->path()}.mkdir(QStringLiteral("log"));
        m_folder->write("log/segment-000001.ndjson", eventLine(1) + "\n" + eventLine(2).left(30));
        WatchedSession watched;
        watched.session->openLog(m_folder->filePath(QStringLiteral("log")));
        QTRY_COMPARE(watched.events(), 1u);
        QCOMPARE(watched.troubles.size(), 1);
        QCOMPARE(contentOf(QStringLiteral("log/rejected.torn")), eventLine(2).left(30));
    }

    void aSecondOneFollowsTheFirst()
    {
        WatchedSession first;
        openAndListen(first);
        WatchedSession second;
        openAndListen(second);
        QVERIFY(!second.listening.listening);
        QVERIFY(second.listening.error.contains(first.listening.address));
        second.session->startDemo(1, Timestamp{}, true); // another source in between
        const auto steps = demoScript(1, 0, Timestamp{});
        QTRY_COMPARE(second.snapshot.totals.read, steps.size() - 2); // all but Drop and Return
        const std::uint32_t before = second.events();
        for (int i = 0; i < 3; ++i)
            QCOMPARE(statusOf(exchange(first.port(), post(first.port(), eventLine(i)))), 202);
        QTRY_COMPARE(second.events(), before + 3);
        QTRY_COMPARE(second.snapshot.sources.back().accepted, 3u); // its own, not the demo's
        QCOMPARE(second.session->archives()->read(second.snapshot.recordOf(EventId::ofRow(before))),
                 eventLine(0).toStdString());
    }

    void withoutALogNothingIsAcknowledged()
    {
        m_folder->write("log", "a file where the folder should be");
        WatchedSession watched;
        openAndListen(watched);
        QCOMPARE(watched.troubles.size(), 1);
        QVERIFY(watched.listening.listening);
        QCOMPARE(statusOf(exchange(watched.port(), post(watched.port(), eventLine(1)))), 503);
    }

    void theDemoMovesUntilItIsStopped()
    {
        WatchedSession watched;
        watched.session->startDemo(7, Timestamp{std::chrono::seconds{1'700'000'000}}, false);
        QTRY_VERIFY(watched.events() > 0);
        watched.session->stopDemo();
        QTest::qWait(50);
        const std::uint32_t stopped = watched.events();
        QTest::qWait(1'000);
        QCOMPARE(watched.events(), stopped);
    }

    void aQuietSessionSendsNoFrames()
    {
        WatchedSession watched;
        watched.session->openFiles({m_folder->write("a.ndjson", eventLine(1))}, true);
        QTRY_COMPARE(watched.filesRead, 1);
        QTest::qWait(100);
        const int frames = watched.frames;
        QTest::qWait(400);
        QCOMPARE(watched.frames, frames);
    }

private:
    static void append(const QString &path, const QByteArray &content)
    {
        QFile file{path};
        QVERIFY(file.open(QIODevice::Append));
        file.write(content);
    }
    [[nodiscard]] QByteArray contentOf(const QString &name) const
    {
        QFile file{m_folder->filePath(name)};
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
    }
    [[nodiscard]] QByteArray log() const
    {
        return contentOf(QStringLiteral("log/segment-000001.ndjson"));
    }
    void openAndListen(WatchedSession &watched) const
    {
        watched.session->openLog(m_folder->filePath(QStringLiteral("log")));
        watched.session->listen(QStringLiteral("127.0.0.1"), 0, true);
    }

    std::unique_ptr<TestFolder> m_folder;
};

QTEST_GUILESS_MAIN(TestSession)
#include "tst_session.moc"
