// SPDX-License-Identifier: Apache-2.0
#include "views/events/events_table.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QWheelEvent>

#include <algorithm>
#include <array>
#include <utility>

namespace sightglass {
namespace {

constexpr std::array<int, EventTableModel::ColumnCount> kWidths{50,  112, 76,  136, 236,
                                                                136, 150, 104, 220};
constexpr int kWheelRows = 3;

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
    connect(&context, &ViewContext::leaving, this, [this] { m_anchor = firstRow(); });
    connect(&context, &ViewContext::advanced, this, &EventsTable::settleOlder);
    connect(&context, &ViewContext::moved, this, &EventsTable::settleOlder);
    connect(&context, &ViewContext::olderLoaded, viewport(), qOverload<>(&QWidget::update));
    connect(&theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
    connect(&context.selection(), &Selection::changed, this, [this] {
        // What was chosen elsewhere is shown here; what lost its oldest events was not chosen.
        if (const int row = selectedRow(); row >= 0 && !m_context.isDropping())
            ensureVisible(row);
        viewport()->update();
    });
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

EventId EventsTable::eventAt(int row) const
{
    const int older = m_model.olderRows();
    return row < older ? EventId::ofRow(static_cast<std::uint32_t>(row))
                       : m_model.eventAt(row - older);
}

int EventsTable::selectedRow() const
{
    const EventId event = m_context.selection().current().event;
    const int older = m_model.olderRows();
    if (!event.isNull() && event.row() < static_cast<std::uint32_t>(older))
        return static_cast<int>(event.row());
    const int row = m_model.rowOf(event);
    return row < 0 ? -1 : older + row;
}

// Scrolled by row: pixel positions overflow at a hundred million rows (rules.md §3).
void EventsTable::updateBars()
{
    setViewportMargins(0, m_header->sizeHint().height(), 0, 0);
    const QRect inner = viewport()->geometry();
    m_header->setGeometry(inner.left(), inner.top() - m_header->sizeHint().height(), inner.width(),
                          m_header->sizeHint().height());
    m_settingBar = true;
    m_older = m_model.olderRows();
    verticalScrollBar()->setRange(0, std::max(0, rowCount() - rowsInView()));
    verticalScrollBar()->setPageStep(rowsInView());
    horizontalScrollBar()->setRange(0, std::max(0, m_header->length() - viewport()->width()));
    horizontalScrollBar()->setPageStep(viewport()->width());
    m_settingBar = false;
}

// Rows that leave the model are older ones from then on: what is in view stays where it is.
void EventsTable::settleOlder()
{
    const int anchor = std::exchange(m_anchor, -1);
    if (m_model.olderRows() == m_older && anchor < 0)
        return;
    updateBars();
    if (m_following) {
        followEnd();
    } else if (anchor >= 0) {
        m_settingBar = true;
        verticalScrollBar()->setValue(anchor);
        m_settingBar = false;
    }
    viewport()->update();
}

// What is in view stays where it is when rows come in above it.
void EventsTable::inserted(int first, int last)
{
    first += m_model.olderRows();
    last += m_model.olderRows();
    const int anchor = firstRow();
    updateBars();
    if (m_following) {
        m_settingBar = true;
        verticalScrollBar()->setValue(verticalScrollBar()->maximum());
        m_settingBar = false;
    } else if (m_anchor < 0) { // else some of these rows were here before
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
    if (!m_context.isDropping())
        updateBars();
    if (rowCount() == 0) {
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

void EventsTable::select(int row)
{
    if (row < 0 || row >= rowCount())
        return;
    m_context.selectEvent(eventAt(row));
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
        select(row < 0 ? firstRow() : std::min(row + 1, rowCount() - 1));
        return;
    case Qt::Key_PageUp:
        select(std::max((row < 0 ? firstRow() : row) - rowsInView(), 0));
        return;
    default:
        select(std::min((row < 0 ? firstRow() : row) + rowsInView(), rowCount() - 1));
    }
}

void EventsTable::step(bool forward)
{
    const int older = m_model.olderRows();
    const int rows = m_model.rowCount(); // those in memory
    const int selected = selectedRow() < 0 ? -1 : std::max(selectedRow() - older, -1);
    const int from = selectedRow() < 0 ? (forward ? -1 : rows) : selected;
    for (int row = forward ? from + 1 : from - 1; row >= 0 && row < rows; row += forward ? 1 : -1) {
        const EventId event = m_model.eventAt(row);
        if (m_context.snapshot().phaseOf(event) != Phase::None
            && isNotOk(EventTableModel::stateOfEvent(m_context.snapshot(), event))) {
            select(older + row);
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
        select(rowCount() - 1);
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

void EventsTable::copyRow()
{
    const int row = selectedRow();
    if (row < 0)
        return;
    QStringList cells;
    const EventId event = eventAt(row);
    for (int column = 0; column < EventTableModel::ColumnCount; ++column)
        cells.append(EventTableModel::text(m_context.snapshotOf(event), event,
                                           row > 0 ? eventAt(row - 1) : EventId{}, column));
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
