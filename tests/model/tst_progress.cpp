// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "model/rules/progress.h"
#include "tests/support/model_builder.h"

using namespace sightglass;
using namespace sightglass::test;

namespace {

/// A run called "build" that takes so long from `start` on; without an end it goes on.
void addRun(ModelBuilder &builder, const std::string &id, int start, int seconds,
            Outcome outcome = Outcome::Success)
{
    builder.tell(
        {id + "-s", Kind::Build, id, Phase::Running, Outcome::Unknown, start, {}, {}, {}, "build"});
    if (seconds >= 0)
        builder.tell({id + "-f",
                      Kind::Build,
                      id,
                      Phase::Finished,
                      outcome,
                      start + seconds,
                      {},
                      {},
                      {},
                      "build"});
}

Progress progressAt(ModelBuilder &builder, std::uint32_t entity, int at)
{
    const Snapshot snapshot = builder.snapshot();
    return progressOf(snapshot, FlowIndex{snapshot, kEndOfTime}, History{snapshot, second(at)},
                      EntityId::ofRow(entity), second(at), second(at));
}

using std::chrono::seconds;

} // namespace

class TestProgress : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void withoutHistoryNothingIsPromised()
    {
        ModelBuilder builder;
        addRun(builder, "one", 0, -1);
        const Progress progress = progressAt(builder, 0, 60);
        QCOMPARE(progress.runs, 0u);
        QCOMPARE(progress.risk, Risk::Unknown);
        QCOMPARE(progress.measure, Progress::Measure::None);
        QCOMPARE(progress.elapsed, Span{seconds{60}});
        QVERIFY(!isKnown(progress.expectedEnd));
        QCOMPARE(progressAt(builder, 0, -5).elapsed, Span{0});
    }

    void theLastRunsOfItsNameTellWhenItEnds()
    {
        ModelBuilder builder;
        addRun(builder, "now", 10'000, -1);
        for (int run = 1; run <= 10; ++run)
            addRun(builder, "run-" + std::to_string(run), run * 100, run * 10);
        addRun(builder, "broken", 2'000, 5, Outcome::Failure); // says nothing of how long it takes
        Progress progress = progressAt(builder, 0, 10'025);
        QCOMPARE(progress.runs, 10u);
        QCOMPARE(progress.median, Span{seconds{50}});
        QCOMPARE(progress.usual, Span{seconds{90}});
        QCOMPARE(progress.expectedEnd, second(10'050));
        QCOMPARE(progress.lateEnd, second(10'090));
        QCOMPARE(progress.measure, Progress::Measure::Elapsed);
        QCOMPARE(progress.share, 0.5);
        QCOMPARE(progress.risk, Risk::OnTime);
        QCOMPARE(progressAt(builder, 0, 10'090).risk, Risk::OnTime);
        progress = progressAt(builder, 0, 10'095);
        QCOMPARE(progress.risk, Risk::Late);
        QCOMPARE(progress.share, 0.99);
        QCOMPARE(progressAt(builder, 0, 10'136).risk, Risk::MuchLate);
    }

    void onlyTheLastTwentyCount()
    {
        ModelBuilder builder;
        addRun(builder, "now", 10'000, -1);
        for (int run = 0; run < 30; ++run)
            addRun(builder, "run-" + std::to_string(run), run * 100, run < 10 ? 90 : 20);
        const Progress progress = progressAt(builder, 0, 10'010);
        QCOMPARE(progress.runs, kRunsOfHistory);
        QCOMPARE(progress.longest, Span{seconds{20}});
    }

    void whatCameLaterIsNotKnownYet()
    {
        ModelBuilder builder;
        addRun(builder, "first", 0, 50);
        addRun(builder, "second", 100, 70);
        QCOMPARE(progressAt(builder, 1, 120).runs, 1u);
        QCOMPARE(progressAt(builder, 0, 20).runs, 0u);
    }

    void whatIsOverIsComparedWithTheOthers()
    {
        ModelBuilder builder;
        addRun(builder, "first", 0, 50);
        addRun(builder, "second", 100, 200);
        const Progress progress = progressAt(builder, 1, 1'000);
        QCOMPARE(progress.runs, 1u);
        QCOMPARE(progress.elapsed, Span{seconds{200}});
        QCOMPARE(progress.risk, Risk::MuchLate);
        QVERIFY(!isKnown(progress.expectedEnd));
    }

    void partsThatAreDoneAreCounted()
    {
        ModelBuilder builder;
        builder.tell({"p", Kind::PipelineRun, "run", Phase::Running, Outcome::Unknown, 0});
        for (int task = 0; task < 4; ++task) {
            const std::string id = "task-" + std::to_string(task);
            builder.tell({id + "-s",
                          Kind::TaskRun,
                          id,
                          Phase::Running,
                          Outcome::Unknown,
                          1 + task,
                          {},
                          "run"});
        }
        builder.tell(
            {"done", Kind::TaskRun, "task-1", Phase::Finished, Outcome::Failure, 20, {}, "run"});
        const Progress progress = progressAt(builder, 0, 30);
        QCOMPARE(progress.measure, Progress::Measure::Children);
        QCOMPARE(progress.done, 1u);
        QCOMPARE(progress.total, 4u);
        QCOMPARE(progress.share, 0.25);
        QCOMPARE(progressAt(builder, 0, 2).total, 2u);
    }
};

QTEST_GUILESS_MAIN(TestProgress)
#include "tst_progress.moc"
