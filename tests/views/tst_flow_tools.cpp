// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "tests/views/flow_desk.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>
#include <QToolButton>

#include <map>

using namespace sightglass;
using namespace sightglass::test;

class TestFlowTools final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
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
        std::map<QString, QString> kept;
        desk.context.requests.setting = [&](const QString &name) { return kept[name]; };
        desk.context.requests.keepSetting
            = [&](const QString &name, const QString &value) { kept[name] = value; };
        desk.tellDelivery(4);
        QTRY_COMPARE(desk.canvas().nodeCount(), 6);
        QVERIFY(desk.canvas().picture()->lanes.empty());
        desk.canvas().setFollows(false);
        desk.view.setLanes(Lanes::Kind);
        QTRY_COMPARE(desk.canvas().picture()->lanes.size(), std::size_t{3});
        FlowView next{desk.context, desk.theme, &desk.host}; // of a window to come
        QCOMPARE(next.lanes(), Lanes::Kind);
        kept.begin()->second = QStringLiteral("of somebody else");
        FlowView other{desk.context, desk.theme, &desk.host};
        QCOMPARE(other.lanes(), Lanes::None);
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
};

QTEST_MAIN(TestFlowTools)
#include "tst_flow_tools.moc"
