// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject> // first: moc stumbles over standard headers that stand before it

#include "views/common/theme.h"
#include "views/context/view_context.h"

#include <functional>

class QLabel;
class QStatusBar;
class QToolButton;

namespace sightglass {

class AlertsView;
class ProblemsView;

/// The cells of the status bar: each a button that opens what it counts (ux.md §2.2).
class StatusCells final : public QObject
{
    Q_OBJECT
public:
    StatusCells(QStatusBar &bar, ViewContext &context, Theme &theme, AlertsView &alerts,
                ProblemsView &problems);

    /// One line for a few seconds: a hint, or what a key did.
    void tell(const QString &line);

private:
    QToolButton *cell(QStatusBar &bar, const QString &name, const QString &view);
    void update();

    ViewContext &m_context;
    Theme &m_theme;
    AlertsView &m_alertsView;
    ProblemsView &m_problemsView;
    QToolButton *m_problems;
    QToolButton *m_alerts;
    QToolButton *m_sources;
    QToolButton *m_memory;
    QLabel *m_line;
};

} // namespace sightglass
