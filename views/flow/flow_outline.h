// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QTreeWidget> // first: moc stumbles over standard headers that stand before it

#include "views/common/theme.h"
#include "views/context/selection.h"

#include <vector>

namespace sightglass {

class FlowCanvas;

/// The same flow as a tree: each item below the first of what it came from. What the canvas can do
/// with an item the list can do, by keyboard and for assistive technology.
class FlowOutline final : public QTreeWidget
{
    Q_OBJECT
public:
    FlowOutline(FlowCanvas &canvas, Selection &selection, Theme &theme, QWidget *parent = nullptr);

protected:
    void showEvent(QShowEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void update();
    void build();
    void select();

    FlowCanvas &m_canvas;
    Theme &m_theme;
    std::vector<std::uint64_t> m_shown; // keys of the items, in their order
    std::vector<QTreeWidgetItem *> m_lines; // per item; null: not shown
};

} // namespace sightglass
