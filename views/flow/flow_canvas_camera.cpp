// SPDX-License-Identifier: Apache-2.0
#include "views/flow/flow_canvas.h"

#include <algorithm>
#include <cmath>

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
    m_moved = true;
    m_glide.stop();
    setFollows(false);
    update();
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

void FlowCanvas::fitAll()
{
    if (!m_picture)
        return;
    m_moved = true;
    m_camera.fit(sceneOf(items()), size(), 1.25);
    update();
}

QRectF FlowCanvas::wholeScene() const
{
    const Geometry &all = m_picture->geometry;
    return {all.left, all.top, all.width, all.height};
}

QRectF FlowCanvas::sceneOf(const std::vector<std::uint32_t> &items) const
{
    if (m_shown.empty() && items.size() == m_picture->items.size())
        return wholeScene();
    QRectF scene;
    for (const std::uint32_t item : items)
        scene = scene.united(sceneRect(item));
    return scene;
}

void FlowCanvas::fitSelection()
{
    const auto number = selectedItem();
    if (!number)
        return;
    const QPointF away = screenRect(*number).center() - QRectF{rect()}.center();
    if (std::hypot(away.x(), away.y()) < 2)
        m_camera.fit(sceneRect(*number).adjusted(-200, -120, 200, 120), size(), 2);
    else
        m_camera.centre(sceneRect(*number).center(), size());
    wasMoved();
}

void FlowCanvas::revealSelection()
{
    const auto number = selectedItem();
    if (number && !rect().contains(screenRect(*number).toAlignedRect()))
        fitSelection();
}

void FlowCanvas::zoomBy(double factor)
{
    m_camera.zoomAt(QRectF{rect()}.center(), factor);
    wasMoved();
}

void FlowCanvas::zoomTo(double zoom)
{
    zoomBy(zoom / m_camera.zoom);
}

void FlowCanvas::setShowsPath(bool shows)
{
    m_showsPath = shows;
    refresh(true);
}

void FlowCanvas::nextLinks()
{
    m_links = m_links == Links::Flow ? Links::None
        : m_links == Links::None     ? Links::Selection
                                     : Links::Flow;
    update();
    Q_EMIT changed();
}

void FlowCanvas::setIsolated(bool isolated)
{
    if (isolated && !m_isolated)
        isolate(true, true);
    else if (!isolated)
        m_isolated.reset();
    updateIsolation();
    update();
    Q_EMIT changed();
}

void FlowCanvas::isolate(bool up, bool down)
{
    if (const auto item = selectedItem())
        m_isolated = Isolation{m_picture->graph.nodes[*item].key, up, down};
    else if (m_context.requests.status)
        m_context.requests.status(tr("Select a node first: what belongs to it is isolated."));
    updateIsolation();
    update();
    Q_EMIT changed();
}

void FlowCanvas::updateIsolation()
{
    m_shown.clear();
    for (std::uint32_t item = 0; m_isolated && m_picture && item < m_picture->items.size();
         ++item) {
        if (m_picture->graph.nodes[item].key == m_isolated->key)
            m_shown = m_picture->trainOf(item, m_isolated->up, m_isolated->down);
    }
    if (m_shown.empty())
        m_isolated.reset(); // it has left
    m_screen.sceneChanged();
}

void FlowCanvas::resizeEvent(QResizeEvent *)
{
    if (!m_picture)
        return;
    m_camera.reach(wholeScene(), size());
    if (!m_moved)
        firstZoom();
}

} // namespace sightglass
