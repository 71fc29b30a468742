// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "model/streams/receiver/http_head.h"
#include "tests/support/http_client.h"
#include "tests/support/receiver_desk.h"

#include <QFile>

#include <algorithm>
#include <memory>
#include <vector>

using namespace sightglass;
using namespace sightglass::test;

namespace {

struct HostileCase
{
    QByteArray file;
    int accepted;
    QByteArrayList codes;
};

std::vector<HostileCase> hostileCases()
{
    std::vector<HostileCase> cases;
    QFile table{QStringLiteral(SG_SHARED_DIR "/hostile/expect.tsv")};
    if (!table.open(QIODevice::ReadOnly))
        return cases;
    for (const QByteArray &line : table.readAll().split('\n')) {
        const QByteArrayList cells = line.split('\t');
        if (cells.size() > 8 && cells[5] == "http" && !cells[0].contains("slow-"))
            cases.push_back({cells[0], cells[2].toInt(),
                             cells[8].isEmpty() ? QByteArrayList{} : cells[8].split('|')});
    }
    return cases;
}

unsigned judged(const char *host, const ReceiverPolicy &policy)
{
    namespace http = boost::beast::http;
    RequestHead head;
    head.method(http::verb::post);
    head.target("/events");
    head.set(http::field::host, host);
    head.set(http::field::authorization, "Bearer " + policy.token);
    head.set(http::field::content_type, "application/json");
    return judgeHead(head, policy).status;
}

} // namespace

