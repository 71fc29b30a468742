// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "app/registry/vocabularies.h"
#include "app/shell/content.h"
#include "app/shell/main_window.h"
#include "model/session/memory_governor.h"
#include "tests/support/counted_events.h"
#include "tests/support/test_folder.h"
#include "views/events/events_table.h"

#include <QLabel>
#include <QScrollBar>

using namespace sightglass;
using namespace sightglass::test;

namespace {

constexpr int kEvents = 30'000;

} // namespace

class TestSmallBudget final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // The budget is what the window takes without any event: as little is kept as can be.
    void everyEventIsInTheTableWhereverItIsKept()
    {
        const TestFolder folder;
        ShellOptions options;
        options.configDir = folder.path();
        options.files = {folder.write("log.ndjson", countedLines(kEvents))};
        options.listenPort = 0;
        options.memoryBudget = MemoryGovernor::resident().all;
        Theme theme;
        MainWindow window{makeVocabularies(), theme, options};
        window.show();
        window.start();
        window.reveal(QStringLiteral("viewEvents"));
        ViewContext &context = window.context();
        QTRY_VERIFY_WITH_TIMEOUT(context.snapshot().events.size() == kEvents, 60'000);
        QTRY_VERIFY_WITH_TIMEOUT(context.snapshot().keptEvents() < 1024, 60'000);
        QCOMPARE(context.snapshot().totals.read, std::uint64_t{kEvents});
        auto *table = window.findChild<EventsTable *>();
        QCOMPARE(table->rowCount(), kEvents);
        for (const int row : {0, 12'345, kEvents / 2, kEvents - 100}) {
            table->verticalScrollBar()->setValue(row);
            QTRY_VERIFY_WITH_TIMEOUT(idAt(context, table->eventAt(row)) == idOf(row), 60'000);
        }
    }

private:
    /// Empty: it is being read.
    static std::string idAt(ViewContext &context, EventId event)
    {
        const Snapshot &snapshot = context.snapshotOf(event);
        return snapshot.holds(event) ? std::string{snapshot.idOf(event)} : std::string{};
    }
    static std::string idOf(int row) { return "e" + std::to_string(row); }
};

QTEST_MAIN(TestSmallBudget)
#include "tst_small_budget.moc"
