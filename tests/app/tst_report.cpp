// SPDX-License-Identifier: Apache-2.0
#include "tests/app/program.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <random>

using namespace sightglass;

namespace {

const QString kSamples = QStringLiteral(SG_SOURCE_DIR "/tests/golden/report");
const QString kSample = QStringLiteral("delivery.ndjson");

QStringList json(const QString &path)
{
    return {QStringLiteral("report"), QStringLiteral("--format"), QStringLiteral("json"), path};
}

QByteArrayList linesOf(const QByteArray &text)
{
    QByteArrayList lines = text.split('\n');
    lines.removeAll({});
    return lines;
}

QByteArray textOf(const QByteArrayList &lines)
{
    return lines.join('\n') + '\n';
}

int number(const QJsonObject &report, const char *group, const char *key)
{
    return report[QLatin1String(group)][QLatin1String(key)].toInt(-1);
}

} // namespace

class TestReport final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QVERIFY(m_folder.isValid()); }

    void printsWhatTheSampleHolds()
    {
        const ProgramRun run = runProgram(json(kSample), {}, kSamples);
        QCOMPARE(run.status, 0);
        QJsonObject got = run.object();
        QVERIFY(number(got, "memory", "anonymous") > 0);
        got[QStringLiteral("memory")] = QJsonObject{{QStringLiteral("anonymous"), 0}};
        const QByteArray expected = readAll(kSamples + QStringLiteral("/delivery.json"));
        QCOMPARE(QJsonDocument{got}.toJson(), QJsonDocument::fromJson(expected).toJson());
    }

    void examplesAreReadWithoutFindings()
    {
        const QDir examples{QStringLiteral(SG_SOURCE_DIR "/resources/examples")};
        const QStringList files = examples.entryList(QDir::Files);
        QCOMPARE(files.size(), 4);
        for (const QString &name : files) {
            const ProgramRun run = runProgram(json(examples.filePath(name)));
            QCOMPARE(run.status, 0);
            const QJsonObject report = run.object();
            QVERIFY(number(report, "events", "read") > 0);
            QCOMPARE(number(report, "events", "accepted"), number(report, "events", "read"));
            QCOMPARE(number(report, "events", "rejected"), 0);
            QCOMPARE(number(report, "events", "duplicates"), 0);
            QCOMPARE(number(report, "links", "dangling"), 0);
            QVERIFY(report[u"problems"].toObject().isEmpty());
            QVERIFY(report[u"activities"][u"outcomes"][u"failure"].toInt() > 0);
        }
    }

    void textSaysTheSame()
    {
        const ProgramRun run = runProgram(
            {QStringLiteral("report"), kSample, QStringLiteral("--format=text")}, {}, kSamples);
        QCOMPARE(run.status, 0);
        QVERIFY(run.out.contains("18 read, 17 accepted, 1 rejected, 1 duplicates, 0 conflicts"));
        QVERIFY(run.out.contains("BAD_JSON"));
    }

    void theFormOfTheFileDoesNotMatter()
    {
        const QByteArray text = sampleOfEvents();
        const QJsonObject expected = modelOf(text);
        QCOMPARE(modelOf(gzipped(text)), expected);
        QCOMPARE(modelOf(zstdCompressed(text)), expected);
        QCOMPARE(modelOf("[" + linesOf(text).join(',') + "]"), expected);
        QCOMPARE(modelOf(indented(text)), expected);
        QCOMPARE(runProgram(json(QStringLiteral("-")), text).model(), expected);
    }

    void theOrderDoesNotMatter()
    {
        QByteArrayList lines = linesOf(sampleOfEvents());
        const QJsonObject expected = modelOf(textOf(lines));
        std::mt19937 random{7};
        for (int i = 0; i < 5; ++i) {
            std::shuffle(lines.begin(), lines.end(), random);
            QCOMPARE(modelOf(textOf(lines)), expected);
        }
    }

    void readTwiceOnlyDuplicatesGrow()
    {
        const QByteArray text = sampleOfEvents();
        QJsonObject once = modelOf(text);
        QJsonObject twice = modelOf(text + text);
        QCOMPARE(number(twice, "events", "read"), 2 * number(once, "events", "read"));
        QCOMPARE(number(twice, "events", "accepted"), 2 * number(once, "events", "accepted"));
        QCOMPARE(number(twice, "events", "duplicates"), number(once, "events", "accepted"));
        QCOMPARE(number(twice, "events", "conflicts"), 0);
        for (QJsonObject *report : {&once, &twice}) {
            report->remove(QStringLiteral("events"));
            report->remove(QStringLiteral("problems"));
        }
        QCOMPARE(twice, once);
    }

    void theStateAtAnInstantIsThatOfThePrefix()
    {
        const QByteArrayList lines = linesOf(sampleOfEvents());
        for (qsizetype i = 0; i < lines.size(); ++i) {
            const QString at = timeOf(lines[i]);
            const QString whole = write(textOf(lines));
            const QStringList atTime = json(whole) + QStringList{QStringLiteral("--at"), at};
            QCOMPARE(runProgram(atTime).model(), modelOf(textOf(lines.mid(0, i + 1))));
        }
    }

    void exitStatusTellsWhatHappened()
    {
        const QString missing = m_folder.filePath(QStringLiteral("missing"));
        QCOMPARE(runProgram(json(missing)).status, 3);
        QCOMPARE(runProgram(json(missing)).object().size(), 13);
        QCOMPARE(runProgram({QStringLiteral("report")}).status, 2);
        QCOMPARE(runProgram(json(kSample) + QStringList{QStringLiteral("--wrong")}).status, 2);
        QCOMPARE(runProgram(json(kSample) + QStringList{QStringLiteral("--at=noon")}, {}, kSamples)
                     .status,
                 2);
        const QStringList strict = json(kSample) + QStringList{QStringLiteral("--strict")};
        QCOMPARE(runProgram(strict, {}, kSamples).status, 1);
        QCOMPARE(runProgram({QStringLiteral("--help")}).status, 0);
        QVERIFY(runProgram({QStringLiteral("--help")}).out.contains("sightglass report FILE"));
        QVERIFY(runProgram({QStringLiteral("--version")}).out.startsWith("sightglass "));
    }

    void whatNoChecksumConfirmsIsKeptAndFlagged()
    {
        const QByteArray text = sampleOfEvents();
        QByteArray damaged = gzipped(text);
        damaged[damaged.size() - 8] = static_cast<char>(~damaged[damaged.size() - 8]); // the CRC
        const QJsonObject report = runProgram(json(write(damaged))).object();
        QCOMPARE(number(report, "events", "accepted"), int(linesOf(text).size()));
        QCOMPARE(number(report, "events", "rejected"), 1);
        QCOMPARE(number(report, "problems", "unverified"), 1);
    }

    void aStateInWordsThatNobodyKnowsIsCountedOnce()
    {
        const QJsonObject report
            = runProgram(
                  json(write("{\"CF_BUILD_ID\":\"b1\",\"CF_BUILD_URL\":\"https://g.codefresh.io/"
                             "build/b1\",\"CF_BUILD_STATUS\":\"meditating\"}")))
                  .object();
        const QJsonObject activities = report[QStringLiteral("activities")].toObject();
        const QJsonObject outcomes = activities[QStringLiteral("outcomes")].toObject();
        QCOMPARE(activities[QStringLiteral("total")].toInt(), 1);
        QCOMPARE(outcomes[QStringLiteral("unknown")].toInt(), 1);
        QCOMPARE(number(report, "problems", "outcome"), 1);
    }

    void aPictureIsRefusedAndNothingBreaks()
    {
        const QByteArray png = QByteArray::fromHex("89504e470d0a1a0a0000000d49484452");
        const ProgramRun run = runProgram(json(write(png)));
        QCOMPARE(run.status, 0);
        QCOMPARE(number(run.object(), "events", "rejected"), 1);
        QCOMPARE(run.object()[QStringLiteral("rejected")][0][QStringLiteral("reason")].toString(),
                 QStringLiteral("NOT_NDJSON"));
    }

    void theEiffelRecordingIsReadWhole()
    {
        const QString path
            = QStringLiteral(SG_SHARED_DIR "/recordings/eiffel-reference-data-set-1000.ndjson.gz");
        if (!QFileInfo::exists(path))
            QSKIP("the recording is not on this machine");
        const QJsonObject report = runProgram(json(path)).object();
        QCOMPARE(number(report, "events", "read"), 44793);
        QCOMPARE(number(report, "events", "accepted"), 44793);
        QCOMPARE(number(report, "links", "declared"), 76788);
        QCOMPARE(number(report, "links", "dangling"), 0);
        QCOMPARE(number(report, "activities", "total"), 3740 + 6422 + 942);
        QCOMPARE(number(report, "subjects", "total"), 9582);
        QCOMPARE(report[QStringLiteral("flows")].toInt(), 1002);
    }

