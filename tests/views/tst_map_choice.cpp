// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "tests/views/map_stage.h"

using namespace sightglass;
using namespace sightglass::test;

class TestMapChoice final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void someTypesAreShownAloneAndTheirEventsListed()
    {
        Stage stage;
        tellRuns(stage.builder, 0, 60);
        Told other{"x", Kind::TaskRun, "x", Phase::Finished, Outcome::Success, 100};
        other.name = "sweep";
        stage.builder.tell(other);
        stage.advance();
        QTRY_COMPARE(stage.canvas().nodeCount(), 4);
        std::optional<EventFilter> only;
        stage.context.requests.showOnly = [&](EventFilter filter) { only = std::move(filter); };
        QTest::mouseClick(&stage.canvas(), Qt::LeftButton, {}, stage.middleOf("tests"));
        QTRY_VERIFY(stage.canvas().selectedItem());
        QTest::keyClick(&stage.canvas(), Qt::Key_I); // what leads to it and what it leads to
        QCOMPARE(stage.canvas().nodeCount(), 3);
        QTest::keyClick(&stage.canvas(), Qt::Key_I);
        QCOMPARE(stage.canvas().nodeCount(), 4);
        const auto links = stage.canvas().links();
        QTest::keyClick(&stage.canvas(), Qt::Key_L);
        QVERIFY(stage.canvas().links() != links);
        QTest::keyClick(&stage.canvas(), Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(stage.canvas().markedItems().size(), std::size_t{4});
        QTest::keyClick(&stage.canvas(), Qt::Key_Return);
        QTRY_VERIFY(only);
        QCOMPARE(only->events.size(), std::size_t{61});
        QVERIFY(only->takes(stage.context.snapshot(), EventId::ofRow(60)));
    }
};

QTEST_MAIN(TestMapChoice)
#include "tst_map_choice.moc"
