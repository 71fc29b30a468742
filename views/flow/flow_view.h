// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget> // first: moc stumbles over standard headers that stand before it

#include "views/common/theme.h"
#include "views/context/view_context.h"
#include "views/flow/flow_canvas.h"

#include <atomic>
#include <memory>
#include <optional>

class QComboBox;
class QHBoxLayout;
class QLabel;
class QToolButton;

namespace sightglass {

class FlowOutline;
class SummaryStrip;

/// One flow from its root on (ux.md §2.6.2): which one, what of it failed, and its picture. Shows
/// the newest flow until something is selected, then the newest flow of the selection.
class FlowView final : public QWidget
{
    Q_OBJECT
public:
    FlowView(ViewContext &context, Theme &theme, QWidget *parent = nullptr);
    ~FlowView() override;

    [[nodiscard]] FlowCanvas &canvas() { return *m_canvas; }
    /// Whether a picture is being made; Escape ends that early, with what there is.
    [[nodiscard]] bool isLayingOut() const { return m_making; }
    [[nodiscard]] bool showsOutline() const;
    /// To the flow before (-1) or after (1) the one that is shown.
    void stepFlow(int direction);
    /// Rows by kind or by source, of this flow and of all that are opened from now on.
    void setLanes(Lanes lanes);
    [[nodiscard]] Lanes lanes() const { return m_choice.lanes; }
    /// Other flows are shown beside this one, and what of them differs.
    void setCompareBase();
    /// The flow that is shown, beside the one before it of the same pipeline.
    void compareWithBefore();
    void stopComparing();
    [[nodiscard]] bool isComparing() const { return !m_base.isNull(); }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Made
    {
        std::shared_ptr<const FlowPicture> picture;
        FlowReading reading;
        FlowExtras extras;
        std::optional<FlowGraph> base;
        Entrance arrival = Entrance::Opened;
        std::uint64_t opening = 0;
        bool untidy = false;
        FrameProbe::Duration took{0};
    };

    void makeHeader();
    QToolButton *addButton(QHBoxLayout *row, const QString &name, const QString &text,
                           const QString &tip, bool checkable);
    void addLanes(QHBoxLayout *row);
    void connectCanvas();
    void follow();
    void showFlow(std::size_t flow);
    [[nodiscard]] bool isMoving() const;
    [[nodiscard]] std::size_t newestFlow() const;
    void want(Entrance arrival);
    void make();
    void take(Made made);
    void group(bool grouped);
    void openStack(NodeId first, bool open);
    void fillPicker();
    void updateButtons();
    [[nodiscard]] std::optional<std::size_t> flowOfRoot(NodeId root) const;
    [[nodiscard]] std::optional<std::size_t> flowFrom(NodeId root) const;
    [[nodiscard]] std::optional<std::size_t> findShown();
    [[nodiscard]] QString titleOf(std::size_t flow) const;

    ViewContext &m_context;
    FlowCanvas *m_canvas;
    FlowOutline *m_outline;
    QComboBox *m_picker;
    QToolButton *m_previous = nullptr;
    QToolButton *m_next = nullptr;
    QToolButton *m_group = nullptr;
    QToolButton *m_path = nullptr;
    QToolButton *m_isolate = nullptr;
    QToolButton *m_lanes = nullptr;
    QToolButton *m_links = nullptr;
    QToolButton *m_list = nullptr;
    QToolButton *m_tidy = nullptr;
    QToolButton *m_follow = nullptr;
    QLabel *m_others;
    NodeId m_root; // of the flow that is shown
    std::uint64_t m_opening = 0; // counts flows that were opened: this one, whatever its root
    std::uint64_t m_pictured = 0; // the one that the canvas shows
    NodeId m_base; // of the one that it is compared with; null: none
    StackChoice m_choice;
    std::string m_pipeline; // that the choice is remembered for
    std::optional<Entrance> m_wanted; // a picture, once the one that is being made is there
    std::uint64_t m_madeEpoch = 0; // of the snapshot that the newest picture is of
    std::shared_ptr<std::atomic<bool>> m_stop; // of the picture that is being made
    bool m_making = false;
    bool m_choose = false; // a replay has begun: the flow of its instant is to be shown
    bool m_replays = false;
    bool m_pinned = false; // chosen by the user: newer flows do not take its place
};

[[nodiscard]] QWidget *makeFlowView(ViewContext &context, Theme &theme, QWidget *parent);

} // namespace sightglass
