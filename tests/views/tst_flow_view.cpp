// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "tests/support/model_builder.h"
#include "views/flow/flow_canvas.h"
#include "views/flow/flow_outline.h"
#include "views/flow/flow_view.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QImage>
#include <QLabel>
#include <QMimeData>
#include <QSignalSpy>
#include <QToolButton>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

using namespace sightglass;
using namespace sightglass::test;

namespace {

QImage grab(QWidget &widget)
{
    return widget.grab().toImage().convertToFormat(QImage::Format_RGB32);
}

/// A flow view over a model that can be told more.
struct Desk
{
    Desk()
        : view(context, theme, &host)
    {
        host.resize(1000, 600);
        view.resize(1000, 600);
        context.setAnimates(false);
        host.show();
    }

    void tell(const std::string &id, const std::string &key, Kind kind, int at,
              const std::vector<std::string> &causes, Phase phase = Phase::Running,
              Outcome outcome = Outcome::Unknown, const std::string &name = {})
    {
        builder.tell({id, kind, key, phase, outcome, at, causes, {}, {}, name});
    }
    /// A change, its run and `tests` siblings, of which the fourth and the last fail.
    void tellDelivery(int tests)
    {
        tell("c", "change-1", Kind::Change, 0, {}, Phase::None, Outcome::Unknown, "Fix cart");
        tell("p1", "run-1", Kind::PipelineRun, 1, {"c"}, Phase::Running, Outcome::Unknown,
             "cart-build");
        for (int i = 0; i < tests; ++i) {
            const std::string id = "t" + std::to_string(i);
            tell(id + "s", id, Kind::TaskRun, 2 + i, {"p1"}, Phase::Running, Outcome::Unknown,
                 "test-" + std::to_string(i));
            tell(id + "f", id, Kind::TaskRun, 100 + i, {}, Phase::Finished,
                 i == 3 || i == tests - 1 ? Outcome::Failure : Outcome::Success);
        }
        tell("p2", "run-1", Kind::PipelineRun, 200, {}, Phase::Finished, Outcome::Failure);
        seal();
    }
    void seal() { context.advance(builder.seal()); }
    FlowCanvas &canvas() { return view.canvas(); }
    void press(Qt::Key key) { QTest::keyClick(&view.canvas(), key); }
    std::string selected()
    {
        return std::string{context.snapshot().keyOf(context.selection().current().entity)};
    }
    QString label(const char *name) const
    {
        const auto *label = view.findChild<QLabel *>(QLatin1String{name});
        return label ? label->text() : QString{};
    }

