// SPDX-License-Identifier: Apache-2.0
#include "views/alerts/alerts_view.h"

#include "views/common/glyphs.h"
#include "views/items/shown_text.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace sightglass {
namespace {

enum Column : int { kSeverity, kWhat, kSince, kRule, kSubject };
constexpr std::size_t kMostListed = 500;
constexpr int kEntityRole = Qt::UserRole;

State stateOf(const Alert &alert)
{
    if (alert.rule == kRuleErrored)
        return State::Error;
    return alert.rule == kRuleFailed ? State::Failed : State::Unstable;
}

QString latin(std::string_view text)
{
    return QString::fromLatin1(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

QString alertSentence(const Alert &alert)
{
    const QString name = shownText(alert.name, 80);
    if (alert.rule == kRuleOverdue)
        return AlertsView::tr("%1 has run for %2; 9 of 10 of its %3 earlier runs took at most %4")
            .arg(name, durationText(alert.value), countText(alert.total),
                 durationText(alert.limit));
    if (alert.rule == kRuleSourceSilent)
        return AlertsView::tr("%1 has been silent for %2; it sent every %3 before")
            .arg(name, durationText(alert.value), durationText(alert.limit));
    const QString verb = alert.rule == kRuleErrored ? AlertsView::tr("ended in an error")
                                                    : AlertsView::tr("failed");
    if (alert.total == 1)
        return AlertsView::tr("%1 %2 in its only run").arg(name, verb);
    if (alert.count == 1)
        return AlertsView::tr("%1 %2 in the newest of its %3 runs")
            .arg(name, verb, countText(alert.total));
    return AlertsView::tr("%1 %2 %3 times in a row, of %4 runs")
        .arg(name, verb, countText(alert.count), countText(alert.total));
}

AlertsView::AlertsView(ViewContext &context, Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_theme(theme)
    , m_list(new QTreeWidget(this))
    , m_empty(new QLabel(this))
{
    setObjectName(QStringLiteral("alertsView"));
    m_list->setObjectName(QStringLiteral("alertsList"));
    m_list->setAccessibleName(tr("Alerts"));
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setHeaderLabels({tr("Severity"), tr("What"), tr("Since"), tr("Rule"), tr("Subject")});
    m_list->setColumnWidth(kSeverity, 90);
    m_list->setColumnWidth(kWhat, 480);
    m_list->setColumnWidth(kSince, 230);
    m_list->installEventFilter(this);
    m_empty->setTextFormat(Qt::PlainText);
    m_empty->setText(tr("No alerts firing. %1 rules watching.").arg(kRuleCount));
    m_empty->setMargin(8);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_empty);
    column->addWidget(m_list, 1);
    setFocusProxy(m_list);
    connect(m_list, &QTreeWidget::itemClicked, this,
            [this](QTreeWidgetItem *item) { select(m_list->indexOfTopLevelItem(item)); });
    connect(m_list, &QTreeWidget::itemActivated, this, [this](QTreeWidgetItem *item) {
        select(m_list->indexOfTopLevelItem(item));
        if (m_context.requests.reveal)
            m_context.requests.reveal(QStringLiteral("viewFlow"));
    });
    connect(&context, &ViewContext::alertsChanged, this, &AlertsView::fill);
    connect(&theme, &Theme::changed, this, &AlertsView::fill);
    fill();
}

QString AlertsView::headline() const
{
    return tr("%1 firing").arg(countText(m_firing));
}

// Lines are rewritten in place, so that nothing jumps under the pointer.
void AlertsView::fill()
{
    const std::vector<Alert> &alerts = m_context.alerts();
    m_firing = alerts.size();
    m_empty->setVisible(alerts.empty());
    m_list->setVisible(!alerts.empty());
    const auto listed = static_cast<int>(std::min(alerts.size(), kMostListed));
    for (int row = 0; row < listed; ++row) {
        const Alert &alert = alerts[static_cast<std::size_t>(row)];
        QTreeWidgetItem *line = m_list->topLevelItem(row);
        if (!line)
            line = new QTreeWidgetItem(m_list);
        line->setIcon(kSeverity, stateIcon(stateOf(alert), m_theme));
        line->setText(kSeverity, latin(word(alert.severity)));
        line->setText(kWhat, alertSentence(alert));
        line->setText(kSince,
                      dateTimeText(alert.since) + QStringLiteral("  ")
                          + relativeText(alert.since, m_context.playhead().now()));
        line->setText(kRule, latin(alert.rule));
        line->setText(kSubject, shownText(alert.subject, 120));
        line->setData(kSeverity, kEntityRole, alert.entity.value);
    }
    while (m_list->topLevelItemCount() > listed)
        delete m_list->takeTopLevelItem(listed);
    Q_EMIT headlineChanged();
}

void AlertsView::select(int row)
{
    QTreeWidgetItem *line = m_list->topLevelItem(row);
    if (!line)
        return;
    m_list->setCurrentItem(line);
    const EntityId entity{line->data(kSeverity, kEntityRole).toUInt()};
    if (!entity.isNull())
        m_context.selectEntity(entity);
}

bool AlertsView::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_list || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    if (key->key() != Qt::Key_N)
        return QWidget::eventFilter(watched, event);
    const int count = m_list->topLevelItemCount();
    const int step = key->modifiers().testFlag(Qt::ShiftModifier) ? count - 1 : 1;
    const int here = m_list->indexOfTopLevelItem(m_list->currentItem());
    if (count > 0)
        select(here < 0 ? 0 : (here + step) % count);
    return true;
}

} // namespace sightglass
