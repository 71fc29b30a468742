// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "tests/support/model_builder.h"
#include "views/flow/flow_canvas.h"
#include "views/flow/flow_view.h"
#include "views/map/map_canvas.h"
#include "views/map/map_view.h"

#include <map>

using namespace sightglass;
using namespace sightglass::test;

class TestLiveGraph : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Events of all kinds of steps, in the flow that is open and beside it.
    void fiveThousandEventsMoveNothingThatStood()
    {
        Theme theme;
        ViewContext context;
        context.setAnimates(false);
        FrameProbe probe;
        context.setProbe(&probe);
        ModelBuilder builder;
        QWidget host;
        host.resize(1200, 1300);
        FlowView flow{context, theme, &host};
        flow.resize(1200, 650);
        MapView map{context, theme, &host};
        map.setGeometry(0, 650, 1200, 650);
        host.show();

        const auto tell = [&](int number, const std::string &id, const std::string &cause) {
            const std::string name = std::string{"step "} + static_cast<char>('a' + number % 17);
            Told begun{id + "s", Kind::TaskRun, id, Phase::Running, Outcome::Unknown, number};
            if (!cause.empty())
                begun.causes = {cause};
            begun.name = name;
            builder.tell(begun);
            builder.tell({id + "f", Kind::TaskRun, id, Phase::Finished,
                          number % 9 == 0 ? Outcome::Failure : Outcome::Success, number + 1});
        };
        builder.tell({"c", Kind::Change, "change", Phase::None, Outcome::Unknown, 0});
        for (int i = 0; i < 40; ++i)
            tell(i, "f" + std::to_string(i), i < 3 ? "c" : "f" + std::to_string(i / 3) + "s");
        context.advance(builder.seal());
        context.selectEntity(context.snapshot().entityOf(EventId::ofRow(0)));
        QTRY_VERIFY(flow.canvas().nodeCount() >= 20);
        QTRY_VERIFY(map.canvas().nodeCount() >= 17);
        flow.canvas().setFollows(false);
        flow.canvas().zoomTo(0.7);

        const double zoom = flow.canvas().zoom();
        const double mapZoom = map.canvas().zoom();
        std::map<QString, QRectF> inFlow;
        std::map<std::string, QRectF> onMap;
        int number = 100;
        for (int round = 0; round < 25; ++round) {
            for (const QString &key : flow.canvas().itemKeys())
                inFlow.emplace(key, flow.canvas().itemRect(key));
            for (const auto &node : map.feed().picture().nodes)
                onMap.emplace(node.key, map.canvas().itemRect(QString::fromStdString(node.key)));
            for (int i = 0; i < 100; ++i, ++number) {
                const std::string id = "n" + std::to_string(number);
                tell(number, id,
                     i % 10 == 0       ? "f" + std::to_string(number % 40) + "s"
                         : i % 10 == 1 ? ""
                                       : "n" + std::to_string(number - 1) + "s");
            }
            const auto layouts = probe.figures(FrameProbe::Stage::Layout).count;
            context.advance(builder.seal());
            QTRY_VERIFY(probe.figures(FrameProbe::Stage::Layout).count > layouts);
            for (const auto &[key, rect] : inFlow)
                QCOMPARE(flow.canvas().itemRect(key), rect);
            for (const auto &[key, rect] : onMap)
                QCOMPARE(map.canvas().itemRect(QString::fromStdString(key)), rect);
        }
        QVERIFY(context.snapshot().events.size() > 5'000);
        QCOMPARE(flow.canvas().zoom(), zoom);
        QCOMPARE(map.canvas().zoom(), mapZoom);
        QVERIFY(probe.figures(FrameProbe::Stage::Apply).count >= 26);
        QVERIFY(probe.figures(FrameProbe::Stage::Geometry).count >= 26);
        QVERIFY(probe.report().find("apply n=") != std::string::npos);
    }

    void aProbeTellsLongTasksAndWhoDeclaredThem()
    {
        FrameProbe probe;
        using std::chrono::milliseconds;
        probe.task(milliseconds{3}, [] { return std::string{"short"}; });
        probe.task(milliseconds{20}, [] { return std::string{"long"}; });
        probe.declare("a file is opened");
        probe.task(milliseconds{30}, [] { return std::string{"file"}; });
        probe.task(milliseconds{40}, [] { return std::string{"later"}; });
        QCOMPARE(probe.longTasks().size(), std::size_t{3});
        QVERIFY(probe.longTasks()[0].what == "long" && probe.longTasks()[0].reason.empty());
        QVERIFY(probe.longTasks()[1].reason == "a file is opened");
        QVERIFY(probe.longTasks()[2].reason.empty());
        QCOMPARE(probe.tasks().count, std::size_t{4});
        QCOMPARE(probe.tasks().max, 40.0);
        for (int i = 1; i <= 100; ++i)
            probe.record(FrameProbe::Stage::Paint, milliseconds{i});
        const FrameProbe::Figures paint = probe.figures(FrameProbe::Stage::Paint);
        QCOMPARE(paint.p50, 50.0);
        QCOMPARE(paint.p95, 95.0);
        QCOMPARE(paint.max, 100.0);
        probe.forget();
        QCOMPARE(probe.tasks().count, std::size_t{0});
    }
};

QTEST_MAIN(TestLiveGraph)
#include "tst_live_graph.moc"
