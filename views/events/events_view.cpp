// SPDX-License-Identifier: Apache-2.0
#include "views/events/events_view.h"

#include "views/events/events_table.h"
#include "views/items/shown_text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QShortcut>
#include <QVBoxLayout>

#include <utility>

namespace sightglass {
namespace {

constexpr int kPillGap = 28;

} // namespace

EventsView::EventsView(ViewContext &context, Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_table(new EventsTable(context, theme, this))
    , m_pill(new QPushButton(this))
    , m_filterBar(new QWidget(this))
    , m_filterWords(new QLabel(m_filterBar))
    , m_escape(new QShortcut(Qt::Key_Escape, this, this, &EventsView::showAll,
                             Qt::WidgetWithChildrenShortcut))
{
    setObjectName(QStringLiteral("viewEvents"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_filterBar);
    column->addWidget(m_table);
    makeFilterBar();
    m_pill->setObjectName(QStringLiteral("eventsPill"));
    m_pill->hide();
    connect(m_pill, &QPushButton::clicked, m_table, &EventsTable::followEnd);
    connect(m_table, &EventsTable::followChanged, this, &EventsView::updatePill);
    setFocusProxy(m_table);
}

void EventsView::makeFilterBar()
{
    m_filterBar->setObjectName(QStringLiteral("eventsFilterBar"));
    m_filterWords->setObjectName(QStringLiteral("eventsFilterWords"));
    m_filterWords->setTextFormat(Qt::PlainText);
    auto *all = new QPushButton(tr("Show all"), m_filterBar);
    all->setObjectName(QStringLiteral("eventsShowAll"));
    all->setToolTip(tr("All events again (Esc)"));
    auto *row = new QHBoxLayout(m_filterBar);
    row->setContentsMargins(8, 4, 8, 4);
    row->addWidget(m_filterWords);
    row->addWidget(all);
    row->addStretch(1);
    connect(all, &QPushButton::clicked, this, &EventsView::showAll);
    const EventTableModel &model = m_table->model();
    connect(&model, &QAbstractItemModel::rowsInserted, this, &EventsView::updateFilterBar);
    connect(&model, &QAbstractItemModel::rowsRemoved, this, &EventsView::updateFilterBar);
    connect(&m_context, &ViewContext::contentReplaced, this, &EventsView::updateFilterBar);
    updateFilterBar();
}

void EventsView::showOnly(EventFilter filter)
{
    m_words = filter.words;
    m_table->model().showOnly(std::move(filter));
    updateFilterBar();
}

void EventsView::showAll()
{
    m_table->model().showAll();
    updateFilterBar();
}

void EventsView::updateFilterBar()
{
    const EventTableModel &model = m_table->model();
    m_filterBar->setVisible(!model.showsAll());
    m_escape->setEnabled(!model.showsAll());
    if (model.showsAll())
        return;
    const std::uint32_t all = m_context.order().countUntil(m_context.playhead().at());
    m_filterWords->setText(
        tr("Only %1: %2 of %3 events")
            .arg(m_words, countText(static_cast<std::uint64_t>(model.rowCount())), countText(all)));
}

void EventsView::updatePill()
{
    m_pill->setVisible(m_table->newRows() > 0);
    m_pill->setText(
        tr("%1 new ↓ End").arg(countText(static_cast<std::uint64_t>(m_table->newRows()))));
    m_pill->adjustSize();
    m_pill->move((width() - m_pill->width()) / 2, height() - m_pill->height() - kPillGap);
    m_pill->raise();
}

void EventsView::resizeEvent(QResizeEvent *)
{
    updatePill();
}

} // namespace sightglass
