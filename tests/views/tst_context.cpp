// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "tests/support/model_builder.h"
#include "views/context/view_context.h"
#include "views/items/shown_text.h"

#include <QSignalSpy>

using namespace sightglass;
using namespace sightglass::test;

class TestContext : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void liveIsAllThatIsKnown()
    {
        Playhead playhead;
        playhead.setExtent(second(0), second(100), false);
        QVERIFY(playhead.mode() == Mode::Live && playhead.at() == kEndOfTime);
        QVERIFY(playhead.now() == second(100));
        playhead.seek(second(40));
        QVERIFY(playhead.mode() == Mode::Paused && playhead.at() == second(40)
                && playhead.now() == second(40));
        playhead.seek(second(4000));
        QVERIFY(playhead.at() == second(100)); // kept inside
        playhead.goLive();
        QVERIFY(playhead.at() == kEndOfTime);
    }

    void aFrozenClockStands()
    {
        Playhead playhead;
        playhead.setExtent(second(0), second(100), true);
        playhead.freezeClock(second(500));
        QVERIFY(playhead.now() == second(500));
    }

    void replayRunsToItsEndAndStops()
    {
        Playhead playhead;
        playhead.setExtent(second(0), second(2), false);
        playhead.replayFrom(second(0));
        QVERIFY(!playhead.isPlaying());
        playhead.setSpeed(600);
        playhead.resume();
        QVERIFY(playhead.isPlaying());
        QTRY_VERIFY(!playhead.isPlaying());
        QVERIFY(playhead.at() == second(2) && playhead.mode() == Mode::Replay);
    }

    void whatIsFoundIsWalkedInOrderOfTime()
    {
        ModelBuilder builder;
        for (int i = 9; i >= 0; --i) // the newest arrives first
            builder.tell({"e" + std::to_string(i), Kind::Change, "c" + std::to_string(i),
                          Phase::None, Outcome::Unknown, i});
        ViewContext context;
        RecordReader reader;
        reader.search = [](const Snapshot &, const Pattern &, std::uint32_t first,
                           std::uint32_t last) { // rows 0, 3, 6, …: seconds 9, 6, 3, 0
            std::vector<EventId> found;
            for (std::uint32_t row = first; row < last; ++row) {
                if (row % 3 == 0)
                    found.push_back(EventId::ofRow(row));
            }
            return found;
        };
        context.setRecordReader(std::move(reader));
        context.advance(builder.seal());
        const auto time
            = [&] { return context.snapshot().timeOf(context.selection().current().event); };
        context.finder().find(Pattern::ofText("x"));
        QTRY_VERIFY(context.finder().isDone());
        QCOMPARE(context.finder().count(), 4u);
        context.selectNextFound(true);
        QVERIFY(time() == second(9));
        context.selectNextFound(false);
        QVERIFY(time() == second(6));
        context.selectNextFound(true);
        QVERIFY(time() == second(9));
        context.selectNextFound(true); // round
        QVERIFY(time() == second(0));
        context.playhead().seek(second(5)); // what comes later is not there yet
        context.selectNextFound(false);
        QVERIFY(time() == second(3));
        for (int i = 10; i < 20; ++i)
            builder.tell({"e" + std::to_string(i), Kind::Change, "c" + std::to_string(i),
                          Phase::None, Outcome::Unknown, i});
        context.playhead().goLive();
        context.advance(builder.seal());
        QTRY_COMPARE(context.finder().count(), 7u); // what arrives is searched, too
        context.finder().clear();
        QVERIFY(context.finder().count() == 0 && !context.finder().isHit(EventId::ofRow(0)));
    }

    void selectionGoesBackAndForward()
    {
        Selection selection;
        selection.select({EventId{1}, {}});
        selection.select({EventId{2}, {}});
        selection.back();
        QCOMPARE(selection.current().event.value, 1u);
        QVERIFY(!selection.canGoBack());
        selection.forward();
        QCOMPARE(selection.current().event.value, 2u);
        for (std::uint32_t i = 3; i < 100; ++i)
            selection.select({EventId{i}, {}});
        int steps = 0;
        for (; selection.canGoBack(); ++steps)
            selection.back();
        QCOMPARE(steps, 49);
    }

    void nextNotOkGoesRound()
    {
        ViewContext context;
        ModelBuilder builder;
        for (int i = 0; i < 6; ++i) {
            const Outcome outcome = i % 2 ? Outcome::Failure : Outcome::Success;
            builder.tell({"e" + std::to_string(i), Kind::Build, "b" + std::to_string(i),
                          Phase::Finished, outcome, i});
        }
        context.advance(builder.seal());
        std::vector<std::string> seen;
        for (int i = 0; i < 4; ++i) {
            context.selectNextNotOk(true);
            seen.emplace_back(context.snapshot().keyOf(context.selection().current().entity));
        }
        QVERIFY(seen == (std::vector<std::string>{"b5", "b1", "b3", "b5"}));
    }

    void flowsAndAlertsFollowTheModel()
    {
        ViewContext context;
        ModelBuilder builder;
        builder.tell({"c", Kind::Change, "c", Phase::None, Outcome::Unknown, 0});
        builder.tell({"f", Kind::Build, "b", Phase::Finished, Outcome::Failure, 1, {"c"}});
        context.advance(builder.seal());
        QTRY_COMPARE(context.flows()->flows().size(), std::size_t{1});
        QTRY_COMPARE(context.alerts().size(), std::size_t{1});
        context.playhead().seek(second(0));
        QTRY_VERIFY(context.alerts().empty());
    }

    void hostileTextIsShownAsMarks()
    {
        QCOMPARE(shownText("a\x1b[31mb\n\xE2\x80\xAE"), QStringLiteral("a\u241B[31mb\u23CE\u25CA"));
        const QString cut = shownText(std::string(100000, 'x'), 20);
        QCOMPARE(cut.size(), 20);
        const QString once = shownText("\x01\xC2\x9B\xE2\x80\x8B!");
        QCOMPARE(shownText(once.toStdString()), once);
    }

    void valuesAreWrittenForPeople()
    {
        QCOMPARE(durationText(std::chrono::milliseconds{340}), QStringLiteral("340 ms"));
        QCOMPARE(durationText(std::chrono::seconds{134}), QStringLiteral("2 m 14 s"));
        QCOMPARE(durationText(-std::chrono::seconds{1}), QStringLiteral("–"));
        QCOMPARE(countText(1234567), QStringLiteral("1\u2009234\u2009567"));
        QCOMPARE(elidedMiddle(QStringLiteral("checkout-service-build-4711"), 16),
                 QStringLiteral("checkou…ild-4711"));
        setShownZone(Zone::Utc);
        QCOMPARE(dateTimeText(second(61)), QStringLiteral("2026-01-01 00:01:01"));
        QCOMPARE(zoneText(), QStringLiteral("UTC"));
        QCOMPARE(stateWord(State::Succeeded), QStringLiteral("Succeeded"));
        QCOMPARE(kindWord(Kind::TestCaseRun), QStringLiteral("test case run"));
    }
};

QTEST_GUILESS_MAIN(TestContext)
#include "tst_context.moc"
