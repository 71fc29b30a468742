// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "views/common/theme.h"
#include "views/lanes/lanes.h"

#include <QRectF>

#include <optional>
#include <vector>

class QPainter;

namespace sightglass {

inline constexpr int kRowHeight = 24;
inline constexpr int kRulerHeight = 26;
inline constexpr int kLabelWidth = 230;

/// What is shown of the lanes, and as of when.
struct TimelineLook
{
    TimeAxis axis;
    double top = 0; // pixels of the lanes above the view
    Timestamp at = kEndOfTime;
    Timestamp now = kEndOfTime;
    EntityId selected;
    bool hasFocus = false;
};

/// A bar as it was painted, for hit tests.
struct PaintedBar
{
    QRectF box;
    EntityId entity;
    std::uint32_t count = 1;
};

/// Paints lanes and axis; the same for the window and for files. COST: linear in what is in view.
class TimelinePainter
{
public:
    TimelinePainter(const Snapshot &snapshot, const std::vector<Lane> &lanes, const Theme &theme);

    void paint(QPainter &painter, const QRectF &area, const TimelineLook &look);
    [[nodiscard]] const std::vector<PaintedBar> &bars() const { return m_bars; }

private:
    void paintRuler(QPainter &painter, const QRectF &area, const TimelineLook &look);
    void paintLane(QPainter &painter, const Lane &lane, const QRectF &box,
                   const TimelineLook &look);
    void paintBar(QPainter &painter, const Bar &bar, double top, const TimelineLook &look);
    void paintColumn(QPainter &painter, const Bar &bar, const QRectF &box);
    void paintQueue(QPainter &painter, const QRectF &box, Timestamp queued, Timestamp started,
                    const TimelineLook &look);

    const Snapshot &m_snapshot;
    const std::vector<Lane> &m_lanes;
    const Theme &m_theme;
    std::vector<PaintedBar> m_bars;
};

/// Height of all lanes in pixels.
[[nodiscard]] double heightOf(const std::vector<Lane> &lanes);

/// The middle of all times: what lies centuries off does not squeeze the rest.
struct TimeRange
{
    Timestamp first = kNoTime;
    Timestamp last = kNoTime;
};
[[nodiscard]] TimeRange usualRange(const Snapshot &snapshot);
/// An axis that shows the range in that width, with some room at its right.
[[nodiscard]] TimeAxis axisFor(const TimeRange &range, double width);

} // namespace sightglass
