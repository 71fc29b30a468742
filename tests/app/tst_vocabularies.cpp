// SPDX-License-Identifier: Apache-2.0
#include "tests/app/program.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>
#include <QTest>

#include <algorithm>

using namespace sightglass;

namespace {

const QString kSubcommand = QStringLiteral("vocabularies");

} // namespace

class TestVocabularies final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void jsonHasEachTypeOnce()
    {
        const ProgramRun run = runProgram({kSubcommand, QStringLiteral("--format=json")});
        QCOMPARE(run.status, 0);
        const QJsonArray rows = QJsonDocument::fromJson(run.out).array();
        QSet<QString> types;
        for (const QJsonValue row : rows) {
            QCOMPARE(row.toObject().keys(),
                     (QStringList{QStringLiteral("id"), QStringLiteral("kind"),
                                  QStringLiteral("links"), QStringLiteral("name"),
                                  QStringLiteral("outcome"), QStringLiteral("parent"),
                                  QStringLiteral("phase"), QStringLiteral("type"),
                                  QStringLiteral("url"), QStringLiteral("vocabulary")}));
            types.insert(row[QStringLiteral("vocabulary")].toString() + QLatin1Char(' ')
                         + row[QStringLiteral("type")].toString());
            QVERIFY(!row[QStringLiteral("kind")].toString().isEmpty());
        }
        QCOMPARE(types.size(), rows.size());
        QVERIFY(types.contains(QStringLiteral("cloudevents *")));
        QVERIFY(types.contains(QStringLiteral("eiffel EiffelActivityFinishedEvent")));
    }

    void textFitsIntoALineOf120()
    {
        const ProgramRun run = runProgram({kSubcommand});
        QCOMPARE(run.status, 0);
        const QStringList lines = QString::fromUtf8(run.out).split(u'\n');
        QVERIFY(lines.contains(QStringLiteral("cdevents")));
        for (const QString &line : lines)
            QVERIFY2(line.size() <= 120 && !line.endsWith(u' '), qPrintable(line));
    }

    void wrongUsageIsTold()
    {
        QCOMPARE(runProgram({kSubcommand, QStringLiteral("--format=xml")}).status, 2);
        QCOMPARE(runProgram({kSubcommand, QStringLiteral("file")}).status, 2);
        QCOMPARE(runProgram({kSubcommand, QStringLiteral("--wrong")}).status, 2);
    }
};

QTEST_GUILESS_MAIN(TestVocabularies)
#include "tst_vocabularies.moc"
