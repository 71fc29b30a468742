// SPDX-License-Identifier: Apache-2.0
#include "tests/app/program.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace sightglass;

namespace {

const QString kExample = QStringLiteral(SG_SOURCE_DIR "/resources/mappings/webhook.yaml");
const QByteArray kRecord
    = R"({"tool":"shipit","event":"release","status":"failed","delivery":"d","release":"2.1",)"
      R"("at":"2026-11-24T14:03:11Z"})";
const QStringList kReport{QStringLiteral("report"), QStringLiteral("--format=json"),
                          QStringLiteral("-")};

QStringList withMapping(const QStringList &arguments, const QString &path)
{
    return arguments + QStringList{QStringLiteral("--mapping"), path};
}

} // namespace

class TestMappingOption final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aReportReadsByIt()
    {
        const QJsonObject without = runProgram(kReport, kRecord).object();
        QCOMPARE(without[QStringLiteral("rejected")][0][QStringLiteral("reason")].toString(),
                 QStringLiteral("UNKNOWN_DIALECT"));
        const ProgramRun run = runProgram(withMapping(kReport, kExample), kRecord);
        QCOMPARE(run.status, 0);
        QCOMPARE(run.errors, QByteArray{});
        const QJsonObject with = run.object();
        QCOMPARE(with[QStringLiteral("vocabularies")][QStringLiteral("shipit")].toInt(), 1);
        QCOMPARE(with[QStringLiteral("activities")][QStringLiteral("outcomes")]
                     [QStringLiteral("failure")]
                         .toInt(),
                 1);
    }

    void theConfigurationsFolderIsRead()
    {
        const QTemporaryDir config;
        QVERIFY(QDir{config.path()}.mkdir(QStringLiteral("mappings")));
        writeAll(config.filePath(QStringLiteral("mappings/shipit.yaml")), readAll(kExample));
        const ProgramRun run = runProgram(
            kReport + QStringList{QStringLiteral("--config-dir"), config.path()}, kRecord);
        QCOMPARE(run.status, 0);
        QCOMPARE(run.object()[QStringLiteral("vocabularies")][QStringLiteral("shipit")].toInt(), 1);
    }

    void aWrongOneIsToldAndTheOthersAreUsed()
    {
        const QTemporaryDir folder;
        const QString wrong = folder.filePath(QStringLiteral("wrong.yaml"));
        writeAll(wrong, "vocabulary: shop\nmatch: {fields: {shop: x}}\ntypes: []\n");
        const ProgramRun run
            = runProgram(withMapping(withMapping(kReport, wrong), kExample), kRecord);
        QCOMPARE(run.status, 3);
        QCOMPARE(run.errors.count('\n'), 2);
        const QByteArray told = "sightglass: " + wrong.toUtf8()
            + ":2:18: \"shop\" is no JSON pointer: it begins with /\n";
        QVERIFY2(run.errors.startsWith(told), run.errors);
        QCOMPARE(run.object()[QStringLiteral("vocabularies")][QStringLiteral("shipit")].toInt(), 1);
    }

    void theRosettaStoneAndPicturesKnowIt()
    {
        const ProgramRun run = runProgram(withMapping(
            {QStringLiteral("vocabularies"), QStringLiteral("--format=json")}, kExample));
        QCOMPARE(run.status, 0);
        int rows = 0;
        for (const QJsonValue row : QJsonDocument::fromJson(run.out).array())
            rows += row[QStringLiteral("vocabulary")] == QStringLiteral("shipit") ? 1 : 0;
        QCOMPARE(rows, 4);
        const QTemporaryDir folder;
        const QString picture = folder.filePath(QStringLiteral("flow.json"));
        const QStringList render{QStringLiteral("render"), QStringLiteral("-"),
                                 QStringLiteral("--view=flow"), QStringLiteral("--output"),
                                 picture};
        QCOMPARE(runProgram(withMapping(render, kExample), kRecord).status, 0);
        QVERIFY(readAll(picture).contains("pipeline-run|https://shipit.example.com|2.1"));
    }
};

QTEST_GUILESS_MAIN(TestMappingOption)
#include "tst_mapping_option.moc"
