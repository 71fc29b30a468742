// SPDX-License-Identifier: Apache-2.0
#include "views/flow/flow_canvas.h"
#include "views/items/shown_text.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>

namespace sightglass {

void FlowCanvas::openMenu(const QPoint &position)
{
    if (!m_picture)
        return;
    QMenu menu;
    if (const auto item = selectedItem())
        addItemActions(menu, *item);
    addCommonActions(menu);
    menu.addAction(tr("Tidy Layout"), this, &FlowCanvas::tidyWanted);
    const bool grouped = m_picture->choice.grouped;
    if (m_picture->hasSiblings)
        menu.addAction(grouped ? tr("Expand All Stacks") : tr("Group Siblings"), this,
                       [this, grouped] { Q_EMIT groupingWanted(!grouped); });
    menu.addAction(m_showsPath ? tr("Hide Critical Path") : tr("Critical Path"), this,
                   [this] { setShowsPath(!m_showsPath); });
    menu.addAction(tr("Outline"), this, &FlowCanvas::outlineWanted);
    menu.addAction(tr("Set as Compare Base"), this, &FlowCanvas::compareBaseWanted);
    menu.exec(position);
}

void FlowCanvas::addItemActions(QMenu &menu, std::uint32_t item)
{
    const auto reveal = [this](const QString &view) {
        if (context().requests.reveal)
            context().requests.reveal(view);
    };
    const FlowItem &shown = m_picture->items[item];
    if (shown.shape == FlowItem::Shape::Stack)
        menu.addAction(tr("Expand Stack"), this, [this, item] { openStack(item); });
    else if (!shown.stackOf.isNull())
        menu.addAction(tr("Collapse into Stack"), this,
                       [this, first = shown.stackOf] { Q_EMIT stackWanted(first, false); });
    menu.addSeparator();
    if (m_moment.items[item].node == kNoItem)
        return;
    menu.addAction(tr("Open in Inspector"), this,
                   [reveal] { reveal(QStringLiteral("dockInspector")); });
    menu.addAction(tr("Reveal in Timeline"), this,
                   [reveal] { reveal(QStringLiteral("viewTimeline")); });
    menu.addAction(tr("Reveal in Events"), this,
                   [reveal] { reveal(QStringLiteral("viewEvents")); });
    menu.addSeparator();
    const QString id
        = QString::fromStdString(itemKey(*m_picture, m_moment, context().snapshot(), item));
    menu.addAction(tr("Copy Name"), this,
                   [name = title(item)] { QGuiApplication::clipboard()->setText(name); });
    menu.addAction(tr("Copy Id"), this, [id] { QGuiApplication::clipboard()->setText(id); });
    menu.addSeparator();
}

} // namespace sightglass
