// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "tests/support/model_builder.h"
#include "views/lanes/lanes.h"

#include <cmath>

using namespace sightglass;
using namespace sightglass::test;

namespace {

void tellRun(ModelBuilder &builder, const std::string &id, int from, int to, Outcome outcome)
{
    builder.tell(
        {id + "s", Kind::Build, id, Phase::Running, Outcome::Unknown, from, {}, {}, {}, "build"});
    if (to > from)
        builder.tell({id + "f", Kind::Build, id, Phase::Finished, outcome, to});
}

} // namespace

class TestLanes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatOverlapsIsPackedIntoRows()
    {
        ModelBuilder builder;
        tellRun(builder, "a", 0, 10, Outcome::Success);
        tellRun(builder, "b", 5, 15, Outcome::Success);
        tellRun(builder, "c", 10, 20, Outcome::Success);
        const auto lanes = lanesOf(builder.snapshot(), LaneOrder::ByName);
        QCOMPARE(lanes.size(), std::size_t{1});
        QCOMPARE(lanes[0].rows.size(), std::size_t{2});
        QCOMPARE(lanes[0].rows[0].size(), std::size_t{2});
    }

    void aFailureIsNeverAveragedAway()
    {
        ModelBuilder builder;
        for (int i = 0; i < 2000; ++i)
            tellRun(builder, "r" + std::to_string(i), 2 * i, 2 * i + 1,
                    i == 777 ? Outcome::Failure : Outcome::Success);
        const Snapshot snapshot = builder.snapshot();
        const auto lanes = lanesOf(snapshot, LaneOrder::ByName);
        TimeAxis axis{second(0), 4000e6 / 100};
        const auto bars = barsOf(snapshot, lanes[0].rows[0], axis, 120, kEndOfTime, second(4000));
        QVERIFY(bars.size() < 60);
        std::uint32_t count = 0;
        int failed = 0;
        for (const Bar &bar : bars) {
            count += bar.count;
            failed += bar.state == State::Failed ? 1 : 0;
        }
        QCOMPARE(count, 2000u);
        QCOMPARE(failed, 1);
    }

    void nothingBehindThePlayheadIsDrawn()
    {
        ModelBuilder builder;
        tellRun(builder, "a", 0, 10, Outcome::Failure);
        tellRun(builder, "b", 20, 30, Outcome::Success);
        const Snapshot snapshot = builder.snapshot();
        const auto lanes = lanesOf(snapshot, LaneOrder::ByName);
        const auto bars
            = barsOf(snapshot, lanes[0].rows[0], {second(0), 1e6}, 100, second(5), second(5));
        QCOMPARE(bars.size(), std::size_t{1});
        QVERIFY(bars[0].state == State::Running && std::abs(bars[0].right - 5) < 1e-6);
    }

    void whatIsToldAfterTheLanesWereMadeIsShown()
    {
        ModelBuilder builder;
        tellRun(builder, "a", 0, 10, Outcome::Success);
        const auto lanes = lanesOf(builder.snapshot(), LaneOrder::ByName);
        builder.tell({"late", Kind::Build, "a", Phase::Finished, Outcome::Failure, 12});
        const Snapshot snapshot = builder.snapshot();
        const auto barAt = [&](int at) {
            return barsOf(snapshot, lanes[0].rows[0], {second(0), 1e6}, 100, second(at), second(at))
                .at(0);
        };
        QVERIFY(barAt(11).state == State::Succeeded);
        QVERIFY(barAt(13).state == State::Failed && std::abs(barAt(13).right - 12) < 1e-6);
        const auto again = lanesOf(snapshot, LaneOrder::ByName); // told of again after its end
        const auto before
            = barsOf(snapshot, again[0].rows[0], {second(0), 1e6}, 100, second(11), second(11));
        QVERIFY(before.at(0).state == State::Succeeded);
    }

    void zoomKeepsTheTimeUnderThePointer()
    {
        TimeAxis axis{second(0), 1e6};
        for (const double factor : {2.0, 0.3, 100.0, 0.001}) {
            const Timestamp before = axis.toTime(37);
            axis.zoomAt(37, factor);
            QVERIFY(std::abs(axis.toPixel(before) - 37) < 1);
        }
    }

    void ticksAreRoundAndApart()
    {
        for (const double microsPerPixel : {20.0, 5e3, 1e6, 6e7, 1e10}) {
            const TimeAxis axis{second(3), microsPerPixel};
            const auto ticks = ticksOf(axis, 1000, 90);
            QVERIFY(ticks.size() <= 12);
            for (std::size_t i = 1; i < ticks.size(); ++i)
                QVERIFY(axis.toPixel(ticks[i].time) - axis.toPixel(ticks[i - 1].time) >= 89.9);
        }
    }

    void timesOfAnyYearAreDrawn()
    {
        const Timestamp first{std::chrono::sys_days{std::chrono::year{1} / 1 / 1}};
        const Timestamp last{std::chrono::sys_days{std::chrono::year{9999} / 12 / 31}};
        const TimeAxis axis{first, 1e12};
        QVERIFY(axis.toPixel(last) > 300000);
        QVERIFY(!ticksOf(axis, 1000, 90).empty());
    }
};

QTEST_GUILESS_MAIN(TestLanes)
#include "tst_lanes.moc"
