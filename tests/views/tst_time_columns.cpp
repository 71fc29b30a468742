// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "tests/support/model_builder.h"
#include "views/context/view_context.h"
#include "views/timestrip/time_columns.h"

#include <algorithm>
#include <random>

using namespace sightglass;
using namespace sightglass::test;

namespace {

constexpr std::size_t kColumns = 37;

/// As the words say, event by event.
std::vector<TimeColumns::Column> counted(const Snapshot &snapshot, const EventOrder &order)
{
    std::vector<TimeColumns::Column> columns(kColumns);
    const Timestamp first = order.timeAt(0);
    const auto span = (order.timeAt(order.size() - 1) - first).count() + 1;
    for (std::uint32_t at = 0; at < order.size(); ++at) {
        const auto place = (order.timeAt(at) - first).count() * static_cast<int>(kColumns) / span;
        TimeColumns::Column &column = columns[static_cast<std::size_t>(place)];
        ++column.count;
        if (snapshot.phaseOf(order[at]) == Phase::Finished)
            column.worst
                = std::min(column.worst, stateOf(Phase::Finished, snapshot.outcomeOf(order[at])));
    }
    return columns;
}

} // namespace

class TestTimeColumns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theyAreWhatCountingAgainTells()
    {
        ViewContext context;
        ModelBuilder builder;
        TimeColumns counts;
        connect(&context, &ViewContext::advanced, this,
                [&](const Frame &frame, const std::vector<EventOrder::Insertion> &insertions) {
                    counts.take(frame.snapshot, context.order(), insertions);
                });
        connect(&context, &ViewContext::aboutToRemove, this, [&](const EventOrder::Insertion &run) {
            counts.leave(context.snapshot(), context.order(), run);
        });
        std::mt19937 random{5};
        constexpr Outcome kOutcomes[]{Outcome::Success, Outcome::Failure, Outcome::Error,
                                      Outcome::Unstable, Outcome::Unknown};
        for (int step = 0; step < 40; ++step) {
            for (int i = 0; i < 100; ++i) {
                const int number = step * 100 + i;
                Told told;
                told.id = "e" + std::to_string(number);
                told.kind = Kind::Build;
                told.subject = "b" + std::to_string(number);
                told.phase = random() % 3 == 0 ? Phase::Running : Phase::Finished;
                told.outcome = kOutcomes[random() % 30 < 26 ? 0 : random() % 5];
                told.second = number - static_cast<int>(random() % 50); // some are late
                builder.tell(told);
            }
            if (step % 7 == 6)
                builder.store().dropOldest(0.4);
            context.advance(builder.seal());
            const EventOrder &order = context.order();
            const auto columns
                = counts.columns(order, order.timeAt(0), order.timeAt(order.size() - 1), kColumns);
            const auto expected = counted(context.snapshot(), order);
            for (std::size_t i = 0; i < kColumns; ++i) {
                QCOMPARE(columns[i].count, expected[i].count);
                QCOMPARE(isNotOk(columns[i].worst), isNotOk(expected[i].worst));
                if (isNotOk(expected[i].worst))
                    QVERIFY(columns[i].worst == expected[i].worst);
            }
        }
        QVERIFY(context.snapshot().droppedEvents() > 0);
    }
};

QTEST_MAIN(TestTimeColumns)
#include "tst_time_columns.moc"
