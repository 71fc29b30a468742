// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "tests/views/map_stage.h"
#include "views/map/map_table.h"
#include "views/map/map_words.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QSignalSpy>
#include <QTreeView>

#include <map>
#include <set>

using namespace sightglass;
using namespace sightglass::test;

class TestMapView final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyTypeIsAnItemWithItsStateAndItsRate()
    {
        Stage stage;
        tellRuns(stage.builder, 0, 60);
        stage.advance();
        QTRY_COMPARE(stage.canvas().nodeCount(), 3);
        for (const std::uint32_t node : stage.canvas().items()) {
            const QString name = stage.canvas().itemName(node);
            QVERIFY2(name.contains(QStringLiteral("succeeded"))
                         || name.contains(QStringLiteral("failed")),
                     qPrintable(name));
            QVERIFY2(name.contains(QStringLiteral(" of 20 passed")), qPrintable(name));
            QVERIFY(stage.canvas().rect().contains(stage.canvas().itemPlace(node)));
        }
        stage.canvas().grab();
        QVERIFY(stage.canvas().minTextPx() >= 9);
    }

    // ux.md §6 check 19.
    void theWindowOfTimeMovesNoType()
    {
        Stage stage;
        Told old{"old", Kind::Ticket, "old", Phase::Finished, Outcome::Success, -60'000};
        old.name = "seldom";
        stage.builder.tell(old);
        tellRuns(stage.builder, 0, 60);
        stage.advance();
        QTRY_COMPARE(stage.canvas().nodeCount(), 4);
        auto *windows = stage.view.findChild<QComboBox *>(QStringLiteral("mapWindow"));
        windows->setCurrentIndex(0);
        QTRY_VERIFY(isKnown(stage.view.feed().figures().from)
                    && stage.view.feed().figures().from > second(0));
        const auto before = stage.rects();
        const double zoom = stage.canvas().zoom();
        for (int index = 1; index < windows->count(); ++index) {
            QSignalSpy counted{&stage.view.feed(), &MapFeed::changed};
            windows->setCurrentIndex(index);
            QVERIFY(counted.wait());
            QVERIFY(stage.rects() == before);
            QCOMPARE(stage.canvas().zoom(), zoom);
        }
        windows->setCurrentIndex(0);
        QTRY_VERIFY(stage.view.feed().figures().from > second(0));
        const auto &figures = stage.view.feed().figures();
        for (std::size_t type = 0; type < figures.figures.size(); ++type) {
            const QString rate = passText(figures.figures[type]);
            if ((*figures.types)[type].kind == Kind::Ticket)
                QCOMPARE(rate, QStringLiteral("—"));
            else
                QVERIFY(rate.contains(QStringLiteral(" of ")));
        }
    }

    void ratesNeverSayAllOrNoneWhenItIsNotSo()
    {
        TypeFigures figures;
        const auto set = [&](State state, std::uint32_t count) {
            figures.ended[static_cast<std::size_t>(state)] = count;
        };
        QCOMPARE(passText(figures), QStringLiteral("—"));
        set(State::Succeeded, 3);
        set(State::Failed, 1);
        QCOMPARE(passText(figures), QStringLiteral("3 of 4"));
        set(State::Succeeded, 9999);
        QVERIFY(passText(figures).startsWith(QStringLiteral("99 %")));
        set(State::Succeeded, 1);
        set(State::Failed, 9999);
        QVERIFY(passText(figures).startsWith(QStringLiteral("1 %")));
        set(State::Canceled, 4);
        QCOMPARE(figures.judged(), 10'000u); // what was canceled was not judged
    }

    // ux.md §6 check 20, as a value.
    void pulsesAreOneASecondOnAnEdgeAndTwentyAtMost()
    {
        Pulses pulses;
        std::map<std::uint64_t, Pulses::Milliseconds> last;
        for (int event = 0; event < 60'000; ++event) { // 1 000 a second on 200 edges
            const Pulses::Milliseconds now{event};
            const std::uint64_t edge = static_cast<std::uint64_t>(event * 7919 % 200);
            if (pulses.offer(edge, now)) {
                const auto before = last.find(edge);
                QVERIFY(before == last.end() || now - before->second >= Pulses::kApart);
                last[edge] = now;
            }
            QVERIFY(pulses.at(now).size() <= 20);
        }
        QVERIFY(last.size() > 20);
        QVERIFY(pulses.isQuiet(Pulses::Milliseconds{70'000}));
    }

    // ux.md §6 check 20, in the window: 5 000 events, in portions as they would arrive.
    void whileEventsArriveNothingMoves_data()
    {
        QTest::addColumn<bool>("animates");
        QTest::newRow("with pulses") << true;
        QTest::newRow("with reduced motion") << false;
    }
    void whileEventsArriveNothingMoves()
    {
        QFETCH(bool, animates);
        Stage stage;
        stage.context.setAnimates(animates);
        stage.context.playhead().freezeClock(second(5000));
        tellRuns(stage.builder, 0, 60);
        stage.advance();
        QTRY_COMPARE(stage.canvas().nodeCount(), 3);
        const auto before = stage.rects();
        const double zoom = stage.canvas().zoom();
        int pulses = 0;
        int ages = 0;
        connect(&stage.canvas(), &MapCanvas::painted, this, [&] {
            pulses = std::max(pulses, stage.canvas().pulseCount());
            ages = std::max(ages, stage.canvas().ageCount());
        });
        for (int portion = 0; portion < 4; ++portion) {
            QSignalSpy counted{&stage.view.feed(), &MapFeed::changed};
            tellRuns(stage.builder, 60 + portion * 1250, 1250);
            stage.advance();
            QVERIFY(counted.wait());
            stage.canvas().grab();
        }
        QVERIFY(stage.rects() == before);
        QCOMPARE(stage.canvas().zoom(), zoom);
        QVERIFY(pulses <= 20);
        QCOMPARE(pulses > 0, animates);
        QCOMPARE(ages > 0, !animates);
    }

    void aTypeIsMovedAndThatIsTakenBack()
    {
        Stage stage;
        tellRuns(stage.builder, 0, 60);
        stage.advance();
        QTRY_COMPARE(stage.canvas().nodeCount(), 3);
        const auto before = stage.rects();
        const QPoint from = stage.middleOf("tests");
        QTest::mousePress(&stage.canvas(), Qt::LeftButton, {}, from);
        QTest::mouseMove(&stage.canvas(), from + QPoint{30, 90});
        QTest::mouseMove(&stage.canvas(), from + QPoint{40, 120});
        QTest::mouseRelease(&stage.canvas(), Qt::LeftButton, {}, from + QPoint{40, 120});
        QTRY_VERIFY((stage.middleOf("tests") - from - QPoint{40, 120}).manhattanLength() < 4);
        int moved = 0;
        for (const auto &[key, rect] : stage.rects())
            moved += rect == before.at(key) ? 0 : 1;
        QCOMPARE(moved, 1);
        QTest::keyClick(&stage.canvas(), Qt::Key_Z, Qt::ControlModifier);
        QTRY_VERIFY(stage.rects() == before);
        QTest::keyClick(&stage.canvas(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(stage.rects() != before);
        QTest::keyClick(&stage.canvas(), Qt::Key_T);
        QTRY_VERIFY(stage.rects() == before); // as it was laid out first
    }

    void whatIsPinnedIsNotLaidOutAnew()
    {
        Stage stage;
        tellRuns(stage.builder, 0, 60);
        stage.advance();
        QTRY_COMPARE(stage.canvas().nodeCount(), 3);
        const std::string key = stage.view.feed().picture().nodes[0].key;
        stage.canvas().selectItem(0);
        QTest::keyClick(&stage.canvas(), Qt::Key_P);
        QTRY_VERIFY(stage.view.feed().picture().nodes[0].pinned);
        QVERIFY(stage.canvas().itemName(0).contains(QStringLiteral("pinned")));
        stage.view.feed().move(key, {900, 900});
        QTRY_VERIFY((stage.view.feed().picture().geometry.nodes[0].centre == Point{900, 900}));
        stage.view.feed().tidy();
        QTRY_VERIFY(!stage.view.feed().picture().nodes.empty());
        QVERIFY((stage.view.feed().picture().geometry.nodes[0].centre == Point{900, 900}));
    }

    void selectingATypeSelectsItsNewestRunAndTheOtherWayRound()
    {
        Stage stage;
        tellRuns(stage.builder, 0, 60);
        stage.advance();
        QTRY_COMPARE(stage.canvas().nodeCount(), 3);
        QTest::mouseClick(&stage.canvas(), Qt::LeftButton, {}, stage.middleOf("tests"));
        const Snapshot &snapshot = stage.context.snapshot();
        QTRY_VERIFY(!stage.context.selection().current().isEmpty());
        QCOMPARE(snapshot.timeOf(stage.context.selection().current().event), second(58));
        stage.context.selectEvent(EventId::ofRow(0));
        const auto build = stage.view.feed().picture().nodeOf(stage.canvas().selected());
        QVERIFY(build && stage.canvas().itemName(*build).startsWith(QStringLiteral("build cart")));
        QTest::keyClick(&stage.canvas(), Qt::Key_Right);
        const auto tests = stage.view.feed().picture().nodeOf(stage.canvas().selected());
        QVERIFY(tests && stage.canvas().itemName(*tests).startsWith(QStringLiteral("tests")));
        EventFilter filter;
        stage.context.requests.showOnly = [&](EventFilter wanted) { filter = std::move(wanted); };
        QString revealed;
        stage.context.requests.reveal = [&](const QString &view) { revealed = view; };
        QTest::keyClick(&stage.canvas(), Qt::Key_Return);
        QTRY_COMPARE(revealed, QStringLiteral("viewEvents"));
        QCOMPARE(filter.words, QStringLiteral("tests"));
        QCOMPARE(filter.events.size(), std::size_t{20});
        for (const EventId event : filter.events)
            QVERIFY(filter.takes(stage.context.snapshot(), event));
    }

    void theListSaysWhatTheMapShows()
    {
        Stage stage;
        auto *table = stage.view.findChild<MapTable *>();
        QAbstractItemModelTester tester{table,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest};
        for (int portion = 0; portion < 3; ++portion) {
            tellRuns(stage.builder, portion * 20, 20);
            Told other{"o" + std::to_string(portion),
                       Kind::TaskRun,
                       "o" + std::to_string(portion),
                       Phase::Running,
                       Outcome::Unknown,
                       portion};
            other.name = "task " + std::string(1, static_cast<char>('c' - portion));
            stage.builder.tell(other);
            stage.advance();
            QTRY_COMPARE(table->rowCount(), 4 + portion);
        }
        QCOMPARE(table->rowCount(), stage.canvas().nodeCount());
        for (const std::uint32_t node : stage.canvas().items()) {
            const std::string &key = stage.view.feed().picture().nodes[node].key;
            const int row = table->rowOf(key);
            QVERIFY(row >= 0);
            QVERIFY(stage.canvas().itemName(node).startsWith(
                table->index(row, MapTable::Type).data().toString()));
        }
        QTest::keyClick(&stage.canvas(), Qt::Key_O);
        auto *list = stage.view.findChild<QTreeView *>(QStringLiteral("mapTable"));
        QVERIFY(list->isVisible() && !stage.canvas().isVisible());
        list->setCurrentIndex(list->model()->index(1, 0));
        QTRY_VERIFY(!stage.context.selection().current().isEmpty());
        QVERIFY(!stage.canvas().selected().empty());
        stage.view.toggleList();
        QVERIFY(stage.canvas().isVisible());
    }

    void thePlayheadSaysWhatIsThere()
    {
        Stage stage;
        tellRuns(stage.builder, 0, 60);
        stage.advance();
        stage.context.playhead().replayFrom(second(1));
        QTRY_COMPARE(stage.canvas().nodeCount(), 2); // nothing was rolled out yet
        const auto early = stage.rects();
        stage.context.playhead().seek(second(50));
        QTRY_COMPARE(stage.canvas().nodeCount(), 3);
        const auto late = stage.rects();
        for (const auto &[key, rect] : early)
            QVERIFY(late.at(key) == rect);
        stage.context.playhead().seek(second(1));
        QTRY_VERIFY(stage.rects() == early);
    }

    void whereTypesStandIsRememberedBySystem()
    {
        Stage stage;
        stage.view.setSystem(QStringLiteral("shop"));
        tellRuns(stage.builder, 0, 60);
        stage.advance();
        QTRY_COMPARE(stage.canvas().nodeCount(), 3);
        const std::string key = stage.view.feed().picture().nodes[1].key;
        stage.view.feed().move(key, {777, -55});
        QTRY_VERIFY((stage.view.feed().picture().geometry.nodes[1].centre == Point{777, -55}));
        const QByteArray state = stage.view.saveState();

        Stage other;
        other.view.setSystem(QStringLiteral("shop"));
        other.view.restoreState(state);
        tellRuns(other.builder, 0, 60);
        other.advance();
        QTRY_COMPARE(other.canvas().nodeCount(), 3);
        QVERIFY((other.view.feed().picture().geometry.nodes[1].centre == Point{777, -55}));
        for (const char *damaged :
             {"", "{", "[]", R"({"version":1,"systems":[{"name":3}]})",
              R"({"version":1,"systems":[{"name":"shop","kind":{"a":"b"}}]})"})
            other.view.restoreState(damaged);
    }

    void tooManyTypesAreGroupedAndThatIsTold()
    {
        Stage stage;
        for (int i = 0; i < 500; ++i) {
            Told told{std::to_string(i), Kind::Build,      std::to_string(i),
                      Phase::Finished,   Outcome::Success, i % 60};
            told.name = "job " + std::to_string(i);
            stage.builder.tell(told);
        }
        stage.advance();
        auto *bar = stage.view.findChild<QWidget *>(QStringLiteral("mapCoarser"));
        QTRY_VERIFY(bar->isVisible());
        QCOMPARE(stage.canvas().nodeCount(), 1);
        stage.view.feed().setGrouping(Grouping::Kind);
        QTRY_VERIFY(!bar->isVisible());
    }
};

QTEST_MAIN(TestMapView)
#include "tst_map_view.moc"
