// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget> // first: moc stumbles over standard headers that stand before it

#include "model/graph/state.h"
#include "views/common/theme.h"
#include "views/context/view_context.h"

class QLabel;
class QPushButton;
class QStackedLayout;
class QTabWidget;
class QTreeView;
class QTreeWidget;
class QTreeWidgetItem;

namespace sightglass {

class JsonTreeModel;
class JsonView;
class LinksPanel;

/// All that is known of the selection, as of the playhead (ux.md §2.6.6).
class Inspector final : public QWidget
{
    Q_OBJECT
public:
    Inspector(ViewContext &context, Theme &theme, QWidget *parent = nullptr);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QWidget *makeHeader();
    QWidget *makeSummary();
    void refresh();
    void fillSummary(EventId event, EntityId entity, const EntityState &state);
    void fillTimes(const EntityState &state);
    void fillEvents(const Snapshot &snapshot, EntityId entity);
    void fillProblems(EventId event);
    void read(EventId event);
    void readAddress(EventId event);
    void openAddress();
    [[nodiscard]] QString titleOf(EventId event) const;

    ViewContext &m_context;
    Theme &m_theme;
    QStackedLayout *m_pages;
    QLabel *m_icon;
    QLabel *m_title;
    QLabel *m_state;
    QPushButton *m_open;
    QLabel *m_sentence;
    QTreeWidget *m_facts;
    QTabWidget *m_tabs;
    JsonTreeModel *m_fieldsModel;
    QTreeView *m_fields;
    JsonView *m_json;
    LinksPanel *m_links;
    EventId m_read; // whose record the fields and the JSON show
    QString m_address;
};

} // namespace sightglass
