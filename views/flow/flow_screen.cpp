// SPDX-License-Identifier: Apache-2.0
#include "views/flow/flow_screen.h"

#include "views/common/canvas_marks.h"
#include "views/flow/badges.h"

#include <QPainter>

namespace sightglass {

FlowScreen::FlowScreen(const Theme &theme)
    : m_theme(theme)
    , m_sprites(theme)
{ }

const QImage &FlowScreen::paint(const Scene &scene, const FlowLook &look, const QSize &size,
                                double ratio)
{
    if (!fitFrame(m_frame, size, ratio))
        return m_frame;
    Raster raster{m_frame};
    raster.fill(m_theme.canvas().rgb());
    QPainter painter{&m_frame};
    const QRect all{{}, size};
    if (scene.isDemo)
        paintDemoMark(painter, all, m_theme);
    paintLanes(painter, all, scene.picture, m_theme, scene.camera);
    ScreenTools tools{raster, m_sprites, m_groups, !scene.glides};
    FlowPainter flow{scene.picture, scene.moment, scene.snapshot, m_theme, scene.camera, &tools};
    flow.paint(painter, all, look);
    m_smallestText = flow.smallestText();
    return m_frame;
}

} // namespace sightglass
