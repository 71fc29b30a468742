// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "tests/support/http_client.h"
#include "tests/support/receiver_desk.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <memory>
#include <string>

using namespace sightglass;
using namespace sightglass::test;

namespace {

const QByteArray kCdEvent
    = R"({"context":{"version":"0.4.1","id":"271069a8","source":"/ci","type":"dev.cdevents.pipelinerun.started.0.2.0","timestamp":"2026-03-01T12:00:00Z"},"subject":{"id":"run-1","source":"/ci","type":"pipelineRun","content":{"pipelineName":"p","url":"https://ci.example.com/1"}}})";
const QByteArray kEiffel
    = R"({"meta":{"id":"aaaaaaaa-0000-4000-8000-000000000001","type":"EiffelActivityTriggeredEvent","version":"4.0.0","time":1700000000000},"data":{"name":"a"},"links":[]})";

QJsonObject objectOf(const QByteArray &answer)
{
    return QJsonDocument::fromJson(bodyOf(answer)).object();
}

const QByteArray kRun = R"({"action":"completed","repository":{"url":"https://api/shop/cart"}})";
const QByteArray kDeployment = R"({"action":"created","deployment_status":{"state":"failure"}})";
const QByteArray kJob
    = R"({"object_kind":"build","repository":{"homepage":"https://lab/shop/cart"}})";

} // namespace

