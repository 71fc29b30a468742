// SPDX-License-Identifier: Apache-2.0
#include "app/cli/gui/drawings.h"
#include "app/cli/gui/offscreen.h"
#include "app/cli/laid_out_flow.h"
#include "views/flow/flow_painter.h"

#include <QPainter>

namespace sightglass {
namespace {

constexpr double kMargin = 24;

/// Paints the flow of the request, its origin at (kMargin, kMargin).
class FlowDrawing final : public Drawing
{
public:
    explicit FlowDrawing(const PictureRequest &request)
        : m_request(request)
        , m_flow(laidOutFlow(request))
    {
        m_theme.choose(ThemeChoice::Light);
        const Geometry &all = m_flow.picture.geometry;
        m_camera.offset = {kMargin - all.left, kMargin - all.top};
    }

    [[nodiscard]] QSizeF size() const override
    {
        const Geometry &all = m_flow.picture.geometry;
        return {all.width + 2 * kMargin, all.height + 2 * kMargin};
    }

    void paint(QPainter &painter) override
    {
        const QRectF all{{}, size()};
        painter.fillRect(all, m_theme.canvas());
        FlowPainter{m_flow.picture, m_flow.moment, m_request.snapshot, m_theme, m_camera}.paint(
            painter, all, {});
    }

private:
    const PictureRequest &m_request;
    LaidOutFlow m_flow;
    Theme m_theme;
    Camera m_camera;
};

} // namespace

std::string drawFlowSvg(const PictureRequest &request)
{
    const OffscreenApplication application;
    FlowDrawing drawing{request};
    return svgOf(drawing);
}

std::string drawFlowPng(const PictureRequest &request)
{
    const OffscreenApplication application;
    FlowDrawing drawing{request};
    return pngOf(drawing);
}

} // namespace sightglass
