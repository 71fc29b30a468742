// SPDX-License-Identifier: Apache-2.0
#include "views/flow/flow_canvas.h"

namespace sightglass {
namespace {

constexpr double kMiddle = 0.8; // of the view: what runs is kept in it

/// How far [low, high] must go to lie within [from, to]; what is too large begins where it begins.
double wayInto(double low, double high, double from, double to)
{
    if (low < from || high - low > to - from)
        return from - low;
    return high > to ? to - high : 0;
}

} // namespace

void FlowCanvas::wasMoved()
{
    m_glide.stop();
    setFollows(false);
    GraphCanvas::wasMoved();
}

void FlowCanvas::setFollows(bool follows)
{
    if (m_follows == follows)
        return;
    m_follows = follows;
    follow();
    Q_EMIT changed();
}

// Only when the newest that runs is out of the middle, and by the least distance.
void FlowCanvas::follow()
{
    if (!m_follows || !m_picture || m_glide.isMoving())
        return;
    std::optional<std::uint32_t> newest;
    for (const std::uint32_t item : items()) {
        if (m_moment.items[item].state == State::Running
            && (!newest
                || m_moment.items[item].told.startedAt >= m_moment.items[*newest].told.startedAt))
            newest = item;
    }
    if (!newest)
        return;
    const QRectF box = screenRect(*newest);
    const double sideways = width() * (1 - kMiddle) / 2;
    const double upright = height() * (1 - kMiddle) / 2;
    m_camera.offset += QPointF{wayInto(box.left(), box.right(), sideways, width() - sideways),
                               wayInto(box.top(), box.bottom(), upright, height() - upright)};
    update();
}

void FlowCanvas::setShowsExpected(bool shows)
{
    m_showsExpected = shows;
    refresh(true);
}

void FlowCanvas::setShowsPath(bool shows)
{
    m_showsPath = shows;
    refresh(true);
}

QRectF FlowCanvas::wholeScene() const
{
    const Geometry &all = m_picture->geometry;
    return {all.left, all.top, all.width, all.height};
}

void FlowCanvas::resizeEvent(QResizeEvent *event)
{
    if (m_picture)
        m_camera.reach(wholeScene(), size());
    GraphCanvas::resizeEvent(event);
}

} // namespace sightglass
