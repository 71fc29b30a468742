// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "views/common/raster.h"
#include "views/common/sprites.h"

#include <QImage>
#include <QPainter>
#include <QPainterPath>

#include <array>
#include <cmath>
#include <cstdlib>

using namespace sightglass;

namespace {

constexpr QRgb kPaper = 0xFFFFFFFF;
constexpr QRgb kInk = 0xFF217A56;
constexpr QRgb kTint = 0xFFE4EFEA;

QImage paper(double ratio = 1)
{
    QImage image{(QSizeF{160, 120} * ratio).toSize(), QImage::Format_RGB32};
    image.setDevicePixelRatio(ratio);
    image.fill(kPaper);
    return image;
}

/// The mean difference of a channel, and the share of pixels that differ much.
struct Difference
{
    double mean = 0;
    double much = 0;
};

Difference differenceOf(const QImage &a, const QImage &b)
{
    Difference difference;
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x) {
            const int away = std::abs(qGreen(a.pixel(x, y)) - qGreen(b.pixel(x, y)));
            difference.mean += away;
            difference.much += away > 64 ? 1 : 0;
        }
    }
    const double pixels = static_cast<double>(a.width()) * a.height();
    return {difference.mean / pixels, difference.much / pixels};
}

} // namespace

class TestRaster : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aBoxLooksAsIfQPainterHadDrawnIt()
    {
        for (const double ratio : {1.0, 2.0}) {
            for (const QRectF &box : {QRectF{20.3, 15.6, 110.2, 56}, QRectF{10, 10, 33.4, 10.2},
                                      QRectF{-20, 60, 100, 90}}) {
                for (const double opacity : {1.0, 0.45}) {
                    QImage own = paper(ratio);
                    Raster{own}.box(box, {kInk, kTint, opacity, 2.5, 8});
                    QImage other = paper(ratio);
                    QPainter painter{&other};
                    painter.setRenderHint(QPainter::Antialiasing);
                    painter.setOpacity(opacity);
                    painter.setPen(QPen{QColor::fromRgb(kInk), 2.5});
                    painter.setBrush(QColor::fromRgb(kTint));
                    const double radius = std::min(8.0, box.height() / 2);
                    painter.drawRoundedRect(box, radius, radius);
                    painter.end();
                    const Difference difference = differenceOf(own, other);
                    QVERIFY2(difference.mean < 1 && difference.much < 0.002,
                             qPrintable(QStringLiteral("%1 %2 at %3")
                                            .arg(difference.mean)
                                            .arg(difference.much)
                                            .arg(opacity)));
                }
            }
        }
    }

    void linesLookAsIfQPainterHadDrawnThem()
    {
        const std::array<QPointF, 6> points{
            {{10.5, 20.2}, {60.7, 20.2}, {60.7, 80.4}, {110.1, 80.4}, {110.1, 40}, {150, 40}}};
        constexpr std::array<double, 2> kDashes{5, 3};
        for (const bool dashed : {false, true}) {
            QImage own = paper();
            Stroke stroke{kInk, 1, 1.5, 7, {}};
            if (dashed)
                stroke.dashes = kDashes;
            Raster{own}.line(points, stroke);
            QImage other = paper();
            QPainter painter{&other};
            painter.setRenderHint(QPainter::Antialiasing);
            QPen pen{QColor::fromRgb(kInk), 1.5};
            pen.setCapStyle(Qt::FlatCap);
            if (dashed)
                pen.setDashPattern({5, 3});
            painter.setPen(pen);
            QPainterPath path{points[0]};
            for (std::size_t i = 1; i + 1 < points.size(); ++i) {
                const QPointF before = points[i] - points[i - 1];
                const QPointF after = points[i + 1] - points[i];
                path.lineTo(points[i] - before / std::hypot(before.x(), before.y()) * 7);
                path.quadTo(points[i], points[i] + after / std::hypot(after.x(), after.y()) * 7);
            }
            path.lineTo(points.back());
            painter.drawPath(path);
            painter.end();
            const Difference difference = differenceOf(own, other);
            QVERIFY2(difference.mean < 1 && difference.much < (dashed ? 0.01 : 0.004),
                     qPrintable(QStringLiteral("%1 %2").arg(difference.mean).arg(difference.much)));
        }
    }

    void aDashedLineShowsWhereItTurns()
    {
        constexpr std::array<double, 2> kDashes{4, 8};
        Stroke stroke;
        stroke.colour = kInk;
        stroke.width = 2;
        stroke.corner = 12;
        stroke.dashes = kDashes;
        for (int begin = 10; begin < 40; ++begin) { // in each phase of the dashes
            QImage image = paper();
            const std::array<QPointF, 3> points{QPointF(begin, 20), {80, 20}, {80, 100}};
            Raster{image}.line(points, stroke);
            const QRgb middle = image.pixel(76, 23); // of the arc
            QVERIFY2(qGreen(middle) < 200, qPrintable(QString::number(begin)));
        }
    }

    void whatIsOutsideIsCutOff()
    {
        QImage image = paper();
        Raster raster{image};
        const std::array<QPointF, 3> huge{{{-1e9, 50}, {1e9, 50}, {1e9, 1e9}}};
        constexpr std::array<double, 2> kDashes{1, 3};
        raster.line(huge, {kInk, 1, 1, 7, {}});
        raster.line(huge, {kInk, 1, 1, 7, kDashes}); // and it is over soon
        raster.box({-1e6, -1e6, 2e6, 2e6}, {kInk, kTint, 1, 1, 5});
        raster.box({500, 500, 10, 10}, {kInk, kTint, 1, 1, 5});
        raster.rectangle({-50, -50, 20, 20}, kInk);
        raster.run(-3, 0, 10, kInk);
        raster.run(3, -10, 1000, kInk);
        QCOMPARE(image.pixel(80, 3), kInk);
        QCOMPARE(image.pixel(80, 100), kTint);
    }

    void opacityMixes()
    {
        QImage image = paper();
        Raster{image}.rectangle({10, 10, 20, 20}, 0xFF000000, 0.5);
        QVERIFY(std::abs(qRed(image.pixel(15, 15)) - 128) <= 1);
        QCOMPARE(image.pixel(40, 40), kPaper);
    }

    void spritesAreTheSameEachTime()
    {
        Theme theme;
        theme.choose(ThemeChoice::Light);
        Sprites sprites{theme};
        const auto paint = [&] {
            QImage image = paper();
            QPainter painter{&image};
            sprites.glyph(painter, {10, 10, 16, 16}, State::Failed);
            sprites.silhouette(painter, {40, 10, 14, 14}, Kind::Build, theme.secondaryText());
            painter.setPen(theme.text());
            const double full
                = sprites.text(painter, {10, 40, 140, 20}, {QStringLiteral("build"), 13});
            const double cut = sprites.text(painter, {10, 70, 60, 20},
                                            {QStringLiteral("a rather long name of a build"), 13});
            painter.end();
            [&] { QVERIFY(full > 0 && full < 140 && cut > 0 && cut <= 60); }();
            return image;
        };
        const QImage first = paint();
        QVERIFY(first != paper());
        QCOMPARE(paint(), first);
        theme.choose(ThemeChoice::Dark);
        sprites.forget();
        QVERIFY(paint() != first);
    }
};

QTEST_MAIN(TestRaster)
#include "tst_raster.moc"
