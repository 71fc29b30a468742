// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget> // first: moc stumbles over standard headers that stand before it

#include "views/common/theme.h"
#include "views/context/view_context.h"
#include "views/graphviz/layout_thread.h"

#include <optional>

class QComboBox;
class QHBoxLayout;
class QLabel;
class QToolButton;

namespace sightglass {

class FlowCanvas;

/// One flow from its root on (ux.md §2.6.2): which one, what of it failed, and its picture. Shows
/// the newest flow until something is selected, then the newest flow of the selection.
class FlowView final : public QWidget
{
    Q_OBJECT
public:
    FlowView(ViewContext &context, Theme &theme, QWidget *parent = nullptr);
    ~FlowView() override;

    [[nodiscard]] FlowCanvas &canvas() { return *m_canvas; }

private:
    void follow();
    void showFlow(std::size_t flow);
    [[nodiscard]] bool isMoving(std::size_t flow) const;
    [[nodiscard]] std::size_t newestFlow() const;
    void layOut(bool keepPlace);
    void fillPicker();
    void updateStrip();
    void stepFlow(int direction);
    [[nodiscard]] std::optional<std::size_t> flowOfRoot(NodeId root) const;
    [[nodiscard]] QString titleOf(std::size_t flow) const;

    ViewContext &m_context;
    Theme &m_theme;
    LayoutThread m_layout;
    FlowCanvas *m_canvas;
    QComboBox *m_picker;
    QToolButton *m_previous;
    QToolButton *m_next;
    QLabel *m_others;
    QWidget *m_strip;
    QHBoxLayout *m_stripLayout;
    NodeId m_root; // of the flow that is shown
    bool m_choose = false; // a replay has begun: the flow of its instant is to be shown
    bool m_replays = false;
    bool m_pinned = false; // chosen by the user: newer flows do not take its place
    std::uint64_t m_shownShape = 0; // digest of nodes and edges that were laid out
    QString m_stripText;
};

[[nodiscard]] QWidget *makeFlowView(ViewContext &context, Theme &theme, QWidget *parent);

} // namespace sightglass
