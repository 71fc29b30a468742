// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "tests/support/reading.h"

#include <QDir>
#include <QFile>

#include <set>

using namespace sightglass;
using namespace sightglass::test;

/// What each vocabulary makes of its samples, written out. `SIGHTGLASS_UPDATE=1` writes the
/// expectations anew: then read the difference before you keep it.
class TestGolden : public QObject
{
    Q_OBJECT

    static QDir folder() { return QDir(QFINDTESTDATA("golden/decoded")); }

private Q_SLOTS:
    void everySampleBecomesWhatItShould_data()
    {
        QTest::addColumn<QString>("path");
        for (const QFileInfo &file : folder().entryInfoList({QStringLiteral("*.ndjson")}))
            QTest::newRow(qPrintable(file.completeBaseName())) << file.filePath();
    }

    void everySampleBecomesWhatItShould()
    {
        QFETCH(QString, path);
        std::string_view vocabulary{QTest::currentDataTag()}; // "cdevents+jenkins" is of cdevents
        vocabulary = vocabulary.substr(0, vocabulary.find('+'));
        Reader reader;
        std::string said;
        for (const std::string &line : linesOf(path)) {
            const std::string_view refused = reader.read(line);
            said += refused.empty() ? reader.description() : std::string{refused} + "\n";
            if (refused.empty())
                QCOMPARE(reader.event().vocabulary, vocabulary);
        }
        const QString expected
            = folder().filePath(QLatin1String(QTest::currentDataTag()) + QLatin1String(".txt"));
        if (qEnvironmentVariableIsSet("SIGHTGLASS_UPDATE")) {
            QFile file(expected);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(said.data(), static_cast<qint64>(said.size()));
        }
        QCOMPARE(QString::fromStdString(said), QString::fromStdString(contentOf(expected)));
    }

    void everyVocabularyHasSamplesAndALineForEachType()
    {
        Reader reader;
        for (const auto &vocabulary : reader.vocabularies()) {
            const QString name = QString::fromUtf8(
                vocabulary->name().data(), static_cast<qsizetype>(vocabulary->name().size()));
            QVERIFY2(QFile::exists(folder().filePath(name + QLatin1String(".ndjson"))),
                     qPrintable(name));
            std::set<std::string> types;
            for (const Rosetta &row : vocabulary->rosetta()) {
                QVERIFY2(types.insert(row.type).second, row.type.c_str());
                QVERIFY(!row.kind.empty());
            }
            QVERIFY2(!types.empty(), qPrintable(name));
        }
    }
};

QTEST_GUILESS_MAIN(TestGolden)
#include "tst_golden.moc"
