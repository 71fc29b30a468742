// SPDX-License-Identifier: Apache-2.0
#include "app/cli/gui/drawings.h"
#include "app/cli/gui/offscreen.h"
#include "views/timeline/timeline_painter.h"

#include <QPainter>

#include <algorithm>

namespace sightglass {
namespace {

constexpr double kWidth = 1600;
/// Beyond this the lanes at the bottom are left out: nobody scrolls a picture for ever.
constexpr double kMostHeight = 30'000;

/// Paints all lanes over the usual range of time.
class TimelineDrawing final : public Drawing
{
public:
    explicit TimelineDrawing(const PictureRequest &request)
        : m_request(request)
        , m_lanes(lanesOf(request.snapshot, LaneOrder::ByName))
    {
        m_theme.choose(ThemeChoice::Light);
    }

    [[nodiscard]] QSizeF size() const override
    {
        return {kWidth, std::min(kRulerHeight + heightOf(m_lanes) + kRowHeight, kMostHeight)};
    }

    void paint(QPainter &painter) override
    {
        const QRectF all{{}, size()};
        painter.fillRect(all, m_theme.canvas());
        TimelineLook look;
        look.axis = axisFor(usualRange(m_request.snapshot), kWidth - kLabelWidth);
        look.at = m_request.at;
        look.now = std::min(m_request.at, m_request.snapshot.totals.lastTime);
        TimelinePainter{m_request.snapshot, m_lanes, m_theme}.paint(painter, all, look);
    }

private:
    const PictureRequest &m_request;
    std::vector<Lane> m_lanes;
    Theme m_theme;
};

} // namespace

std::string drawTimelineSvg(const PictureRequest &request)
{
    const OffscreenApplication application;
    TimelineDrawing drawing{request};
    return svgOf(drawing);
}

std::string drawTimelinePng(const PictureRequest &request)
{
    const OffscreenApplication application;
    TimelineDrawing drawing{request};
    return pngOf(drawing);
}

} // namespace sightglass
