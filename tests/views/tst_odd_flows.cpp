// SPDX-License-Identifier: Apache-2.0
// Flows as nobody would wish them: a readable picture of each, and a word about what is left out.
#include <QTest>

#include "tests/support/geometry_faults.h"
#include "tests/views/flow_desk.h"

#include <QToolButton>

#include <algorithm>
#include <numeric>

using namespace sightglass;
using namespace sightglass::test;

namespace {

Told run(std::string id, int at, std::vector<std::string> causes, std::string name)
{
    Told told{id, Kind::TaskRun, id, Phase::Running, Outcome::Unknown, at, std::move(causes)};
    told.name = std::move(name);
    return told;
}

struct OddDesk : Desk
{
    /// What the summary says under that name, in a label or on a button.
    QString said(const char *name) const
    {
        if (const auto *label = view.findChild<QLabel *>(QLatin1String{name}))
            return label->text();
        const auto *button = view.findChild<QToolButton *>(QLatin1String{name});
        return button ? button->text() : QString{};
    }
    /// Whether it was painted with nothing too small to be read, at all zooms.
    bool isReadable()
    {
        for (const double zoom : {1.0, 0.5, 0.3, 0.1}) {
            canvas().zoomTo(zoom);
            const QImage image = canvas().grab().toImage();
            if (image.isNull() || (canvas().minTextPx() > 0 && canvas().minTextPx() < 9))
                return false;
        }
        return true;
    }
    std::string fault() const
    {
        const auto &picture = view.findChild<FlowCanvas *>()->picture();
        return picture ? faultOf(picture->graph, picture->geometry) : "no picture";
    }
};

} // namespace

