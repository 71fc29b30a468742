// SPDX-License-Identifier: Apache-2.0
#include "views/items/shown_text.h"
#include "views/map/map_canvas.h"
#include "views/map/map_words.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace sightglass {

void MapCanvas::mousePressEvent(QMouseEvent *event)
{
    if (CameraInput::pansAnywhere(*event)) {
        m_input.beginDrag(event->position());
        setCursor(Qt::ClosedHandCursor);
        return;
    }
    if (event->button() != Qt::LeftButton)
        return;
    if (const auto node = nodeAt(event->position())) {
        m_drag = Drag{keyOf(*node), event->position(), {}, false, false};
        selectItem(*node);
        return;
    }
    m_input.beginDrag(event->position());
}

void MapCanvas::mouseMoveEvent(QMouseEvent *event)
{
    if (m_drag && !m_drag->let) {
        const QPointF away = event->position() - m_drag->from;
        m_drag->moves |= std::hypot(away.x(), away.y()) >= QApplication::startDragDistance();
        m_drag->by = away / m_camera.zoom;
        update();
        return;
    }
    if (m_input.drag(event->position())) {
        m_moved = true;
        update();
        return;
    }
    hover(event->position());
}

void MapCanvas::mouseReleaseEvent(QMouseEvent *)
{
    m_input.endDrag();
    unsetCursor();
    if (!m_drag || m_drag->let)
        return;
    const auto node = nodeOf(m_drag->key);
    if (!m_drag->moves || !node) {
        m_drag.reset();
        return;
    }
    // On whole units, so that lines to it stay straight.
    const QPointF centre = sceneRect(*node).center() + m_drag->by;
    m_drag->let = true;
    m_moved = true;
    m_feed.move(m_drag->key, {std::round(centre.x()), std::round(centre.y())});
}

void MapCanvas::mouseDoubleClickEvent(QMouseEvent *event)
{
    m_drag.reset();
    if (const auto node = nodeAt(event->position()))
        Q_EMIT opened(keyOf(*node));
    else
        fitAll();
}

void MapCanvas::wheelEvent(QWheelEvent *event)
{
    m_moved |= m_input.wheel(*event);
    update();
    event->accept();
}

void MapCanvas::leaveEvent(QEvent *)
{
    m_hovered.clear();
    m_hoveredEdge.reset();
    askDetails();
    update();
}

void MapCanvas::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Undo)) {
        m_feed.undo();
        return;
    }
    if (event->matches(QKeySequence::Redo)) {
        m_feed.redo();
        return;
    }
    if ((event->modifiers() & (Qt::ControlModifier | Qt::AltModifier)) != 0) {
        QWidget::keyPressEvent(event);
        return;
    }
    if (m_input.key(*event, size())) {
        m_moved = true;
        update();
        return;
    }
    if (!actOn(*event))
        QWidget::keyPressEvent(event);
}

bool MapCanvas::actOn(const QKeyEvent &event)
{
    const bool shift = event.modifiers().testFlag(Qt::ShiftModifier);
    switch (event.key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
        walk(event.key());
        return true;
    case Qt::Key_F:
        shift ? fitAll() : fitSelection();
        return true;
    case Qt::Key_N:
        step(!shift);
        return true;
    case Qt::Key_P:
        if (nodeOf(m_selected))
            m_feed.togglePin(m_selected);
        return true;
    case Qt::Key_T:
        m_feed.tidy();
        return true;
    case Qt::Key_O:
        Q_EMIT listWanted();
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (nodeOf(m_selected))
            Q_EMIT opened(m_selected);
        return true;
    case Qt::Key_Space:
        m_context.playhead().togglePause();
        return true;
    case Qt::Key_Escape:
        m_context.selection().clear();
        return true;
    default:
        return false;
    }
}