class TestReceiverGuard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bodiesHaveALimit_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        const QByteArray open = R"({"specversion":"1.0","id":"1","source":"/s","type":"t","data":)"
            + QByteArray("\"");
        const auto event = [&open](qsizetype size) -> QByteArray {
            return open + QByteArray(size - open.size() - 2, 'x') + "\"}";
        };
        QTest::newRow("4 MiB") << event(4 << 20) << 202;
        QTest::newRow("4 MiB and one") << event((4 << 20) + 1) << 413;
        QTest::newRow("batch of 3 x 4 MiB")
            << QByteArray("[" + event(4 << 20) + "," + event(4 << 20) + "," + event(4 << 20) + "]")
            << 202;
        QTest::newRow("member of 4 MiB and one")
            << QByteArray("[" + event((4 << 20) + 1) + "]") << 400;
        QTest::newRow("batch of 16 MiB and one")
            << QByteArray("[" + QByteArray(16 << 20, ' ') + "]") << 413;
    }

    void bodiesHaveALimit()
    {
        ReceiverAtDesk at;
        QFETCH(QByteArray, body);
        QFETCH(int, status);
        QCOMPARE(statusOf(exchange(at.port(), post(at.port(), body))), status);
    }

    void aTokenIsAskedForWhereOneIsSet()
    {
        ReceiverAtDesk at{"secret"};
        const QByteArrayList json{"Content-Type: application/json"};
        const QByteArray without = exchange(at.port(), post(at.port(), kEvent));
        QCOMPARE(statusOf(without), 401);
        QVERIFY(without.contains("\r\nWWW-Authenticate: Bearer"));
        QCOMPARE(statusOf(exchange(at.port(),
                                   post(at.port(), kEvent,
                                        json + QByteArrayList{"Authorization: Bearer wrong!"}))),
                 401);
        QCOMPARE(statusOf(exchange(at.port(),
                                   post(at.port(), kEvent,
                                        json + QByteArrayList{"Authorization: Bearer secret"}))),
                 202);
    }

    void anotherAddressNeedsAToken()
    {
        const auto vocabularies = makeVocabularies();
        Desk desk;
        Receiver receiver{vocabularies, desk.ports()};
        QVERIFY(!receiver.listen({"0.0.0.0", 0, true, ""}).empty());
    }

    void offLoopbackItAnswersUnderItsAddressesButNoName()
    {
        ReceiverPolicy open{"0.0.0.0", 8473, "secret"};
        QCOMPARE(judged("192.0.2.7:8473", open), 0u);
        QCOMPARE(judged("[2001:db8::7]:8473", open), 0u);
        QCOMPARE(judged("evil.example.com:8473", open), 403u);
        QCOMPARE(judged("192.0.2.7:80", open), 403u);
        ReceiverPolicy closed{"127.0.0.1", 8473, ""};
        QCOMPARE(judged("192.0.2.7:8473", closed), 403u);
    }

    void aTakenPortMeansTheNextOne()
    {
        ReceiverAtDesk at;
        const auto vocabularies = makeVocabularies();
        Desk desk;
        Receiver second{vocabularies, desk.ports()};
        QCOMPARE(second.listen({"127.0.0.1", at.port(), true, ""}), std::string{});
        QVERIFY(second.url() != at.receiver().url());
        Receiver third{vocabularies, desk.ports()};
        QVERIFY(!third.listen({"127.0.0.1", at.port(), false, ""}).empty());
        Receiver last{vocabularies, desk.ports()};
        QCOMPARE(last.listen({"127.0.0.1", 65'500, true, ""}), std::string{});
    }

    void idleConnectionsDoNotKeepOthersOut()
    {
        ReceiverAtDesk at;
        std::vector<std::unique_ptr<HttpClient>> idle;
        for (int i = 0; i < 300; ++i) {
            idle.push_back(std::make_unique<HttpClient>(at.port()));
            idle.back()->send("POST /ev");
        }
        QVERIFY(idle.back()->isClosed()); // more than 256 are not served
        idle.clear();
        QTRY_COMPARE_WITH_TIMEOUT(statusOf(exchange(at.port(), post(at.port(), kEvent))), 202,
                                  3'000);
    }

    void stoppingDoesNotWaitForClients()
    {
        ReceiverAtDesk at;
        std::vector<std::unique_ptr<HttpClient>> slow;
        for (int i = 0; i < 50; ++i) {
            slow.push_back(std::make_unique<HttpClient>(at.port()));
            slow.back()->send(
                "POST /events HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n");
        }
        at.receiver().stop();
        for (const auto &client : slow)
            QCOMPARE(client->answer(0), QByteArray{}); // no word of a time that ran out
    }

    void hostileRequestsAreAnsweredAsExpected_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<int>("accepted");
        QTest::addColumn<QByteArrayList>("codes");
        for (const HostileCase &one : hostileCases())
            QTest::newRow(one.file.constData()) << one.file << one.accepted << one.codes;
        if (hostileCases().empty())
            QTest::newRow("none") << QByteArray() << 0 << QByteArrayList{};
    }

    void hostileRequestsAreAnsweredAsExpected()
    {
        QFETCH(QByteArray, file);
        QFETCH(int, accepted);
        QFETCH(QByteArrayList, codes);
        if (file.isEmpty())
            QSKIP("the shared hostile requests are not here");
        ReceiverAtDesk at{"TESTTOKEN"};
        QFile request{QStringLiteral(SG_SHARED_DIR "/hostile/") + QString::fromUtf8(file)};
        QVERIFY(request.open(QIODevice::ReadOnly));
        HttpClient client{at.port()};
        client.send(request.readAll().replace(
            "127.0.0.1:8931", QByteArray("127.0.0.1:" + QByteArray::number(at.port()))));
        for (int i = 0; i < std::max(accepted, 1); ++i) {
            const int status = statusOf(client.answer());
            const QByteArray code = status == 0 ? QByteArray("close") : QByteArray::number(status);
            QVERIFY2(codes.isEmpty() ? status / 100 == 2 : codes.contains(code), code.constData());
        }
        QCOMPARE(int(at.desk.lines().size()), accepted);
        QCOMPARE(statusOf(exchange(
                     at.port(),
                     post(at.port(), kEvent,
                          {"Content-Type: application/json", "Authorization: Bearer TESTTOKEN"}))),
                 202);
    }
};

QTEST_GUILESS_MAIN(TestReceiverGuard)
#include "tst_receiver_guard.moc"
