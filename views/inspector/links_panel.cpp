// SPDX-License-Identifier: Apache-2.0
#include "views/inspector/links_panel.h"

#include "model/graph/state.h"
#include "views/common/glyphs.h"
#include "views/items/shown_text.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <set>

namespace sightglass {
namespace {

constexpr int kTargetRole = Qt::UserRole;
constexpr int kVerdictRole = Qt::UserRole + 1; // number behind m_verdicts, from 1

} // namespace

LinksPanel::LinksPanel(ViewContext &context, Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_theme(theme)
    , m_tree(new QTreeWidget(this))
    , m_judge(new QPushButton(this))
{
    setObjectName(QStringLiteral("inspectorLinksPage"));
    m_tree->setObjectName(QStringLiteral("inspectorLinks"));
    m_tree->setAccessibleName(tr("Links"));
    m_tree->setHeaderLabels({tr("Link"), tr("What"), tr("Why")});
    m_tree->setUniformRowHeights(true);
    m_tree->header()->setStretchLastSection(true);
    m_tree->setColumnWidth(0, 130);
    m_tree->setColumnWidth(1, 180);
    m_tree->installEventFilter(this);
    m_judge->setObjectName(QStringLiteral("inspectorJudgeJoin"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_tree, 1);
    column->addWidget(m_judge, 0, Qt::AlignLeft);
    connect(m_judge, &QPushButton::clicked, this, &LinksPanel::judge);
    connect(m_tree, &QTreeWidget::currentItemChanged, this, &LinksPanel::offerVerdict);
    connect(m_tree, &QTreeWidget::itemActivated, this, [this](QTreeWidgetItem *item) {
        if (const auto target = item->data(0, kTargetRole).toUInt())
            m_context.selectEvent(EventId{target});
    });
    offerVerdict();
}

void LinksPanel::clear()
{
    m_tree->clear();
    m_verdicts.clear();
    offerVerdict();
}

// Upstream as this event and its siblings state it, downstream as others do.
void LinksPanel::show(EventId event)
{
    const Snapshot &snapshot = m_context.snapshot();
    const Timestamp at = m_context.playhead().at();
    const EntityId entity = snapshot.entityOf(event);
    const QTreeWidgetItem *current = m_tree->currentItem();
    const auto chosen = current ? current->data(0, kTargetRole).toUInt() : 0;
    clear();
    m_upstream = new QTreeWidgetItem(m_tree, {tr("Upstream")});
    m_downstream = new QTreeWidgetItem(m_tree, {tr("Downstream")});
    const bool activity = !entity.isNull() && isActivity(snapshot.kindOf(entity));
    const std::vector<EventId> carriers
        = activity ? eventsOf(snapshot, entity, at) : std::vector{event};
    for (const EventId carrier : carriers)
        addStated(carrier, activity ? entity : EntityId{});
    addInferred(event);
    for (QTreeWidgetItem *group : {m_upstream, m_downstream})
        group->setText(1, countText(static_cast<std::uint64_t>(group->childCount())));
    for (const EventId carrier : carriers)
        addRejected(carrier);
    m_tree->expandAll();
    for (QTreeWidgetItemIterator it{m_tree}; chosen != 0 && *it; ++it) {
        if ((*it)->data(0, kTargetRole).toUInt() == chosen)
            m_tree->setCurrentItem(*it);
    }
}

void LinksPanel::addStated(EventId carrier, EntityId self)
{
    const Snapshot &snapshot = m_context.snapshot();
    const auto [first, last] = snapshot.linksOf(carrier);
    for (std::uint32_t link = first; link < last; ++link) {
        const EventId up = snapshot.upstreamOf(link, carrier, m_context.playhead().at());
        const bool declared = (snapshot.linkFlagsOf(link) & link_flags::kDeclared) != 0;
        if ((up.isNull() && !declared)
            || (!up.isNull() && !self.isNull() && snapshot.entityOf(up) == self))
            continue;
        addLink(m_upstream, up, shownText(snapshot.linkTypeOf(link), 60),
                shownText(snapshot.upstreamTextOf(link), 60));
    }
}

void LinksPanel::addInferred(EventId event)
{
    const Snapshot &snapshot = m_context.snapshot();
    const NodeId node = nodeOf(snapshot, event);
    std::set<NodeId> inferred;
    for (const InferredLink &link : m_context.flows()->inferredAt(node)) {
        const bool isDownstream = nodeOf(snapshot, link.downstream) == node;
        const EventId other = isDownstream ? link.upstream : link.downstream;
        inferred.insert(nodeOf(snapshot, other));
        QTreeWidgetItem *line
            = addLink(isDownstream ? m_upstream : m_downstream, other, tr("inferred"), {});
        const QString reason = shownText(reasonOf(snapshot, link), 400);
        line->setText(2, reason);
        line->setToolTip(2, reason.toHtmlEscaped());
        const std::uint32_t row = link.identity.row();
        m_verdicts.push_back(
            {snapshot.identities.get(&IdentityColumns::kind, row),
             std::string{snapshot.texts[snapshot.identities.get(&IdentityColumns::value, row)]},
             std::string{claimantOf(snapshot, link.downstream)}, true});
        line->setData(0, kVerdictRole, static_cast<uint>(m_verdicts.size()));
    }
    for (const NodeId next : m_context.flows()->downstream(node)) {
        if (!inferred.count(next))
            addLink(m_downstream, next, tr("effect"), {});
    }
}

void LinksPanel::addRejected(EventId event)
{
    for (JoinVerdict &verdict : rejectedAt(m_context.snapshot(), event)) {
        const QString what = QString::fromUtf8(word(verdict.kind).data(),
                                               static_cast<qsizetype>(word(verdict.kind).size()))
            + QLatin1Char(' ') + shownText(verdict.value, 100);
        auto *line = new QTreeWidgetItem(m_tree, {tr("rejected join"), what, tr("by you")});
        verdict.rejected = false;
        m_verdicts.push_back(std::move(verdict));
        line->setData(0, kVerdictRole, static_cast<uint>(m_verdicts.size()));
    }
}

QTreeWidgetItem *LinksPanel::addLink(QTreeWidgetItem *group, EventId target, const QString &type,
                                     const QString &missing)
{
    const Snapshot &snapshot = m_context.snapshot();
    if (target.isNull())
        return new QTreeWidgetItem(group, {type, tr("%1 was not received").arg(missing)});
    const EntityId entity = snapshot.entityOf(target);
    const std::string name = entity.isNull()
        ? std::string{snapshot.typeOf(target)}
        : displayName(snapshot, entity, stateAt(snapshot, entity, m_context.playhead().at()));
    auto *line = new QTreeWidgetItem(group, {type, shownText(name, 100)});
    line->setData(0, kTargetRole, target.value);
    line->setIcon(1, kindIcon(entity.isNull() ? Kind::None : snapshot.kindOf(entity), m_theme));
    return line;
}

void LinksPanel::offerVerdict()
{
    const QTreeWidgetItem *item = m_tree->currentItem();
    const auto number = item ? item->data(0, kVerdictRole).toUInt() : 0;
    m_judge->setVisible(number != 0);
    if (number == 0)
        return;
    m_judge->setText(m_verdicts[number - 1].rejected ? tr("Reject this join (Del)")
                                                     : tr("Allow this join again (Del)"));
}

void LinksPanel::judge()
{
    const QTreeWidgetItem *item = m_tree->currentItem();
    const auto number = item ? item->data(0, kVerdictRole).toUInt() : 0;
    if (number != 0 && m_context.requests.judgeJoin)
        m_context.requests.judgeJoin(m_verdicts[number - 1]);
}

bool LinksPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress
        && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Delete) {
        judge();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace sightglass