class TestOddFlows : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void threeThousandLinksFromOneEvent()
    {
        OddDesk desk;
        desk.builder.tell(run("first", 0, {}, "first"));
        std::vector<std::string> causes{"first"};
        for (int i = 0; i < 1'500; ++i) {
            const std::string id = "part" + std::to_string(i);
            const std::string name
                = std::string{"kind "} + char('a' + i % 26) + char('a' + i / 26 % 26) + " part";
            desk.builder.tell(run(id, 1 + i, {"first"}, name));
            causes.push_back(id);
            causes.push_back("gone" + std::to_string(i));
        }
        desk.builder.tell(run("last", 2'000, causes, "last"));
        desk.seal();
        QTRY_VERIFY(desk.canvas().nodeCount() > 600);
        QVERIFY(desk.canvas().itemRect(QStringLiteral("last")).isValid());
        QVERIFY2(desk.said("flowMissing").contains(QStringLiteral("not received")),
                 qPrintable(desk.said("flowMissing")));
        QCOMPARE(QString::fromStdString(desk.fault()), QString{});
        QVERIFY(desk.isReadable());
    }

    void oneHundredThousandOfOneNameAreOneStack()
    {
        OddDesk desk;
        desk.builder.tell(run("parent", 0, {}, "parent"));
        for (int i = 0; i < 100'000; ++i)
            desk.builder.tell(run("n" + std::to_string(i), 1 + i / 100, {"parent"},
                                  "shard-" + std::to_string(i)));
        desk.seal();
        QTRY_COMPARE_WITH_TIMEOUT(desk.canvas().nodeCount(), 2, 60'000);
        QVERIFY(desk.canvas().itemName(1).contains(QStringLiteral("100")));
        const FlowPicture &picture = *desk.canvas().picture();
        QCOMPARE(std::accumulate(picture.items.begin(), picture.items.end(), std::size_t{0},
                                 [](std::size_t sum, const FlowItem &item) {
                                     return sum + item.members.size();
                                 }),
                 std::size_t{100'001});
        QVERIFY(desk.isReadable());
    }

    void whatIsBeyondTheLimitIsLeftOutAndTold()
    {
        OddDesk desk;
        desk.builder.tell(run("parent", 0, {}, "parent"));
        for (int i = 0; i < 100'050; ++i) {
            std::string name;
            for (int rest = i, digits = 0; digits < 4; ++digits, rest /= 26)
                name += static_cast<char>('a' + rest % 26);
            desk.builder.tell(run("n" + std::to_string(i), 1 + i / 100, {"parent"}, name));
        }
        desk.seal();
        QTRY_VERIFY_WITH_TIMEOUT(desk.canvas().nodeCount() >= 99'999, 100'000);
        QVERIFY2(desk.said("flowLeftOut").startsWith(QStringLiteral("51 ")),
                 qPrintable(desk.said("flowLeftOut")));
        desk.canvas().fitAll();
        const QImage image = desk.canvas().grab().toImage();
        QVERIFY(!image.isNull() && desk.canvas().minTextPx() >= 9);
    }

    void namesMayBeLongAndInAnyScript()
    {
        OddDesk desk;
        desk.builder.tell(run("a", 0, {}, std::string(10'000, 'x')));
        std::string combining = "e";
        for (int i = 0; i < 2'000; ++i)
            combining += "\xCC\x81";
        desk.builder.tell(run("b", 1, {"a"}, combining));
        desk.builder.tell(run("c", 2, {"b"},
                              "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D \xE2\x80\xAE"
                              "abc"));
        desk.builder.tell(run("d", 3, {"c"}, "one\ntwo\x1B[31m\t<b>three</b>&amp;"));
        desk.builder.tell(run("e", 4, {"d"}, std::string("\xF0\x9F\x9A\x80 go", 7)));
        desk.seal();
        QTRY_COMPARE(desk.canvas().nodeCount(), 5);
        QVERIFY(desk.isReadable());
        for (const std::uint32_t item : desk.canvas().items()) {
            const QString name = desk.canvas().itemName(item);
            QVERIFY(!name.isEmpty() && name.size() < 1'000);
            for (const QChar character : name)
                QVERIFY2(character.unicode() >= 0x20 && character != QChar{0x202E},
                         qPrintable(name));
        }
    }

    void ringsAndSelfLinksAreDrawnAndTold()
    {
        OddDesk desk;
        desk.builder.tell(run("root", 0, {}, "root"));
        desk.builder.tell(run("a", 1, {"root", "c"}, "alpha"));
        desk.builder.tell(run("b", 2, {"a", "b"}, "beta"));
        desk.builder.tell(run("c", 3, {"b"}, "gamma"));
        desk.seal();
        QTRY_COMPARE(desk.canvas().nodeCount(), 4);
        QVERIFY2(desk.said("flowCycle").contains(QStringLiteral("cycle")),
                 qPrintable(desk.said("flowCycle")));
        QCOMPARE(QString::fromStdString(desk.fault()), QString{});
        QVERIFY(desk.isReadable());
    }

    void aRootThatNeverArrivesIsAStub()
    {
        OddDesk desk;
        desk.builder.tell(run("a", 1, {"never"}, "alpha"));
        desk.builder.tell(run("b", 2, {"a"}, "beta"));
        desk.seal();
        QTRY_COMPARE(desk.canvas().nodeCount(), 3);
        QVERIFY(desk.said("flowMissing").contains(QStringLiteral("1 not received")));
        QVERIFY(desk.isReadable());
        desk.builder.tell(run("never", 0, {}, "late root")); // then it does
        desk.seal();
        QTRY_VERIFY(desk.canvas().itemRect(QStringLiteral("never")).isValid());
        QCOMPARE(desk.canvas().nodeCount(), 3);
        QVERIFY(desk.said("flowMissing").isEmpty());
    }

    void aLayoutThatIsGivenUpShowsWhatThereIs()
    {
        OddDesk desk;
        desk.builder.tell(run("parent", 0, {}, "parent"));
        for (int i = 0; i < 3'000; ++i)
            desk.builder.tell(run(
                "n" + std::to_string(i), 1 + i, {i < 3 ? "parent" : "n" + std::to_string(i / 3)},
                std::string{"part "} + char('a' + i % 26) + char('a' + i / 26 % 26)));
        desk.seal();
        QTRY_VERIFY(desk.view.isLayingOut() || desk.canvas().picture());
        QTest::keyClick(&desk.canvas(), Qt::Key_Escape);
        QTRY_VERIFY(desk.canvas().nodeCount() > 1'000);
        QCOMPARE(QString::fromStdString(desk.fault()), QString{});
    }
};

QTEST_MAIN(TestOddFlows)
#include "tst_odd_flows.moc"
