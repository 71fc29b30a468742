// SPDX-License-Identifier: Apache-2.0
#include "views/events/events_view.h"

#include "views/events/events_table.h"
#include "views/items/shown_text.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace sightglass {
namespace {

constexpr int kPillGap = 28;

} // namespace

EventsView::EventsView(ViewContext &context, Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_table(new EventsTable(context, theme, this))
    , m_pill(new QPushButton(this))
{
    setObjectName(QStringLiteral("viewEvents"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_table);
    m_pill->setObjectName(QStringLiteral("eventsPill"));
    m_pill->hide();
    connect(m_pill, &QPushButton::clicked, m_table, &EventsTable::followEnd);
    connect(m_table, &EventsTable::followChanged, this, &EventsView::updatePill);
    setFocusProxy(m_table);
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
