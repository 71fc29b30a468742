// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QApplication>
#include <QSizeF>

#include <string>

class QPainter;

namespace sightglass {

/// What fonts and pixels need while no window is shown.
class OffscreenApplication
{
public:
    OffscreenApplication();

private:
    bool m_offscreen = qputenv("QT_QPA_PLATFORM", "offscreen"); // before the application starts
    int m_argc = 1;
    char m_name[11] = "sightglass";
    char *m_argv[2] = {m_name, nullptr};
    QApplication m_application;
};

/// Something of a size that paints itself.
class Drawing
{
public:
    virtual ~Drawing() = default;
    [[nodiscard]] virtual QSizeF size() const = 0;
    virtual void paint(QPainter &painter) = 0;
};

[[nodiscard]] std::string svgOf(Drawing &drawing);
/// Scaled down where it would take more than kMostPixels.
[[nodiscard]] std::string pngOf(Drawing &drawing);
inline constexpr double kMostPixels = 64e6;

} // namespace sightglass
