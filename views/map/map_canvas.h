// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget> // first: moc stumbles over standard headers that stand before it

#include "views/common/camera_input.h"
#include "views/common/canvas_accessible.h"
#include "views/common/theme.h"
#include "views/context/view_context.h"
#include "views/map/map_feed.h"
#include "views/map/pulses.h"

#include <QElapsedTimer>
#include <QTimer>

#include <map>
#include <optional>

namespace sightglass {

/// The system map: pans, zooms, selects, hovers, moves types. Nothing but the user moves a type or
/// the camera (ux.md §2.6.3).
class MapCanvas final : public QWidget, public CanvasItems
{
    Q_OBJECT
    Q_PROPERTY(double zoom READ zoom NOTIFY painted)
    Q_PROPERTY(int lod READ lod NOTIFY painted)
    Q_PROPERTY(int nodeCount READ nodeCount NOTIFY painted)
    Q_PROPERTY(double minTextPx READ minTextPx NOTIFY painted)
    Q_PROPERTY(int pulseCount READ pulseCount NOTIFY painted)
    Q_PROPERTY(int ageCount READ ageCount NOTIFY painted)

public:
    MapCanvas(ViewContext &context, Theme &theme, MapFeed &feed, QWidget *parent = nullptr);

    [[nodiscard]] double zoom() const { return m_camera.zoom; }
    [[nodiscard]] int lod() const;
    [[nodiscard]] int nodeCount() const { return static_cast<int>(items().size()); }
    [[nodiscard]] double minTextPx() const { return m_minTextPx; }
    /// Dots under way in the frame that was painted last.
    [[nodiscard]] int pulseCount() const { return m_pulseCount; }
    /// Edges that said how long ago, in that frame.
    [[nodiscard]] int ageCount() const { return m_ageCount; }
    /// On the screen, of the type with that key; empty when it is not shown.
    Q_INVOKABLE QRectF itemRect(const QString &key) const;

    [[nodiscard]] std::vector<std::uint32_t> items() const override;
    [[nodiscard]] QString itemName(std::uint32_t node) const override;
    [[nodiscard]] QRect itemPlace(std::uint32_t node) const override;
    [[nodiscard]] bool isItemSelected(std::uint32_t node) const override;
    void selectItem(std::uint32_t node) override { Q_EMIT chosen(keyOf(node)); }

    /// The key of the type that is selected; empty: none.
    void setSelected(const std::string &key);
    [[nodiscard]] const std::string &selected() const { return m_selected; }

public Q_SLOTS:
    void fitAll();
    void fitSelection();

Q_SIGNALS:
    void chosen(const std::string &key);
    void opened(const std::string &key); // to see its events
    void listWanted();
    /// What tests ask for is that of the frame that was painted last.
    void painted();

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

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
    void paintGhosts(QPainter &painter);
    void firstZoom();
    [[nodiscard]] std::string keyOf(std::uint32_t node) const;
    [[nodiscard]] std::optional<std::uint32_t> nodeOf(const std::string &key) const;
    [[nodiscard]] QRectF sceneRect(std::uint32_t node) const;
    [[nodiscard]] bool isShown(std::uint32_t node) const;
    [[nodiscard]] State stateOf(std::uint32_t node) const;
    [[nodiscard]] std::optional<std::uint32_t> nodeAt(const QPointF &position) const;
    [[nodiscard]] std::optional<std::size_t> edgeAt(const QPointF &position) const;
    void hover(const QPointF &position);
    void askDetails();
    bool actOn(const QKeyEvent &event);
    void walk(int key);
    void step(bool forward);
    void reveal();
    void openMenu(const QPoint &position);
    [[nodiscard]] std::chrono::milliseconds elapsed() const
    {
        return std::chrono::milliseconds{m_elapsed.elapsed()};
    }

    ViewContext &m_context;
    Theme &m_theme;
    MapFeed &m_feed;
    Camera m_camera;
    CameraInput m_input{m_camera};
    std::string m_selected;
    std::string m_hovered;
    std::optional<std::size_t> m_hoveredEdge;
    std::optional<Drag> m_drag;
    Pulses m_pulses;
    std::map<std::pair<std::string, std::string>, Timestamp> m_lastOn; // edges by their ends
    QElapsedTimer m_elapsed;
    QTimer m_frames; // while something moves
    double m_minTextPx = 0;
    int m_pulseCount = 0;
    int m_ageCount = 0;
    bool m_placed = false; // the first picture has been given its zoom
    bool m_moved = false; // by the user: a window that is resized leaves it as it is
};

} // namespace sightglass
