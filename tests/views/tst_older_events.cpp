// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "tests/support/model_builder.h"
#include "views/events/events_table.h"

#include <QScrollBar>
#include <QSignalSpy>

using namespace sightglass;
using namespace sightglass::test;

namespace {

Told toldAt(std::uint32_t row)
{
    Told told;
    told.id = "e" + std::to_string(row);
    told.kind = Kind::Build;
    told.subject = "b" + std::to_string(row / 2);
    told.phase = Phase::Running;
    told.second = static_cast<int>(row);
    return told;
}

/// A window's table over a model that has dropped its oldest events, and a log that has them.
class Desk
{
public:
    Desk()
    {
        RecordReader reader;
        reader.older = [this](const Snapshot &, std::uint32_t first, std::uint32_t count) {
            ++pagesRead;
            ModelBuilder page;
            page.store().startAt(first);
            for (std::uint32_t row = first; row < first + count; ++row)
                page.tell(toldAt(row));
            return page.snapshot();
        };
        reader.search = [](const Snapshot &, const Pattern &, std::uint32_t first,
                           std::uint32_t last) { // each 1000th row
            std::vector<EventId> found;
            for (std::uint32_t row = (first + 999) / 1000 * 1000; row < last; row += 1000)
                found.push_back(EventId::ofRow(row));
            return found;
        };
        context.setRecordReader(std::move(reader));
        table.resize(900, 400);
    }

    void tell(std::uint32_t count)
    {
        for (std::uint32_t i = 0; i < count; ++i)
            builder.tell(toldAt(told++));
    }
    void drop(double share) { builder.store().dropOldest(share); }
    void advance()
    {
        Frame frame = builder.seal();
        std::vector<Timestamp> times;
        const std::uint32_t dropped = frame.snapshot.droppedEvents();
        for (std::uint32_t row = 0; row < dropped; row += Snapshot::kOlderRows)
            times.push_back(
                second(static_cast<int>(std::min(row + Snapshot::kOlderRows, dropped) - 1)));
        if (dropped > 0)
            frame.snapshot.olderTimes
                = std::make_shared<const std::vector<Timestamp>>(std::move(times));
        context.advance(frame);
    }

    std::atomic<int> pagesRead{0};
    ViewContext context;
    Theme theme;
    EventsTable table{context, theme};
    ModelBuilder builder;
    std::uint32_t told = 0;
};

} // namespace

class TestOlderEvents : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFirstEventIsAtTheTopWhereverItIsKept()
    {
        Desk desk;
        desk.tell(8000);
        desk.drop(0.5);
        desk.advance();
        QVERIFY(desk.context.snapshot().droppedEvents() > 3000);
        QCOMPARE(desk.table.rowCount(), 8000);
        QVERIFY(desk.table.isFollowing());
        QSignalSpy loaded{&desk.context, &ViewContext::olderLoaded};
        desk.table.verticalScrollBar()->setValue(0);
        QVERIFY(!desk.table.isFollowing());
        (void)desk.table.grab(); // what is in view is asked for
        QTRY_COMPARE(loaded.count(), 1);
        const EventId first = desk.table.eventAt(0);
        QCOMPARE(desk.context.snapshotOf(first).idOf(first), std::string_view{"e0"});
        QCOMPARE(EventTableModel::text(desk.context.snapshotOf(first), first, {},
                                       EventTableModel::Number),
                 QStringLiteral("1"));
        (void)desk.table.grab();
        QCOMPARE(desk.pagesRead.load(), 1); // and read once
        QTest::keyClick(&desk.table, Qt::Key_Home);
        QCOMPARE(desk.context.selection().current().event.row(), 0u);
        QTest::keyClick(&desk.table, Qt::Key_Down);
        QCOMPARE(desk.context.selection().current().event.row(), 1u);
        QTest::keyClick(&desk.table, Qt::Key_End);
        QCOMPARE(desk.context.selection().current().event.row(), 7999u);
    }

    void whatIsInViewStaysInViewWhenItLeavesTheMemory()
    {
        Desk desk;
        desk.tell(6000);
        desk.advance();
        desk.table.verticalScrollBar()->setValue(1000);
        const EventId event = desk.table.eventAt(desk.table.firstRow());
        for (int i = 0; i < 4; ++i) {
            desk.tell(500);
            desk.drop(0.3);
            desk.advance();
            QCOMPARE(desk.table.rowCount(), static_cast<int>(desk.told));
            QCOMPARE(desk.table.eventAt(desk.table.firstRow()).value, event.value);
        }
        QVERIFY(!desk.context.snapshot().holds(event));
        QVERIFY(!desk.table.isFollowing());
    }

    void thePlayheadHidesOlderEventsToo()
    {
        Desk desk;
        desk.tell(8000);
        desk.drop(0.75);
        desk.advance();
        desk.context.playhead().replayFrom(second(2047));
        QCOMPARE(desk.table.rowCount(), 2048);
        desk.context.playhead().replayFrom(second(7000));
        QCOMPARE(desk.table.rowCount(), 7001);
    }

    void whatWasDroppedIsFoundAndWalkedToo()
    {
        Desk desk;
        desk.tell(8000);
        desk.drop(0.75);
        desk.advance();
        Finder &finder = desk.context.finder();
        finder.find(Pattern::ofText("any"));
        desk.tell(2000); // while it searches, more leave that were not searched yet
        desk.drop(0.9);
        desk.advance();
        QTRY_VERIFY(finder.isDone());
        QCOMPARE(finder.count(), 10u);
        QCOMPARE(finder.progress(), 1.0);
        desk.context.playhead().replayFrom(second(9999));
        for (const std::uint32_t row : {9000u, 8000u, 7000u}) {
            desk.context.selectNextFound(false);
            QCOMPARE(desk.context.selection().current().event.row(), row);
        }
        for (int i = 0; i < 7; ++i)
            desk.context.selectNextFound(false);
        QCOMPARE(desk.context.selection().current().event.row(), 0u);
        desk.context.selectNextFound(false); // around
        QCOMPARE(desk.context.selection().current().event.row(), 9000u);
        desk.context.selectNextFound(true);
        QCOMPARE(desk.context.selection().current().event.row(), 0u);
    }

    void whatWasSelectedGoesOnAsLongAsOneOfItsEventsIsHere()
    {
        Desk desk;
        Told whole = toldAt(0);
        whole.kind = Kind::Environment;
        whole.subject = "production";
        desk.builder.tell(whole);
        desk.told = 1;
        desk.tell(4000);
        whole.id = "again";
        whole.second = 4002;
        desk.builder.tell(whole);
        desk.advance();
        desk.context.selectEvent(EventId::ofRow(0));
        const EntityId production = desk.context.selection().current().entity;
        desk.drop(0.5);
        desk.advance();
        QCOMPARE(desk.context.selection().current().entity.value, production.value);
        QVERIFY(desk.context.snapshot().holds(desk.context.selection().current().event));
    }
};

QTEST_MAIN(TestOlderEvents)
#include "tst_older_events.moc"