class TestReceiver : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_at = std::make_unique<ReceiverAtDesk>(); }
    void cleanup() { m_at.reset(); }

    void eventsInEveryFormAreTaken_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArrayList>("headers");
        QTest::addColumn<QString>("as");
        QTest::addColumn<QString>("subject");
        const QByteArrayList json{"Content-Type: application/json"};
        QTest::newRow("structured")
            << kEvent << QByteArrayList{"Content-Type: application/cloudevents+json; charset=UTF-8"}
            << QStringLiteral("CloudEvents t") << QString();
        QTest::newRow("binary") << QByteArray("{\"n\":1}")
                                << QByteArrayList{"Content-Type: application/json",
                                                  "ce-specversion: 1.0", "ce-id: 1",
                                                  "CE-Source: /s", "ce-type: t"}
                                << QStringLiteral("CloudEvents t") << QString();
        QTest::newRow("binary, no JSON")
            << QByteArray("plain text")
            << QByteArrayList{"Content-Type: text/plain", "ce-specversion: 1.0", "ce-id: 1",
                              "ce-source: /s", "ce-type: t"}
            << QStringLiteral("CloudEvents t") << QString();
        QTest::newRow("batch") << "[" + kEvent + "]"
                               << QByteArrayList{"Content-Type: application/cloudevents-batch+json"}
                               << QStringLiteral("CloudEvents t") << QString();
        QTest::newRow("bare CDEvent")
            << kCdEvent << json << QStringLiteral("CDEvents dev.cdevents.pipelinerun.started")
            << QStringLiteral("run-1");
        QTest::newRow("bare Eiffel")
            << kEiffel << json << QStringLiteral("Eiffel EiffelActivityTriggeredEvent")
            << QStringLiteral("aaaaaaaa-0000-4000-8000-000000000001");
        QTest::newRow("quick") << QByteArray(R"({"name":"hello","status":"started"})") << json
                               << QStringLiteral("CloudEvents dev.sightglass.quick")
                               << QStringLiteral("hello");
    }

    void eventsInEveryFormAreTaken()
    {
        QFETCH(QByteArray, body);
        QFETCH(QByteArrayList, headers);
        QFETCH(QString, as);
        QFETCH(QString, subject);
        const QByteArray answer = exchange(m_at->port(), post(m_at->port(), body, headers));
        QCOMPARE(statusOf(answer), 202);
        QCOMPARE(objectOf(answer)[QLatin1String("accepted")].toInt(), 1);
        QCOMPARE(objectOf(answer)[QLatin1String("as")].toString(), as);
        QCOMPARE(objectOf(answer)[QLatin1String("subject")].toString(), subject);
        QVERIFY(objectOf(answer)[QLatin1String("warnings")].isArray());
        QCOMPARE(m_at->desk.lines().size(), 1u);
    }

    void theLogLineIsTheSendersWithoutWhiteSpace()
    {
        const QByteArray body = "{ \"specversion\" : \"1.0\",\n \"id\":\"\\u0031\", "
                                "\"source\":\"/s\",\"type\":\"t\", \"data\": [1.50, 1e2 ] }";
        QCOMPARE(statusOf(exchange(m_at->port(), post(m_at->port(), body))), 202);
        QCOMPARE(
            m_at->desk.lines().front(),
            std::string{
                R"({"specversion":"1.0","id":"\u0031","source":"/s","type":"t","data":[1.50,1e2]})"});
    }

    void binaryModeIsWrittenAsStructured()
    {
        QCOMPARE(
            statusOf(exchange(m_at->port(),
                              post(m_at->port(), "\x01\x02",
                                   {"Content-Type: application/octet-stream", "ce-id: a%20b%25",
                                    "ce-specversion: 1.0", "ce-source: /s", "ce-type: \"t\""}))),
            202);
        const QJsonObject event
            = QJsonDocument::fromJson(QByteArray::fromStdString(m_at->desk.lines().front()))
                  .object();
        QCOMPARE(event[QLatin1String("id")].toString(), QStringLiteral("a b%"));
        QCOMPARE(event[QLatin1String("type")].toString(), QStringLiteral("t"));
        QCOMPARE(event[QLatin1String("datacontenttype")].toString(),
                 QStringLiteral("application/octet-stream"));
        QCOMPARE(event[QLatin1String("data_base64")].toString(), QStringLiteral("AQI="));
    }

    void webhooksBecomeWhatTheAdaptersDefine_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArrayList>("headers");
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("source");
        QTest::newRow("GitHub") << kRun
                                << QByteArrayList{"X-GitHub-Event: workflow_run",
                                                  "X-GitHub-Delivery: d-1"}
                                << QStringLiteral("com.github.workflow_run.completed")
                                << QStringLiteral("https://api/shop/cart");
        QTest::newRow("GitHub deployment")
            << kDeployment
            << QByteArrayList{"X-GitHub-Event: deployment_status", "X-GitHub-Delivery: d-1"}
            << QStringLiteral("com.github.deployment_status.failure") << QStringLiteral("github");
        QTest::newRow("GitLab") << kJob
                                << QByteArrayList{"X-Gitlab-Event: Job Hook",
                                                  "X-Gitlab-Event-UUID: d-1"}
                                << QStringLiteral("com.gitlab.job")
                                << QStringLiteral("https://lab/shop/cart");
    }

    void webhooksBecomeWhatTheAdaptersDefine()
    {
        QFETCH(QByteArray, body);
        QFETCH(QByteArrayList, headers);
        QFETCH(QString, type);
        QFETCH(QString, source);
        headers.push_back("Content-Type: application/json");
        QCOMPARE(statusOf(exchange(m_at->port(), post(m_at->port(), body, headers))), 202);
        const QJsonObject event
            = QJsonDocument::fromJson(QByteArray::fromStdString(m_at->desk.lines().front()))
                  .object();
        QCOMPARE(event[QLatin1String("id")].toString(), QStringLiteral("d-1"));
        QCOMPARE(event[QLatin1String("type")].toString(), type);
        QCOMPARE(event[QLatin1String("source")].toString(), source);
        QCOMPARE(event[QLatin1String("data")].toObject(), QJsonDocument::fromJson(body).object());
    }

    void aHeaderThatIsNoUtf8IsRefused()
    {
        const QByteArray answer
            = exchange(m_at->port(),
                       post(m_at->port(), "{}",
                            {"Content-Type: application/json", "ce-specversion: 1.0",
                             "ce-id: %C0%A0", "ce-source: /s", "ce-type: t"}));
        QCOMPARE(statusOf(answer), 400);
        QCOMPARE(objectOf(answer)[QLatin1String("error")].toString(), QStringLiteral("BAD_ATTR"));
    }

    void whatIsNoEventIsToldWhy_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("error");
        QTest::newRow("no JSON") << QByteArray("{\"a\":") << QStringLiteral("BAD_JSON");
        QTest::newRow("empty") << QByteArray() << QStringLiteral("BAD_JSON");
        QTest::newRow("no UTF-8") << QByteArray("{\"a\":\"\xff\"}")
                                  << QStringLiteral("INVALID_UTF8");
        QTest::newRow("no object") << QByteArray("5") << QStringLiteral("NOT_OBJECT");
        QTest::newRow("nobody's") << QByteArray("{\"a\":1}") << QStringLiteral("UNKNOWN_DIALECT");
        QTest::newRow("no id") << QByteArray(R"({"specversion":"1.0","source":"/s","type":"t"})")
                               << QStringLiteral("MISSING_ATTR");
        QTest::newRow("one bad in a batch") << "[" + kEvent + ",5]" << QStringLiteral("NOT_OBJECT");
        QTest::newRow("two documents") << kEvent + kEvent << QStringLiteral("TRAILING");
        QTest::newRow("too deep") << QByteArray(200, '[') + QByteArray(200, ']')
                                  << QStringLiteral("TOO_DEEP");
    }

    void whatIsNoEventIsToldWhy()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, error);
        const QByteArray answer = exchange(m_at->port(), post(m_at->port(), body));
        QCOMPARE(statusOf(answer), 400);
        QCOMPARE(objectOf(answer)[QLatin1String("error")].toString(), error);
        QVERIFY(!objectOf(answer)[QLatin1String("detail")].toString().isEmpty());
        QCOMPARE(m_at->desk.lines().size(), 0u);
        QCOMPARE(m_at->desk.reasons().size(), 1u);
    }

    void spansAndLogRecordsAreEventsEach()
    {
        const QByteArray spans
            = R"({"resourceSpans":[{"resource":{"attributes":[]}, "scopeSpans":[{"spans":[)"
              R"({"traceId":"01","name":"a" },{"traceId":"02"}]}]}]})";
        const QByteArray traces
            = exchange(m_at->port(),
                       post(m_at->port(), spans, {"Content-Type: application/json"}, "/v1/traces"));
        QCOMPARE(statusOf(traces), 202);
        QCOMPARE(objectOf(traces)[QLatin1String("accepted")].toInt(), 2);
        QCOMPARE(objectOf(traces)[QLatin1String("as")].toString(),
                 QStringLiteral("opentelemetry otlp.span"));
        const QByteArray log = R"({"resourceLogs":[{"scopeLogs":[{"logRecords":[{}]}]}]})";
        QCOMPARE(statusOf(exchange(
                     m_at->port(),
                     post(m_at->port(), log, {"Content-Type: application/json"}, "/v1/logs"))),
                 202);
        const std::string head
            = R"({"resourceSpans":[{"resource":{"attributes":[]},"scopeSpans":[{"spans":[)";
        QVERIFY(
            m_at->desk.lines()
            == (std::vector<std::string>{head + R"({"traceId":"01","name":"a"}]}]}]})",
                                         head + R"({"traceId":"02"}]}]}]})", log.toStdString()}));
    }

    void spansMayFollowWhatNobodyKnows()
    {
        const QByteArray several
            = R"({"later":{},"resourceSpans":[{"scopeSpans":[{"spans":[{"n":1},{"n":2}]}]}]})";
        for (const QByteArray &body : {several, QByteArray("[" + several + "]")})
            QCOMPARE(objectOf(exchange(m_at->port(),
                                       post(m_at->port(), body)))[QLatin1String("accepted")]
                         .toInt(),
                     2);
        QCOMPARE(m_at->desk.lines().size(), 4u);
        QVERIFY(m_at->desk.lines().back()
                == R"({"resourceSpans":[{"scopeSpans":[{"spans":[{"n":2}]}]}]})");
    }

    void aDocumentWithoutSpansOrWithABrokenOneIsRefusedWhole()
    {
        for (const QByteArray &path : {QByteArray("/v1/traces"), QByteArray("/v1/logs")}) {
            const QByteArray answer = exchange(m_at->port(),
                                               post(m_at->port(), R"({"resourceSpans":[]})",
                                                    {"Content-Type: application/json"}, path));
            QCOMPARE(statusOf(answer), 400);
            QCOMPARE(objectOf(answer)[QLatin1String("error")].toString(),
                     QStringLiteral("UNKNOWN_DIALECT"));
        }
        const QByteArray broken
            = R"({"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"01"},5]}]}]})";
        QCOMPARE(statusOf(exchange(m_at->port(), post(m_at->port(), broken))), 400);
        QCOMPARE(m_at->desk.lines().size(), 0u);
    }

    void theAnswerComesAfterTheLogOnly()
    {
        m_at->desk.waits = true;
        HttpClient client{m_at->port()};
        client.send(post(m_at->port(), kEvent));
        QVERIFY(client.answer(200).isEmpty());
        m_at->desk.settleAll();
        QCOMPARE(statusOf(client.answer()), 202);
    }

    void aLogThatCannotTakeItIsToldWithARetry()
    {
        m_at->desk.answer = Stored::NoRoom;
        const QByteArray full = exchange(m_at->port(), post(m_at->port(), kEvent));
        QCOMPARE(statusOf(full), 503);
        QVERIFY(full.contains("\r\nRetry-After: "));
        m_at->desk.answer = Stored::Busy;
        const QByteArray busy = exchange(m_at->port(), post(m_at->port(), kEvent));
        QCOMPARE(statusOf(busy), 429);
        QVERIFY(busy.contains("\r\nRetry-After: "));
    }

    void pipelinedRequestsAreAnsweredInOrder()
    {
        HttpClient client{m_at->port()};
        client.send(post(m_at->port(), kEvent) + post(m_at->port(), "{}")
                    + post(m_at->port(), kCdEvent) + post(m_at->port(), "5"));
        QCOMPARE(statusOf(client.answer()), 202);
        QCOMPARE(statusOf(client.answer()), 400);
        QVERIFY(client.answer().contains("pipelinerun"));
        QCOMPARE(statusOf(client.answer()), 400);
    }

    void aBodyInPiecesIsTaken()
    {
        HttpClient client{m_at->port()};
        const QByteArray request = post(m_at->port(), kEvent);
        for (const char byte : request)
            client.send({&byte, 1});
        QCOMPARE(statusOf(client.answer()), 202);
    }

    void aClientThatAsksFirstIsToldToGoOn()
    {
        HttpClient client{m_at->port()};
        client.send(
            post(m_at->port(), "",
                 {"Content-Type: application/json", "Expect: 100-continue", "Connection: close"})
                .replace("Content-Length: 0",
                         QByteArray("Content-Length: " + QByteArray::number(kEvent.size()))));
        QCOMPARE(statusOf(client.answer()), 100);
        client.send(kEvent);
        QCOMPARE(statusOf(client.answer()), 202);
    }

    void theHandshakeNamesTheOriginAgain()
    {
        HttpClient client{m_at->port()};
        client.send("OPTIONS / HTTP/1.1\r\nHost: localhost\r\nWebHook-Request-Origin: "
                    "events.example.com\r\nWebHook-Request-Callback: http://127.0.0.1:9/\r\n\r\n");
        const QByteArray answer = client.answer();
        QCOMPARE(statusOf(answer), 200);
        QVERIFY(answer.contains("\r\nWebHook-Allowed-Origin: events.example.com\r\n"));
    }

private:
    std::unique_ptr<ReceiverAtDesk> m_at;
};

QTEST_GUILESS_MAIN(TestReceiver)
#include "tst_receiver.moc"
