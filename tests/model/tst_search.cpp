// SPDX-License-Identifier: Apache-2.0
#include "model/search/find_text.h"
#include "model/search/pattern.h"

#include <QTest>

#include <random>
#include <string>

using namespace sightglass;

class TestSearch final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textIsFoundWhereItStandsFirst()
    {
        std::mt19937 random{7}; // few letters, so that much nearly fits
        for (int round = 0; round < 20000; ++round) {
            std::string text(random() % 200, ' ');
            for (char &c : text)
                c = static_cast<char>('a' + random() % 3);
            std::string needle(random() % 6, ' ');
            for (char &c : needle)
                c = static_cast<char>('a' + random() % 3);
            QCOMPARE(findText(text, needle), text.find(needle));
        }
        QCOMPARE(findText("", "a"), std::string_view::npos);
        QCOMPARE(findText("a", ""), std::size_t{0});
        QCOMPARE(findText(std::string(1000, 'a') + "b", "ab"), std::size_t{999});
    }

    void eachSpellingOfJsonIsFound_data()
    {
        QTest::addColumn<QByteArray>("typed");
        QTest::addColumn<QByteArray>("record");
        QTest::addColumn<bool>("found");
        const auto row = [](const char *typed, const char *record, bool found) {
            QTest::newRow(record) << QByteArray(typed) << QByteArray(record) << found;
        };
        row("say \"hi\"", "{\"a\":\"say \\\"hi\\\" twice\"}", true);
        row("a/b", "{\"a\":\"a\\/b\"}", true);
        row("a/b", "{\"a\":\"a/b\"}", true);
        row("caf\xC3\xA9", "{\"a\":\"caf\xC3\xA9\"}", true);
        row("caf\xC3\xA9", "{\"a\":\"caf\\u00e9\"}", true);
        row("caf\xC3\xA9", "{\"a\":\"CAF\\u00C9 or caf\\u00E9\"}", true);
        row("\xF0\x9F\x98\x80", "{\"a\":\"\\ud83d\\ude00\"}", true);
        row("one\ntwo", "{\"a\":\"one\\ntwo\"}", true);
        row("a<b", "{\"a\":\"a\\u003cb\"}", true);
        row("\"a\":1", "{\"a\":1}", true);
        row("Case", "{\"a\":\"case\"}", false);
        row("caf\xC3\xA9", "{\"a\":\"cafe\"}", false);
    }

    void eachSpellingOfJsonIsFound()
    {
        QFETCH(QByteArray, typed);
        QFETCH(QByteArray, record);
        QFETCH(bool, found);
        const Pattern pattern = Pattern::ofText(typed.toStdString());
        QVERIFY((pattern.in(record.toStdString()) == Pattern::Answer::Yes) == found);
        QCOMPARE(pattern.isAbsentFrom(record.toStdString()), !found);
    }

    void expressionsSayWhatIsWrongAndWhatIsTooHard()
    {
        QString error;
        QVERIFY(!Pattern::ofExpression(QStringLiteral("a(b"), error));
        QVERIFY(error.contains(QStringLiteral("at character")));
        const auto digits = Pattern::ofExpression(QStringLiteral("run-\\d+\""), error);
        QVERIFY(digits->in("{\"a\":\"run-17\"}") == Pattern::Answer::Yes);
        QVERIFY(digits->in("{\"a\":\"run-x\"}") == Pattern::Answer::No);
        const auto hard = Pattern::ofExpression(QStringLiteral("^(a+)+$"), error);
        QVERIFY(hard->in(std::string(40, 'a') + "!") == Pattern::Answer::TooHard);
        QVERIFY(!hard->isAbsentFrom("nothing of it"));
    }
};

QTEST_GUILESS_MAIN(TestSearch)
#include "tst_search.moc"
