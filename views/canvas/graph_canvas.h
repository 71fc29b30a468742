// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget> // first: moc stumbles over standard headers that stand before it

#include "views/common/camera_input.h"
#include "views/common/canvas_accessible.h"
#include "views/common/links.h"
#include "views/common/theme.h"
#include "views/context/view_context.h"

#include <QElapsedTimer>

#include <optional>
#include <unordered_set>

namespace sightglass {

/// A picture of a graph that a person moves over: pans, zooms, selects, walks along links, takes
/// several at once, shows some alone; the same keys and the same mouse in every view (ux.md §5.1).
/// What is drawn, and where it stands, the view says. Items are numbered by the view and known by
/// keys while numbers change. THREAD: GUI.
class GraphCanvas : public QWidget, public CanvasItems
{
    Q_OBJECT
    Q_PROPERTY(double zoom READ zoom NOTIFY painted)
    Q_PROPERTY(int lod READ lod NOTIFY painted)
    Q_PROPERTY(int nodeCount READ nodeCount NOTIFY painted)
    Q_PROPERTY(double minTextPx READ minTextPx NOTIFY painted)
    Q_PROPERTY(QRectF viewport READ viewport NOTIFY painted)

public:
    GraphCanvas(ViewContext &context, Theme &theme, QWidget *parent);

    [[nodiscard]] double zoom() const { return m_camera.zoom; }
    [[nodiscard]] int lod() const;
    [[nodiscard]] int nodeCount() const { return static_cast<int>(items().size()); }
    /// Those that are shown, by number.
    [[nodiscard]] std::vector<std::uint32_t> items() const override;
    [[nodiscard]] double minTextPx() const { return m_minTextPx; }
    /// What of the scene is in sight.
    [[nodiscard]] QRectF viewport() const;
    [[nodiscard]] QRectF screenRect(std::uint32_t item) const
    {
        return m_camera.toScreen(sceneRect(item));
    }

    [[nodiscard]] virtual std::optional<std::uint32_t> selectedItem() const = 0;
    /// Those that were taken together by rubber band, Shift and arrows, or Ctrl+A.
    [[nodiscard]] std::vector<std::uint32_t> markedItems() const;
    [[nodiscard]] std::uint64_t itemIdentity(std::uint32_t item) const override
    {
        return keyOf(item);
    }
    [[nodiscard]] QRect itemPlace(std::uint32_t item) const override
    {
        return screenRect(item).toAlignedRect();
    }
    [[nodiscard]] bool isItemSelected(std::uint32_t item) const override
    {
        return selectedItem() == item || isMarked(item);
    }
    [[nodiscard]] Links links() const { return m_links; }
    [[nodiscard]] bool isIsolated() const { return !m_isolated.empty(); }

