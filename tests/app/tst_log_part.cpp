// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "app/registry/vocabularies.h"
#include "app/shell/content.h"
#include "model/session/memory_governor.h"
#include "tests/support/counted_events.h"
#include "tests/support/test_folder.h"

#include <QSignalSpy>

using namespace sightglass;
using namespace sightglass::test;

namespace {

constexpr int kEvents = 6000;

} // namespace

class TestLogPart final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // The budget is what the process takes without any event: as little is kept as can be.
    void whatWasDroppedIsShownFromTheLogAndLeftAgain()
    {
        const TestFolder folder;
        ViewContext context;
        ShellOptions options;
        options.configDir = folder.path();
        options.files = {folder.write("log.ndjson", countedLines(kEvents))};
        options.memoryBudget = MemoryGovernor::resident().all;
        Content content{makeVocabularies(), context, options};
        content.start();
        QTRY_VERIFY_WITH_TIMEOUT(context.snapshot().droppedEvents() > 3000, 60'000);
        QTRY_COMPARE(context.playhead().mode(), Mode::Replay);

        QSignalSpy shown{&content, &Content::logShown};
        content.readLogAt(timeOfCounted(kEvents)); // of that instant all is in memory
        const Timestamp at = timeOfCounted(2500);
        context.playhead().pause();
        context.playhead().seek(at);
        content.readLogAt(at);
        QTRY_COMPARE(shown.count(), 1);
        QVERIFY(content.isLog());
        const Snapshot &part = context.snapshot();
        const EventId event = EventId::ofRow(2500);
        QVERIFY(part.holds(event));
        QCOMPARE(part.idOf(event), std::string_view{"e2500"});
        QCOMPARE(context.playhead().at().time_since_epoch().count(), at.time_since_epoch().count());
        QCOMPARE(context.order().countUntil(at) + part.droppedUntil(at), 2501u);
        QCOMPARE(context.playhead().first().time_since_epoch().count(),
                 timeOfCounted(0).time_since_epoch().count());

        context.playhead().goLive(); // a log has no now
        QVERIFY(!content.isLog());
        QCOMPARE(context.snapshot().events.size(), std::uint32_t{kEvents});
        QVERIFY(!context.snapshot().holds(event));
        content.leaveLog(); // there is nothing to leave
        QCOMPARE(context.snapshot().events.size(), std::uint32_t{kEvents});
    }
};

QTEST_MAIN(TestLogPart)
#include "tst_log_part.moc"
