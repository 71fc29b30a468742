// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "views/common/camera.h"
#include "views/common/theme.h"
#include "views/flow/screen_tools.h"

#include <span>

class QPainter;
class QPainterPath;

namespace sightglass {

/// Paints the edges of a flow. COST: of those in view; without tools a look at each.
class EdgePainter
{
public:
    EdgePainter(const FlowPicture &picture, const FlowMoment &moment, const Theme &theme,
                const Camera &camera, ScreenTools *tools);

    /// `seen` in the scene.
    void paint(QPainter &painter, const QRectF &seen, const FlowLook &look);

private:
    /// One edge as it is drawn now.
    struct Line
    {
        QColor colour;
        double strength = 1;
        double width = 1;
        bool onPath = false;
    };

    [[nodiscard]] std::vector<std::uint32_t> edgesIn(const QRectF &seen,
                                                     const FlowLook &look) const;
    [[nodiscard]] bool isDrawn(std::size_t edge, const FlowLook &look) const;
    [[nodiscard]] bool isAll(const FlowLook &look) const;
    [[nodiscard]] Line lineOf(std::size_t edge, const FlowLook &look) const;
    [[nodiscard]] std::span<const double> dashesOf(std::size_t edge) const;
    [[nodiscard]] QPainterPath pathOf(const std::vector<Point> &points) const;
    void paintEdge(QPainter &painter, std::size_t edge, const FlowLook &look);
    void paintHeads(QPainter &painter, std::size_t edge, const Line &line);
    [[nodiscard]] bool paintMass(const QRectF &seen, const FlowLook &look);
    void paintSquares(const Coverage &squares, const QColor &colour, double strength);

    const FlowPicture &m_picture;
    const FlowMoment &m_moment;
    const Theme &m_theme;
    const Camera &m_camera;
    ScreenTools *m_tools;
};

} // namespace sightglass