    Theme theme;
    ViewContext context;
    ModelBuilder builder;
    QWidget host;
    FlowView view;
};

} // namespace

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

    void severalAreTakenByRubberBandAndByKeys()
    {
        Desk desk;
        desk.tellDelivery(4);
        QTRY_COMPARE(desk.canvas().nodeCount(), 6);
        QString told;
        EventFilter only;
        desk.context.requests.status = [&](const QString &line) { told = line; };
        desk.context.requests.showOnly = [&](EventFilter filter) { only = std::move(filter); };
        const auto rect = [&](const char *key) {
            return desk.canvas().itemRect(QString::fromLatin1(key)).toAlignedRect();
        };
        const QRectF before = desk.canvas().itemRect(QStringLiteral("t0"));
        const auto drag = [&](const QPoint &from, const QPoint &to, Qt::MouseButton button,
                              Qt::KeyboardModifiers modifiers) {
            QTest::mousePress(&desk.canvas(), button, modifiers, from);
            QTest::mouseMove(&desk.canvas(), (from + to) / 2);
            QTest::mouseMove(&desk.canvas(), to);
            QTest::mouseRelease(&desk.canvas(), button, modifiers, to);
        };
        drag(rect("t0").topLeft() - QPoint{12, 6}, rect("t1").center(), Qt::LeftButton, {});
        QCOMPARE(desk.canvas().markedItems().size(), std::size_t{2});
        QCOMPARE(desk.canvas().itemRect(QStringLiteral("t0")), before); // a band moves nothing
        QVERIFY(told.contains(QStringLiteral("2 taken: 2 succeeded")));
        for (const std::uint32_t item : desk.canvas().markedItems())
            QVERIFY(desk.canvas().isItemSelected(item));
        drag(rect("t3").topLeft() - QPoint{12, 6}, rect("t3").center(), Qt::LeftButton,
             Qt::ControlModifier);
        QCOMPARE(desk.canvas().markedItems().size(), std::size_t{3});
        desk.press(Qt::Key_Return);
        QCOMPARE(only.words, QStringLiteral("3 nodes"));
        QVERIFY(only.takes(desk.context.snapshot(), EventId::ofRow(2)));
        QVERIFY(!only.takes(desk.context.snapshot(), EventId::ofRow(0)));
        desk.press(Qt::Key_I); // only these
        QCOMPARE(desk.canvas().nodeCount(), 3);
        desk.press(Qt::Key_Escape); // lets go of what was taken, then of what is shown alone
        QVERIFY(desk.canvas().markedItems().empty() && desk.canvas().isIsolated());
        desk.press(Qt::Key_Escape);
        QCOMPARE(desk.canvas().nodeCount(), 6);
        desk.context.selectEntity(desk.context.snapshot().entityOf(EventId::ofRow(0)));
        desk.press(Qt::Key_Right);
        QTest::keyClick(&desk.canvas(), Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(desk.canvas().markedItems().size(), std::size_t{2});
        QTest::keyClick(&desk.canvas(), Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(desk.canvas().markedItems().size(), std::size_t{6});
        desk.press(Qt::Key_Escape);
        QVERIFY(!desk.context.selection().current().isEmpty()); // that is let go of last
        drag({3, 3}, {63, 43}, Qt::MiddleButton, {});
        const QRectF panned = desk.canvas().itemRect(QStringLiteral("t0"));
        QVERIFY(panned.topLeft() != before.topLeft() && !desk.canvas().follows());
    }

    void lanesAreRowsOfKindsAndOfSources()
    {
        Desk desk;
        desk.tellDelivery(4);
        QTRY_COMPARE(desk.canvas().nodeCount(), 6);
        QVERIFY(desk.canvas().picture()->lanes.empty());
        desk.canvas().setFollows(false);
        desk.view.setLanes(Lanes::Kind);
        QTRY_COMPARE(desk.canvas().picture()->lanes.size(), std::size_t{3});
        QCOMPARE(desk.canvas().picture()->lanes.front(), std::string{"change"});
        const QRectF change = desk.canvas().itemRect(QStringLiteral("change-1"));
        const QRectF run = desk.canvas().itemRect(QStringLiteral("run-1"));
        QVERIFY(change.bottom() < run.top()
                && run.bottom() < desk.canvas().itemRect(QStringLiteral("t0")).top());
        // One more of a kind finds its lane, one of another kind a lane below; nothing moves.
        desk.tell("more", "more", Kind::TaskRun, 300, {"p1"}, Phase::Running, Outcome::Unknown,
                  "lint");
        desk.tell("up", "up", Kind::Deployment, 301, {"p1"}, Phase::Running, Outcome::Unknown,
                  "roll out");
        desk.seal();
        QTRY_COMPARE(desk.canvas().nodeCount(), 8);
        QCOMPARE(desk.canvas().itemRect(QStringLiteral("run-1")), run);
        QCOMPARE(desk.canvas().picture()->lanes.size(), std::size_t{4});
        const auto &picture = *desk.canvas().picture();
        for (std::size_t i = 0; i < picture.items.size(); ++i) {
            const double y = picture.geometry.nodes[i].centre.y;
            for (const Geometry::Band &band : picture.geometry.bands)
                QVERIFY((y > band.top && y < band.bottom)
                        <= (band.lane == picture.graph.nodes[i].lane));
        }
        grab(desk.canvas());
        desk.view.setLanes(Lanes::Source);
        QTRY_COMPARE(desk.canvas().picture()->lanes, std::vector<std::string>{"test"});
        desk.view.setLanes(Lanes::None);
        QTRY_VERIFY(desk.canvas().picture()->geometry.bands.empty());
    }

    void twoRunsOfAPipelineAreCompared()
    {
        Desk desk;
        const auto tellRun = [&](const std::string &n, int at, bool second) {
            const auto step = [&](const std::string &name, int took, Outcome outcome) {
                const std::string id = name + n;
                desk.tell(id + "s", id, Kind::TaskRun, at + 2, {"p" + n}, Phase::Running,
                          Outcome::Unknown, name);
                desk.tell(id + "f", id, Kind::TaskRun, at + 2 + took, {}, Phase::Finished, outcome);
            };
            desk.tell("c" + n, "change-" + n, Kind::Change, at, {}, Phase::None);
            desk.tell("p" + n, "run-" + n, Kind::PipelineRun, at + 1, {"c" + n}, Phase::Running,
                      Outcome::Unknown, "cart-build");
            step("unit", 10, second ? Outcome::Failure : Outcome::Success);
            step("build", second ? 30 : 10, Outcome::Success);
            step("style", 10, Outcome::Success);
            step(second ? "lint" : "deploy", 10, Outcome::Success);
            desk.tell("e" + n, "run-" + n, Kind::PipelineRun, at + 50, {}, Phase::Finished,
                      Outcome::Success);
        };
        tellRun("1", 0, false);
        tellRun("2", 1000, true);
        desk.seal();
        QTRY_COMPARE(desk.canvas().nodeCount(), 6);
        QVERIFY(desk.canvas().itemRect(QStringLiteral("run-2")).isValid());
        QVERIFY(!desk.canvas().comparison());
        desk.view.compareWithBefore();
        QTRY_VERIFY(desk.canvas().comparison());
        const Comparison &comparison = *desk.canvas().comparison();
        QCOMPARE(comparison.added, 1u); // lint
        QCOMPARE(comparison.changed, 2u); // unit failed, build took three times as long
        QCOMPARE(comparison.missing, std::vector<std::string>{"deploy"});
        QVERIFY(desk.label("flowCompared").startsWith(QStringLiteral("beside ")));
        QVERIFY(desk.label("flowGone").contains(QStringLiteral("deploy")));
        auto *changed = desk.view.findChild<QToolButton *>(QStringLiteral("flowChanged"));
        QVERIFY(changed);
        changed->click();
        QVERIFY(desk.canvas()
                    .itemName(*desk.canvas().selectedItem())
                    .contains(QStringLiteral("changed: succeeded before")));
        grab(desk.canvas());
        desk.view.setCompareBase(); // of itself there is nothing to tell
        QTRY_VERIFY(!desk.canvas().comparison());
        QCOMPARE(desk.label("flowCompared"), QStringLiteral("the compare base"));
        desk.view.stopComparing();
        QTRY_COMPARE(desk.label("flowCompared"), QString{});
    }

    void alertsStandOnWhatTheyAreAbout()
    {
        Desk desk;
        desk.tellDelivery(4);
        QTRY_COMPARE(desk.canvas().nodeCount(), 6);
        const auto told = [&] {
            for (const std::uint32_t item : desk.canvas().items()) {
                if (desk.canvas().title(item) == QLatin1String("cart-build"))
                    return desk.canvas().itemName(item);
            }
            return QString{};
        };
        QTRY_VERIFY(told().contains(QStringLiteral("alert: ")));
        desk.canvas().zoomTo(1);
        grab(desk.canvas());
        QVERIFY(desk.canvas().minTextPx() >= 9);
    }

    void theSummaryTellsWhenItMayBeOverAndWhatIsLate()
    {
        Desk desk;
        for (int run = 0; run < 5; ++run) {
            const std::string n = std::to_string(run);
            desk.tell("s" + n, "run-" + n, Kind::PipelineRun, run * 1000, {}, Phase::Running,
                      Outcome::Unknown, "cart-build");
            desk.tell("f" + n, "run-" + n, Kind::PipelineRun, run * 1000 + 60, {}, Phase::Finished,
                      Outcome::Success);
        }
        desk.tell("s9", "run-9", Kind::PipelineRun, 9000, {}, Phase::Running, Outcome::Unknown,
                  "cart-build");
        desk.tell("t9", "task-9", Kind::TaskRun, 9001, {"s9"}, Phase::Running, Outcome::Unknown,
                  "unit");
        desk.context.playhead().freezeClock(second(9020));
        desk.seal();
        QTRY_VERIFY(desk.label("flowEta").startsWith(QStringLiteral("≈ 40 s left (p90 ")));
        desk.context.playhead().freezeClock(second(9200));
        Q_EMIT desk.context.moved();
        QTRY_VERIFY(desk.view.findChild<QToolButton *>(QStringLiteral("flowLate_0")));
        QVERIFY(desk.view.findChild<QToolButton *>(QStringLiteral("flowLate_0"))
                    ->text()
                    .startsWith(QStringLiteral("1 late: cart-build")));
    }

    void picturesAreCopiedAsPixelsAndAsSvg()
    {
        Desk desk;
        desk.tellDelivery(4);
        QTRY_COMPARE(desk.canvas().nodeCount(), 6);
        desk.canvas().copyPicture();
        QVERIFY(QGuiApplication::clipboard()->mimeData()->hasImage());
        desk.canvas().copySvg();
        const QByteArray svg
            = QGuiApplication::clipboard()->mimeData()->data(QStringLiteral("image/svg+xml"));
        QVERIFY(svg.contains("<svg") && svg.contains("cart-build"));
        QCOMPARE(QGuiApplication::clipboard()->text(), QString::fromUtf8(svg));
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
