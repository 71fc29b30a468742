// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget> // first: moc stumbles over standard headers that stand before it

#include "views/common/camera_input.h"
#include "views/common/canvas_accessible.h"
#include "views/common/theme.h"
#include "views/context/view_context.h"
#include "views/flow/flow_look.h"
#include "views/flow/flow_screen.h"
#include "views/flow/glide.h"

#include <optional>

class QMenu;

namespace sightglass {

/// How a picture comes in the place of another.
enum class Entrance : std::uint8_t {
    Opened, // of another flow: the first zoom
    Grown, // nothing that stood moves
    Tidied, // laid out anew: the selected item, else the one nearest to the middle, stays
};

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

    void show(FlowPicture picture, Entrance arrival);
    void showNothing(const QString &sentence, const QString &hint);
    [[nodiscard]] const std::optional<FlowPicture> &picture() const { return m_picture; }
    [[nodiscard]] const FlowMoment &moment() const { return m_moment; }

    [[nodiscard]] double zoom() const { return m_camera.zoom; }
    [[nodiscard]] int lod() const;
    [[nodiscard]] int nodeCount() const;
    [[nodiscard]] double minTextPx() const { return m_minTextPx; }
    /// On the screen, of the node with that key, or of the stack that it is in; empty when it is
    /// not shown.
    Q_INVOKABLE QRectF itemRect(const QString &key) const;
    Q_INVOKABLE QStringList itemKeys() const;

    [[nodiscard]] std::vector<std::uint32_t> items() const override;
    [[nodiscard]] QString itemName(std::uint32_t number) const override;
    [[nodiscard]] QRect itemPlace(std::uint32_t number) const override
    {
        return screenRect(number).toAlignedRect();
    }
    [[nodiscard]] bool isItemSelected(std::uint32_t number) const override
    {
        return selectedItem() == number;
    }
    void selectItem(std::uint32_t number) override;

    [[nodiscard]] std::optional<std::uint32_t> selectedItem() const;
    [[nodiscard]] QString title(std::uint32_t item) const;
    /// "cart-build — failed · 2 m 14 s".
    [[nodiscard]] QString outlineText(std::uint32_t item) const;
    [[nodiscard]] QRectF screenRect(std::uint32_t number) const;
    [[nodiscard]] Links links() const { return m_links; }
    [[nodiscard]] bool showsPath() const { return m_showsPath; }
    [[nodiscard]] bool isIsolated() const { return m_isolated.has_value(); }
    [[nodiscard]] bool follows() const { return m_follows; }
    /// What a key does to the flow or the selected item; false: nothing.
    bool command(int key, bool shift);

public Q_SLOTS:
    void fitAll();
    void fitSelection();
    void zoomBy(double factor);
    void zoomTo(double zoom);
    void revealSelection();
    void setShowsPath(bool shows);
    /// Only what the selected item came from, and what came of it; again: everything.
    void setIsolated(bool isolated);
    void setFollows(bool follows);
    void nextLinks();

Q_SIGNALS:
    void tidyWanted();
    void groupingWanted(bool grouped);
    /// To show the members of the stack, or to put them together again.
    void stackWanted(sightglass::NodeId firstMember, bool open);
    void outlineWanted();
    /// What is shown, or how: moment(), links(), showsPath(), isIsolated(), follows().
    void changed();
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
    /// What is shown alone, by the key of its node in the graph.
    struct Isolation
    {
        std::uint64_t key = 0;
        bool up = true;
        bool down = true;
    };

    void firstZoom();
    void follow();
    void wasMoved();
    void refresh(bool force);
    void isolate(bool up, bool down);
    void updateIsolation();
    void hover(const QPointF &position);
    void paintGliding(QPainter &painter, FlowLook shown);
    /// What is painted from far away, the same for a hit.
    [[nodiscard]] const std::vector<ItemGroup> &groups();
    [[nodiscard]] FlowLook look() const;
    [[nodiscard]] std::optional<std::uint32_t> itemAt(const QPointF &position);
    [[nodiscard]] std::optional<std::size_t> edgeAt(const QPointF &position) const;
    [[nodiscard]] std::optional<std::uint32_t> nearestToMiddle() const;
    [[nodiscard]] QRectF sceneRect(std::uint32_t number) const;
    [[nodiscard]] QRectF wholeScene() const;
    [[nodiscard]] QRectF sceneOf(const std::vector<std::uint32_t> &items) const;
    [[nodiscard]] bool isShown(std::uint32_t number) const;
    [[nodiscard]] QString edgeWords(std::size_t edge) const;
    [[nodiscard]] QString timeWords(std::uint32_t item) const;
    bool open(const QPointF &position);
    bool openStack(std::optional<std::uint32_t> item);
    void walk(int key);
    void step(bool forward);
    void openMenu(const QPoint &position);
    void addItemActions(QMenu &menu, std::uint32_t item);

    ViewContext &m_context;
    Theme &m_theme;
    Camera m_camera;
    CameraInput m_input{m_camera};
    std::optional<FlowPicture> m_picture;
    FlowMoment m_moment;
    Glide m_glide;
    FlowScreen m_screen{m_theme};
    QString m_sentence;
    QString m_hint;
    std::optional<std::uint32_t> m_hovered;
    std::optional<std::uint32_t> m_chosen; // selected, and no event: a ghost or a stub
    std::optional<Isolation> m_isolated;
    std::vector<bool> m_shown; // per item; empty: all
    Links m_links = Links::Flow;
    mutable std::optional<std::pair<Selected, std::optional<std::uint32_t>>>
        m_found; // the item of that selection
    std::uint64_t m_epoch = 0; // of the snapshot that m_moment is of
    double m_minTextPx = 0;
    bool m_showsPath = false;
    bool m_follows = true;
    bool m_moved = false; // by the user: the first zoom is no longer made anew
};

} // namespace sightglass
