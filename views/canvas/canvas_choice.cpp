// SPDX-License-Identifier: Apache-2.0
#include "views/canvas/graph_canvas.h"
#include "views/items/shown_text.h"

#include <QPainter>

#include <algorithm>
#include <array>

namespace sightglass {

std::vector<std::uint32_t> GraphCanvas::markedItems() const
{
    std::vector<std::uint32_t> marked;
    if (m_marked.empty())
        return marked;
    for (const std::uint32_t item : items()) {
        if (m_marked.count(keyOf(item)) != 0)
            marked.push_back(item);
    }
    return marked;
}

void GraphCanvas::mark(const QRectF &band, bool adds)
{
    if (!adds)
        m_marked.clear();
    for (const std::uint32_t item : items()) {
        if (screenRect(item).intersects(band))
            m_marked.insert(keyOf(item));
    }
    tellMarked();
}

void GraphCanvas::markAll()
{
    for (const std::uint32_t item : items())
        m_marked.insert(keyOf(item));
    tellMarked();
}

// How many, and in what states: the same words for those who see the rings and those who do not.
void GraphCanvas::tellMarked()
{
    const std::vector<std::uint32_t> marked = markedItems();
    if (!marked.empty() && m_context.requests.status) {
        std::array<std::uint32_t, kStateWords.size()> counts{};
        for (const std::uint32_t item : marked)
            ++counts[static_cast<std::size_t>(itemState(item))];
        QStringList parts;
        for (std::size_t state = 0; state < counts.size(); ++state) {
            if (counts[state] > 0)
                parts.append(countText(counts[state]) + u' '
                             + stateWord(static_cast<State>(state)).toLower());
        }
        m_context.requests.status(
            tr("%1 taken: %2. Return lists their events, I shows only them, Escape lets go.")
                .arg(countText(marked.size()), parts.join(QStringLiteral(", "))));
    }
    update();
    Q_EMIT changed();
}

void GraphCanvas::setLinks(Links links)
{
    m_links = links;
    update();
    Q_EMIT changed();
}

void GraphCanvas::nextLinks()
{
    setLinks(m_links == Links::Flow       ? Links::None
                 : m_links == Links::None ? Links::Selection
                                          : Links::Flow);
}

void GraphCanvas::setIsolated(bool isolated)
{
    if (isolated && !isIsolated()) {
        isolate(true, true);
        return;
    }
    if (!isolated)
        m_isolated.clear();
    updateIsolation();
    update();
    Q_EMIT changed();
}

void GraphCanvas::isolate(bool up, bool down)
{
    const std::vector<std::uint32_t> marked = markedItems();
    const auto item = selectedItem();
    if (marked.size() > 1) {
        m_isolated.clear();
        for (const std::uint32_t one : marked)
            m_isolated.push_back({keyOf(one), false, false});
    } else if (item) {
        m_isolated = {{keyOf(*item), up, down}};
    } else if (m_context.requests.status) {
        m_context.requests.status(tr("Select a node first: what belongs to it is isolated."));
    }
    updateIsolation();
    update();
    Q_EMIT changed();
}

void GraphCanvas::updateIsolation()
{
    m_shown.clear();
    std::vector<bool> shown;
    for (std::uint32_t item = 0; isIsolated() && item < itemCount(); ++item) {
        const auto one = std::find_if(
            m_isolated.begin(), m_isolated.end(),
            [key = keyOf(item)](const Isolation &isolated) { return isolated.key == key; });
        if (one == m_isolated.end())
            continue;
        shown.resize(itemCount());
        shown[item] = true;
        if (one->up || one->down)
            shown = trainOf(item, one->up, one->down);
    }
    m_shown = std::move(shown);
    if (m_shown.empty())
        m_isolated.clear(); // it has left
}

void GraphCanvas::renumbered()
{
    updateIsolation();
    if (m_marked.empty())
        return;
    std::unordered_set<std::uint64_t> kept;
    for (std::uint32_t item = 0; item < itemCount(); ++item) {
        if (m_marked.count(keyOf(item)) != 0)
            kept.insert(keyOf(item));
    }
    m_marked = std::move(kept);
}

void GraphCanvas::letGoOfAll()
{
    m_marked.clear();
    m_isolated.clear();
    m_shown.clear();
    m_band.reset();
}

// From the newest to the oldest: what was taken, what is shown alone, what is selected (ux.md
// §2.5).
void GraphCanvas::escape()
{
    if (m_band) {
        m_band.reset();
    } else if (!m_marked.empty()) {
        m_marked.clear();
    } else if (isIsolated()) {
        setIsolated(false);
        return;
    } else {
        m_context.selection().clear();
    }
    update();
    Q_EMIT changed();
}

void GraphCanvas::paintChoice(QPainter &painter) const
{
    painter.setOpacity(1);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen{m_theme.selection(), 2});
    for (const std::uint32_t item : markedItems())
        painter.drawRoundedRect(screenRect(item).adjusted(-3, -3, 3, 3), 8, 8);
    if (!m_band)
        return;
    QColor inside = m_theme.selection();
    inside.setAlphaF(0.12F);
    painter.setPen(QPen{m_theme.selection(), 1});
    painter.setBrush(inside);
    painter.drawRect(m_band->normalized());
}

} // namespace sightglass
