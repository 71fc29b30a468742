// SPDX-License-Identifier: Apache-2.0
#include "app/cli/gui/offscreen.h"

#include <QBuffer>
#include <QFont>
#include <QImage>
#include <QPainter>
#include <QSvgGenerator>

#include <algorithm>
#include <cmath>

namespace sightglass {

OffscreenApplication::OffscreenApplication()
    : m_application(m_argc, m_argv)
{
    QApplication::setFont(QFont{QStringLiteral("DejaVu Sans"), 10});
}

std::string svgOf(Drawing &drawing)
{
    QBuffer buffer;
    QSvgGenerator svg;
    svg.setOutputDevice(&buffer);
    svg.setTitle(QStringLiteral("Sightglass"));
    svg.setSize(drawing.size().toSize());
    svg.setViewBox(QRectF{{}, drawing.size()});
    svg.setResolution(96);
    QPainter painter{&svg};
    drawing.paint(painter);
    painter.end();
    return buffer.data().toStdString();
}

std::string pngOf(Drawing &drawing)
{
    const QSizeF size = drawing.size();
    const double scale
        = std::min(1.0, std::sqrt(kMostPixels / std::max(1.0, size.width() * size.height())));
    QImage image{(size * scale).toSize().expandedTo({1, 1}), QImage::Format_RGB32};
    QPainter painter{&image};
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(scale, scale);
    drawing.paint(painter);
    painter.end();
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return buffer.data().toStdString();
}

} // namespace sightglass
