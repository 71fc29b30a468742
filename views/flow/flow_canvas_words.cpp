// SPDX-License-Identifier: Apache-2.0
#include "views/flow/flow_canvas.h"
#include "views/items/progress_text.h"
#include "views/items/shown_text.h"

#include <algorithm>
#include <cmath>

namespace sightglass {
namespace {

using Shape = FlowItem::Shape;

constexpr double kNear = 5; // pixels from a line that are on it
constexpr std::size_t kMissingTold = 3;

} // namespace

QString FlowCanvas::title(std::uint32_t item) const
{
    if (m_picture->items[item].shape == Shape::Stub)
        return QStringLiteral("?");
    return shownText(itemTitle(*m_picture, m_moment, context().snapshot(), item));
}

QString FlowCanvas::outlineText(std::uint32_t item) const
{
    const ItemMoment &told = m_moment.items[item];
    if (m_picture->items[item].shape == Shape::Stub)
        return itemName(item);
    QString text = title(item);
    if (told.tally != kNoItem && told.count > 0)
        text += QStringLiteral(" ×") + countText(told.count);
    text += QStringLiteral(" — ") + stateWord(told.state).toLower();
    if (told.tally == kNoItem && isKnown(told.told.startedAt)) {
        const Timestamp end = isKnown(told.told.finishedAt) ? told.told.finishedAt : m_moment.now;
        text += QStringLiteral(" · ") + durationText(end - told.told.startedAt);
    }
    return text;
}

QString FlowCanvas::itemName(std::uint32_t item) const
{
    const FlowItem &shown = m_picture->items[item];
    const ItemMoment &told = m_moment.items[item];
    if (shown.shape == Shape::Stub) {
        QStringList ids;
        for (const std::string &id : shown.missing) {
            if (static_cast<std::size_t>(ids.size()) < kMissingTold)
                ids.append(elidedMiddle(shownText(id), 24));
        }
        const auto more = shown.missing.size() - static_cast<std::size_t>(ids.size());
        return tr("event %1 not received, unknown")
            .arg(ids.join(QStringLiteral(", "))
                 + (more > 0 ? tr(" and %1 more").arg(countText(more)) : QString{}));
    }
    QStringList parts{title(item), kindWord(shown.kind), stateWord(told.state).toLower()};
    if (told.tally != kNoItem && told.count > 0) {
        parts.front() += QStringLiteral(" ×") + countText(told.count);
        const StateCounts &tally = m_moment.tallies[told.tally];
        for (std::size_t state = 0; state < tally.size(); ++state) {
            if (tally[state] > 0)
                parts.append(countText(tally[state]) + u' '
                             + stateWord(static_cast<State>(state)).toLower());
        }
    } else if (told.count > 1) {
        parts.append(tr("try %1").arg(told.count));
    }
    if (const QString time = timeWords(item); !time.isEmpty())
        parts.append(time);
    for (const ItemBadge &badge : m_badges) {
        if (badge.item == item)
            parts.append(badge.words);
    }
    if (m_moment.path && told.node != kNoItem) {
        const Span slack = m_moment.path->slack[told.node];
        parts.append(m_moment.path->isOn(told.node) ? tr("on the critical path")
                                                    : tr("slack %1").arg(durationText(slack)));
    }
    parts.append(tr("%1 upstream, %2 downstream")
                     .arg(QString::number(m_picture->upstream[item].size()),
                          QString::number(m_picture->downstream[item].size())));
    return parts.join(QStringLiteral(", "));
}

Progress FlowCanvas::progressOf(std::uint32_t item) const
{
    return isRunning(*m_picture, m_moment, item)
        ? context().progressOf(m_picture->flow.nodes[m_moment.items[item].node].entity)
        : Progress{};
}

QString FlowCanvas::timeWords(std::uint32_t item) const
{
    const ItemMoment &told = m_moment.items[item];
    if (m_picture->items[item].shape != Shape::Node || told.node == kNoItem)
        return {};
    QStringList parts;
    const NodeState &state = told.told;
    if (isKnown(state.startedAt)) {
        const Timestamp end = isKnown(state.finishedAt) ? state.finishedAt : m_moment.now;
        parts.append(durationText(end - state.startedAt));
    }
    const FlowNode &node = m_picture->flow.nodes[told.node];
    if (node.events.empty()) {
        const Progress progress = context().progressOf(node.entity);
        for (const QString &text : {progressText(progress), expectedEndText(progress),
                                    riskText(progress, isKnown(state.finishedAt))}) {
            if (!text.isEmpty())
                parts.append(text);
        }
    }
    return parts.join(QStringLiteral(", "));
}

std::optional<std::size_t> FlowCanvas::edgeAt(const QPointF &position) const
{
    if (!m_picture || links() == Links::None)
        return std::nullopt;
    const QPointF scene = m_camera.toScene(position);
    const double near = kNear / m_camera.zoom;
    const auto selected = selectedItem();
    for (std::size_t edge = 0; edge < m_picture->edges.size(); ++edge) {
        const auto &points = m_picture->geometry.edges[edge].points;
        if (!m_moment.shows(*m_picture, edge) || !isShown(m_picture->edges[edge].from)
            || !isShown(m_picture->edges[edge].to))
            continue;
        const ItemEdge &line = m_picture->edges[edge];
        if (line.implied && line.from != selected && line.to != selected)
            continue; // it is not drawn
        for (std::size_t i = 1; i < points.size(); ++i) {
            const auto [x0, x1] = std::minmax(points[i - 1].x, points[i].x);
            const auto [y0, y1] = std::minmax(points[i - 1].y, points[i].y);
            if (scene.x() > x0 - near && scene.x() < x1 + near && scene.y() > y0 - near
                && scene.y() < y1 + near)
                return edge;
        }
    }
    return std::nullopt;
}

QString FlowCanvas::edgeWords(std::size_t index) const
{
    const ItemEdge &edge = m_picture->edges[index];
    QString words
        = tr("%1 → %2: %3")
              .arg(title(edge.from), title(edge.to), QString::fromUtf8(word(edge.kind).data()));
    if (edge.closesCycle)
        words += tr(", closes a ring of causes");
    if (edge.identity.isNull() || m_picture->items[edge.to].members.empty())
        return edge.declared ? words : words + tr(", by reference");
    for (const std::uint32_t member : m_picture->items[edge.to].members) {
        for (const InferredLink &link :
             context().flows()->inferredAt(m_picture->flow.nodes[member].id)) {
            if (link.identity == edge.identity)
                return words + QStringLiteral("\n")
                    + tr("inferred: %1").arg(shownText(reasonOf(context().snapshot(), link)));
        }
    }
    return words + tr(", inferred");
}

QString FlowCanvas::wordsAt(const QPoint &position) const
{
    if (const auto item = itemAt(position))
        return itemName(*item);
    const auto edge = edgeAt(position);
    return edge ? edgeWords(*edge) : QString{};
}

} // namespace sightglass
