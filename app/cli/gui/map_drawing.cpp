// SPDX-License-Identifier: Apache-2.0
#include "app/cli/gui/drawings.h"
#include "app/cli/gui/offscreen.h"
#include "app/cli/map_of.h"
#include "views/map/map_painter.h"

#include <QPainter>

namespace sightglass {
namespace {

constexpr double kMargin = 24;

/// Paints the map of the request, its origin at (kMargin, kMargin).
class MapDrawing final : public Drawing
{
public:
    explicit MapDrawing(const PictureRequest &request)
        : m_map(mapOf(request))
    {
        m_theme.choose(ThemeChoice::Light);
        m_camera.offset
            = QPointF{kMargin - m_map.picture.geometry.left, kMargin - m_map.picture.geometry.top};
    }

    [[nodiscard]] QSizeF size() const override
    {
        const Geometry &geometry = m_map.picture.geometry;
        return {geometry.width + 2 * kMargin, geometry.height + 2 * kMargin};
    }

    void paint(QPainter &painter) override
    {
        const QRectF all{{}, size()};
        painter.fillRect(all, m_theme.canvas());
        MapPainter{m_map.picture, m_map.figures, m_theme, m_camera}.paint(painter, all, {});
    }

private:
    DrawnMap m_map;
    Theme m_theme;
    Camera m_camera;
};

} // namespace

std::string drawMapSvg(const PictureRequest &request)
{
    const OffscreenApplication application;
    MapDrawing drawing{request};
    return svgOf(drawing);
}

std::string drawMapPng(const PictureRequest &request)
{
    const OffscreenApplication application;
    MapDrawing drawing{request};
    return pngOf(drawing);
}

} // namespace sightglass
