// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QTest>

#include "model/base/time_text.h"
#include "model/log/zstd_frames.h"
#include "tests/support/http_client.h"
#include "tests/support/small_disk.h"
#include "tests/support/watched_session.h"

#include <QDir>
#include <QFile>

#include <memory>
#include <string>
#include <vector>

using namespace sightglass;
using namespace sightglass::test;

namespace {

QByteArray line(int number, const QByteArray &more = ",\"time\":\"2026-03-01T12:00:00Z\"")
{
    return "{\"specversion\":\"1.0\",\"id\":\"" + QByteArray::number(number)
        + "\",\"source\":\"/s\",\"type\":\"t\"" + more + "}";
}

QByteArray unpacked(const QByteArray &file)
{
    const std::string bytes = file.toStdString();
    const auto frames = FrameIndex::of(bytes);
    std::string text;
    for (const FrameIndex::Frame &frame :
         frames ? frames->frames() : std::vector<FrameIndex::Frame>{})
        text += unpackFrame(bytes, frame);
    return QByteArray::fromStdString(text);
}

/// What a person would see of the model.
std::vector<std::string> storyOf(const Snapshot &snapshot)
{
    std::vector<std::string> story;
    for (std::uint32_t row = 0; row < snapshot.events.size(); ++row) {
        const EventId event = EventId::ofRow(row);
        story.push_back(std::string{snapshot.idOf(event)} + ' '
                        + formatRfc3339(snapshot.timeOf(event)));
    }
    story.push_back(std::to_string(snapshot.repeats.size()) + " repeats");
    return story;
}

} // namespace

