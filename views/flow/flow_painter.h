// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "views/common/camera.h"
#include "views/common/level.h"
#include "views/common/theme.h"
#include "views/context/view_context.h"
#include "views/layout/flow_picture.h"

#include <optional>
#include <set>

class QPainter;

namespace sightglass {

/// What is lit, and as of when.
struct FlowLook
{
    Timestamp at = kEndOfTime;
    Timestamp now = kEndOfTime; // up to when running things have run
    std::optional<std::uint32_t> selected;
    std::optional<std::uint32_t> hovered;
    std::set<std::uint32_t>
        train; // up- and downstream of the hovered or selected node; empty: all at full strength
    bool hasFocus = false;
};

/// Paints a flow's picture through a camera; the same for the window and for files. Replays the
/// geometry, asks the snapshot only for states at look.at. COST: linear in the nodes and edges of
/// the flow.
class FlowPainter
{
public:
    FlowPainter(const FlowPicture &picture, const Snapshot &snapshot, const Theme &theme,
                const Camera &camera);

    void paint(QPainter &painter, const QRectF &visible, const FlowLook &look);
    /// The smallest text that was painted, in pixels; 0 when there was none.
    [[nodiscard]] double smallestText() const { return m_smallestText; }

private:
    void paintEdge(QPainter &painter, std::size_t index, const FlowLook &look);
    void paintNode(QPainter &painter, std::uint32_t number, const FlowLook &look);
    void paintStub(QPainter &painter, std::size_t edge, const FlowLook &look);
    void paintBody(QPainter &painter, const QRectF &box, State state, Level level);
    void paintText(QPainter &painter, const QRectF &box, const FlowNode &node,
                   const NodeState &state, const FlowLook &look, Level level);
    void paintRings(QPainter &painter, const QRectF &box, std::uint32_t number,
                    const FlowLook &look);
    [[nodiscard]] QRectF boxOf(std::uint32_t number) const;
    [[nodiscard]] bool exists(std::uint32_t number, Timestamp at) const;
    void drawElided(QPainter &painter, const QRectF &box, const QString &text, double pixels,
                    const QColor &colour, bool bold);

    const FlowPicture &m_picture;
    const Snapshot &m_snapshot;
    const Theme &m_theme;
    const Camera &m_camera;
    double m_smallestText = 0;
};

} // namespace sightglass
