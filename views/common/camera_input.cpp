// SPDX-License-Identifier: Apache-2.0
#include "views/common/camera_input.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>

#include <cmath>

namespace sightglass {
namespace {

constexpr double kZoomStep = 1.2;
constexpr double kPanStep = 60;

} // namespace

bool CameraInput::wheel(const QWheelEvent &event)
{
    const double steps = event.angleDelta().y() / 120.0;
    if (event.modifiers().testFlag(Qt::ControlModifier))
        m_camera.zoomAt(event.position(), std::pow(kZoomStep, steps));
    else if (event.modifiers().testFlag(Qt::ShiftModifier))
        m_camera.offset += QPointF{steps * kPanStep, 0};
    else
        m_camera.offset += QPointF{event.angleDelta().x() / 120.0 * kPanStep, steps * kPanStep};
    return true;
}

bool CameraInput::key(const QKeyEvent &event, const QSizeF &view)
{
    const QPointF middle{view.width() / 2, view.height() / 2};
    switch (event.key()) {
    case Qt::Key_W:
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        m_camera.zoomAt(middle, kZoomStep);
        return true;
    case Qt::Key_S:
    case Qt::Key_Minus:
        m_camera.zoomAt(middle, 1 / kZoomStep);
        return true;
    case Qt::Key_0:
        m_camera.zoomAt(middle, 1 / m_camera.zoom);
        return true;
    case Qt::Key_A:
        m_camera.offset += QPointF{kPanStep, 0};
        return true;
    case Qt::Key_D:
        m_camera.offset -= QPointF{kPanStep, 0};
        return true;
    default:
        return false;
    }
}

bool CameraInput::pansAnywhere(const QMouseEvent &event)
{
    return event.button() == Qt::MiddleButton
        || (event.button() == Qt::LeftButton && event.modifiers().testFlag(Qt::ShiftModifier));
}

bool CameraInput::drag(const QPointF &position)
{
    if (!m_dragFrom)
        return false;
    m_camera.offset += position - *m_dragFrom;
    m_dragFrom = position;
    return true;
}

} // namespace sightglass
