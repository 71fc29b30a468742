// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget> // first: moc stumbles over standard headers that stand before it

#include "views/common/theme.h"
#include "views/context/view_context.h"

class QLabel;
class QPushButton;
class QShortcut;

namespace sightglass {

class EventsTable;

/// The table of events and, when it does not follow, how many are new (ux.md §2.6.5).
class EventsView final : public QWidget
{
    Q_OBJECT
public:
    EventsView(ViewContext &context, Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] EventsTable &table() { return *m_table; }

    /// No others than those, until the user wants all again or other content comes.
    void showOnly(EventFilter filter);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void makeFilterBar();
    void showAll();
    void updateFilterBar();
    void updatePill();

    ViewContext &m_context;
    EventsTable *m_table;
    QPushButton *m_pill;
    QWidget *m_filterBar;
    QLabel *m_filterWords;
    QShortcut *m_escape; // out of the filter; without one it clears the selection
    QString m_words;
};

} // namespace sightglass
