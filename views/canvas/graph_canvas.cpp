// SPDX-License-Identifier: Apache-2.0
#include "views/canvas/graph_canvas.h"

#include "views/common/level.h"

#include <cmath>

namespace sightglass {

GraphCanvas::GraphCanvas(ViewContext &context, Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_theme(theme)
{
    installCanvasAccessibility();
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    connect(this, &GraphCanvas::painted, this, &GraphCanvas::announce);
}

int GraphCanvas::lod() const
{
    return static_cast<int>(levelOf(nodeHeight() * m_camera.zoom));
}

QRectF GraphCanvas::viewport() const
{
    return {m_camera.toScene(QPointF{0, 0}), QSizeF{size()} / m_camera.zoom};
}

std::vector<std::uint32_t> GraphCanvas::items() const
{
    std::vector<std::uint32_t> shown;
    for (std::uint32_t item = 0; item < itemCount(); ++item) {
        if (isShown(item))
            shown.push_back(item);
    }
    return shown;
}

std::optional<std::uint32_t> GraphCanvas::itemAt(const QPointF &position) const
{
    const QPointF scene = m_camera.toScene(position);
    for (std::uint32_t item = 0; item < itemCount(); ++item) {
        if (isShown(item) && sceneRect(item).contains(scene))
            return item;
    }
    return std::nullopt;
}

QRectF GraphCanvas::sceneOf(const std::vector<std::uint32_t> &items) const
{
    QRectF scene;
    for (const std::uint32_t item : items)
        scene = scene.united(sceneRect(item));
    return scene;
}

void GraphCanvas::wasMoved()
{
    m_moved = true;
    update();
}

void GraphCanvas::fitAll()
{
    if (items().empty())
        return;
    m_camera.fit(sceneOfAll(), size(), 1.25);
    wasMoved();
}

void GraphCanvas::fitSelection()
{
    const std::vector<std::uint32_t> marked = markedItems();
    const auto item = selectedItem();
    if (marked.size() > 1) {
        m_camera.fit(sceneOf(marked), size(), 2);
    } else if (!item) {
        return;
    } else {
        const QRectF scene = sceneRect(*item);
        const QPointF away = m_camera.toScreen(scene).center() - QRectF{rect()}.center();
        if (std::hypot(away.x(), away.y()) < 2)
            m_camera.fit(scene.adjusted(-200, -120, 200, 120), size(), 2);
        else
            m_camera.centre(scene.center(), size());
    }
    wasMoved();
}

void GraphCanvas::revealSelection()
{
    const auto item = selectedItem();
    if (!item || rect().contains(itemPlace(*item)))
        return;
    m_camera.centre(sceneRect(*item).center(), size());
    wasMoved();
}

void GraphCanvas::zoomBy(double factor)
{
    m_camera.zoomAt(QRectF{rect()}.center(), factor);
    wasMoved();
}

void GraphCanvas::zoomTo(double zoom)
{
    zoomBy(zoom / m_camera.zoom);
}

// Once it was seen, only the window that gets another size makes the first zoom anew: a message
// that comes, or a longer summary, takes room and moves nothing.
void GraphCanvas::resizeEvent(QResizeEvent *)
{
    if (!m_moved && m_fitted != window()->size())
        firstZoom();
}

} // namespace sightglass