    /// What a key does to the picture or the selected item; false: nothing.
    bool command(int key, bool shift);

public Q_SLOTS:
    void fitAll();
    /// Brings the selection into the middle; again: fits it. Of several: fits them.
    void fitSelection();
    void zoomBy(double factor);
    void zoomTo(double zoom);
    void revealSelection();
    void setLinks(Links links);
    void nextLinks();
    /// What the tooltip says of the selected item, for those without a mouse; again: no more.
    void showDetails();
    /// Only what the selected item came from, and what came of it; of several only these.
    void setIsolated(bool isolated);
    void isolate(bool up, bool down);
    void markAll();
    /// What is seen, to the clipboard: as pixels, or as SVG for those who want it larger.
    void copyPicture();
    void copySvg();

Q_SIGNALS:
    void outlineWanted();
    /// What is shown, or how: links(), isIsolated(), what is marked.
    void changed();
    /// What tests ask for is that of the frame that was painted last.
    void painted();

protected:
    bool event(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

    // What the view says.
    [[nodiscard]] virtual double nodeHeight() const = 0; // in scene units, for the levels
    [[nodiscard]] virtual QRectF sceneRect(std::uint32_t item) const = 0;
    /// All that is shown.
    [[nodiscard]] virtual QRectF sceneOfAll() const = 0;
    [[nodiscard]] virtual std::uint64_t keyOf(std::uint32_t item) const = 0;
    /// How many items there are, shown or not.
    [[nodiscard]] virtual std::uint32_t itemCount() const = 0;
    [[nodiscard]] virtual bool isShown(std::uint32_t item) const = 0;
    [[nodiscard]] virtual State itemState(std::uint32_t item) const = 0;
    [[nodiscard]] virtual bool isProblem(std::uint32_t item) const
    {
        return isNotOk(itemState(item));
    }
    [[nodiscard]] virtual std::optional<std::uint32_t> itemAt(const QPointF &position) const;
    /// Ends of the links that lead away from it, or to it.
    [[nodiscard]] virtual std::vector<std::uint32_t> neighbours(std::uint32_t item,
                                                                bool down) const = 0;
    /// Whether up and down lead from one to the other.
    [[nodiscard]] virtual bool isBeside(std::uint32_t, std::uint32_t) const { return true; }
    /// Per item: what it came from and what came of it, as far as is asked for.
    [[nodiscard]] virtual std::vector<bool> trainOf(std::uint32_t item, bool up,
                                                    bool down) const = 0;
    [[nodiscard]] virtual QString wordsAt(const QPoint &position) const = 0; // of the tooltip
    [[nodiscard]] virtual QString title(std::uint32_t item) const = 0; // safe to show
    virtual void firstZoom() = 0;
    virtual void hover(const QPointF &position) = 0;
    /// Return, or a double click there.
    virtual void openItem(std::uint32_t item) = 0;
    /// Return while several are marked.
    virtual void openMarked(const std::vector<std::uint32_t> &items) = 0;
    virtual void openMenu(const QPoint &position) = 0;
    /// All that is seen, for a painter that has no pixels.
    virtual void paintPlain(QPainter &painter);
    /// The keys that only this view has.
    virtual bool act(int key, bool shift) = 0;
    /// The user moved the camera.
    virtual void wasMoved();

    // For the view.
    [[nodiscard]] ViewContext &context() const { return m_context; }
    [[nodiscard]] Theme &theme() const { return m_theme; }
    /// Whether it is not hidden by isolation. COST: constant.
    [[nodiscard]] bool isLetIn(std::uint32_t item) const
    {
        return m_shown.empty() || item >= m_shown.size() || m_shown[item];
    }
    [[nodiscard]] const std::vector<bool> &shownItems() const { return m_shown; }
    [[nodiscard]] QRectF sceneOf(const std::vector<std::uint32_t> &items) const;
    [[nodiscard]] bool isMarked(std::uint32_t item) const
    {
        return !m_marked.empty() && m_marked.count(keyOf(item)) != 0;
    }
    /// Items have other numbers from now on; what has left is marked and isolated no more.
    void renumbered();
    /// Forgets what is marked and isolated: another graph is shown.
    void letGoOfAll();
    /// Over everything else: rings around what is marked, and the rubber band.
    void paintChoice(QPainter &painter) const;
    void addCommonActions(QMenu &menu);
    /// Tells those who listen which item the keys are at, and what becomes of it: as it happens,
    /// and a new state at most every two seconds (ux.md §2.6).
    void announce();

    Camera m_camera;
    double m_minTextPx = 0;
    bool m_moved = false; // by the user: the first zoom is no longer made anew
    QSize m_fitted; // the window's size when it was made and seen; empty: not seen yet

private:
    struct Isolation
    {
        std::uint64_t key = 0;
        bool up = false;
        bool down = false;
    };

    void walk(int key, bool marks);
    void step(bool forward);
    void escape();
    void mark(const QRectF &band, bool adds);
    void tellMarked();
    void updateIsolation();

    ViewContext &m_context;
    Theme &m_theme;
    CameraInput m_input{m_camera};
    std::optional<QRectF> m_band; // on the screen, from where it was begun
    std::unordered_set<std::uint64_t> m_marked;
    std::vector<Isolation> m_isolated;
    std::vector<bool> m_shown; // per item; empty: all
    Links m_links = Links::Flow;
    QElapsedTimer m_announced;
    std::uint64_t m_announcedKey = 0;
    State m_announcedState = State::Unknown;
};

} // namespace sightglass
