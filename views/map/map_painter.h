// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "views/common/camera.h"
#include "views/common/level.h"
#include "views/common/links.h"
#include "views/common/raster.h"
#include "views/common/sprites.h"
#include "views/common/theme.h"
#include "views/map/pulses.h"
#include "views/typemap/map_picture.h"

#include <QPointF>
#include <QStringList>

#include <optional>
#include <vector>

class QPainter;

namespace sightglass {

/// What is lit, and as of when.
struct MapLook
{
    std::optional<std::uint32_t> selected;
    std::optional<std::uint32_t> hovered; // its edges are lit, all that it has no part in is dimmed
    std::optional<std::size_t> hoveredEdge;
    std::optional<std::uint32_t> dragged; // its edges are not routed until it is let go
    QPointF draggedBy; // in scene units
    std::vector<Pulses::Pulse> pulses; // by number of the edge
    Timestamp now = kNoTime; // known: edges say how long ago, instead of pulses
    std::vector<bool> shown; // per node: what is isolated; empty: all
    Links links = Links::Flow;
    bool hasFocus = false;

    [[nodiscard]] bool shows(std::uint32_t node) const { return shown.empty() || shown[node]; }
    [[nodiscard]] bool shows(const Graph::Edge &edge) const
    {
        const bool near = selected && (edge.from == *selected || edge.to == *selected);
        return shows(edge.from) && shows(edge.to)
            && (links == Links::Flow || (links == Links::Selection && near));
    }
};

/// What the window has, and files have not.
struct MapTools
{
    Raster &raster;
    Sprites &sprites;
};

/// Paints the system map through a camera; the same for the window and for files. What the figures
/// do not know yet is not there. COST: linear in the types and edges.
class MapPainter
{
public:
    /// LIFETIME: of all of them.
    MapPainter(const MapPicture &picture, const MapFigures &figures, const Theme &theme,
               const Camera &camera, MapTools *tools = nullptr);

    void paint(QPainter &painter, const QRectF &visible, const MapLook &look);
    /// The smallest text that was painted, in pixels; 0 when there was none.
    [[nodiscard]] double smallestText() const { return m_smallestText; }
    /// How many edges said how long ago they were last used.
    [[nodiscard]] int agesPainted() const { return m_ages; }

    static constexpr std::size_t kMostAges = 20;

private:
    void paintTray(QPainter &painter, const MapLook &look);
    void paintEdge(QPainter &painter, std::size_t edge, const MapLook &look);
    void paintAges(QPainter &painter, Timestamp now);
    void paintLabels(QPainter &painter, const MapLook &look);
    /// The longest of the texts for which there is room on the line, beside types and other labels.
    void paintLabel(QPainter &painter, std::size_t edge, const QStringList &texts, bool anyway);
    [[nodiscard]] std::optional<QRectF> roomOn(const std::vector<QPointF> &line,
                                               const QSizeF &size) const;
    void paintNode(QPainter &painter, std::uint32_t node, const MapLook &look);
    void paintBlob(QPainter &painter, const QRectF &box, const TypeFigures &figures);
    void paintBody(QPainter &painter, const QRectF &box, const TypeFigures &figures);
    void paintRing(QPainter &painter, const QRectF &square, const TypeFigures &figures);
    void paintCard(QPainter &painter, const QRectF &box, std::uint32_t node);
    void paintTrend(QPainter &painter, const QRectF &line, int trend, double pixels);
    void paintPin(QPainter &painter, const QRectF &box);
    void paintMarks(QPainter &painter, const QRectF &box, std::uint32_t node, const MapLook &look);
    void paintPulses(QPainter &painter, const MapLook &look);
    void drawElided(QPainter &painter, const QRectF &box, const QString &text, double pixels,
                    const QColor &colour, bool bold, Qt::Alignment alignment = Qt::AlignLeft);
    [[nodiscard]] QRectF boxOf(std::uint32_t node, const MapLook &look) const;
    [[nodiscard]] std::vector<QPointF> lineOf(std::size_t edge) const;
    [[nodiscard]] const TypeFigures &figuresOf(std::uint32_t node) const
    {
        return m_figures.figures[m_picture.nodes[node].type];
    }
    [[nodiscard]] bool isLit(std::size_t edge, const MapLook &look) const;
    [[nodiscard]] bool isLitNode(std::uint32_t node, const MapLook &look) const;

    const MapPicture &m_picture;
    const MapFigures &m_figures;
    const Theme &m_theme;
    const Camera &m_camera;
    MapTools *m_tools;
    std::vector<const EdgeFigures *> m_edges; // as in the graph; null: not known
    QRectF m_visible;
    std::vector<QRectF> m_taken; // of types and labels
    double m_smallestText = 0;
    int m_ages = 0;
};

/// The figures of each edge of the picture; null: not known at the end of the window.
[[nodiscard]] std::vector<const EdgeFigures *> edgesOf(const MapPicture &picture,
                                                       const MapFigures &figures);

} // namespace sightglass
