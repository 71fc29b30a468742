// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget> // first: moc stumbles over standard headers that stand before it

#include "views/common/camera_input.h"
#include "views/common/canvas_accessible.h"
#include "views/common/theme.h"
#include "views/context/view_context.h"
#include "views/layout/flow_picture.h"

#include <QElapsedTimer>

#include <optional>
#include <set>

namespace sightglass {

/// The picture of one flow: pans, zooms, selects, hovers. Paints what stood at the playhead from a
/// geometry that does not depend on it. Semantic zoom in four levels by the height of a node on the
/// screen (ux.md §2.6.2).
class FlowCanvas final : public QWidget, public CanvasItems
{
    Q_OBJECT
    Q_PROPERTY(double zoom READ zoom NOTIFY painted)
    Q_PROPERTY(int lod READ lod NOTIFY painted)
    Q_PROPERTY(int nodeCount READ nodeCount NOTIFY painted)
    Q_PROPERTY(double minTextPx READ minTextPx NOTIFY painted)

public:
    FlowCanvas(ViewContext &context, Theme &theme, QWidget *parent = nullptr);

    /// Shows the picture; with `keepPlace` the selected node, else the one nearest to the middle,
    /// stays where it is.
    void show(FlowPicture picture, bool keepPlace);
    void showNothing(const QString &sentence, const QString &hint);
    [[nodiscard]] const std::optional<FlowPicture> &picture() const { return m_picture; }

    [[nodiscard]] double zoom() const { return m_camera.zoom; }
    [[nodiscard]] int lod() const;
    [[nodiscard]] int nodeCount() const;
    [[nodiscard]] double minTextPx() const { return m_minTextPx; }
    /// On the screen, of the node with that key; empty when it is not shown.
    Q_INVOKABLE QRectF itemRect(const QString &key) const;

    [[nodiscard]] std::vector<std::uint32_t> items() const override { return shownNodes(); }
    [[nodiscard]] QString itemName(std::uint32_t number) const override { return describe(number); }
    [[nodiscard]] QRect itemPlace(std::uint32_t number) const override
    {
        return screenRect(number).toAlignedRect();
    }
    [[nodiscard]] bool isItemSelected(std::uint32_t number) const override
    {
        return isSelected(number);
    }
    void selectItem(std::uint32_t number) override { selectNode(number); }

    [[nodiscard]] std::vector<std::uint32_t> shownNodes() const;
    [[nodiscard]] QRectF screenRect(std::uint32_t number) const;
    [[nodiscard]] QString describe(std::uint32_t number) const;
    [[nodiscard]] bool isSelected(std::uint32_t number) const;
    void selectNode(std::uint32_t number);

public Q_SLOTS:
    void fitAll();
    void fitSelection();
    void zoomBy(double factor);
    void zoomTo(double zoom);
    void revealSelection();

Q_SIGNALS:
    void relayoutWanted();
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
    void firstZoom();
    [[nodiscard]] std::optional<std::uint32_t> nodeAt(const QPointF &position) const;
    [[nodiscard]] std::optional<std::uint32_t> selectedNode() const;
    [[nodiscard]] std::optional<std::uint32_t> nearestToMiddle() const;
    [[nodiscard]] QRectF sceneRect(std::uint32_t number) const;
    [[nodiscard]] bool isShown(std::uint32_t number) const;
    [[nodiscard]] std::set<std::uint32_t> trainOf(std::uint32_t number) const;
    void walk(int key);
    void step(bool forward);
    void openMenu(const QPoint &position);

    ViewContext &m_context;
    Theme &m_theme;
    Camera m_camera;
    CameraInput m_input{m_camera};
    std::optional<FlowPicture> m_picture;
    QString m_sentence;
    QString m_hint;
    std::optional<std::uint32_t> m_hovered;
    double m_minTextPx = 0;
    bool m_fitted = false; // the user has not moved the picture
};

} // namespace sightglass
