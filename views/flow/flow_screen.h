// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "views/flow/flow_painter.h"

#include <QImage>

namespace sightglass {

/// Paints frames of a flow for a screen, and keeps what the next frame can use again. THREAD: GUI.
class FlowScreen
{
public:
    explicit FlowScreen(const Theme &theme);

    struct Scene
    {
        const FlowPicture &picture;
        const FlowMoment &moment;
        const Snapshot &snapshot;
        const Camera &camera;
        bool isDemo = false;
        bool glides = false; // nodes are on their way: not where the picture knows them to be
    };
    /// The frame is valid until the next one. COST: of what is in view.
    [[nodiscard]] const QImage &paint(const Scene &scene, const FlowLook &look, const QSize &size,
                                      double ratio);
    /// The smallest text of the newest frame, in pixels; 0 when there was none.
    [[nodiscard]] double smallestText() const { return m_smallestText; }

    /// The groups that are painted from far away.
    [[nodiscard]] ItemGroups &groups() { return m_groups; }
    /// Another picture, another moment, or another part of it is shown.
    void sceneChanged() { m_groups.forget(); }
    void themeChanged() { m_sprites.forget(); }

private:
    const Theme &m_theme;
    Sprites m_sprites;
    ItemGroups m_groups;
    QImage m_frame;
    double m_smallestText = 0;
};

} // namespace sightglass
