// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

#include "model/graph/flows.h"
#include "views/common/theme.h"
#include "views/context/view_context.h"

class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace sightglass {

/// The links of the selection, stated and inferred, with the reason of each inferred one and a way
/// to reject it (ux.md §2.6.6).
class LinksPanel final : public QWidget
{
    Q_OBJECT
public:
    LinksPanel(ViewContext &context, Theme &theme, QWidget *parent = nullptr);

    void show(EventId event);
    void clear();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void addStated(EventId carrier, EntityId self);
    void addInferred(EventId event);
    void addRejected(EventId event);
    QTreeWidgetItem *addLink(QTreeWidgetItem *group, EventId target, const QString &type,
                             const QString &missing);
    void offerVerdict();
    void judge();

    ViewContext &m_context;
    Theme &m_theme;
    QTreeWidget *m_tree;
    QPushButton *m_judge;
    QTreeWidgetItem *m_upstream = nullptr; // of m_tree
    QTreeWidgetItem *m_downstream = nullptr;
    std::vector<JoinVerdict> m_verdicts; // what the lines that carry a number offer
};

} // namespace sightglass
