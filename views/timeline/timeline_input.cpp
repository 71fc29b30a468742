// SPDX-License-Identifier: Apache-2.0
#include "views/timeline/timeline_view.h"

#include "model/graph/state.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QTextDocument>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace sightglass {
namespace {

constexpr double kZoomStep = 1.25;
constexpr double kPanStep = 80;

} // namespace

bool TimelineView::viewportEvent(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QAbstractScrollArea::viewportEvent(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const EntityId entity = barAt(help->pos());
    if (entity.isNull())
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), Qt::convertFromPlainText(describe(entity)),
                           viewport());
    return true;
}

void TimelineView::mousePressEvent(QMouseEvent *event)
{
    const bool pans
        = event->button() == Qt::MiddleButton || event->modifiers().testFlag(Qt::ShiftModifier);
    const EntityId entity = barAt(event->position());
    if (pans || entity.isNull()) {
        m_dragFrom = event->position();
        return;
    }
    m_context.selectEntity(entity);
}

void TimelineView::mouseMoveEvent(QMouseEvent *event)
{
    if (m_dragFrom) {
        const QPointF moved = event->position() - *m_dragFrom;
        m_dragFrom = event->position();
        verticalScrollBar()->setValue(verticalScrollBar()->value() - static_cast<int>(moved.y()));
        if (moved.x() != 0)
            pan(moved.x());
        return;
    }
    const EntityId entity = barAt(event->position());
    m_context.selection().hover({{}, entity});
}

void TimelineView::mouseReleaseEvent(QMouseEvent *)
{
    m_dragFrom.reset();
}

void TimelineView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (!barAt(event->position()).isNull())
        zoomToSelection();
}

void TimelineView::wheelEvent(QWheelEvent *event)
{
    const double steps = event->angleDelta().y() / 120.0;
    if (event->modifiers().testFlag(Qt::ControlModifier))
        zoom(event->position().x() - kLabelWidth, std::pow(kZoomStep, steps));
    else if (event->modifiers().testFlag(Qt::ShiftModifier))
        pan(steps * kPanStep);
    else
        verticalScrollBar()->setValue(verticalScrollBar()->value()
                                      - static_cast<int>(steps * 3 * kRowHeight));
    event->accept();
}

void TimelineView::zoomToSelection()
{
    const EntityState state = stateAt(m_context.snapshot(), m_context.selection().current().entity,
                                      m_context.playhead().at());
    if (!state.exists)
        return;
    stopFollowing();
    const Timestamp end = isKnown(state.finishedAt) ? state.finishedAt : m_context.playhead().now();
    const Span margin = std::max((end - state.firstTime) / 2, Span{std::chrono::milliseconds{500}});
    m_axis = axisFor({state.firstTime - margin, end + margin}, axisWidth());
    viewport()->update();
}

void TimelineView::keyPressEvent(QKeyEvent *event)
{
    if ((event->modifiers() & (Qt::ControlModifier | Qt::AltModifier)) != 0) {
        QAbstractScrollArea::keyPressEvent(event);
        return;
    }
    const double middle = axisWidth() / 2;
    switch (event->key()) {
    case Qt::Key_W:
    case Qt::Key_Plus:
        zoom(middle, kZoomStep);
        return;
    case Qt::Key_S:
    case Qt::Key_Minus:
        zoom(middle, 1 / kZoomStep);
        return;
    case Qt::Key_A:
        pan(kPanStep);
        return;
    case Qt::Key_D:
        pan(-kPanStep);
        return;
    case Qt::Key_F:
        if (event->modifiers().testFlag(Qt::ShiftModifier)) {
            stopFollowing();
            fitAll();
        } else {
            zoomToSelection();
        }
        return;
    case Qt::Key_Home:
        stopFollowing();
        m_axis.begin = m_context.playhead().first();
        viewport()->update();
        return;
    case Qt::Key_End:
        followNow();
        return;
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_Comma:
    case Qt::Key_Period:
        walk(event->key());
        return;
    case Qt::Key_N:
        step(!event->modifiers().testFlag(Qt::ShiftModifier));
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        zoomToSelection();
        return;
    case Qt::Key_Space:
        m_context.playhead().togglePause();
        return;
    case Qt::Key_Escape:
        m_context.selection().clear();
        return;
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

// To the next bar of the row, or to the bar of the next row that is nearest in time.
void TimelineView::walk(int key)
{
    std::vector<const std::vector<LaneItem> *> rows;
    for (const Lane &lane : m_lanes) {
        for (const auto &row : lane.rows)
            rows.push_back(&row);
    }
    if (rows.empty())
        return;
    const EntityId selected = m_context.selection().current().entity;
    std::size_t here = 0;
    std::size_t place = 0;
    bool found = false;
    for (std::size_t row = 0; row < rows.size() && !found; ++row) {
        const auto item
            = std::find_if(rows[row]->begin(), rows[row]->end(),
                           [&](const LaneItem &known) { return known.entity == selected; });
        found = item != rows[row]->end();
        here = row;
        place = static_cast<std::size_t>(item - rows[row]->begin());
    }
    if (!found) {
        reveal(rows.front()->front().entity);
        return;
    }
    if (key == Qt::Key_Up || key == Qt::Key_Down) {
        const std::size_t next
            = key == Qt::Key_Down ? std::min(here + 1, rows.size() - 1) : here - (here > 0 ? 1 : 0);
        const Timestamp time = (*rows[here])[place].begin;
        const auto nearest = std::min_element(
            rows[next]->begin(), rows[next]->end(), [&](const LaneItem &a, const LaneItem &b) {
                return std::chrono::abs(a.begin - time) < std::chrono::abs(b.begin - time);
            });
        reveal(nearest->entity);
        return;
    }
    const bool forward = key == Qt::Key_Right || key == Qt::Key_Period;
    if (forward ? place + 1 < rows[here]->size() : place > 0)
        reveal((*rows[here])[forward ? place + 1 : place - 1].entity);
}

void TimelineView::step(bool forward)
{
    m_context.selectNextNotOk(forward);
    if (const EntityId entity = m_context.selection().current().entity; !entity.isNull())
        reveal(entity);
}

void TimelineView::reveal(EntityId entity)
{
    m_context.selectEntity(entity);
    const EntityState state = stateAt(m_context.snapshot(), entity, m_context.playhead().at());
    const double x = state.exists ? m_axis.toPixel(state.firstTime) : axisWidth() / 2;
    if (x < 0 || x > axisWidth()) {
        stopFollowing();
        m_axis.begin = m_axis.toTime(x - axisWidth() / 3);
    }
    double top = 0;
    for (const Lane &lane : m_lanes) {
        const double height = static_cast<double>(lane.rows.size()) * kRowHeight + 6;
        const bool holds = std::any_of(lane.rows.begin(), lane.rows.end(), [&](const auto &row) {
            return std::any_of(row.begin(), row.end(),
                               [&](const LaneItem &item) { return item.entity == entity; });
        });
        if (holds) {
            const double view = viewport()->height() - kRulerHeight;
            const double value = verticalScrollBar()->value();
            if (top < value || top + height > value + view)
                verticalScrollBar()->setValue(static_cast<int>(top - view / 3));
            break;
        }
        top += height;
    }
    viewport()->update();
}

} // namespace sightglass
