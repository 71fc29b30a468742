// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget> // first: moc stumbles over standard headers that stand before it

#include "views/common/theme.h"
#include "views/context/view_context.h"

class QLabel;
class QTreeWidget;

namespace sightglass {

/// "Failed 3 times in a row, of 12 runs": why the rule fires, with its numbers.
[[nodiscard]] QString alertSentence(const Alert &alert);

/// The alerts that fire at the playhead, newest first (ux.md §2.6.7).
class AlertsView final : public QWidget
{
    Q_OBJECT
public:
    AlertsView(ViewContext &context, Theme &theme, QWidget *parent = nullptr);

    /// "3 firing".
    [[nodiscard]] QString headline() const;

Q_SIGNALS:
    void headlineChanged();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fill();
    void select(int row);

    ViewContext &m_context;
    Theme &m_theme;
    QTreeWidget *m_list;
    QLabel *m_empty;
    std::size_t m_firing = 0;
};

} // namespace sightglass