// Right and left along an edge, up and down among the types of one column.
void MapCanvas::walk(int key)
{
    const std::vector<std::uint32_t> shown = items();
    const auto here = nodeOf(m_selected);
    if (!here) {
        if (!shown.empty())
            selectItem(shown.front());
        return;
    }
    const bool along = key == Qt::Key_Left || key == Qt::Key_Right;
    std::optional<std::uint32_t> best;
    double least = 1e18;
    const auto offer = [&](std::uint32_t node) {
        const QPointF away = sceneRect(node).center() - sceneRect(*here).center();
        const double distance
            = along ? std::hypot(away.x(), away.y()) : std::abs(away.y()) + 3 * std::abs(away.x());
        if (node != *here && isShown(node) && distance < least) {
            least = distance;
            best = node;
        }
    };
    if (along) {
        for (const Graph::Edge &edge : m_feed.picture().graph.edges) {
            if ((key == Qt::Key_Right ? edge.from : edge.to) == *here)
                offer(key == Qt::Key_Right ? edge.to : edge.from);
        }
    } else {
        for (const std::uint32_t node : shown) {
            const double dy = sceneRect(node).center().y() - sceneRect(*here).center().y();
            if (dy != 0 && (key == Qt::Key_Down) == (dy > 0))
                offer(node);
        }
    }
    if (best) {
        selectItem(*best);
        reveal();
    }
}

void MapCanvas::step(bool forward)
{
    std::vector<std::uint32_t> bad = items();
    bad.erase(std::remove_if(bad.begin(), bad.end(),
                             [this](std::uint32_t node) { return !isNotOk(stateOf(node)); }),
              bad.end());
    if (bad.empty()) {
        m_context.selectNextNotOk(forward); // of older runs; its type is selected, too
        return;
    }
    const auto here = std::find(bad.begin(), bad.end(), nodeOf(m_selected).value_or(~0u));
    std::size_t next = forward ? 0 : bad.size() - 1;
    if (here != bad.end())
        next = (static_cast<std::size_t>(here - bad.begin()) + (forward ? 1 : bad.size() - 1))
            % bad.size();
    selectItem(bad[next]);
    reveal();
}

void MapCanvas::reveal()
{
    const auto node = nodeOf(m_selected);
    if (node && !rect().contains(itemPlace(*node)))
        fitSelection();
}

void MapCanvas::contextMenuEvent(QContextMenuEvent *event)
{
    if (event->reason() == QContextMenuEvent::Mouse) {
        if (const auto node = nodeAt(event->pos()))
            selectItem(*node);
    }
    openMenu(event->globalPos());
}

void MapCanvas::openMenu(const QPoint &position)
{
    QMenu menu;
    const auto add = [&menu, this](const QString &text, const char *keys, auto act) {
        QAction *action = menu.addAction(text, this, act);
        action->setShortcut(QKeySequence{QString::fromLatin1(keys)});
        return action;
    };
    if (const auto node = nodeOf(m_selected)) {
        const MapPicture::Node &one = m_feed.picture().nodes[*node];
        const QString name = shownTitle((*m_feed.figures().types)[one.type]);
        add(tr("Show Events"), "Return", [this] { Q_EMIT opened(m_selected); });
        add(one.pinned ? tr("Unpin") : tr("Pin"), "P", [this] { m_feed.togglePin(m_selected); });
        menu.addAction(tr("Copy Name"), this,
                       [name] { QGuiApplication::clipboard()->setText(name); });
        menu.addSeparator();
    }
    add(tr("Fit All"), "Shift+F", [this] { fitAll(); });
    add(tr("Tidy"), "T", [this] { m_feed.tidy(); });
    add(tr("Undo Move"), "Ctrl+Z", [this] { m_feed.undo(); })->setEnabled(m_feed.canUndo());
    add(tr("Redo Move"), "Ctrl+Shift+Z", [this] { m_feed.redo(); })->setEnabled(m_feed.canRedo());
    add(tr("List"), "O", [this] { Q_EMIT listWanted(); });
    menu.exec(position);
}

} // namespace sightglass
