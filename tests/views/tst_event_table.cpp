// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "tests/support/model_builder.h"
#include "views/items/event_table_model.h"

#include <QAbstractItemModelTester>

#include <random>

using namespace sightglass;
using namespace sightglass::test;

namespace {

/// A copy of the table that knows only what the signals told it.
class Shadow : public QObject
{
public:
    explicit Shadow(EventTableModel &model)
        : m_model(model)
    {
        connect(&model, &QAbstractItemModel::rowsInserted, this,
                [this](const QModelIndex &, int first, int last) {
                    for (int row = first; row <= last; ++row)
                        m_rows.insert(m_rows.begin() + row, m_model.eventAt(row));
                });
        connect(&model, &QAbstractItemModel::rowsRemoved, this,
                [this](const QModelIndex &, int first, int last) {
                    m_rows.erase(m_rows.begin() + first, m_rows.begin() + last + 1);
                });
        connect(&model, &QAbstractItemModel::modelReset, this, [this] { ++m_resets; });
    }

    [[nodiscard]] bool agrees() const
    {
        bool same = m_resets == 0 && static_cast<int>(m_rows.size()) == m_model.rowCount();
        for (std::size_t row = 0; same && row < m_rows.size(); ++row)
            same = m_rows[row] == m_model.eventAt(static_cast<int>(row));
        return same;
    }

private:
    EventTableModel &m_model;
    std::vector<EventId> m_rows;
    int m_resets = 0;
};

Told toldAt(int second)
{
    Told told;
    told.id = "e" + std::to_string(second);
    told.kind = Kind::Build;
    told.subject = "b" + std::to_string(second % 7);
    told.phase = Phase::Running;
    told.second = second;
    return told;
}

} // namespace

class TestEventTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void signalsAloneTellEveryRow()
    {
        ViewContext context;
        ModelBuilder builder;
        EventTableModel model{context};
        const QAbstractItemModelTester tester{
            &model, QAbstractItemModelTester::FailureReportingMode::Fatal};
        const Shadow shadow{model};
        std::vector<int> seconds(300);
        for (int i = 0; i < 300; ++i)
            seconds[static_cast<std::size_t>(i)] = i;
        std::mt19937 random{3};
        std::shuffle(seconds.begin() + 100, seconds.end(), random); // in order, then late and early
        for (std::size_t i = 0; i < seconds.size(); i += 5) {
            for (std::size_t k = i; k < i + 5; ++k)
                builder.tell(toldAt(seconds[k]));
            context.advance(builder.seal());
            QVERIFY(shadow.agrees());
        }
        QCOMPARE(model.rowCount(), 300);
        for (int row = 1; row < model.rowCount(); ++row)
            QVERIFY(context.snapshot().isBefore(model.eventAt(row - 1), model.eventAt(row)));
    }

    void whatTheMemoryHasNoRoomForIsRemoved()
    {
        for (const int disorder : {0, 3, 4000}) { // none, at the edge, everywhere
            ViewContext context;
            ModelBuilder builder;
            EventTableModel model{context};
            EventTableModel some{context};
            const QAbstractItemModelTester tester{
                &model, QAbstractItemModelTester::FailureReportingMode::Fatal};
            const QAbstractItemModelTester testerOfSome{
                &some, QAbstractItemModelTester::FailureReportingMode::Fatal};
            const Shadow shadow{model};
            const Shadow shadowOfSome{some};
            EventFilter filter;
            filter.takes = [](const Snapshot &snapshot, EventId event) {
                return snapshot.timeOf(event).time_since_epoch().count() / 1'000'000 % 2 == 0;
            };
            some.showOnly(filter);
            std::mt19937 random{7};
            for (int i = 0; i < 4000; ++i) {
                builder.tell(
                    toldAt(i < 4 || disorder == 0
                               ? 11 * i
                               : 11 * (i - static_cast<int>(random()) % std::min(i, disorder))));
                if (i % 500 == 499)
                    builder.store().dropOldest(0.5);
                if (i % 250 == 249) {
                    context.advance(builder.seal());
                    QVERIFY(shadow.agrees());
                    QVERIFY(shadowOfSome.agrees());
                }
                if (i == 3000)
                    context.playhead().seek(second(25'000));
                if (i == 3500)
                    context.playhead().goLive();
            }
            const Snapshot &snapshot = context.snapshot();
            QVERIFY(snapshot.droppedEvents() > 2000);
            QCOMPARE(model.rowCount(), static_cast<int>(snapshot.keptEvents()));
            QVERIFY(some.rowCount() < model.rowCount());
            for (int row = 1; row < model.rowCount(); ++row)
                QVERIFY(snapshot.isBefore(model.eventAt(row - 1), model.eventAt(row)));
        }
    }

    // Of every cell, not only of those that never change: the tester asks before and after.
    void whatComesLateIsNotThereBeforeItIsTold()
    {
        ViewContext context;
        ModelBuilder builder;
        EventTableModel model{context};
        const QAbstractItemModelTester tester{
            &model, QAbstractItemModelTester::FailureReportingMode::Fatal};
        const Shadow shadow{model};
        int middle = 0;
        int removed = 0;
        connect(&model, &QAbstractItemModel::rowsAboutToBeInserted, &model,
                [&](const QModelIndex &, int first, int) {
                    QVERIFY(shadow.agrees());
                    middle += first < model.rowCount() ? 1 : 0;
                });
        connect(&model, &QAbstractItemModel::rowsRemoved, &model, [&] { ++removed; });
        for (int i = 0; i < 1000; i += 10)
            builder.tell(toldAt(i));
        context.advance(builder.seal());
        // One run, several runs, runs side by side, a run before all, and a new end, at once.
        const std::vector<std::vector<int>> late{{505},
                                                 {15, 16, 17},
                                                 {25, 33, 34, 47, 811},
                                                 {-5, 1, 2, 995, 1100},
                                                 {512, 508, 702, 701}};
        for (const std::vector<int> &seconds : late) {
            for (const int second : seconds)
                builder.tell(toldAt(second));
            context.advance(builder.seal());
            QVERIFY(shadow.agrees());
        }
        QCOMPARE(model.rowCount(), 118);
        QVERIFY(middle >= 11 && removed == 0);
        for (int row = 1; row < model.rowCount(); ++row)
            QVERIFY(context.snapshot().isBefore(model.eventAt(row - 1), model.eventAt(row)));
        for (int i = 0; i < 100; ++i) // too many runs to be told one by one
            builder.tell(toldAt(i * 10 + 9));
        context.advance(builder.seal());
        QCOMPARE(model.rowCount(), 218);
        QVERIFY(shadow.agrees());
    }

    void someOfTheEventsAreATableOfTheirOwn()
    {
        ViewContext context;
        ModelBuilder builder;
        EventTableModel model{context};
        const Shadow shadow{model};
        const auto takes = [](const Snapshot &snapshot, EventId event) {
            return snapshot.timeOf(event).time_since_epoch().count() / 1'000'000 % 3 == 0;
        };
        std::mt19937 random{5};
        std::vector<int> seconds(200);
        for (int i = 0; i < 200; ++i)
            seconds[static_cast<std::size_t>(i)] = i;
        std::shuffle(seconds.begin() + 50, seconds.end(), random);
        for (std::size_t i = 0; i < 200; ++i) {
            builder.tell(toldAt(seconds[i]));
            if (i % 5 == 4)
                context.advance(builder.seal());
            if (i == 99) {
                EventFilter filter;
                filter.takes = takes; // looks at all of them
                model.showOnly(std::move(filter));
            }
            QVERIFY(shadow.agrees());
        }
        const auto matches = [&] {
            int count = 0;
            for (std::uint32_t row = 0; row < context.order().size(); ++row) {
                const EventId event = context.order()[row];
                if (!takes(context.snapshot(), event)
                    || context.snapshot().timeOf(event) > context.playhead().at())
                    continue;
                if (model.eventAt(count++) != event || model.rowOf(event) != count - 1)
                    return -1;
            }
            return count;
        };
        QCOMPARE(model.rowCount(), matches());
        QVERIFY(model.rowCount() > 50 && !model.showsAll());
        context.playhead().replayFrom(second(80));
        QCOMPARE(model.rowCount(), matches());
        QVERIFY(shadow.agrees());
        model.showAll();
        QCOMPARE(model.rowCount(), 81);
        QVERIFY(shadow.agrees());
    }

    void thePlayheadHidesWhatIsBehindIt()
    {
        ViewContext context;
        ModelBuilder builder;
        EventTableModel model{context};
        const Shadow shadow{model};
        for (int i = 0; i < 50; ++i)
            builder.tell(toldAt(i));
        context.advance(builder.seal());
        for (const int at : {49, 10, 30, 0, 49}) {
            context.playhead().replayFrom(second(at));
            QCOMPARE(model.rowCount(), at + 1);
            QVERIFY(shadow.agrees());
        }
        // What arrives behind the playhead waits; what arrives before it comes in.
        context.playhead().replayFrom(second(20));
        builder.tell(toldAt(60));
        Told early = toldAt(5);
        early.id = "early";
        builder.tell(early);
        context.advance(builder.seal());
        QCOMPARE(model.rowCount(), 22);
        QVERIFY(shadow.agrees());
    }

    void pausedViewsCountButDoNotChange()
    {
        ViewContext context;
        ModelBuilder builder;
        EventTableModel model{context};
        builder.tell(toldAt(1));
        context.advance(builder.seal());
        context.playhead().pause();
        builder.tell(toldAt(2)).tell(toldAt(3));
        context.advance(builder.seal());
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(context.arrivedWhilePaused(), 2u);
        context.playhead().resume();
        QCOMPARE(model.rowCount(), 3);
    }

    void otherContentRemovesAllRows()
    {
        ViewContext context;
        ModelBuilder builder;
        EventTableModel model{context};
        const Shadow shadow{model};
        builder.tell(toldAt(1));
        context.advance(builder.seal());
        context.selectEvent(EventId::ofRow(0));
        context.replaceContent(false, true);
        QCOMPARE(model.rowCount(), 0);
        QVERIFY(shadow.agrees() && context.selection().current().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestEventTable)
#include "tst_event_table.moc"
