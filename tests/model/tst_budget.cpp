// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "model/session/memory_governor.h"
#include "model/session/older_events.h"
#include "tests/support/counted_events.h"
#include "tests/support/test_folder.h"
#include "tests/support/watched_session.h"

#include <QFile>

using namespace sightglass;
using namespace sightglass::test;

namespace {

/// Keeps as little as can be: the budget is what the process takes without any event.
class SmallSession : public WatchedSession
{
public:
    SmallSession() { session->setMemoryBudget(MemoryGovernor::resident().all, folder.path()); }

    void read(int count)
    {
        session->openFiles({folder.write("log.ndjson", countedLines(count))}, false);
        QTRY_VERIFY_WITH_TIMEOUT(filesRead == 1 && events() == static_cast<unsigned>(count),
                                 60'000);
        QTRY_VERIFY_WITH_TIMEOUT(snapshot.keptEvents() < 1024, 60'000);
    }

    const TestFolder folder;
};

std::string idOfRow(std::uint32_t row)
{
    return "e" + std::to_string(row);
}

} // namespace

class TestBudget : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theProcessKnowsWhatItTakes()
    {
        const MemoryGovernor::Resident resident = MemoryGovernor::resident();
        QVERIFY(resident.all > 4u << 20);
        QVERIFY(resident.ofFiles < resident.all);
        QVERIFY(MemoryGovernor::usualBudget() > resident.all / 8);
        QVERIFY(MemoryGovernor::usualBudget() <= std::uint64_t{2} << 30);
    }

    void whatIsDroppedIsReadBackFromTheLog()
    {
        constexpr std::uint32_t kEvents = 4000;
        SmallSession watched;
        watched.read(kEvents);
        const Snapshot &snapshot = watched.snapshot;
        QCOMPARE(snapshot.totals.read, std::uint64_t{kEvents});
        QVERIFY(snapshot.olderTimes);
        QCOMPARE(snapshot.olderTimes->size(),
                 std::size_t{(snapshot.droppedEvents() + Snapshot::kOlderRows - 1)
                             / Snapshot::kOlderRows});
        QVERIFY(std::is_sorted(snapshot.olderTimes->begin(), snapshot.olderTimes->end()));

        const auto older = watched.session->olderEvents();
        for (const std::uint32_t first : {0u, 1024u, 2048u}) {
            const Snapshot page = older->read(makeVocabularies(), snapshot, first, 600);
            QCOMPARE(page.events.begin(), first);
            QCOMPARE(page.events.size(), first + 600);
            for (std::uint32_t row = first; row < first + 600; ++row) {
                const EventId event = EventId::ofRow(row);
                QVERIFY(page.holds(event));
                QCOMPARE(std::string{page.idOf(event)}, idOfRow(row));
                QVERIFY(page.timeOf(event) == timeOfCounted(static_cast<int>(row)));
                QCOMPARE(page.sourceOf(event), std::string_view{"/s/" + std::to_string(row % 3)});
                const std::string record = watched.session->archives()->read(page.recordOf(event));
                QCOMPARE(QByteArray::fromStdString(record + "\n"),
                         countedLine(static_cast<int>(row)));
            }
        }
    }

    void whatIsDroppedIsFoundInTheLog()
    {
        SmallSession watched;
        watched.read(4000);
        const auto older = watched.session->olderEvents();
        const auto find = [&](const Pattern &pattern, std::uint32_t first, std::uint32_t last) {
            return older->find(pattern, makeVocabularies(), watched.snapshot, first, last);
        };
        const std::vector<EventId> one{EventId::ofRow(1234)};
        const Pattern quoted = Pattern::ofText('"' + idOfRow(1234) + '"');
        QVERIFY(find(quoted, 0, 2000) == one);
        QVERIFY(find(quoted, 1234, 1235) == one);
        QVERIFY(find(quoted, 1235, 2000).empty());
        QVERIFY(find(Pattern::ofTyped("id=" + idOfRow(1234)), 1001, 1500) == one); // of fields
        QVERIFY(find(Pattern::ofTyped("id=" + idOfRow(1234)), 1235, 1500).empty());
        QCOMPARE(find(Pattern::ofTyped("source=/s/1"), 0, 300).size(), std::size_t{100});
    }

    void nothingIsDroppedWithoutABudget()
    {
        const TestFolder folder;
        WatchedSession watched;
        watched.session->openFiles({folder.write("log.ndjson", countedLines(2000))}, false);
        QTRY_COMPARE(watched.filesRead, 1);
        QCOMPARE(watched.snapshot.keptEvents(), 2000u);
        QVERIFY(!watched.session->olderEvents());
    }

    void aRecordingHoldsWhatWasDroppedSince()
    {
        const TestFolder folder;
        const QString path = folder.filePath(QStringLiteral("recording.ndjson"));
        {
            SmallSession watched;
            watched.session->startRecording(path, Session::RecordFrom::Beginning);
            watched.read(3000);
        }
        QFile file{path};
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll().count('\n'), 3000);
    }
};

QTEST_MAIN(TestBudget)
#include "tst_budget.moc"
