// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "tests/views/flow_desk.h"
#include "views/flow/flow_outline.h"

#include <QSignalSpy>
#include <QToolButton>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

using namespace sightglass;
using namespace sightglass::test;

class TestFlowView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFlowIsDrawnAsOfThePlayhead()
    {
        Desk desk;
        desk.tellDelivery(4);
        QTRY_COMPARE(desk.canvas().nodeCount(), 6);
        desk.canvas().setFollows(false);
        const QImage end = grab(desk.canvas());
        desk.context.playhead().replayFrom(second(3));
        QTRY_COMPARE(desk.canvas().nodeCount(), 4);
        const QImage early = grab(desk.canvas());
        desk.context.playhead().seek(second(200));
        QVERIFY(grab(desk.canvas()) == end); // going back and forth changes no pixel
        desk.context.playhead().seek(second(3));
        QVERIFY(grab(desk.canvas()) == early && early != end);
        QVERIFY(desk.canvas().minTextPx() >= 9);
        QVERIFY(desk.canvas().itemRect(QStringLiteral("run-1")).isValid());
    }

    void whatStandsStaysWhileFiveHundredEventsCome()
    {
        Desk desk;
        desk.tellDelivery(4);
        QTRY_COMPARE(desk.canvas().nodeCount(), 6);
        desk.canvas().setFollows(false);
        desk.canvas().zoomTo(0.8);
        desk.context.selectEntity(desk.context.snapshot().entityOf(EventId::ofRow(1)));
        const std::string selected = desk.selected();
        std::map<QString, QRectF> stood;
        for (int i = 0; i < 250; ++i) {
            const std::string id = "n" + std::to_string(i);
            const std::string cause = i % 5 == 0 ? "p1" : "n" + std::to_string(i / 2) + "s";
            desk.tell(id + "s", id, Kind::TaskRun, 300 + i, {cause}, Phase::Running,
                      Outcome::Unknown, "step-" + std::to_string(i % 7));
            desk.tell(id + "f", id, Kind::TaskRun, 301 + i, {}, Phase::Finished,
                      i % 9 == 0 ? Outcome::Failure : Outcome::Success);
            if (i % 50 != 49)
                continue;
            for (const QString &key : desk.canvas().itemKeys())
                stood.emplace(key, desk.canvas().itemRect(key));
            const int before = desk.canvas().nodeCount();
            desk.seal();
            QTRY_VERIFY(desk.canvas().nodeCount() > before);
            for (const auto &[key, rect] : stood)
                QCOMPARE(desk.canvas().itemRect(key), rect);
        }
        QCOMPARE(desk.canvas().zoom(), 0.8);
        QCOMPARE(desk.selected(), selected);
    }

    // What came first arrives last: a cause of the root, a sibling, an earlier try.
    void whatArrivesLateGrowsThePictureAndMovesNothing()
    {
        Desk desk;
        desk.tell("p1", "run-1", Kind::PipelineRun, 50, {"c"}, Phase::Running, Outcome::Unknown,
                  "cart-build");
        for (int i = 0; i < 8; ++i)
            desk.tell("t" + std::to_string(i), "t" + std::to_string(i), Kind::TaskRun, 60 + i,
                      {"p1"}, Phase::Running, Outcome::Unknown, "test-" + std::to_string(i));
        desk.tell("b2s", "b2", Kind::Build, 80, {"p1", "b1f"}, Phase::Running, Outcome::Unknown,
                  "compile");
        desk.seal();
        QTRY_COMPARE(desk.canvas().nodeCount(), 5); // two are stubs of what is named and not there
        desk.canvas().zoomTo(0.8);
        const QRectF run = desk.canvas().itemRect(QStringLiteral("run-1"));
        const QRectF stack = desk.canvas().itemRect(QStringLiteral("t3"));
        const QRectF build = desk.canvas().itemRect(QStringLiteral("b2"));
        const QPointF seen = desk.canvas().viewport().topLeft();

        desk.tell("c", "change-1", Kind::Change, 40, {"i"}, Phase::None, Outcome::Unknown, "Fix");
        desk.tell("t9", "t9", Kind::TaskRun, 55, {"p1"}, Phase::Running, Outcome::Unknown,
                  "test-9");
        desk.tell("b1s", "b1", Kind::Build, 56, {"p1"}, Phase::Running, Outcome::Unknown,
                  "compile");
        desk.tell("b1f", "b1", Kind::Build, 70, {}, Phase::Finished, Outcome::Failure);
        desk.seal();
        QTRY_VERIFY(desk.canvas().itemRect(QStringLiteral("change-1")).isValid());
        QCOMPARE(desk.canvas().itemRect(QStringLiteral("t9")), stack); // it is in the stack, too
        QCOMPARE(desk.canvas().itemRect(QStringLiteral("b1")), build); // and this a second try
        desk.tell("i", "issue-1", Kind::Issue, 30, {}, Phase::None, Outcome::Unknown, "Broken");
        desk.seal();
        QTRY_VERIFY(desk.canvas().itemRect(QStringLiteral("issue-1")).isValid());
        QCOMPARE(desk.canvas().itemRect(QStringLiteral("run-1")), run);
        QCOMPARE(desk.canvas().itemRect(QStringLiteral("t3")), stack);
        QCOMPARE(desk.canvas().itemRect(QStringLiteral("b2")), build);
        QCOMPARE(desk.canvas().zoom(), 0.8);
        QCOMPARE(desk.canvas().viewport().topLeft(), seen);
    }

    // A message or a longer summary takes room, and moves nothing that is seen.
    void onlyAnotherSizeOfTheWindowMakesTheFirstZoomAnew()
    {
        Desk desk;
        desk.tellDelivery(4);
        QTRY_COMPARE(desk.canvas().nodeCount(), 6);
        desk.canvas().setFollows(false);
        const auto place = [&] { return desk.canvas().itemRect(QStringLiteral("run-1")); };
        grab(desk.canvas());
        const QRectF seen = place();
        desk.view.resize(900, 400);
        QCOMPARE(place(), seen);
        grab(desk.canvas());
        desk.host.resize(1100, 700);
        desk.view.resize(1100, 700);
        QVERIFY(place() != seen);
    }

    void aNewerFlowOpensOnlyWhileTheViewFollows()
    {
        Desk desk;
        desk.tellDelivery(4);
        QTRY_COMPARE(desk.canvas().nodeCount(), 6);
        desk.canvas().zoomTo(0.8); // by hand
        QVERIFY(!desk.canvas().follows());
        desk.context.playhead().freezeClock(second(5000)); // this one has been over for long
        const auto tellNewer = [&](const std::string &name, int at) {
            desk.tell(name + "s", name, Kind::PipelineRun, at, {}, Phase::Running, Outcome::Unknown,
                      "other");
            desk.tell(name + "t", name + "-task", Kind::TaskRun, at + 1, {name + "s"});
            desk.seal();
        };
        QSignalSpy flows{&desk.context, &ViewContext::flowsChanged};
        tellNewer("newer", 4990);
        QTRY_VERIFY(flows.count() > 0);
        QTRY_VERIFY(!desk.view.isLayingOut());
        QVERIFY(desk.canvas().itemRect(QStringLiteral("run-1")).isValid());
        desk.canvas().setFollows(true);
        tellNewer("newest", 4995);
        QTRY_VERIFY(desk.canvas().itemRect(QStringLiteral("newest")).isValid());
    }

    void stacksOpenAndTheChoiceIsRemembered()
    {
        Desk desk;
        std::map<QString, bool> kept;
        desk.context.requests.isGrouped
            = [&](const QString &pipeline) { return !kept.count(pipeline) || kept[pipeline]; };
        desk.context.requests.keepGrouped
            = [&](const QString &pipeline, bool grouped) { kept[pipeline] = grouped; };
        desk.tellDelivery(48);
        QTRY_COMPARE(desk.canvas().nodeCount(), 5); // two failures stand beside the stack
        QVERIFY(desk.canvas().itemRect(QStringLiteral("t3")).isValid());
        QVERIFY(desk.canvas().itemRect(QStringLiteral("stack:t0")).isValid());
        QCOMPARE(desk.canvas().itemRect(QStringLiteral("t5")),
                 desk.canvas().itemRect(QStringLiteral("stack:t0")));
        desk.press(Qt::Key_G);
        QTRY_COMPARE(desk.canvas().nodeCount(), 50);
        QCOMPARE(kept.size(), std::size_t{1});
        desk.press(Qt::Key_G);
        QTRY_COMPARE(desk.canvas().nodeCount(), 5);
        desk.context.selectEntity(desk.context.snapshot().entityOf(EventId::ofRow(2)));
        desk.press(Qt::Key_Return);
        QTRY_COMPARE(desk.canvas().nodeCount(), 50);
        desk.press(Qt::Key_Backspace);
        QTRY_COMPARE(desk.canvas().nodeCount(), 5);

        kept.begin()->second = false;
        FlowView other{desk.context, desk.theme, &desk.host};
        QTRY_COMPARE(other.canvas().nodeCount(), 50);
    }

    void tidyKeepsTheSelectedNodeInPlace()
    {
        Desk desk;
        desk.tellDelivery(4);
        QTRY_COMPARE(desk.canvas().nodeCount(), 6);
        desk.context.selectEntity(desk.context.snapshot().entityOf(EventId::ofRow(2)));
        for (int i = 0; i < 6; ++i)
            desk.tell("m" + std::to_string(i), "m" + std::to_string(i), Kind::Build, 300 + i,
                      {i % 2 == 0 ? "c" : "t1s"}, Phase::Running, Outcome::Unknown,
                      std::string(1, static_cast<char>('a' + i)));
        desk.seal();
        QTRY_COMPARE(desk.canvas().nodeCount(), 12);
        const QPointF before = desk.canvas().itemRect(QStringLiteral("t0")).center();
        QSignalSpy spy{&desk.canvas(), &FlowCanvas::changed};
        desk.press(Qt::Key_T);
        QTRY_VERIFY(spy.count() > 0);
        const QPointF away = desk.canvas().itemRect(QStringLiteral("t0")).center() - before;
        QVERIFY(std::abs(away.x()) < 2 && std::abs(away.y()) < 2);
    }

    void keysWalkTheFlowAndFindWhatFailed()
    {
        Desk desk;
        desk.tellDelivery(4);
        QTRY_COMPARE(desk.canvas().nodeCount(), 6);
        desk.press(Qt::Key_N);
        const std::string first = desk.selected();
        desk.press(Qt::Key_N);
        QVERIFY(first == "run-1" && desk.selected() == "t3");
        desk.context.selectEntity(desk.context.snapshot().entityOf(EventId::ofRow(0)));
        desk.press(Qt::Key_Right);
        QCOMPARE(desk.selected(), std::string{"run-1"});
        desk.press(Qt::Key_C);
        QVERIFY(desk.label("flowPathSummary").startsWith(QStringLiteral("Critical path ")));
        QVERIFY(desk.label("flowPathSummary").contains(QStringLiteral("waiting ")));
        desk.context.selectEntity(desk.context.snapshot().entityOf(EventId::ofRow(2)));
        desk.press(Qt::Key_I);
        QCOMPARE(desk.canvas().nodeCount(), 3);
        desk.press(Qt::Key_I);
        QCOMPARE(desk.canvas().nodeCount(), 6);
    }

    void namesOfTheSummarySelect()
    {
        Desk desk;
        desk.tellDelivery(48);
        QTRY_COMPARE(desk.canvas().nodeCount(), 5);
        auto *name = desk.view.findChild<QToolButton *>(QStringLiteral("flowNotOk_1"));
        QVERIFY(name && name->accessibleName().contains(QStringLiteral("failed")));
        name->click();
        QCOMPARE(desk.selected(), std::string{"t3"});
    }

    void theOutlineIsTheSameFlow()
    {
        Desk desk;
        desk.tellDelivery(4);
        QTRY_COMPARE(desk.canvas().nodeCount(), 6);
        auto *list = desk.view.findChild<FlowOutline *>();
        QVERIFY(list && list->isHidden());
        desk.press(Qt::Key_O);
        QVERIFY(!list->isHidden());
        QCOMPARE(list->topLevelItemCount(), 1);
        QTreeWidgetItem *run = list->topLevelItem(0)->child(0);
        QVERIFY(run->text(0).contains(QStringLiteral("failed")));
        QCOMPARE(run->childCount(), 4);
        list->setCurrentItem(run->child(2));
        QCOMPARE(desk.selected(), std::string{"t2"});
        QTest::keyClick(list, Qt::Key_O);
        QVERIFY(list->isHidden());
    }

    void everyItemSaysItsState()
    {
        Desk desk;
        desk.tell("x", "late", Kind::Build, 0, {"gone"}, Phase::Running, Outcome::Unknown, "late");
        desk.tellDelivery(48);
        QTRY_VERIFY(desk.canvas().nodeCount() > 0);
        std::set<std::string> words;
        for (const std::string_view word : kStateWords)
            words.emplace(word);
        for (const std::uint32_t item : desk.canvas().items()) {
            const std::string name = desk.canvas().itemName(item).toStdString();
            QVERIFY2(std::any_of(words.begin(), words.end(),
                                 [&](const std::string &word) {
                                     return name.find(word) != std::string::npos;
                                 }),
                     name.c_str());
        }
    }

    void zoomPassesFourLevelsAndKeepsThePointer()
    {
        Desk desk;
        desk.tellDelivery(48);
        QTRY_COMPARE(desk.canvas().nodeCount(), 5);
        std::set<int> levels;
        desk.canvas().zoomTo(0.05);
        const QPointF middle = QRectF{desk.canvas().rect()}.center();
        for (int step = 0; step < 20; ++step) {
            grab(desk.canvas());
            levels.insert(desk.canvas().lod());
            QVERIFY(desk.canvas().minTextPx() == 0 || desk.canvas().minTextPx() >= 9);
            const double before = desk.canvas().zoom();
            const QPointF node = desk.canvas().itemRect(QStringLiteral("run-1")).center() - middle;
            desk.canvas().zoomBy(1.21);
            const QPointF then = desk.canvas().itemRect(QStringLiteral("run-1")).center() - middle;
            const QPointF off = then - node * (desk.canvas().zoom() / before);
            QVERIFY(std::abs(off.x()) < 2 && std::abs(off.y()) < 2);
        }
        QCOMPARE(levels.size(), std::size_t{4});
    }

    void aLargeFlowOpensReadableOnWhatFailed()
    {
        Desk desk;
        desk.tell("c", "change", Kind::Change, 0, {}, Phase::None);
        for (int i = 0; i < 2000; ++i) {
            const std::string id = "n" + std::to_string(i);
            desk.tell(id, id, Kind::TaskRun, 1 + i, {i == 0 ? "c" : "n" + std::to_string(i / 3)},
                      Phase::Running, Outcome::Unknown,
                      "part-" + std::string(1, char('a' + i % 26)));
            if (i % 700 == 699)
                desk.tell(id + "f", id, Kind::TaskRun, 3000 + i, {}, Phase::Finished,
                          Outcome::Failure);
        }
        desk.seal();
        QTRY_VERIFY(desk.canvas().nodeCount() > 500);
        grab(desk.canvas());
        QVERIFY(desk.canvas().minTextPx() >= 9);
        const QRectF failed = desk.canvas().itemRect(QStringLiteral("n699"));
        QVERIFY(QRectF{desk.canvas().rect()}.intersects(failed));
    }
};

QTEST_MAIN(TestFlowView)
#include "tst_flow_view.moc"
