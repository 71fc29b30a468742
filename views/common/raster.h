// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QImage>
#include <QPointF>
#include <QRectF>

#include <span>

namespace sightglass {

/// How a line is drawn. Lengths in pixels of the widget.
struct Stroke
{
    QRgb colour = 0;
    double opacity = 1;
    double width = 1;
    double corner = 0; // radius
    std::span<const double> dashes = {}; // on, off, … in widths; empty: solid
};

/// The look of a box with round corners.
struct BoxLook
{
    QRgb outline = 0;
    QRgb inside = 0;
    double opacity = 1;
    double width = 1; // of the outline, half of it outside
    double corner = 0;
};

/// Makes a frame what a Raster paints on: of that size in pixels of the widget at that ratio of the
/// device. What it has shown stays where it is so already. False: there is no room, or nothing to
/// paint.
[[nodiscard]] bool fitFrame(QImage &frame, const QSize &size, double ratio);

/// Paints what there is a mass of straight into the rows of an image, smooth as QPainter would and
/// many times as quick: level and upright lines, boxes. Coordinates are those of a widget, the
/// image's ratio turns them to pixels; what is outside is cut off. LIFETIME: of the image, which
/// nobody may copy or draw upon but by a QPainter meanwhile.
class Raster
{
public:
    /// REQUIRES: Format_RGB32.
    explicit Raster(QImage &image);

    [[nodiscard]] double ratio() const { return m_ratio; }
    [[nodiscard]] int width() const { return m_width; } // in pixels of the device
    [[nodiscard]] int height() const { return m_height; }

    void fill(QRgb colour);
    /// A run of whole pixels of the device, end excluded.
    void run(int y, int first, int end, QRgb colour);
    void rectangle(const QRectF &box, QRgb colour, double opacity = 1);
    /// Level and upright lines in turn, round where they meet.
    void line(std::span<const QPointF> points, const Stroke &stroke);
    void box(const QRectF &box, const BoxLook &look);

private:
    struct Corner;

    [[nodiscard]] QRgb *row(int y) { return m_bits + static_cast<std::ptrdiff_t>(y) * m_stride; }
    void piece(const QPointF &from, const QPointF &to, const Stroke &stroke, double &gone);
    void solid(const QPointF &from, const QPointF &to, const Stroke &stroke);
    void arc(const Corner &corner, const Stroke &stroke);
    void area(double left, double top, double right, double bottom, QRgb colour, double opacity);
    [[nodiscard]] QPointF device(const QPointF &point) const { return point * m_ratio; }

    QRgb *m_bits;
    std::ptrdiff_t m_stride;
    int m_width;
    int m_height;
    double m_ratio;
};

} // namespace sightglass
