// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "tests/support/model_builder.h"
#include "views/context/paced_work.h"

using namespace sightglass;
using namespace sightglass::test;

class TestPacedWork : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneRunAtATimeAndThenTheNewest()
    {
        int runs = 0;
        PacedWork work{std::chrono::milliseconds{1}, [&] { ++runs; }};
        ModelBuilder builder;
        work.follow(builder.snapshot());
        QTRY_COMPARE(runs, 1);
        QVERIFY(work.isRunning());
        work.follow(builder.snapshot());
        work.follow(builder.snapshot());
        QTest::qWait(20);
        QCOMPARE(runs, 1);
        work.done();
        QTRY_COMPARE(runs, 2); // both wishes are one
        work.done();
        QTest::qWait(20);
        QCOMPARE(runs, 2);
        QVERIFY(!work.isRunning());
    }

    void whileVeryMuchArrivesItRestsUnlessSomebodyWaits()
    {
        int runs = 0;
        PacedWork work{std::chrono::milliseconds{20}, [&] { ++runs; }};
        ModelBuilder builder;
        const auto grow = [&] {
            for (int i = 0; i < 50; ++i)
                builder.tell({"e" + std::to_string(builder.store().events()), Kind::Change, "c",
                              Phase::None, Outcome::Unknown, 1});
            work.follow(builder.snapshot());
        };
        grow();
        QTRY_COMPARE(runs, 1);
        QTest::qWait(400); // the run takes so long
        work.done();
        for (int i = 0; i < 10; ++i) {
            grow();
            QTest::qWait(10);
        }
        QCOMPARE(runs, 1);
        work.want();
        QTRY_COMPARE(runs, 2);
        work.done();
        grow();
        QTRY_COMPARE(runs, 3); // and when the flood is over, it does not wait for ever
    }
};

QTEST_MAIN(TestPacedWork)
#include "tst_paced_work.moc"
