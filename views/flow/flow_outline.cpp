// SPDX-License-Identifier: Apache-2.0
#include "views/flow/flow_outline.h"

#include "views/common/glyphs.h"
#include "views/flow/flow_canvas.h"

#include <QKeyEvent>
#include <QSignalBlocker>
#include <QTextDocument>

namespace sightglass {
namespace {

constexpr int kItemRole = Qt::UserRole;
constexpr int kStateRole = Qt::UserRole + 1;

} // namespace

FlowOutline::FlowOutline(FlowCanvas &canvas, Selection &selection, Theme &theme, QWidget *parent)
    : QTreeWidget(parent)
    , m_canvas(canvas)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("flowOutline"));
    setAccessibleName(tr("Outline of the flow"));
    setHeaderLabel(tr("Node"));
    setHeaderHidden(true);
    setIndentation(12);
    setUniformRowHeights(true);
    setTextElideMode(Qt::ElideMiddle);
    connect(&canvas, &FlowCanvas::changed, this, &FlowOutline::update);
    connect(&selection, &Selection::changed, this, &FlowOutline::select);
    connect(&theme, &Theme::changed, this, [this] {
        m_shown.clear();
        update();
    });
    connect(this, &QTreeWidget::currentItemChanged, this, [this](QTreeWidgetItem *line) {
        if (!line)
            return;
        m_canvas.selectItem(line->data(0, kItemRole).toUInt());
        m_canvas.revealSelection();
    });
}

void FlowOutline::showEvent(QShowEvent *event)
{
    update();
    QTreeWidget::showEvent(event);
}

void FlowOutline::update()
{
    if (isHidden())
        return;
    const auto &picture = m_canvas.picture();
    const std::vector<std::uint32_t> items = m_canvas.items();
    std::vector<std::uint64_t> shown;
    for (const std::uint32_t item : items)
        shown.push_back(picture->graph.nodes[item].key);
    if (shown != m_shown || (picture && m_lines.size() != picture->items.size())) {
        m_shown = std::move(shown);
        build();
    }
    for (const std::uint32_t item : items) {
        QTreeWidgetItem *line = m_lines[item];
        const QString name = m_canvas.itemName(item);
        if (line->data(0, Qt::AccessibleTextRole) == name)
            continue;
        const int state = static_cast<int>(m_canvas.moment().items[item].state);
        line->setData(0, Qt::AccessibleTextRole, name);
        line->setToolTip(0, Qt::convertFromPlainText(name));
        line->setText(0, m_canvas.outlineText(item));
        if (line->data(0, kStateRole) != state) {
            line->setData(0, kStateRole, state);
            line->setIcon(0, stateIcon(static_cast<sightglass::State>(state), m_theme));
        }
    }
    select();
}

// Below the cause that comes first in order of time; what only closes a ring is a beginning.
void FlowOutline::build()
{
    const QSignalBlocker blocker{this};
    clear();
    m_lines.clear();
    const auto &picture = m_canvas.picture();
    if (!picture)
        return;
    m_lines.resize(picture->items.size());
    const std::vector<std::uint32_t> items = m_canvas.items();
    std::vector<bool> waits(picture->items.size());
    for (const std::uint32_t item : items)
        waits[item] = true;
    for (const std::uint32_t root : items) {
        bool begins = true;
        for (const std::uint32_t edge : picture->upstream[root])
            begins = begins && !waits[picture->edges[edge].from]
                && !m_lines[picture->edges[edge].from];
        if (!begins || !waits[root])
            continue;
        std::vector<std::pair<std::uint32_t, QTreeWidgetItem *>> open{{root, nullptr}};
        while (!open.empty()) {
            const auto [item, parent] = open.back();
            open.pop_back();
            if (!waits[item])
                continue;
            waits[item] = false;
            auto *line = parent ? new QTreeWidgetItem(parent) : new QTreeWidgetItem(this);
            line->setData(0, kItemRole, item);
            line->setData(0, kStateRole, -1);
            line->setExpanded(true);
            m_lines[item] = line;
            const auto &down = picture->downstream[item];
            for (auto edge = down.rbegin(); edge != down.rend(); ++edge)
                open.emplace_back(picture->edges[*edge].to, line);
        }
    }
    for (const std::uint32_t item : items) { // rings that nothing leads into
        if (!waits[item])
            continue;
        m_lines[item] = new QTreeWidgetItem(this);
        m_lines[item]->setData(0, kItemRole, item);
        m_lines[item]->setData(0, kStateRole, -1);
    }
    expandAll();
}

void FlowOutline::select()
{
    const auto item = m_canvas.selectedItem();
    if (isHidden() || !item || *item >= m_lines.size() || !m_lines[*item])
        return;
    const QSignalBlocker blocker{this};
    setCurrentItem(m_lines[*item]);
}

// The keys of the canvas that move nothing in a list.
void FlowOutline::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_O:
        Q_EMIT m_canvas.outlineWanted();
        return;
    case Qt::Key_C:
    case Qt::Key_G:
    case Qt::Key_I:
    case Qt::Key_L:
    case Qt::Key_N:
    case Qt::Key_T:
    case Qt::Key_V:
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Backspace:
        m_canvas.command(event->key(), event->modifiers().testFlag(Qt::ShiftModifier));
        return;
    default:
        QTreeWidget::keyPressEvent(event);
    }
}

} // namespace sightglass
