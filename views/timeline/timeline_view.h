// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractScrollArea> // first: moc stumbles over standard headers that stand before it

#include "views/common/theme.h"
#include "views/context/view_context.h"
#include "views/timeline/timeline_painter.h"

#include <optional>

class QPushButton;

namespace sightglass {

/// Activities as bars in lanes over one axis of time (ux.md §2.6.4). Follows now while live until
/// the user moves it.
class TimelineView final : public QAbstractScrollArea
{
    Q_OBJECT
public:
    TimelineView(ViewContext &context, Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] bool isFollowing() const { return m_following; }
    [[nodiscard]] const TimeAxis &axis() const { return m_axis; }
    [[nodiscard]] const std::vector<Lane> &lanes() const { return m_lanes; }
    [[nodiscard]] QString describe(EntityId entity) const;

public Q_SLOTS:
    void fitAll();
    void followNow();

protected:
    bool viewportEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    void refresh();
    void advanceAxis();
    void stopFollowing();
    void pan(double pixels);
    void zoom(double pixel, double factor);
    void zoomToSelection();
    void updateBars();
    void walk(int key);
    void step(bool forward);
    void reveal(EntityId entity);
    [[nodiscard]] double axisWidth() const;
    [[nodiscard]] EntityId barAt(const QPointF &position) const;

    ViewContext &m_context;
    Theme &m_theme;
    std::vector<Lane> m_lanes;
    std::vector<PaintedBar> m_painted;
    TimeAxis m_axis;
    PacedWork m_laning; // of what is looked at
    QPushButton *m_pill;
    std::optional<QPointF> m_dragFrom;
    LaneOrder m_order = LaneOrder::ByName;
    std::uint64_t m_generation = 0; // of the content: lanes of an older one are dropped
    std::uint32_t m_missed = 0; // events since the view stopped following
    bool m_following = true;
    bool m_fitted = false;
    bool m_replays = false;
    bool m_isLaid = false; // m_lanes is of this content
};

} // namespace sightglass