class TestRecorder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void whatComesFromThenOnIsRecorded_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("plain") << QStringLiteral("r.ndjson");
        QTest::newRow("packed") << QStringLiteral("r.ndjson.zst");
    }

    void whatComesFromThenOnIsRecorded()
    {
        QFETCH(QString, name);
        Recorded recorded{place(QStringLiteral("log"))};
        recorded.post(line(1));
        QTRY_COMPARE(recorded.events(), 1u);
        recorded.session->startRecording(place(name));
        recorded.post(line(2));
        recorded.post(line(3));
        recorded.post(line(2)); // a repeat
        recorded.session->stopRecording();
        QTRY_VERIFY(recorded.state.done);
        QCOMPARE(recorded.state.trouble, QString{});
        QCOMPARE(recorded.state.events, 3u);
        const QByteArray file = content(name);
        QCOMPARE(recorded.state.bytes, static_cast<quint64>(file.size()));
        const QByteArray text = name.endsWith(QLatin1String(".zst")) ? unpacked(file) : file;
        QCOMPARE(text, line(2) + "\n" + line(3) + "\n" + line(2) + "\n");
    }

    void aRecordingThatIsNotEndedIsARecording()
    {
        Recorded recorded{place(QStringLiteral("log"))};
        recorded.session->startRecording(place(QStringLiteral("r.ndjson.zst")));
        recorded.post(line(1));
        QTRY_COMPARE(recorded.state.events, 1u);
        QCOMPARE(unpacked(content(QStringLiteral("r.ndjson.zst"))), line(1) + "\n");
    }

    void closingEndsTheRecordingWithAllThatWasAnswered()
    {
        {
            Recorded recorded{place(QStringLiteral("log"))};
            recorded.session->startRecording(place(QStringLiteral("r.ndjson")));
            recorded.post(line(1));
        }
        QCOMPARE(content(QStringLiteral("r.ndjson")), line(1) + "\n");
    }

    void atTheStartOnlyWhatWasReceivedIsRecorded()
    {
        {
            Recorded before{place(QStringLiteral("log"))};
            before.post(line(1));
        }
        Recorded recorded{place(QStringLiteral("log"))};
        recorded.post(line(2));
        QTRY_COMPARE(recorded.events(), 2u);
        recorded.session->startRecording(place(QStringLiteral("r.ndjson")),
                                         Session::RecordFrom::Received);
        recorded.post(line(3));
        recorded.session->stopRecording();
        QTRY_VERIFY(recorded.state.done);
        QCOMPARE(content(QStringLiteral("r.ndjson")), line(2) + "\n" + line(3) + "\n");
    }

    void aFullDiskStopsTheRecordingUntilThereIsRoom()
    {
        WatchedSession watched;
        write("all.ndjson", line(1) + "\n" + line(2) + "\n");
        watched.session->openFiles({place(QStringLiteral("all.ndjson"))}, true);
        QTRY_COMPARE(watched.events(), 2u);
        RecordingState state;
        connect(watched.session.get(), &Session::recordingChanged, this,
                [&state](const RecordingState &now) { state = now; });
        watched.session->startRecording(place(QStringLiteral("r.ndjson")));
        QFile more{place(QStringLiteral("all.ndjson"))};
        QVERIFY(more.open(QIODevice::Append));
        more.write(line(3) + "\n" + line(4) + "\n");
        more.flush();
        {
            const SmallDisk full{100};
            QTRY_VERIFY(!state.trouble.isEmpty());
            QVERIFY(!state.done);
        }
        QTRY_COMPARE(state.events, 2u);
        QCOMPARE(state.trouble, QString{});
        QCOMPARE(content(QStringLiteral("r.ndjson")), line(3) + "\n" + line(4) + "\n");
    }

    void whatIsSavedOpensAsTheSame_data() { whatComesFromThenOnIsRecorded_data(); }

    void whatIsSavedOpensAsTheSame()
    {
        QFETCH(QString, name);
        WatchedSession watched;
        write("a.ndjson",
              line(1, {}) + "\n" + line(2) + "\nrubbish\n" + line(1, {}) + "\n"
                  + line(2, ",\"n\":1") + "\n");
        write("b.json",
              "{\"specversion\":\"1.0\",\n\"id\":\"7\",\"source\":\"/s\",\"type\":\"t\"}\n");
        watched.session->openFiles(
            {place(QStringLiteral("a.ndjson")), place(QStringLiteral("b.json"))}, false);
        QTRY_COMPARE(watched.filesRead, 1);
        const RecordingState saved = save(watched, name);
        QCOMPARE(saved.trouble, QString{});
        QCOMPARE(saved.events, 5u);
        WatchedSession again;
        again.session->openFiles({place(name)}, false);
        QTRY_COMPARE(again.filesRead, 1);
        QCOMPARE(storyOf(again.snapshot), storyOf(watched.snapshot));
        QCOMPARE(again.snapshot.rejected.size(), 0u);
    }

    void aFileOfThatNameStaysWhenSavingFails()
    {
        WatchedSession watched;
        write("a.ndjson", line(1) + "\n");
        write("r.ndjson", "what was there");
        watched.session->openFiles({place(QStringLiteral("a.ndjson"))}, false);
        QTRY_COMPARE(watched.filesRead, 1);
        {
            const SmallDisk full{10};
            const RecordingState saved = save(watched, QStringLiteral("r.ndjson"));
            QVERIFY(!saved.trouble.isEmpty());
        }
        QCOMPARE(content(QStringLiteral("r.ndjson")), QByteArray("what was there"));
        QCOMPARE(save(watched, QStringLiteral("r.ndjson")).trouble, QString{});
        QCOMPARE(content(QStringLiteral("r.ndjson")), line(1) + "\n");
        QCOMPARE(QDir{m_folder->path()}.entryList(QDir::Files | QDir::Hidden).size(), 2);
    }

    void whatIsReadMayBeSavedOverItself()
    {
        WatchedSession watched;
        write("a.ndjson", line(1) + "\n" + line(2) + "\n");
        watched.session->openFiles({place(QStringLiteral("a.ndjson"))}, false);
        QTRY_COMPARE(watched.filesRead, 1);
        QCOMPARE(save(watched, QStringLiteral("a.ndjson")).trouble, QString{});
        QCOMPARE(content(QStringLiteral("a.ndjson")), line(1) + "\n" + line(2) + "\n");
    }

    void aPlaceThatCannotBeWrittenIsSaid()
    {
        WatchedSession watched;
        QVERIFY(!save(watched, QStringLiteral("none/r.ndjson")).trouble.isEmpty());
        QVERIFY(QDir{m_folder->path()}.mkdir(QStringLiteral("folder.ndjson")));
        QVERIFY(!save(watched, QStringLiteral("folder.ndjson")).trouble.isEmpty());
    }

private:
    /// A session that listens, and what it told of its recording.
    struct Recorded : WatchedSession
    {
        explicit Recorded(const QString &folder)
        {
            QObject::connect(session.get(), &Session::recordingChanged, session.get(),
                             [this](const RecordingState &now) { state = now; });
            session->openLog(folder);
            session->listen(QStringLiteral("127.0.0.1"), 0, true);
            (void)QTest::qWaitFor([this] { return filesRead == 1; });
        }
        void post(const QByteArray &body)
        {
            QCOMPARE(statusOf(exchange(port(), test::post(port(), body))), 202);
        }
        RecordingState state;
    };

    RecordingState save(WatchedSession &watched, const QString &name)
    {
        RecordingState state;
        const auto told = connect(watched.session.get(), &Session::saved, this,
                                  [&state](const RecordingState &now) { state = now; });
        watched.session->saveAs(place(name));
        (void)QTest::qWaitFor([&state] { return state.done; });
        disconnect(told);
        return state;
    }
    [[nodiscard]] QString place(const QString &name) const { return m_folder->filePath(name); }
    void write(const char *name, const QByteArray &bytes) const
    {
        QFile file{place(QString::fromUtf8(name))};
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }
    [[nodiscard]] QByteArray content(const QString &name) const
    {
        QFile file{place(name)};
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestRecorder)
#include "tst_recorder.moc"
