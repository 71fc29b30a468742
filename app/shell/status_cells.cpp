// SPDX-License-Identifier: Apache-2.0
#include "app/shell/status_cells.h"

#include "views/alerts/alerts_view.h"
#include "views/common/glyphs.h"
#include "views/items/shown_text.h"
#include "views/problems/problems_view.h"

#include <QLabel>
#include <QStatusBar>
#include <QTimer>
#include <QToolButton>

#include <algorithm>

namespace sightglass {

StatusCells::StatusCells(QStatusBar &bar, ViewContext &context, Theme &theme, AlertsView &alerts,
                         ProblemsView &problems)
    : QObject(&bar)
    , m_context(context)
    , m_theme(theme)
    , m_alertsView(alerts)
    , m_problemsView(problems)
    , m_problems(cell(bar, QStringLiteral("statusProblems"), QStringLiteral("dockProblems")))
    , m_alerts(cell(bar, QStringLiteral("statusAlerts"), QStringLiteral("dockAlerts")))
    , m_sources(cell(bar, QStringLiteral("statusSources"), QStringLiteral("dockSources")))
    , m_memory(cell(bar, QStringLiteral("statusMemory"), QStringLiteral("viewEvents")))
    , m_line(new QLabel(&bar))
{
    m_line->setObjectName(QStringLiteral("statusLine"));
    m_line->setTextFormat(Qt::PlainText);
    m_line->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // never widens the window
    bar.addWidget(m_line, 1);
    auto *timer = new QTimer(this); // numbers change at most twice a second (rules.md §1)
    timer->setSingleShot(true);
    timer->setInterval(500);
    const auto soon = [timer] {
        if (!timer->isActive())
            timer->start();
    };
    connect(timer, &QTimer::timeout, this, &StatusCells::update);
    connect(&context, &ViewContext::advanced, this, soon);
    connect(&context, &ViewContext::moved, this, soon);
    connect(&context, &ViewContext::contentReplaced, this, soon);
    connect(&alerts, &AlertsView::headlineChanged, this, soon);
    connect(&problems, &ProblemsView::headlineChanged, this, soon);
    connect(&theme, &Theme::changed, this, &StatusCells::update);
    update();
}

QToolButton *StatusCells::cell(QStatusBar &bar, const QString &name, const QString &view)
{
    auto *button = new QToolButton(&bar);
    button->setObjectName(name);
    button->setAutoRaise(true);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    connect(button, &QToolButton::clicked, this, [this, view] {
        if (m_context.requests.reveal)
            m_context.requests.reveal(view);
    });
    bar.addWidget(button);
    return button;
}

void StatusCells::tell(const QString &line)
{
    m_line->setText(line);
}

void StatusCells::update()
{
    const Snapshot &snapshot = m_context.snapshot();
    m_problems->setText(m_problemsView.headline());
    m_problems->setIcon(stateIcon(m_problemsView.count() == 0 ? State::Succeeded
                                      : m_problemsView.worst() == Severity::Critical
                                      ? State::Error
                                      : State::Unstable,
                                  m_theme));
    const std::size_t alerts = m_context.alerts().size();
    m_alerts->setText(alerts == 1 ? tr("1 alert") : tr("%1 alerts").arg(countText(alerts)));
    m_alerts->setIcon(
        stateIcon(m_context.alerts().empty() ? State::Succeeded : State::Failed, m_theme));
    std::size_t working = 0;
    for (const SourceInfo &source : snapshot.sources)
        working += source.status != SourceInfo::Status::Failed
                && source.status != SourceInfo::Status::Retrying
            ? 1
            : 0;
    const auto reading = std::find_if(
        snapshot.sources.begin(), snapshot.sources.end(), [](const SourceInfo &source) {
            return source.status == SourceInfo::Status::Reading && source.bytesTotal > 0;
        });
    if (reading != snapshot.sources.end())
        m_sources->setText(tr("Reading %1 %").arg(reading->bytesRead * 100 / reading->bytesTotal));
    else
        m_sources->setText(
            tr("%1/%2 sources")
                .arg(QString::number(working), QString::number(snapshot.sources.size())));
    m_memory->setText(
        tr("%1 events, %2 rejected · %3 kept · %4 dropped")
            .arg(countText(snapshot.events.size()), countText(snapshot.rejected.size()),
                 countText(snapshot.keptEvents()), countText(snapshot.droppedEvents())));
    m_problems->setToolTip(tr("Findings about the data. Click to list them."));
    m_alerts->setToolTip(tr("Alerts about the delivery. Click to list them."));
    m_sources->setToolTip(tr("Where events come from. Click to list them."));
    m_memory->setToolTip(
        tr("Unique events, and bytes that were no event. What the memory budget has no room for is "
           "dropped, the oldest first: the log keeps it. Click for the table."));
    for (QToolButton *button : {m_problems, m_alerts, m_sources, m_memory})
        button->setAccessibleName(button->text());
}

} // namespace sightglass
