// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget> // first: moc stumbles over standard headers that stand before it

#include "views/common/theme.h"
#include "views/context/view_context.h"

class QTreeWidget;

namespace sightglass {

/// Every connection that events come from, its state in a word, its numbers and its last error
/// (ux.md §2.6.11).
class SourcesView final : public QWidget
{
    Q_OBJECT
public:
    SourcesView(ViewContext &context, Theme &theme, QWidget *parent = nullptr);

    void setReceiver(const QString &address, const QString &problem);

Q_SIGNALS:
    void testEventWanted();

private:
    void fill();

    ViewContext &m_context;
    Theme &m_theme;
    QTreeWidget *m_list;
    QString m_address;
    QString m_problem;
};

} // namespace sightglass
