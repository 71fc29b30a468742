// SPDX-License-Identifier: Apache-2.0
#include "views/common/level.h"
#include "views/flow/flow_canvas.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace sightglass {

void FlowCanvas::mousePressEvent(QMouseEvent *event)
{
    if (CameraInput::pansAnywhere(*event)) {
        m_input.beginDrag(event->position());
        setCursor(Qt::ClosedHandCursor);
        return;
    }
    if (event->button() != Qt::LeftButton)
        return;
    if (const auto item = itemAt(event->position())) {
        selectItem(*item);
        return;
    }
    m_input.beginDrag(event->position());
}

void FlowCanvas::mouseMoveEvent(QMouseEvent *event)
{
    if (m_input.drag(event->position())) {
        wasMoved();
        return;
    }
    hover(event->position());
}

void FlowCanvas::hover(const QPointF &position)
{
    const auto item = itemAt(position);
    if (item == m_hovered)
        return;
    m_hovered = item;
    Selected hovered;
    if (item && m_moment.items[*item].node != kNoItem) {
        const FlowNode &node = m_picture->flow.nodes[m_moment.items[*item].node];
        hovered = {node.id, node.entity};
    }
    m_context.selection().hover(hovered);
    update();
}

void FlowCanvas::leaveEvent(QEvent *)
{
    m_hovered.reset();
    m_context.selection().hover({});
    update();
}

void FlowCanvas::mouseReleaseEvent(QMouseEvent *)
{
    m_input.endDrag();
    unsetCursor();
}

void FlowCanvas::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (!open(event->position()))
        fitAll();
}

// A group is gone into, a stack opened, of anything else the Inspector tells.
bool FlowCanvas::open(const QPointF &position)
{
    const auto item = itemAt(position);
    if (!item)
        return false;
    if (levelOf(kNodeHeight * m_camera.zoom) == Level::Blob) {
        for (const ItemGroup &group : groups()) {
            if (std::find(group.items.begin(), group.items.end(), *item) == group.items.end())
                continue;
            m_camera.fit(sceneOf(group.items), size(), 1);
            wasMoved();
        }
    } else if (!openStack(item) && m_context.requests.reveal) {
        m_context.requests.reveal(QStringLiteral("dockInspector"));
    }
    return true;
}

bool FlowCanvas::openStack(std::optional<std::uint32_t> item)
{
    if (!item || m_picture->items[*item].shape != FlowItem::Shape::Stack)
        return false;
    Q_EMIT stackWanted(m_picture->items[*item].stackOf, true);
    return true;
}

void FlowCanvas::wheelEvent(QWheelEvent *event)
{
    if (m_input.wheel(*event))
        wasMoved();
    event->accept();
}

void FlowCanvas::keyPressEvent(QKeyEvent *event)
{
    if (!m_picture || (event->modifiers() & (Qt::ControlModifier | Qt::AltModifier)) != 0) {
        QWidget::keyPressEvent(event);
        return;
    }
    if (m_input.key(*event, size()))
        wasMoved();
    else if (!command(event->key(), event->modifiers().testFlag(Qt::ShiftModifier)))
        QWidget::keyPressEvent(event);
}

bool FlowCanvas::command(int key, bool shift)
{
    const auto selected = selectedItem();
    switch (key) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
        walk(key);
        return true;
    case Qt::Key_F:
        shift ? fitAll() : fitSelection();
        return true;
    case Qt::Key_N:
        step(!shift);
        return true;
    case Qt::Key_T:
        Q_EMIT tidyWanted();
        return true;
    case Qt::Key_G:
        Q_EMIT groupingWanted(!m_picture->choice.grouped);
        return true;
    case Qt::Key_C:
        setShowsPath(!m_showsPath);
        return true;
    case Qt::Key_I:
        setIsolated(!m_isolated);
        return true;
    case Qt::Key_L:
        nextLinks();
        return true;
    case Qt::Key_O:
        Q_EMIT outlineWanted();
        return true;
    case Qt::Key_V:
        openMenu(
            mapToGlobal(selected ? screenRect(*selected).center().toPoint() : rect().center()));
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (!openStack(selected) && m_context.requests.reveal)
            m_context.requests.reveal(QStringLiteral("dockInspector"));
        return true;
    case Qt::Key_Backspace:
        if (selected && !m_picture->items[*selected].stackOf.isNull())
            Q_EMIT stackWanted(m_picture->items[*selected].stackOf, false);
        return true;
    case Qt::Key_Space:
        m_context.playhead().togglePause();
        return true;
    case Qt::Key_Escape:
        m_chosen.reset();
        m_context.selection().clear();
        update();
        return true;
    default:
        return false;
    }
}

// Right and left along an edge, up and down among the nodes of one rank.
void FlowCanvas::walk(int key)
{
    const std::vector<std::uint32_t> shown = items();
    if (shown.empty())
        return;
    const auto here = selectedItem();
    if (!here) {
        selectItem(shown.front());
        revealSelection();
        return;
    }
    std::optional<std::uint32_t> best;
    double least = 1e18;
    const auto offer = [&](std::uint32_t number) {
        const QPointF away = sceneRect(number).center() - sceneRect(*here).center();
        const double distance = std::abs(away.y()) + std::abs(away.x()) * 0.1;
        if (number != *here && isShown(number) && distance < least) {
            least = distance;
            best = number;
        }
    };
    if (key == Qt::Key_Left || key == Qt::Key_Right) {
        const bool down = key == Qt::Key_Right;
        for (const std::uint32_t edge :
             down ? m_picture->downstream[*here] : m_picture->upstream[*here])
            offer(down ? m_picture->edges[edge].to : m_picture->edges[edge].from);
    } else {
        for (const std::uint32_t number : shown) {
            const double dy = sceneRect(number).center().y() - sceneRect(*here).center().y();
            const bool sameRank
                = m_picture->geometry.nodes[number].rank == m_picture->geometry.nodes[*here].rank;
            if (sameRank && (key == Qt::Key_Down) == (dy > 0))
                offer(number);
        }
    }
    if (best) {
        selectItem(*best);
        revealSelection();
    }
}

void FlowCanvas::step(bool forward)
{
    std::vector<std::uint32_t> bad;
    for (const std::uint32_t item : items()) {
        const bool isStack = m_picture->items[item].shape == FlowItem::Shape::Stack;
        if (isNotOk(m_moment.items[item].state)
            && (!isStack || failuresInside(*m_picture, m_moment, item) > 0))
            bad.push_back(item);
    }
    if (bad.empty()) {
        m_context.selectNextNotOk(forward);
        return;
    }
    const auto here = selectedItem();
    const auto place = std::find(bad.begin(), bad.end(), here.value_or(kNoItem));
    std::size_t next = forward ? 0 : bad.size() - 1;
    if (place != bad.end())
        next = (static_cast<std::size_t>(place - bad.begin()) + (forward ? 1 : bad.size() - 1))
            % bad.size();
    selectItem(bad[next]);
    revealSelection();
}

void FlowCanvas::contextMenuEvent(QContextMenuEvent *event)
{
    if (event->reason() == QContextMenuEvent::Mouse) {
        if (const auto item = itemAt(event->pos()))
            selectItem(*item);
    }
    openMenu(event->globalPos());
}

} // namespace sightglass
