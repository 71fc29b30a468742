// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "model/base/time_text.h"
#include "tests/support/reading.h"

#include <string>

using namespace sightglass;
using namespace sightglass::test;

class TestCloudEvents : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyReleaseIsRead()
    {
        Reader reader;
        int number = 0;
        for (const std::string &line :
             linesOf(QFINDTESTDATA("golden/decoded/cloudevents.ndjson"))) {
            QCOMPARE(reader.read(line), std::string_view{});
            const Decoded &event = reader.event();
            QCOMPARE(std::string{event.id}, "o-" + std::to_string(++number));
            QCOMPARE(event.vocabulary, std::string_view{"cloudevents"});
            QCOMPARE(event.type, std::string_view{"com.example.order.paid"});
            QCOMPARE(event.source, std::string_view{"/shop"});
            QVERIFY(event.scope == IdScope::CloudEvents);
            QCOMPARE(event.kind, Kind::None);
            QVERIFY(event.key.empty());
            QCOMPARE(reader.problems(), std::string{});
            QCOMPARE(isKnown(event.time), number != 6 && number != 7);
        }
        QCOMPARE(number, 8);
    }

    void timeIsReadWithItsOffset()
    {
        Reader reader;
        QVERIFY(reader
                    .read(R"({"specversion":"1.0","id":"a","source":"/s","type":"t",)"
                          R"("time":"2026-02-03T08:00:08.25+09:00"})")
                    .empty());
        QCOMPARE(formatRfc3339(reader.event().time), std::string{"2026-02-02T23:00:08.250Z"});
    }

    void linksStandInExtensions_data()
    {
        QTest::addColumn<QByteArray>("members");
        QTest::addColumn<QByteArray>("links");
        const auto row = [](const char *name, const char *members, const char *links) {
            QTest::newRow(name) << QByteArray(members) << QByteArray(links);
        };
        row("cause", R"("causationid":"x")", "causationid x> (cause)");
        row("parent", R"("parentid":"x")", "parentid x> (context)");
        row("both", R"("parentid":"x","causationid":"y")",
            "causationid y> (cause), parentid x> (context)");
        row("null", R"("causationid":null)", "");
        row("empty", R"("causationid":"")", "");
        row("not an id", R"("causationid":["x"])", "");
        row("correlation is no link", R"("correlationid":"x")", "");
    }

    void linksStandInExtensions()
    {
        QFETCH(QByteArray, members);
        QFETCH(QByteArray, links);
        Reader reader;
        const std::string record
            = R"({"specversion":"1.0","id":"a","source":"/s","type":"t",)" + members.toStdString();
        QCOMPARE(reader.read(record + "}"), std::string_view{});
        QCOMPARE(reader.links(), links.toStdString());
    }

    void theFirstReleaseKeptExtensionsApart()
    {
        Reader reader;
        const auto lines = linesOf(QFINDTESTDATA("golden/decoded/cloudevents.ndjson"));
        QVERIFY(reader.read(lines.at(0)).empty());
        QCOMPARE(reader.links(), std::string{"causationid o-0> (cause)"});
    }

    void dataMayBeAnotherVocabularyInAnyEncoding_data()
    {
        QTest::addColumn<QByteArray>("data");
        const QByteArray body
            = R"({"context":{"id":"c","source":"/s","type":"dev.cdevents.build.started.0.1.0",)"
              R"("timestamp":"2026-01-01T00:00:00Z"},"subject":{"id":"b-1"}})";
        const QByteArray base64 = '"' + body.toBase64() + '"';
        QByteArray text = body;
        text.replace('"', "\\\"");
        QTest::newRow("object") << R"("1.0","data":)" + body;
        QTest::newRow("data_base64") << R"("1.0","data_base64":)" + base64;
        QTest::newRow("0.3 base64") << R"("0.3","datacontentencoding":"base64","data":)" + base64;
        QTest::newRow("text that is JSON") << R"("1.0","data":)" + ('"' + text + '"');
        QTest::newRow("text behind white space") << R"("1.0","data":)" + ("\"\\n " + text + '"');
    }

    void dataMayBeAnotherVocabularyInAnyEncoding()
    {
        QFETCH(QByteArray, data);
        Reader reader;
        const std::string record
            = R"({"id":"x","source":"/x","type":"any","specversion":)" + data.toStdString() + "}";
        QCOMPARE(reader.read(record), std::string_view{});
        QCOMPARE(reader.event().vocabulary, std::string_view{"cdevents"});
        QCOMPARE(reader.event().id, std::string_view{"c"});
        QCOMPARE(reader.event().key, std::string_view{"build|/s|b-1"});
    }

    void dataThatIsNoJsonIsNobodysBusiness()
    {
        Reader reader;
        for (const char *data : {"\"data\":\"{not json\"", R"("data":"")", R"("data_base64":"!!")",
                                 R"("data_base64":"/w==")", R"("data":[1])", R"("data":7)"}) {
            const std::string record = R"({"specversion":"1.0","id":"a","source":"/s","type":"t",)";
            QCOMPARE(reader.read(record + data + "}"), std::string_view{});
            QCOMPARE(reader.event().vocabulary, std::string_view{"cloudevents"});
        }
    }

    void theQuickFormIsAnActivity_data()
    {
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<QByteArray>("wanted");
        for (const auto &[status, wanted] : {std::pair{"started", "running unknown"},
                                             {"queued", "queued unknown"},
                                             {"waiting", "waiting unknown"},
                                             {"success", "finished success"},
                                             {"failed", "finished failure"},
                                             {"error", "finished error"},
                                             {"canceled", "finished canceled"}})
            QTest::newRow(status) << QByteArray(status) << QByteArray(wanted);
    }

    void theQuickFormIsAnActivity()
    {
        QFETCH(QByteArray, status);
        QFETCH(QByteArray, wanted);
        Reader reader;
        const std::string record
            = R"({"specversion":"1.0","id":"a","source":"quick",)"
              R"("type":"dev.sightglass.quick","data":{"name":"hello","status":)";
        QCOMPARE(reader.read(record + '"' + status.toStdString() + "\"}}"), std::string_view{});
        const Decoded &event = reader.event();
        QCOMPARE(event.kind, Kind::Activity);
        QCOMPARE(event.key, std::string_view{"activity|quick|hello"});
        QCOMPARE(event.name, std::string_view{"hello"});
        QCOMPARE(std::string{word(event.phase)} + " " + std::string{word(event.outcome)},
                 wanted.toStdString());
    }
};

QTEST_GUILESS_MAIN(TestCloudEvents)
#include "tst_cloudevents.moc"
