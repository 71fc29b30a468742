// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget> // first: moc stumbles over standard headers that stand before it

#include "views/common/theme.h"
#include "views/context/view_context.h"

class QPushButton;

namespace sightglass {

class EventsTable;

/// The table of events and, when it does not follow, how many are new (ux.md §2.6.5).
class EventsView final : public QWidget
{
    Q_OBJECT
public:
    EventsView(ViewContext &context, Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] EventsTable &table() { return *m_table; }

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void updatePill();

    EventsTable *m_table;
    QPushButton *m_pill;
};

} // namespace sightglass
