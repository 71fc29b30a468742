// SPDX-License-Identifier: Apache-2.0
#include "tests/app/program.h"
#include "tests/support/http_client.h"

#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <memory>

#include <sys/types.h>

#include <algorithm>

using namespace sightglass;
using namespace sightglass::test;

namespace {

QByteArray line(int number)
{
    return "{\"specversion\":\"1.0\",\"id\":\"" + QByteArray::number(number)
        + "\",\"source\":\"/s\",\"type\":\"t\",\"time\":\"2026-03-01T12:00:00Z\"}";
}

} // namespace

class TestRecord final : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    /// `sightglass record`, listening on any port.
    struct Recording
    {
        explicit Recording(const QStringList &options)
        {
            process.start(
                programPath(),
                QStringList{QStringLiteral("record"), QStringLiteral("http://127.0.0.1:0")}
                    + options);
            process.setReadChannel(QProcess::StandardError);
            while (!errors.contains('\n') && process.waitForReadyRead(10'000))
                errors += process.readAllStandardError();
            port = errors.left(errors.indexOf('\n')).split(':').last().toUShort();
        }
        [[nodiscard]] int post(const QByteArray &body) const
        {
            return statusOf(exchange(port, test::post(port, body)));
        }
        int end(int signal = 0)
        {
            if (signal != 0)
                ::kill(static_cast<pid_t>(process.processId()), signal);
            const bool ended
                = process.waitForFinished(20'000) || process.state() == QProcess::NotRunning;
            errors += process.readAllStandardError();
            return ended && process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
        }
        QProcess process;
        QByteArray errors;
        quint16 port = 0;
    };
    [[nodiscard]] QString place(const char *name) const
    {
        return m_folder->filePath(QLatin1String(name));
    }
    [[nodiscard]] QStringList files() const
    {
        return QDir{m_folder->path()}.entryList(QDir::AllEntries | QDir::Hidden
                                                | QDir::NoDotAndDotDot);
    }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void whatIsSentUntilTheSignalIsInTheFile()
    {
        for (const int signal : {SIGTERM, SIGINT}) {
            init();
            const QString output = place("r.ndjson");
            Recording recording{{QStringLiteral("--output"), output}};
            QCOMPARE(recording.post(line(1)), 202);
            QCOMPARE(recording.post("rubbish"), 400);
            QCOMPARE(recording.post(line(2)), 202);
            QCOMPARE(recording.end(signal), 0);
            QCOMPARE(readAll(output), line(1) + "\n" + line(2) + "\n");
            QCOMPARE(files(), QStringList{QStringLiteral("r.ndjson")});
            QVERIFY2(recording.errors.contains("2 events in"), recording.errors.constData());
            QVERIFY2(recording.errors.contains("1 bodies refused"), recording.errors.constData());
        }
    }

    void aPackedRecordingIsReadAsAnyOther()
    {
        const QString output = place("r.ndjson.zst");
        Recording recording{{QStringLiteral("--output"), output}};
        for (int i = 0; i < 50; ++i)
            QCOMPARE(recording.post(line(i)), 202);
        QCOMPARE(recording.end(SIGTERM), 0);
        const ProgramRun report
            = runProgram({QStringLiteral("report"), QStringLiteral("--format"),
                          QStringLiteral("json"), QStringLiteral("--strict"), output});
        QCOMPARE(report.status, 0);
        QCOMPARE(report.object()[QLatin1String("events")][QLatin1String("accepted")].toInt(), 50);
    }

    void itEndsAfterSoManyEvents()
    {
        const QString output = place("r.ndjson");
        Recording recording{
            {QStringLiteral("--output"), output, QStringLiteral("--count"), QStringLiteral("2")}};
        for (int i = 1; i <= 2; ++i)
            QCOMPARE(recording.post(line(i)), 202);
        QCOMPARE(recording.end(), 0);
        QCOMPARE(readAll(output).count('\n'), 2);
    }

    void itEndsAfterATime()
    {
        const QString output = place("r.ndjson");
        Recording recording{{QStringLiteral("--output"), output, QStringLiteral("--duration"),
                             QStringLiteral("300ms")}};
        QCOMPARE(recording.end(), 0);
        QVERIFY(QFile::exists(output));
    }

    void whatWasAnsweredBeforeACrashIsInTheNextRecording()
    {
        const QString output = place("r.ndjson");
        {
            Recording killed{{QStringLiteral("--output"), output}};
            QCOMPARE(killed.post(line(1)), 202);
            QCOMPARE(killed.end(SIGKILL), -1);
        }
        Recording recording{{QStringLiteral("--output"), output}};
        QCOMPARE(recording.post(line(2)), 202);
        QCOMPARE(recording.end(SIGTERM), 0);
        QByteArrayList lines = readAll(output).split('\n');
        std::sort(lines.begin(), lines.end()); // what is left of a crash may be read last
        QCOMPARE(lines, (QByteArrayList{{}, line(1), line(2)}));
        QCOMPARE(files(), QStringList{QStringLiteral("r.ndjson")});
    }

    void anEarlierRecordingIsNotWrittenOver()
    {
        const QString output = place("r.ndjson");
        writeAll(output, line(1) + "\n");
        const ProgramRun run
            = runProgram({QStringLiteral("record"), QStringLiteral("http://127.0.0.1:0"),
                          QStringLiteral("--output"), output});
        QCOMPARE(run.status, 2);
        QCOMPARE(readAll(output), line(1) + "\n");
    }

    void whatCannotBeDoneIsSaid_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("status");
        const auto row = [](const char *name, int status, const QString &arguments) {
            QTest::newRow(name) << arguments.split(QLatin1Char(' ')) << status;
        };
        row("no file", 2, QStringLiteral("http://127.0.0.1:0"));
        row("no address", 2, QStringLiteral("--output r"));
        row("another source", 2, QStringLiteral("nats://127.0.0.1/x --output r"));
        row("no time", 2, QStringLiteral("http://127.0.0.1:0 --output r --duration soon"));
        row("no number", 2, QStringLiteral("http://127.0.0.1:0 --output r --count 0"));
        row("no such address", 3, QStringLiteral("http://192.0.2.1:0 --output r"));
        row("no such folder", 3, QStringLiteral("http://127.0.0.1:0 --output none/r"));
    }

    void whatCannotBeDoneIsSaid()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, status);
        arguments.prepend(QStringLiteral("record"));
        const ProgramRun run = runProgram(arguments, {}, m_folder->path());
        QCOMPARE(run.status, status);
        QVERIFY(!run.errors.isEmpty());
        QCOMPARE(files(), QStringList{});
    }
};

QTEST_GUILESS_MAIN(TestRecord)
#include "tst_record.moc"
