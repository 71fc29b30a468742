// SPDX-License-Identifier: Apache-2.0
#include "views/flow/flow_canvas.h"
#include "views/items/shown_text.h"

#include <algorithm>
#include <unordered_map>

namespace sightglass {
namespace {

using What = ItemDifference::What;

QString latin(std::string_view text)
{
    return QString::fromLatin1(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

void FlowCanvas::setCompareBase(std::optional<FlowGraph> base, const QString &title)
{
    m_base = std::move(base);
    m_compareTitle = title;
    updateBadges();
    update();
    Q_EMIT changed();
}

// Alerts first, then what differs from the compare base, then what is wrong with the data.
void FlowCanvas::updateBadges()
{
    m_badges.clear();
    m_comparison.reset();
    if (!m_picture)
        return;
    if (m_base)
        m_comparison = compareFlows(*m_picture, m_moment, context().snapshot(), *m_base);
    std::unordered_map<EntityId, std::uint32_t> items; // of what an alert is about
    for (const Alert &alert : context().alerts()) {
        if (!alert.entity.isNull())
            items.emplace(alert.entity, kNoItem);
    }
    for (std::uint32_t node = 0; !items.empty() && node < m_picture->flow.nodes.size(); ++node) {
        const auto about = items.find(m_picture->flow.nodes[node].entity);
        if (about != items.end() && about->second == kNoItem)
            about->second = m_picture->itemOfNode[node];
    }
    for (const Alert &alert : context().alerts()) {
        const auto item = alert.entity.isNull() ? items.end() : items.find(alert.entity);
        if (item == items.end() || item->second == kNoItem)
            continue;
        QString words = tr("alert: %1").arg(latin(alert.rule));
        if (alert.count > 1)
            words += tr(", %1 in a row").arg(countText(alert.count));
        m_badges.push_back({item->second, tr("alert"), words,
                            alert.severity == Severity::Critical ? Hue::Failure : Hue::Warning});
    }
    for (std::uint32_t item = 0; item < m_picture->items.size(); ++item) {
        if (const QString words = differenceWords(item); !words.isEmpty()) {
            const bool isNew = m_comparison->items[item].what == What::New;
            m_badges.push_back({item, isNew ? tr("＋ new") : tr("≠ changed"), words, Hue::Running});
        }
        if (item < m_extras.problems.size() && m_extras.problems[item] > 0) {
            const QString words = m_extras.problems[item] == 1
                ? tr("1 problem in its data")
                : tr("%1 problems in its data").arg(countText(m_extras.problems[item]));
            m_badges.push_back({item,
                                m_extras.problems[item] == 1
                                    ? tr("1 problem")
                                    : tr("%1 problems").arg(countText(m_extras.problems[item])),
                                words, Hue::Neutral});
        }
    }
    std::stable_sort(m_badges.begin(), m_badges.end(),
                     [](const ItemBadge &a, const ItemBadge &b) { return a.item < b.item; });
}

QString FlowCanvas::differenceWords(std::uint32_t item) const
{
    if (!m_comparison || m_comparison->items[item].what == What::None)
        return {};
    const ItemDifference &difference = m_comparison->items[item];
    if (difference.what == What::New)
        return tr("new against the compare base");
    if (m_picture->items[item].shape == FlowItem::Shape::Stack)
        return tr("changed: %1 not well, %2 before")
            .arg(countText(difference.failed), countText(difference.failedBefore));
    QString words = tr("changed: %1 before").arg(stateWord(difference.before).toLower());
    if (difference.took >= Span{0} && difference.tookBefore >= Span{0})
        words += tr(", %1 instead of %2")
                     .arg(durationText(difference.took), durationText(difference.tookBefore));
    return words;
}

} // namespace sightglass
