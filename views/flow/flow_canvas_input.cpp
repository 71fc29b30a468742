// SPDX-License-Identifier: Apache-2.0
#include "views/flow/flow_canvas.h"

#include "views/items/shown_text.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>
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
    if (const auto number = nodeAt(event->position())) {
        selectNode(*number);
        return;
    }
    m_input.beginDrag(event->position());
}

void FlowCanvas::mouseMoveEvent(QMouseEvent *event)
{
    if (m_input.drag(event->position())) {
        m_fitted = true;
        update();
        return;
    }
    const auto number = nodeAt(event->position());
    if (number == m_hovered)
        return;
    m_hovered = number;
    const FlowNode *node = number ? &m_picture->flow.nodes[*number] : nullptr;
    m_context.selection().hover(node ? Selected{node->id, node->entity} : Selected{});
    update();
}

void FlowCanvas::mouseReleaseEvent(QMouseEvent *)
{
    m_input.endDrag();
    unsetCursor();
}

void FlowCanvas::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (nodeAt(event->position()) && m_context.requests.reveal)
        m_context.requests.reveal(QStringLiteral("dockInspector"));
    else
        fitAll();
}

void FlowCanvas::wheelEvent(QWheelEvent *event)
{
    m_fitted = m_input.wheel(*event);
    update();
    event->accept();
}

void FlowCanvas::keyPressEvent(QKeyEvent *event)
{
    if (!m_picture || (event->modifiers() & (Qt::ControlModifier | Qt::AltModifier)) != 0) {
        QWidget::keyPressEvent(event);
        return;
    }
    if (m_input.key(*event, size())) {
        m_fitted = true;
        update();
        return;
    }
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
        walk(event->key());
        return;
    case Qt::Key_F:
        event->modifiers().testFlag(Qt::ShiftModifier) ? fitAll() : fitSelection();
        return;
    case Qt::Key_N:
        step(!event->modifiers().testFlag(Qt::ShiftModifier));
        return;
    case Qt::Key_T:
        Q_EMIT relayoutWanted();
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_context.requests.reveal)
            m_context.requests.reveal(QStringLiteral("dockInspector"));
        return;
    case Qt::Key_Space:
        m_context.playhead().togglePause();
        return;
    case Qt::Key_Escape:
        m_context.selection().clear();
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

// Right and left along an edge, up and down among the nodes of one rank.
void FlowCanvas::walk(int key)
{
    const std::vector<std::uint32_t> shown = shownNodes();
    if (shown.empty())
        return;
    const auto here = selectedNode();
    if (!here) {
        selectNode(shown.front());
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
        for (std::size_t i = 0; i < m_picture->flow.edges.size(); ++i) {
            const Graph::Edge &edge = m_picture->graph.edges[i];
            const std::uint32_t from = key == Qt::Key_Right ? edge.from : edge.to;
            const std::uint32_t to = key == Qt::Key_Right ? edge.to : edge.from;
            if (from == *here && !m_picture->isStub(to))
                offer(to);
        }
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
        selectNode(*best);
        revealSelection();
    }
}

void FlowCanvas::step(bool forward)
{
    std::vector<std::uint32_t> bad;
    for (const std::uint32_t number : shownNodes()) {
        if (isNotOk(nodeStateAt(m_context.snapshot(), m_picture->flow.nodes[number],
                                m_context.playhead().at())
                        .state))
            bad.push_back(number);
    }
    if (bad.empty()) {
        m_context.selectNextNotOk(forward);
        return;
    }
    const auto here = selectedNode();
    const auto place = std::find(bad.begin(), bad.end(), here.value_or(~0u));
    std::size_t next = forward ? 0 : bad.size() - 1;
    if (place != bad.end())
        next = (static_cast<std::size_t>(place - bad.begin()) + (forward ? 1 : bad.size() - 1))
            % bad.size();
    selectNode(bad[next]);
    revealSelection();
}

void FlowCanvas::contextMenuEvent(QContextMenuEvent *event)
{
    if (event->reason() == QContextMenuEvent::Mouse) {
        if (const auto number = nodeAt(event->pos()))
            selectNode(*number);
    }
    openMenu(event->globalPos());
}

void FlowCanvas::openMenu(const QPoint &position)
{
    QMenu menu;
    const auto number = selectedNode();
    const auto reveal = [this](const QString &view) {
        if (m_context.requests.reveal)
            m_context.requests.reveal(view);
    };
    if (number) {
        const FlowNode &node = m_picture->flow.nodes[*number];
        const QString name
            = shownText(nodeTitle(m_context.snapshot(), node, m_context.playhead().at()));
        const std::string key = nodeKey(m_context.snapshot(), node);
        const QString id = QString::fromUtf8(key.data(), static_cast<qsizetype>(key.size()));
        menu.addAction(tr("Open in Inspector"), this,
                       [reveal] { reveal(QStringLiteral("dockInspector")); });
        menu.addAction(tr("Reveal in Timeline"), this,
                       [reveal] { reveal(QStringLiteral("viewTimeline")); });
        menu.addAction(tr("Reveal in Events"), this,
                       [reveal] { reveal(QStringLiteral("viewEvents")); });
        menu.addSeparator();
        menu.addAction(tr("Copy Name"), this,
                       [name] { QGuiApplication::clipboard()->setText(name); });
        menu.addAction(tr("Copy Id"), this, [id] { QGuiApplication::clipboard()->setText(id); });
        menu.addSeparator();
    }
    menu.addAction(tr("Fit All"), this, &FlowCanvas::fitAll);
    menu.addAction(tr("Tidy"), this, &FlowCanvas::relayoutWanted);
    menu.exec(position);
}

} // namespace sightglass