private:
    QString write(const QByteArray &bytes)
    {
        const QString path = m_folder.filePath(
            QStringLiteral("input%1").arg(++m_written, 4, 10, QLatin1Char{'0'}));
        writeAll(path, bytes);
        return path;
    }
    QJsonObject modelOf(const QByteArray &bytes) { return runProgram(json(write(bytes))).model(); }

    /// The sample's dated events, in order of time.
    static QByteArray sampleOfEvents()
    {
        QByteArrayList lines = linesOf(readAll(kSamples + QLatin1Char{'/'} + kSample));
        lines.removeIf([](const QByteArray &line) { return timeOf(line).isEmpty(); });
        std::stable_sort(lines.begin(), lines.end(),
                         [](const auto &a, const auto &b) { return timeOf(a) < timeOf(b); });
        lines.erase(std::unique(lines.begin(), lines.end()), lines.end());
        return textOf(lines);
    }
    /// Each event as a document over many lines.
    static QByteArray indented(const QByteArray &text)
    {
        QByteArray out;
        for (const QByteArray &line : linesOf(text))
            out += QJsonDocument::fromJson(line).toJson(QJsonDocument::Indented);
        return out;
    }
    static QString timeOf(const QByteArray &line)
    {
        const QJsonObject event = QJsonDocument::fromJson(line).object();
        return event[QStringLiteral("time")].toString(
            event[QStringLiteral("context")][QStringLiteral("timestamp")].toString());
    }

    QTemporaryDir m_folder;
    int m_written = 0;
};

QTEST_GUILESS_MAIN(TestReport)
#include "tst_report.moc"
