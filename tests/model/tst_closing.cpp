// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "model/session/ingest.h"
#include "tests/support/http_client.h"
#include "tests/support/test_folder.h"
#include "tests/support/watched_session.h"

#include <QFile>

#include <array>
#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <thread>

#include <unistd.h>

using namespace sightglass;
using namespace sightglass::test;

namespace {

constexpr int kLines = 200'000;

QByteArray line(int number)
{
    return "{\"specversion\":\"1.0\",\"id\":\"" + QByteArray::number(number)
        + "\",\"source\":\"/s\",\"type\":\"t\",\"time\":\"2026-03-01T12:00:00Z\"}";
}

/// Speaks nothing, and tells of every record that it is asked about.
class Onlooker final : public Vocabulary
{
public:
    explicit Onlooker(std::function<void()> asked)
        : m_asked(std::move(asked))
    { }
    [[nodiscard]] std::string_view name() const override { return "onlooker"; }
    [[nodiscard]] bool speaks(const Envelope &) const override
    {
        m_asked();
        return false;
    }
    [[nodiscard]] std::optional<Rejection> decode(const Envelope &, TextArena &,
                                                  Decoded &) const override
    {
        return {};
    }
    [[nodiscard]] std::vector<Rosetta> rosetta() const override { return {}; }

private:
    std::function<void()> m_asked;
};

VocabularyList watchedBy(std::function<void()> asked)
{
    VocabularyList list = makeVocabularies();
    list.insert(list.begin(), std::make_shared<Onlooker>(std::move(asked)));
    return list;
}

} // namespace

class TestClosing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ingestStopsInTheMiddleOfABatch()
    {
        Inbox inbox;
        Mailbox<Frame> outbox;
        FrameClock clock{std::chrono::milliseconds{33}};
        int asked = 0;
        const auto list = watchedBy([&] {
            if (++asked == 3)
                inbox.close();
        });
        Ingest ingest{list, std::make_shared<Archives>(), inbox, outbox, clock};
        std::string text;
        for (int i = 0; i < 10; ++i)
            text += line(i).toStdString() + "\n";
        const OwnedPieces pieces{OwnedLines{nullptr, text, 1, 0}};
        bool others = false;
        inbox.post([](Ingest &by) { by.addSource("s", "s", false); });
        inbox.post([&](Ingest &by) { by.take(0, pieces); });
        inbox.post([&](Ingest &) { others = true; });
        ingest.drain();
        QCOMPARE(asked, 3);
        QVERIFY(!others);
    }

    void aClosedInboxTakesNothing()
    {
        Inbox inbox;
        const auto content = std::make_shared<int>();
        inbox.post([content](Ingest &) {});
        QCOMPARE(content.use_count(), 2);
        inbox.close();
        QCOMPARE(content.use_count(), 1);
        QVERIFY(!inbox.push([content](Ingest &) {}, 1));
        inbox.post([content](Ingest &) {});
        QCOMPARE(content.use_count(), 1);
        QVERIFY(inbox.take().empty());
    }

    // Each record takes a millisecond: whoever works off what waits takes minutes.
    void closingDropsWhatIsNotReadYetWhateverRuns()
    {
        QByteArray many;
        for (int i = 0; i < kLines; ++i)
            many += line(i) + "\n";
        std::array<int, 2> pipe{};
        QCOMPARE(::pipe(pipe.data()), 0);
        const int input = ::dup(STDIN_FILENO);
        ::dup2(pipe[0], STDIN_FILENO);
        std::atomic<int> asked = 0;
        auto watched = std::make_unique<WatchedSession>();
        watched->session->speak(watchedBy([&] {
            ++asked;
            std::this_thread::sleep_for(std::chrono::milliseconds{1});
        }));
        watched->session->openLog(m_folder.filePath(QStringLiteral("log")));
        watched->session->listen(QStringLiteral("127.0.0.1"), 0, true);
        watched->session->openFiles({m_folder.write("many.ndjson", many)}, true);
        watched->session->openFiles({QStringLiteral("-")}, false);
        watched->session->startDemo(1, Timestamp{}, false);
        std::vector<std::unique_ptr<HttpClient>> slow;
        for (int i = 0; i < 100; ++i) {
            slow.push_back(std::make_unique<HttpClient>(watched->port()));
            slow.back()->send("POST /events HTTP/1.1\r\n");
        }
        QTRY_VERIFY(watched->events() > 0);
        watched.reset();
        ::dup2(input, STDIN_FILENO);
        for (const int descriptor : {input, pipe[0], pipe[1]})
            ::close(descriptor);
        QVERIFY(asked > 0);
        QVERIFY(asked < kLines);
    }

private:
    TestFolder m_folder;
};

QTEST_GUILESS_MAIN(TestClosing)
#include "tst_closing.moc"
