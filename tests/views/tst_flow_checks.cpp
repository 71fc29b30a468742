// SPDX-License-Identifier: Apache-2.0
// What is seen of a flow: as pixels where a widget cannot be asked.
#include <QTest>

#include "tests/views/flow_desk.h"
#include "views/items/shown_text.h"

#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <set>

using namespace sightglass;
using namespace sightglass::test;

namespace {

/// How many pixels of the place are nearly of that colour.
int pixelsOf(const QImage &image, const QRectF &place, const QColor &colour)
{
    int found = 0;
    const QRect area = place.toAlignedRect() & image.rect();
    for (int y = area.top(); y <= area.bottom(); ++y) {
        for (int x = area.left(); x <= area.right(); ++x) {
            const QColor pixel = image.pixelColor(x, y);
            const int away = std::abs(pixel.red() - colour.red())
                + std::abs(pixel.green() - colour.green()) + std::abs(pixel.blue() - colour.blue());
            found += away < 24 ? 1 : 0;
        }
    }
    return found;
}

/// The sum of how far all pixels of the place are from the canvas.
long contrastOf(const QImage &image, const QRectF &place, const QColor &canvas)
{
    long sum = 0;
    const QRect area = place.toAlignedRect() & image.rect();
    for (int y = area.top(); y <= area.bottom(); ++y) {
        for (int x = area.left(); x <= area.right(); ++x)
            sum += std::abs(image.pixelColor(x, y).lightness() - canvas.lightness());
    }
    return sum;
}

void turnWheel(QWidget &widget, const QPointF &at, int steps)
{
    QWheelEvent event{at,
                      widget.mapToGlobal(at),
                      {},
                      {0, 120 * steps},
                      Qt::NoButton,
                      Qt::ControlModifier,
                      Qt::NoScrollPhase,
                      false};
    QApplication::sendEvent(&widget, &event);
}

} // namespace

class TestFlowChecks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_themes = {ThemeChoice::Light, ThemeChoice::Dark}; }

    // ux.md §6 check 16: what only pixels tell of it.
    void aStackHasABarInTheColoursOfItsMembers()
    {
        for (const ThemeChoice theme : m_themes) {
            Desk desk;
            desk.theme.choose(theme);
            desk.tellDelivery(48);
            QTRY_COMPARE(desk.canvas().nodeCount(), 5);
            desk.canvas().zoomTo(1);
            const QImage image = grab(desk.canvas());
            const QRectF stack = desk.canvas().itemRect(QStringLiteral("stack:t0"));
            const int good = pixelsOf(image, stack, desk.theme.hue(Hue::Success));
            const int bad = pixelsOf(image, stack, desk.theme.hue(Hue::Failure));
            QVERIFY2(good > 100, qPrintable(QString::number(good)));
            QVERIFY2(bad > 100, qPrintable(QString::number(bad))); // the border is of the worst
        }
    }

    // Check 17.
    void theCriticalPathStandsOutAndItsSumIsTold()
    {
        for (const ThemeChoice theme : m_themes) {
            Desk desk;
            desk.theme.choose(theme);
            const auto span = [&](const std::string &id, int from, int to, const char *cause) {
                desk.tell(id, id, Kind::TaskRun, from, {cause}, Phase::Running, Outcome::Unknown,
                          id);
                desk.tell(id + "f", id, Kind::TaskRun, to, {}, Phase::Finished, Outcome::Success);
            };
            desk.tell("c", "change-1", Kind::Change, 0, {}, Phase::None);
            span("build", 10, 60, "c");
            span("lint", 10, 30, "c");
            span("test", 80, 140, "buildf");
            desk.seal();
            QTRY_COMPARE(desk.canvas().nodeCount(), 4);
            desk.canvas().zoomTo(1);
            const QImage before = grab(desk.canvas());
            desk.press(Qt::Key_C);
            const QImage after = grab(desk.canvas());
            const auto &path = desk.canvas().moment().path;
            QVERIFY(path.has_value());
            Span sum{0};
            for (const CriticalPath::Step &step : path->steps)
                sum += step.to - step.from;
            QCOMPARE(desk.label("flowPathSummary"),
                     QStringLiteral("Critical path %1 of 2 m 20 s — waiting 21 %")
                         .arg(durationText(sum)));
            const auto strength = [&](const char *key) {
                const QRectF place = desk.canvas().itemRect(QString::fromLatin1(key));
                const QColor canvas = desk.theme.canvas();
                return double(contrastOf(after, place, canvas))
                    / double(contrastOf(before, place, canvas));
            };
            QVERIFY2(strength("lint") < 0.7, qPrintable(QString::number(strength("lint"))));
            for (const char *on : {"build", "test"})
                QVERIFY2(strength(on) > 0.95, qPrintable(QString::number(strength(on))));
        }
    }

    // Check 18, by the wheel.
    void theWheelPassesFourLevelsAndKeepsThePointBelowThePointer()
    {
        Desk desk;
        desk.tellDelivery(48);
        QTRY_COMPARE(desk.canvas().nodeCount(), 5);
        desk.canvas().zoomTo(0.05);
        const auto place = [&] { return desk.canvas().itemRect(QStringLiteral("run-1")); };
        const QPointF at{std::round(place().center().x()) + 1, std::round(place().center().y())};
        std::set<int> levels;
        QImage last;
        int steps = 0;
        for (; desk.canvas().zoom() < 2 && steps < 60; ++steps) {
            const QImage image = grab(desk.canvas());
            if (levels.insert(desk.canvas().lod()).second)
                QVERIFY(image != last);
            last = image;
            QVERIFY(desk.canvas().minTextPx() == 0 || desk.canvas().minTextPx() >= 9);
            const double before = desk.canvas().zoom();
            const QPointF offset = place().center() - at;
            turnWheel(desk.canvas(), at, 1);
            QVERIFY(desk.canvas().zoom() > before);
            const QPointF away = place().center() - at - offset * (desk.canvas().zoom() / before);
            QVERIFY(std::abs(away.x()) <= 2 && std::abs(away.y()) <= 2);
        }
        QVERIFY(steps >= 10);
        QCOMPARE(levels.size(), std::size_t{4});
    }

private:
    std::vector<ThemeChoice> m_themes;
};

QTEST_MAIN(TestFlowChecks)
#include "tst_flow_checks.moc"
