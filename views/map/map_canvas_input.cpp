// SPDX-License-Identifier: Apache-2.0
#include "views/map/map_canvas.h"

#include <QApplication>
#include <QClipboard>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>

#include <cmath>

namespace sightglass {

// A type that is pressed may be about to be moved.
void MapCanvas::mousePressEvent(QMouseEvent *event)
{
    const auto node = itemAt(event->position());
    if (node && event->button() == Qt::LeftButton && !CameraInput::pansAnywhere(*event))
        m_drag = Drag{nameOf(*node), event->position(), {}, false, false};
    GraphCanvas::mousePressEvent(event);
}

void MapCanvas::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_drag || m_drag->let) {
        GraphCanvas::mouseMoveEvent(event);
        return;
    }
    const QPointF away = event->position() - m_drag->from;
    m_drag->moves |= std::hypot(away.x(), away.y()) >= QApplication::startDragDistance();
    m_drag->by = away / m_camera.zoom;
    update();
}

void MapCanvas::mouseReleaseEvent(QMouseEvent *event)
{
    GraphCanvas::mouseReleaseEvent(event);
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
    GraphCanvas::mouseDoubleClickEvent(event);
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
    GraphCanvas::keyPressEvent(event);
}

bool MapCanvas::act(int key, bool)
{
    switch (key) {
    case Qt::Key_P:
        if (nodeOf(m_selected))
            m_feed.togglePin(m_selected);
        return true;
    case Qt::Key_T:
        m_feed.tidy();
        return true;
    default:
        return false;
    }
}

void MapCanvas::openMarked(const std::vector<std::uint32_t> &nodes)
{
    std::vector<std::string> keys;
    for (const std::uint32_t node : nodes)
        keys.push_back(nameOf(node));
    Q_EMIT opened(keys);
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
        add(tr("Show Events"), "Return", [this] { Q_EMIT opened({m_selected}); });
        add(one.pinned ? tr("Unpin") : tr("Pin"), "P", [this] { m_feed.togglePin(m_selected); });
        menu.addAction(tr("Copy Name"), this,
                       [name = title(*node)] { QGuiApplication::clipboard()->setText(name); });
        menu.addSeparator();
    }
    addCommonActions(menu);
    add(tr("Tidy"), "T", [this] { m_feed.tidy(); });
    add(tr("Undo Move"), "Ctrl+Z", [this] { m_feed.undo(); })->setEnabled(m_feed.canUndo());
    add(tr("Redo Move"), "Ctrl+Shift+Z", [this] { m_feed.redo(); })->setEnabled(m_feed.canRedo());
    add(tr("List"), "O", [this] { Q_EMIT outlineWanted(); });
    menu.exec(position);
}

} // namespace sightglass
