// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget> // first: moc stumbles over standard headers that stand before it

#include "views/canvas/graph_canvas.h"
#include "views/common/sprites.h"
#include "views/map/map_feed.h"
#include "views/map/map_painter.h"
#include "views/map/pulses.h"

#include <QElapsedTimer>
#include <QImage>
#include <QTimer>

#include <map>
#include <optional>

namespace sightglass {

/// The system map. Nothing but the user moves a type or the camera (ux.md §2.6.3).
class MapCanvas final : public GraphCanvas
{
    Q_OBJECT
    Q_PROPERTY(int pulseCount READ pulseCount NOTIFY painted)
    Q_PROPERTY(int ageCount READ ageCount NOTIFY painted)

public:
    MapCanvas(ViewContext &context, Theme &theme, MapFeed &feed, QWidget *parent = nullptr);

    /// Dots under way in the frame that was painted last.
    [[nodiscard]] int pulseCount() const { return m_pulseCount; }
    /// Edges that said how long ago, in that frame.
    [[nodiscard]] int ageCount() const { return m_ageCount; }
    /// On the screen, of the type with that key; empty when it is not shown.
    Q_INVOKABLE QRectF itemRect(const QString &key) const;

    [[nodiscard]] QString itemName(std::uint32_t node) const override;
    void selectItem(std::uint32_t node) override { Q_EMIT chosen(nameOf(node)); }
    [[nodiscard]] std::optional<std::uint32_t> selectedItem() const override
    {
        return nodeOf(m_selected);
    }
    [[nodiscard]] QString title(std::uint32_t node) const override;

    /// The key of the type that is selected; empty: none.
    void setSelected(const std::string &key);
    [[nodiscard]] const std::string &selected() const { return m_selected; }

Q_SIGNALS:
    void chosen(const std::string &key);
    void opened(const std::vector<std::string> &keys); // to see their events

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void leaveEvent(QEvent *event) override;

    [[nodiscard]] double nodeHeight() const override { return kMapNodeHeight; }
    [[nodiscard]] QRectF sceneRect(std::uint32_t node) const override;
    [[nodiscard]] QRectF sceneOfAll() const override;
    [[nodiscard]] std::uint64_t keyOf(std::uint32_t node) const override;
    [[nodiscard]] std::uint32_t itemCount() const override
    {
        return static_cast<std::uint32_t>(m_feed.picture().nodes.size());
    }
    [[nodiscard]] bool isShown(std::uint32_t node) const override;
    [[nodiscard]] State itemState(std::uint32_t node) const override;
    [[nodiscard]] std::vector<std::uint32_t> neighbours(std::uint32_t node,
                                                        bool down) const override;
    [[nodiscard]] std::vector<bool> trainOf(std::uint32_t node, bool up, bool down) const override;
    [[nodiscard]] QString wordsAt(const QPoint &position) const override;
    void firstZoom() override;
    void hover(const QPointF &position) override;
    void openItem(std::uint32_t node) override { Q_EMIT opened({nameOf(node)}); }
    void openMarked(const std::vector<std::uint32_t> &nodes) override;
    void openMenu(const QPoint &position) override;
    bool act(int key, bool shift) override;

private:
    struct Drag
    {
        std::string key;
        QPointF from; // on the screen
        QPointF by; // in scene units
        bool moves = false; // far enough to be meant
        bool let = false; // go: shown where it was put until the picture knows it
    };

    void follow();
    void observe();
    const QImage &paintFrame(const MapLook &look);
    void paintGhosts(QPainter &painter);
    [[nodiscard]] MapLook lookNow() const;
    [[nodiscard]] const std::string &nameOf(std::uint32_t node) const
    {
        return m_feed.picture().nodes[node].key;
    }
    [[nodiscard]] std::optional<std::uint32_t> nodeOf(const std::string &key) const;
    [[nodiscard]] std::optional<std::size_t> edgeAt(const QPointF &position) const;
    void askDetails();
    [[nodiscard]] std::chrono::milliseconds elapsed() const
    {
        return std::chrono::milliseconds{m_elapsed.elapsed()};
    }

    MapFeed &m_feed;
    std::string m_selected;
    std::string m_hovered;
    std::optional<std::size_t> m_hoveredEdge;
    std::optional<Drag> m_drag;
    Pulses m_pulses;
    std::map<std::pair<std::string, std::string>, Timestamp> m_lastOn; // edges by their ends
    QElapsedTimer m_elapsed;
    QTimer m_frames; // while something moves
    QImage m_frame;
    Sprites m_sprites{theme()}; // it keeps what frames share
    int m_pulseCount = 0;
    int m_ageCount = 0;
    bool m_placed = false; // the first picture has been given its zoom
};

} // namespace sightglass
