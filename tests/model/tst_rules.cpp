// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "model/rules/alert.h"
#include "tests/support/model_builder.h"

using namespace sightglass;
using namespace sightglass::test;

namespace {

void tellRun(ModelBuilder &builder, int number, int from, int to, Outcome outcome)
{
    const std::string id = "run-" + std::to_string(number);
    builder.tell(
        {id + "s", Kind::Build, id, Phase::Running, Outcome::Unknown, from, {}, {}, {}, "build"});
    if (to > from)
        builder.tell({id + "f", Kind::Build, id, Phase::Finished, outcome, to});
}

std::vector<Alert> alertsAt(ModelBuilder &builder, int at)
{
    const Snapshot snapshot = builder.snapshot();
    return evaluateRules(snapshot, History{snapshot, second(at)}, second(at));
}

} // namespace

class TestRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theNewestRunDecides()
    {
        ModelBuilder builder;
        tellRun(builder, 1, 0, 10, Outcome::Success);
        tellRun(builder, 2, 10, 20, Outcome::Failure);
        tellRun(builder, 3, 20, 30, Outcome::Failure);
        tellRun(builder, 4, 30, 40, Outcome::Canceled);
        tellRun(builder, 5, 40, 50, Outcome::Success);
        QVERIFY(alertsAt(builder, 15).empty());
        QCOMPARE(alertsAt(builder, 20).size(), std::size_t{1});
        const std::vector<Alert> twice = alertsAt(builder, 45);
        QCOMPARE(twice.size(), std::size_t{1});
        QVERIFY(twice[0].rule == kRuleFailed && twice[0].count == 2 && twice[0].total == 3
                && twice[0].since == second(20));
        QVERIFY(alertsAt(builder, 50).empty());
    }

    void failureAndErrorAreDifferentNews()
    {
        ModelBuilder builder;
        tellRun(builder, 1, 0, 10, Outcome::Error);
        const std::vector<Alert> alerts = alertsAt(builder, 20);
        QCOMPARE(alerts.size(), std::size_t{1});
        QVERIFY(alerts[0].rule == kRuleErrored && alerts[0].severity == Severity::Critical);
    }

    void overdueNeedsAHistory()
    {
        ModelBuilder builder;
        for (int i = 0; i < 4; ++i)
            tellRun(builder, i, 100 * i, 100 * i + 10, Outcome::Success);
        tellRun(builder, 9, 1000, 1000, Outcome::Unknown);
        QVERIFY(alertsAt(builder, 1500).empty());
        tellRun(builder, 5, 500, 510, Outcome::Success);
        QVERIFY(alertsAt(builder, 1020).empty()); // twice the usual is not over yet
        const std::vector<Alert> alerts = alertsAt(builder, 1021);
        QCOMPARE(alerts.size(), std::size_t{1});
        QVERIFY(alerts[0].rule == kRuleOverdue && alerts[0].total == 5
                && alerts[0].limit == std::chrono::seconds{10});
    }

    void aSilentSourceIsNoticed()
    {
        ModelBuilder builder;
        const std::uint32_t row = builder.store().addSource("Receiver", "http://127.0.0.1:1", true);
        SourceInfo &source = builder.store().source(row);
        source.accepted = 100;
        source.firstReceived = second(0);
        source.lastReceived = second(1000); // every 10 s
        QVERIFY(alertsAt(builder, 1099).empty());
        const std::vector<Alert> alerts = alertsAt(builder, 1101);
        QCOMPARE(alerts.size(), std::size_t{1});
        QVERIFY(alerts[0].rule == kRuleSourceSilent && alerts[0].entity.isNull());
    }

    void theNewestAlertComesFirst()
    {
        ModelBuilder builder;
        builder.tell(
            {"a", Kind::Build, "a", Phase::Finished, Outcome::Failure, 5, {}, {}, {}, "first"});
        builder.tell(
            {"b", Kind::Build, "b", Phase::Finished, Outcome::Failure, 9, {}, {}, {}, "second"});
        const std::vector<Alert> alerts = alertsAt(builder, 20);
        QCOMPARE(alerts[0].name, std::string{"second"});
    }
};

QTEST_GUILESS_MAIN(TestRules)
#include "tst_rules.moc"
