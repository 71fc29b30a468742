// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "tests/support/model_builder.h"
#include "views/alerts/alerts_view.h"
#include "views/common/camera.h"
#include "views/events/events_table.h"
#include "views/events/events_view.h"
#include "views/inspector/inspector.h"
#include "views/items/json_tree_model.h"
#include "views/problems/problems_view.h"
#include "views/timeline/timeline_view.h"
#include "views/timestrip/time_strip.h"

#include <QAbstractItemModelTester>
#include <QImage>
#include <QLabel>
#include <QThreadPool>
#include <QTimer>
#include <QTreeWidget>

#include <set>

using namespace sightglass;
using namespace sightglass::test;

namespace {

void tellDelivery(ModelBuilder &builder)
{
    builder.tell({"c",
                  Kind::Change,
                  "change-1",
                  Phase::None,
                  Outcome::Unknown,
                  0,
                  {},
                  {},
                  "k",
                  "Fix cart",
                  "created"});
    builder.tell({"p1",
                  Kind::PipelineRun,
                  "run-1",
                  Phase::Running,
                  Outcome::Unknown,
                  1,
                  {"c"},
                  {},
                  "k",
                  "cart-build"});
    for (int i = 0; i < 5; ++i) {
        const std::string id = "t" + std::to_string(i);
        builder.tell({id + "s",
                      Kind::TaskRun,
                      id,
                      Phase::Running,
                      Outcome::Unknown,
                      2 + i,
                      {"p1"},
                      "run-1",
                      "k",
                      "test-" + std::to_string(i)});
        builder.tell({id + "f", Kind::TaskRun, id, Phase::Finished,
                      i == 3 ? Outcome::Failure : Outcome::Success, 10 + i});
    }
    builder.tell(
        {"p2", Kind::PipelineRun, "run-1", Phase::Finished, Outcome::Failure, 20, {}, {}, "k"});
}

QImage grab(QWidget &widget)
{
    return widget.grab().toImage().convertToFormat(QImage::Format_RGB32);
}

} // namespace

