// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "views/common/camera.h"

#include <QPointF>
#include <QSizeF>

#include <optional>

class QKeyEvent;
class QMouseEvent;
class QWheelEvent;

namespace sightglass {

/// How a user moves any graph: the wheel, dragging, W S A D + − 0 (ux.md §5.1). Each call says
/// whether the camera was moved.
class CameraInput
{
public:
    explicit CameraInput(Camera &camera)
        : m_camera(camera)
    { }

    /// Scrolls; Shift: sideways; Ctrl: zooms at the pointer.
    bool wheel(const QWheelEvent &event);
    /// Zooms around the middle of the view, or pans.
    bool key(const QKeyEvent &event, const QSizeF &view);

    /// Whether this press pans wherever it is: the middle button, or Shift with the left one.
    [[nodiscard]] static bool pansAnywhere(const QMouseEvent &event);
    void beginDrag(const QPointF &position) { m_dragFrom = position; }
    bool drag(const QPointF &position);
    void endDrag() { m_dragFrom.reset(); }

private:
    Camera &m_camera;
    std::optional<QPointF> m_dragFrom;
};

} // namespace sightglass
