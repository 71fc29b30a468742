// SPDX-License-Identifier: Apache-2.0
#include "views/common/canvas_marks.h"
#include "views/common/glyphs.h"
#include "views/events/events_table.h"
#include "views/items/shown_text.h"

#include <QHeaderView>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace sightglass {
namespace {

constexpr int kPad = 6;
constexpr int kFoundMark = 4;
constexpr int kFoundTint = 36;

} // namespace

void EventsTable::paintEvent(QPaintEvent *)
{
    const FrameProbe::Timing timing{m_context.probe(), FrameProbe::Stage::Paint};
    QPainter painter{viewport()};
    painter.fillRect(viewport()->rect(), m_theme.canvas());
    if (m_context.isDemo())
        paintDemoMark(painter, viewport()->rect(), m_theme);
    if (rowCount() == 0 && !m_model.showsAll()) {
        paintEmptyState(painter, viewport()->rect(), m_theme, tr("None of these yet."),
                        tr("Esc shows all events."));
        return;
    }
    if (rowCount() == 0) {
        paintEmptyState(
            painter, viewport()->rect(), m_theme, tr("No events yet."),
            m_address.isEmpty()
                ? tr("Open a recording with Ctrl+O.")
                : tr("Send one to %1, or open a recording with Ctrl+O.").arg(m_address));
        return;
    }
    painter.setFont(m_theme.uiFont(13));
    const int first = firstRow();
    const int last = std::min(first + rowsInView() + 1, rowCount());
    for (int row = first; row < last; ++row)
        paintRow(painter, row, rowRect(row));
}

void EventsTable::paintRow(QPainter &painter, int row, const QRect &box)
{
    const EventId event = eventAt(row);
    const Snapshot &snapshot = m_context.snapshotOf(event);
    const State state = EventTableModel::stateOfEvent(snapshot, event);
    const Phase phase = snapshot.phaseOf(event);
    if (isNotOk(state) || (phase != Phase::None && state == State::Running))
        painter.fillRect(box, m_theme.tint(state));
    if (m_context.finder().isHit(event)) {
        painter.fillRect(QRect{box.left(), box.top(), kFoundMark, box.height()},
                         m_theme.selection());
        QColor tint = m_theme.selection();
        tint.setAlpha(kFoundTint);
        painter.fillRect(box, tint);
    }
    const bool selected = event == m_context.selection().current().event;
    if (snapshot.holds(event))
        paintCells(painter, row, box, snapshot);
    else
        paintUnread(painter, row, box);
    if (selected) {
        painter.setPen(QPen{m_theme.selection(), 2});
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(box.adjusted(1, 1, -1, -1));
        if (hasFocus()) {
            QPen pen{m_theme.text(), 1};
            pen.setDashPattern({3, 3});
            painter.setPen(pen);
            painter.drawRect(box.adjusted(3, 3, -3, -3));
        }
    }
}

void EventsTable::paintCells(QPainter &painter, int row, const QRect &box, const Snapshot &snapshot)
{
    const EventId event = eventAt(row);
    const EventId before = row > 0 ? eventAt(row - 1) : EventId{};
    const State state = EventTableModel::stateOfEvent(snapshot, event);
    const Phase phase = snapshot.phaseOf(event);
    const int left = -horizontalScrollBar()->value();
    for (int column = 0; column < EventTableModel::ColumnCount; ++column) {
        QRect cell{left + m_header->sectionPosition(column), box.top(),
                   m_header->sectionSize(column), box.height()};
        cell.adjust(kPad, 0, -kPad, 0);
        const QRect glyph{cell.left(), cell.center().y() - 6, 13, 13};
        if (column == EventTableModel::StateOf && phase != Phase::None) {
            paintStateGlyph(painter, glyph, state, m_theme);
            cell.adjust(18, 0, 0, 0);
        } else if (column == EventTableModel::KindOf) {
            paintKindSilhouette(painter, glyph, snapshot.kindOf(event), m_theme.secondaryText());
            cell.adjust(18, 0, 0, 0);
        }
        const bool numeric = column == EventTableModel::Number || column == EventTableModel::Time
            || column == EventTableModel::Delta;
        painter.setFont(numeric ? m_theme.fixedFont(12) : m_theme.uiFont(13));
        painter.setPen(column == EventTableModel::Number || column == EventTableModel::Delta
                           ? m_theme.secondaryText()
                           : m_theme.text());
        const QString text = painter.fontMetrics().elidedText(
            EventTableModel::text(snapshot, event, before, column), Qt::ElideMiddle, cell.width());
        painter.drawText(cell, EventTableModel::alignmentOf(column), text);
    }
}

// Of a row that is still on its way from the log the number is known.
void EventsTable::paintUnread(QPainter &painter, int row, const QRect &box)
{
    painter.setFont(m_theme.fixedFont(12));
    painter.setPen(m_theme.secondaryText());
    const int left = -horizontalScrollBar()->value();
    QRect number{left + m_header->sectionPosition(EventTableModel::Number), box.top(),
                 m_header->sectionSize(EventTableModel::Number), box.height()};
    painter.drawText(number.adjusted(kPad, 0, -kPad, 0),
                     EventTableModel::alignmentOf(EventTableModel::Number),
                     QString::number(eventAt(row).row() + 1));
    const QRect rest{number.right() + 1, box.top(), box.width(), box.height()};
    painter.setFont(m_theme.uiFont(13));
    painter.drawText(rest.adjusted(kPad, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                     tr("reading from the log…"));
}

} // namespace sightglass
