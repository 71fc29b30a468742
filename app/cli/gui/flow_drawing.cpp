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
        , m_picture(laidOutFlow(request))
    {
        m_theme.choose(ThemeChoice::Light);
        m_camera.offset = {kMargin, kMargin};
    }

    [[nodiscard]] QSizeF size() const override
    {
        return {m_picture.geometry.width + 2 * kMargin, m_picture.geometry.height + 2 * kMargin};
    }

    void paint(QPainter &painter) override
    {
        const QRectF all{{}, size()};
        painter.fillRect(all, m_theme.canvas());
        FlowLook look;
        look.at = m_request.at;
        look.now = std::min(m_request.at, m_request.snapshot.totals.lastTime);
        FlowPainter{m_picture, m_request.snapshot, m_theme, m_camera}.paint(painter, all, look);
    }

private:
    const PictureRequest &m_request;
    FlowPicture m_picture;
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
