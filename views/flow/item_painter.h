// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "views/common/camera.h"
#include "views/common/level.h"
#include "views/common/theme.h"
#include "views/flow/screen_tools.h"

#include <QRectF>
#include <QString>

class QPainter;

namespace sightglass {

/// Paints one item of a flow: nodes, stacks, ghosts and stubs, at each level of the zoom.
class ItemPainter
{
public:
    ItemPainter(const FlowPicture &picture, const FlowMoment &moment, const Snapshot &snapshot,
                const Theme &theme, const Camera &camera, ScreenTools *tools);

    [[nodiscard]] QRectF boxOf(std::uint32_t item) const; // on the screen
    void paint(QPainter &painter, std::uint32_t item, const FlowLook &look);
    void paintGroup(QPainter &painter, const QRectF &box, const ItemGroup &group,
                    const FlowLook &look);
    [[nodiscard]] double smallestText() const { return m_smallestText; }

private:
    struct Words
    {
        QString title;
        QString line; // state, time, detail
        double progress = -1; // 0 to 1; negative: not known
        bool late = false;
    };

    [[nodiscard]] Words wordsOf(std::uint32_t item, const FlowLook &look) const;
    [[nodiscard]] QString originOf(std::uint32_t item, const FlowLook &look) const;
    [[nodiscard]] QString slackOf(std::uint32_t item, const FlowLook &look) const;
    void paintBody(QPainter &painter, const QRectF &box, std::uint32_t item, Level level);
    void paintOutline(QPainter &painter, const QRectF &box, State state, double scale);
    void paintGlyph(QPainter &painter, const QRectF &square, State state, double progress = -1);
    void paintSilhouette(QPainter &painter, const QRectF &square, Kind kind);
    void fill(QPainter &painter, const QRectF &box, const QColor &colour);
    void paintShape(QPainter &painter, const QRectF &box, std::uint32_t item);
    void paintTitle(QPainter &painter, const QRectF &box, std::uint32_t item, const FlowLook &look);
    void paintCard(QPainter &painter, const QRectF &box, std::uint32_t item, const FlowLook &look);
    void paintCounts(QPainter &painter, const QRectF &row, std::uint32_t stack);
    void paintBar(QPainter &painter, const QRectF &bar, const StateCounts &tally);
    void paintStub(QPainter &painter, const QRectF &box);
    void paintBadge(QPainter &painter, const QRectF &box, const QString &text, double scale);
    void paintRings(QPainter &painter, const QRectF &box, bool hovered, bool selected,
                    bool hasFocus);
    double drawText(QPainter &painter, const QRectF &box, const QString &text, double pixels,
                    const QColor &colour, bool bold = false);

    const FlowPicture &m_picture;
    const FlowMoment &m_moment;
    const Snapshot &m_snapshot;
    const Theme &m_theme;
    const Camera &m_camera;
    ScreenTools *m_tools;
    double m_smallestText = 0;
};

} // namespace sightglass