class TestViews : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFirstLookLeavesNoRoomEmptyBesideAWideFlow()
    {
        const QSizeF view{800, 600};
        const QRectF scene{0, 0, 2000, 100};
        Camera camera;
        camera.centre({40, 50}, view);
        camera.cover(scene, view);
        QCOMPARE(camera.toScreen(scene).left(), Camera::kMargin);
        QCOMPARE(camera.toScreen(scene).center().y(), 300.0);
        camera.centre({1990, 50}, view);
        camera.cover(scene, view);
        QCOMPARE(camera.toScreen(scene).right(), 800 - Camera::kMargin);
        camera.centre({1000, 50}, view);
        camera.cover(scene, view);
        QCOMPARE(camera.toScreen(scene).center(), (QPointF{400, 300}));
    }

    void theTableFollowsOnlyItsEnd()
    {
        Theme theme;
        ViewContext context;
        QWidget host;
        host.resize(1000, 600);
        EventsView view{context, theme, &host};
        view.resize(900, 300);
        host.show();
        ModelBuilder builder;
        for (int i = 0; i < 200; ++i)
            builder.tell(
                {"e" + std::to_string(i), Kind::Build, "b", Phase::Running, Outcome::Unknown, i});
        context.advance(builder.seal());
        EventsTable &table = view.table();
        QVERIFY(table.isFollowing());
        const int top = table.firstRow();
        QVERIFY(top > 150);
        QTest::keyClick(&table, Qt::Key_Home);
        QVERIFY(!table.isFollowing());
        for (int i = 200; i < 260; ++i)
            builder.tell(
                {"e" + std::to_string(i), Kind::Build, "b", Phase::Running, Outcome::Unknown, i});
        context.advance(builder.seal());
        QCOMPARE(table.firstRow(), 0);
        QCOMPARE(table.newRows(), 60);
        QTest::keyClick(&table, Qt::Key_End);
        QVERIFY(table.isFollowing() && table.newRows() == 0);
        context.selectEvent(context.order()[3]); // as another view does
        QVERIFY(table.firstRow() <= 3 && !table.isFollowing());
    }

    void timelineAndStripPaintAndStandStill()
    {
        Theme theme;
        ViewContext context;
        QWidget host;
        host.resize(1000, 600);
        TimelineView timeline{context, theme, &host};
        TimeStrip strip{context, theme, &host};
        timeline.resize(900, 400);
        strip.resize(900, 48);
        host.show();
        ModelBuilder builder;
        tellDelivery(builder);
        context.replaceContent(false, false);
        context.advance(builder.seal());
        context.playhead().replayFrom(second(12));
        QTRY_COMPARE(timeline.lanes().size(), std::size_t{6});
        QTest::qWait(50);
        const QImage before = grab(timeline);
        context.playhead().seek(second(4));
        QVERIFY(grab(timeline) != before);
        context.playhead().seek(second(12));
        QVERIFY(grab(timeline) == before);
        QVERIFY(!grab(strip).isNull());
    }

    void theInspectorSaysWhatHappened()
    {
        Theme theme;
        ViewContext context;
        QWidget host;
        host.resize(1000, 600);
        context.setRecordReader(
            {[](const RecordRef &) { return std::string{"{\"a\":{\"b\":[1,2]}}"}; },
             [](std::string_view) { return std::string{"https://ci.example.com/1"}; }});
        Inspector inspector{context, theme, &host};
        host.show();
        ModelBuilder builder;
        tellDelivery(builder);
        context.advance(builder.seal());
        context.selectEntity(context.snapshot().entityOf(EventId::ofRow(1)));
        const auto *sentence = inspector.findChild<QLabel *>(QStringLiteral("inspectorSentence"));
        QCOMPARE(sentence->text(), QStringLiteral("Failed after 19 s."));
        context.playhead().seek(second(5));
        QCOMPARE(sentence->text(), QStringLiteral("Running for 4.0 s."));
        QCOMPARE(sentence->textFormat(), Qt::PlainText);
    }

    void jsonFieldsAreMadeAsTheyAreOpened()
    {
        JsonTreeModel model;
        model.show("{\"a\":{\"b\":[1,\"<b>x</b>\"]},\"c\":null}",
                   {{QStringLiteral("kind"), QStringLiteral("build")}});
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("[kind]"));
        const QModelIndex a = model.index(1, 0);
        QVERIFY(model.hasChildren(a) && model.canFetchMore(a));
        model.fetchMore(a);
        const QModelIndex b = model.index(0, 0, a);
        model.fetchMore(b);
        QCOMPARE(model.index(1, 1, b).data().toString(), QStringLiteral("<b>x</b>"));
        QCOMPARE(model.index(1, 0, b).data(JsonTreeModel::PointerRole).toString(),
                 QStringLiteral("/a/b/1"));
        { // with all levels open: the tester opens them itself, inside the signals of the level
          // above
            const QAbstractItemModelTester tester{
                &model, QAbstractItemModelTester::FailureReportingMode::Fatal};
        }
        model.show("not json", {});
        QCOMPARE(model.rowCount(), 0);
    }

    void alertsAndProblemsAreListed()
    {
        Theme theme;
        ViewContext context;
        QWidget host;
        host.resize(1000, 600);
        AlertsView alerts{context, theme, &host};
        ProblemsView problems{context, theme, &host};
        host.show();
        ModelBuilder builder;
        tellDelivery(builder);
        builder.tell({"x", Kind::Build, "x", Phase::Running, Outcome::Unknown, 3, {"never-sent"}});
        builder.store().reject({Reason::BadJson, "expected a value", 0}, {}, 9, 4, 80, "a.ndjson",
                               kNoTime);
        context.advance(builder.seal());
        QTRY_COMPARE(alerts.headline(), QStringLiteral("2 firing"));
        QTRY_COMPARE(problems.headline(), QStringLiteral("2 problems"));
        auto *tree = problems.findChild<QTreeWidget *>(QStringLiteral("problemsTree"));
        QCOMPARE(tree->topLevelItem(0)->text(0), QStringLiteral("rejected: BAD_JSON"));
        QCOMPARE(tree->topLevelItem(1)->text(0), QStringLiteral("dangling-link"));
        tree->expandAll(); // lines are of what is looked at
        QCOMPARE(tree->topLevelItem(0)->childCount(), 1);
        QCOMPARE(tree->topLevelItem(0)->child(0)->text(0), QStringLiteral("line 4"));
        QVERIFY(tree->topLevelItem(1)->child(0)->text(2).contains(QLatin1String("never-sent")));
        context.playhead().seek(second(2));
        QTRY_COMPARE(problems.headline(),
                     QStringLiteral("1 problem")); // what was refused has no time
    }

    // Its rows would name other things, or none.
    void whatWasFoundInContentThatIsGoneIsNotShown()
    {
        ViewContext context;
        Theme theme;
        ProblemsView problems{context, theme};
        ModelBuilder gone;
        for (std::uint64_t line = 1; line <= 50; ++line)
            gone.store().reject({Reason::BadJson, "expected a value", 0}, {}, 9, line, line * 80,
                                "a.ndjson", kNoTime);
        gone.tell({"x", Kind::Build, "x", Phase::Running, Outcome::Unknown, 3, {"never-sent"}});
        ModelBuilder fresh;
        tellDelivery(fresh);
        for (int round = 0; round < 3; ++round) // the newer content has the higher number
            (void)fresh.seal();
        const QString none = problems.headline();
        context.advance(gone.seal());
        QStringList told;
        connect(&problems, &ProblemsView::headlineChanged, this,
                [&] { told.append(problems.headline()); });
        QTimer begun; // after the timer that begins it, and before its answer
        begun.setSingleShot(true);
        connect(&begun, &QTimer::timeout, this, [&] {
            QThreadPool::globalInstance()->waitForDone();
            context.replaceContent(false, true);
            context.advance(fresh.seal());
        });
        begun.start(0);
        QTest::qWait(1500);
        QVERIFY(!told.isEmpty());
        QCOMPARE(told.count(none), told.size());
    }
};

QTEST_MAIN(TestViews)
#include "tst_views.moc"
