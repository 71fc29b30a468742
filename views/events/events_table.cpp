// SPDX-License-Identifier: Apache-2.0
#include "views/events/events_table.h"

#include "views/common/canvas_marks.h"
#include "views/common/glyphs.h"
#include "views/items/shown_text.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QWheelEvent>

#include <algorithm>
#include <array>

namespace sightglass {
namespace {

constexpr std::array<int, EventTableModel::ColumnCount> kWidths{50,  112, 76,  136, 236,
                                                                136, 150, 104, 220};
constexpr int kWheelRows = 3;
constexpr int kPad = 6;
constexpr int kFoundMark = 4;
constexpr int kFoundTint = 36;

} // namespace

EventsTable::EventsTable(ViewContext &context, Theme &theme, QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_context(context)
    , m_theme(theme)
    , m_model(context, this)
    , m_header(new QHeaderView(Qt::Horizontal, this))
{
    setObjectName(QStringLiteral("eventsTable"));
    setAccessibleName(tr("Events"));
    setFocusPolicy(Qt::StrongFocus);
    m_header->setModel(&m_model);
    m_header->setSectionsClickable(false);
    m_header->setStretchLastSection(true);
    m_header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    for (int column = 0; column < EventTableModel::ColumnCount; ++column)
        m_header->resizeSection(column, kWidths[static_cast<std::size_t>(column)]);
    connect(m_header, &QHeaderView::sectionResized, this, [this] {
        updateBars();
        viewport()->update();
    });
    connect(&m_model, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) { inserted(first, last); });
    connect(&m_model, &QAbstractItemModel::rowsRemoved, this,
            [this](const QModelIndex &, int first, int last) { removed(first, last); });
    connect(&theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
    connect(&context.selection(), &Selection::changed, viewport(), qOverload<>(&QWidget::update));
    connect(&context.finder(), &Finder::changed, viewport(), qOverload<>(&QWidget::update));
    connect(&context.playhead(), &Playhead::modeChanged, this, [this] {
        if (m_context.playhead().mode() == Mode::Live && !m_following && m_newRows == 0)
            followEnd();
    });
    updateBars();
}

void EventsTable::setReceiverAddress(const QString &address)
{
    m_address = address;
    viewport()->update();
}

int EventsTable::firstRow() const
{
    return verticalScrollBar()->value();
}

int EventsTable::rowsInView() const
{
    return std::max(viewport()->height() / m_rowHeight, 1);
}

QRect EventsTable::rowRect(int row) const
{
    return {0, (row - firstRow()) * m_rowHeight, viewport()->width(), m_rowHeight};
}

int EventsTable::selectedRow() const
{
    return m_model.rowOf(m_context.selection().current().event);
}

// Scrolled by row: pixel positions overflow at a hundred million rows (rules.md §3).
void EventsTable::updateBars()
{
    setViewportMargins(0, m_header->sizeHint().height(), 0, 0);
    const QRect inner = viewport()->geometry();
    m_header->setGeometry(inner.left(), inner.top() - m_header->sizeHint().height(), inner.width(),
                          m_header->sizeHint().height());
    m_settingBar = true;
    verticalScrollBar()->setRange(0, std::max(0, m_model.rowCount() - rowsInView()));
    verticalScrollBar()->setPageStep(rowsInView());
    horizontalScrollBar()->setRange(0, std::max(0, m_header->length() - viewport()->width()));
    horizontalScrollBar()->setPageStep(viewport()->width());
    m_settingBar = false;
}

// What is in view stays where it is when rows come in above it.
void EventsTable::inserted(int first, int last)
{
    const int anchor = firstRow();
    updateBars();
    if (m_following) {
        m_settingBar = true;
        verticalScrollBar()->setValue(verticalScrollBar()->maximum());
        m_settingBar = false;
    } else {
        if (first < anchor) {
            m_settingBar = true;
            verticalScrollBar()->setValue(anchor + last - first + 1);
            m_settingBar = false;
        }
        m_newRows += last - first + 1;
        Q_EMIT followChanged();
    }
    viewport()->update();
}

void EventsTable::removed(int, int)
{
    updateBars();
    if (m_model.rowCount() == 0) {
        m_newRows = 0;
        m_following = true;
        Q_EMIT followChanged();
    }
    viewport()->update();
}

void EventsTable::followEnd()
{
    m_following = true;
    m_newRows = 0;
    m_settingBar = true;
    verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    m_settingBar = false;
    Q_EMIT followChanged();
    viewport()->update();
}

void EventsTable::scrollContentsBy(int, int)
{
    m_header->setOffset(horizontalScrollBar()->value());
    if (!m_settingBar) {
        const bool atEnd = verticalScrollBar()->value() == verticalScrollBar()->maximum();
        if (atEnd)
            m_newRows = 0;
        if (atEnd != m_following) {
            m_following = atEnd;
            Q_EMIT followChanged();
        }
    }
    viewport()->update();
}

void EventsTable::resizeEvent(QResizeEvent *)
{
    updateBars();
    if (m_following)
        followEnd();
}

void EventsTable::paintEvent(QPaintEvent *)
{
    QPainter painter{viewport()};
    painter.fillRect(viewport()->rect(), m_theme.canvas());
    if (m_context.isDemo())
        paintDemoMark(painter, viewport()->rect(), m_theme);
    if (m_model.rowCount() == 0 && !m_model.showsAll()) {
        paintEmptyState(painter, viewport()->rect(), m_theme, tr("None of these yet."),
                        tr("Esc shows all events."));
        return;
    }
    if (m_model.rowCount() == 0) {
        paintEmptyState(
            painter, viewport()->rect(), m_theme, tr("No events yet."),
            m_address.isEmpty()
                ? tr("Open a recording with Ctrl+O.")
                : tr("Send one to %1, or open a recording with Ctrl+O.").arg(m_address));
        return;
    }
    painter.setFont(m_theme.uiFont(13));
    const int first = firstRow();
    const int last = std::min(first + rowsInView() + 1, m_model.rowCount());
    for (int row = first; row < last; ++row)
        paintRow(painter, row, rowRect(row));
}

void EventsTable::paintRow(QPainter &painter, int row, const QRect &box)
{
    const EventId event = m_model.eventAt(row);
    const State state = EventTableModel::stateOfEvent(m_context.snapshot(), event);
    const Phase phase = m_context.snapshot().phaseOf(event);
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
    const int left = -horizontalScrollBar()->value();
    for (int column = 0; column < EventTableModel::ColumnCount; ++column) {
        QRect cell{left + m_header->sectionPosition(column), box.top(),
                   m_header->sectionSize(column), box.height()};
        cell.adjust(kPad, 0, -kPad, 0);
        const QModelIndex index = m_model.index(row, column);
        const QRect glyph{cell.left(), cell.center().y() - 6, 13, 13};
        if (column == EventTableModel::StateOf && phase != Phase::None) {
            paintStateGlyph(painter, glyph, state, m_theme);
            cell.adjust(18, 0, 0, 0);
        } else if (column == EventTableModel::KindOf) {
            paintKindSilhouette(painter, glyph, m_context.snapshot().kindOf(event),
                                m_theme.secondaryText());
            cell.adjust(18, 0, 0, 0);
        }
        const bool numeric = column == EventTableModel::Number || column == EventTableModel::Time
            || column == EventTableModel::Delta;
        painter.setFont(numeric ? m_theme.fixedFont(12) : m_theme.uiFont(13));
        painter.setPen(column == EventTableModel::Number || column == EventTableModel::Delta
                           ? m_theme.secondaryText()
                           : m_theme.text());
        const QString text = painter.fontMetrics().elidedText(index.data().toString(),
                                                              Qt::ElideMiddle, cell.width());
        painter.drawText(cell, index.data(Qt::TextAlignmentRole).toInt(), text);
    }
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

void EventsTable::select(int row)
{
    if (row < 0 || row >= m_model.rowCount())
        return;
    m_context.selectEvent(m_model.eventAt(row));
    ensureVisible(row);
}

void EventsTable::ensureVisible(int row)
{
    const int first = firstRow();
    if (row < first)
        verticalScrollBar()->setValue(row);
    else if (row >= first + rowsInView())
        verticalScrollBar()->setValue(row - rowsInView() + 1);
}

void EventsTable::moveSelection(int key)
{
    const int row = selectedRow();
    switch (key) {
    case Qt::Key_Up:
        select(row < 0 ? firstRow() : std::max(row - 1, 0));
        return;
    case Qt::Key_Down:
        select(row < 0 ? firstRow() : std::min(row + 1, m_model.rowCount() - 1));
        return;
    case Qt::Key_PageUp:
        select(std::max((row < 0 ? firstRow() : row) - rowsInView(), 0));
        return;
    default:
        select(std::min((row < 0 ? firstRow() : row) + rowsInView(), m_model.rowCount() - 1));
    }
}

void EventsTable::step(bool forward)
{
    const int rows = m_model.rowCount();
    const int from = selectedRow() < 0 ? (forward ? -1 : rows) : selectedRow();
    for (int row = forward ? from + 1 : from - 1; row >= 0 && row < rows; row += forward ? 1 : -1) {
        const EventId event = m_model.eventAt(row);
        if (m_context.snapshot().phaseOf(event) != Phase::None
            && isNotOk(EventTableModel::stateOfEvent(m_context.snapshot(), event))) {
            select(row);
            return;
        }
    }
    if (m_context.requests.status)
        m_context.requests.status(forward ? tr("No further problem below.")
                                          : tr("No further problem above."));
}

void EventsTable::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        copyRow();
        return;
    }
    if ((event->modifiers() & (Qt::ControlModifier | Qt::AltModifier)) != 0) {
        QAbstractScrollArea::keyPressEvent(event);
        return;
    }
    switch (event->key()) {
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        moveSelection(event->key());
        return;
    case Qt::Key_Home:
        select(0);
        return;
    case Qt::Key_End:
        select(m_model.rowCount() - 1);
        followEnd();
        return;
    case Qt::Key_N:
        step(!event->modifiers().testFlag(Qt::ShiftModifier));
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
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void EventsTable::copyRow() const
{
    const int row = selectedRow();
    if (row < 0)
        return;
    QStringList cells;
    for (int column = 0; column < EventTableModel::ColumnCount; ++column)
        cells.append(m_model.index(row, column).data().toString());
    QGuiApplication::clipboard()->setText(cells.join(QLatin1Char('\t')));
}

void EventsTable::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        select(firstRow() + static_cast<int>(event->position().y()) / m_rowHeight);
}

void EventsTable::mouseDoubleClickEvent(QMouseEvent *)
{
    if (m_context.requests.reveal)
        m_context.requests.reveal(QStringLiteral("dockInspector"));
}

void EventsTable::wheelEvent(QWheelEvent *event)
{
    if (event->modifiers().testFlag(Qt::ShiftModifier))
        horizontalScrollBar()->setValue(horizontalScrollBar()->value()
                                        - event->angleDelta().y() / 2);
    else
        verticalScrollBar()->setValue(verticalScrollBar()->value()
                                      - event->angleDelta().y() / 120 * kWheelRows);
    event->accept();
}

} // namespace sightglass
