// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget> // first: moc stumbles over standard headers that stand before it

#include "views/canvas/graph_canvas.h"
#include "views/flow/badges.h"
#include "views/flow/flow_look.h"
#include "views/flow/flow_reading.h"
#include "views/flow/flow_screen.h"
#include "views/flow/glide.h"
#include "views/picture/comparison.h"
#include "views/picture/origin.h"

#include <memory>
#include <optional>

class QMenu;

namespace sightglass {

/// How a picture comes in the place of another.
enum class Entrance : std::uint8_t {
    Opened, // of another flow: the first zoom
    Grown, // nothing that stood moves
    Tidied, // laid out anew: the selected item, else the one nearest to the middle, stays
};

/// The picture of one flow. Paints what stood at the playhead from a geometry that does not depend
/// on it. Semantic zoom in four levels by the height of a node on the screen (ux.md §2.6.2).
class FlowCanvas final : public GraphCanvas
{
    Q_OBJECT
public:
    FlowCanvas(ViewContext &context, Theme &theme, QWidget *parent = nullptr);

    /// What is told of it is asked for at once, unless it is given.
    void show(std::shared_ptr<const FlowPicture> picture, Entrance arrival, FlowExtras extras = {},
              std::optional<FlowReading> reading = {});
    /// For readFlow(), at the playhead.
    [[nodiscard]] FlowQuestion question() const;
    /// What the flow is compared with from now on; none: nothing.
    void setCompareBase(std::optional<FlowGraph> base, const QString &title);
    [[nodiscard]] const std::optional<Comparison> &comparison() const { return m_comparison; }
    [[nodiscard]] const QString &compareTitle() const { return m_compareTitle; }
    void showNothing(const QString &sentence, const QString &hint);
    /// Null: nothing is shown.
    [[nodiscard]] const std::shared_ptr<const FlowPicture> &picture() const { return m_picture; }
    [[nodiscard]] const FlowMoment &moment() const { return m_moment; }
    [[nodiscard]] const FlowOutlook &outlook() const { return m_outlook; }

    /// On the screen, of the node with that key, or of the stack that it is in; empty when it is
    /// not shown.
    Q_INVOKABLE QRectF itemRect(const QString &key) const;
    Q_INVOKABLE QStringList itemKeys() const;

    [[nodiscard]] QString itemName(std::uint32_t item) const override;
    void selectItem(std::uint32_t item) override;
    [[nodiscard]] std::optional<std::uint32_t> selectedItem() const override;
    [[nodiscard]] QString title(std::uint32_t item) const override;
    /// "cart-build — failed · 2 m 14 s".
    [[nodiscard]] QString outlineText(std::uint32_t item) const;
    [[nodiscard]] bool showsPath() const { return m_showsPath; }
    [[nodiscard]] bool follows() const { return m_follows; }
    /// How far it is, of what runs by itself; nothing of all else.
    [[nodiscard]] Progress progressOf(std::uint32_t item) const;
    /// Whether what is expected and has not come is drawn.
    [[nodiscard]] bool showsExpected() const { return m_showsExpected; }

public Q_SLOTS:
    void setShowsExpected(bool shows);
    void setShowsPath(bool shows);
    void setFollows(bool follows);

Q_SIGNALS:
    void tidyWanted();
    void groupingWanted(bool grouped);
    /// To show the members of the stack, or to put them together again.
    void stackWanted(sightglass::NodeId firstMember, bool open);
    /// This flow is to be what others are compared with.
    void compareBaseWanted();

protected:
    void paintEvent(QPaintEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

    [[nodiscard]] double nodeHeight() const override { return kNodeHeight; }
    [[nodiscard]] QRectF sceneRect(std::uint32_t item) const override;
    [[nodiscard]] QRectF sceneOfAll() const override;
    [[nodiscard]] std::uint64_t keyOf(std::uint32_t item) const override
    {
        return m_picture->graph.nodes[item].key;
    }
    [[nodiscard]] std::uint32_t itemCount() const override
    {
        return m_picture ? static_cast<std::uint32_t>(m_picture->items.size()) : 0;
    }
    [[nodiscard]] bool isShown(std::uint32_t item) const override
    {
        return m_moment.items[item].exists && isLetIn(item);
    }
    [[nodiscard]] State itemState(std::uint32_t item) const override
    {
        return m_moment.items[item].state;
    }
    [[nodiscard]] bool isProblem(std::uint32_t item) const override;
    [[nodiscard]] std::optional<std::uint32_t> itemAt(const QPointF &position) const override;
    [[nodiscard]] std::vector<std::uint32_t> neighbours(std::uint32_t item,
                                                        bool down) const override;
    [[nodiscard]] bool isBeside(std::uint32_t a, std::uint32_t b) const override
    {
        return m_picture->geometry.nodes[a].rank == m_picture->geometry.nodes[b].rank;
    }
    [[nodiscard]] std::vector<bool> trainOf(std::uint32_t item, bool up, bool down) const override
    {
        return m_picture->trainOf(item, up, down);
    }
    [[nodiscard]] QString wordsAt(const QPoint &position) const override;
    void firstZoom() override;
    void hover(const QPointF &position) override;
    void openItem(std::uint32_t item) override;
    void openMarked(const std::vector<std::uint32_t> &items) override;
    void openMenu(const QPoint &position) override;
    void paintPlain(QPainter &painter) override;
    bool act(int key, bool shift) override;
    void wasMoved() override;

private:
    void follow();
    void refresh(bool force);
    void tell(std::optional<FlowReading> reading);
    void ask();
    void take(FlowReading reading);
    [[nodiscard]] bool isLarge() const;
    void paintGliding(QPainter &painter, FlowLook shown);
    void paintOver(QPainter &painter, double smallestText);
    /// What is painted from far away, the same for a hit.
    [[nodiscard]] const std::vector<ItemGroup> &groups() const;
    [[nodiscard]] QRectF wholeScene() const;
    void updateBadges();
    [[nodiscard]] QString differenceWords(std::uint32_t item) const;
    [[nodiscard]] FlowLook look() const;
    [[nodiscard]] std::optional<std::size_t> edgeAt(const QPointF &position) const;
    [[nodiscard]] std::optional<std::uint32_t> nearestToMiddle() const;
    [[nodiscard]] QString edgeWords(std::size_t edge) const;
    [[nodiscard]] QString timeWords(std::uint32_t item) const;
    bool openStack(std::optional<std::uint32_t> item);
    void addItemActions(QMenu &menu, std::uint32_t item);

    std::shared_ptr<const FlowPicture> m_picture;
    std::shared_ptr<FlowPicture> m_gliding; // while it comes into its place; null: it stands
    FlowMoment m_moment;
    FlowOutlook m_outlook;
    FlowExtras m_extras;
    std::optional<FlowGraph> m_base;
    std::optional<Comparison> m_comparison;
    QString m_compareTitle;
    std::vector<ItemBadge> m_badges; // of items in their order
    Glide m_glide;
    mutable FlowScreen m_screen{theme()}; // it keeps what frames share
    QString m_sentence;
    QString m_hint;
    std::optional<std::uint32_t> m_hovered;
    std::optional<std::uint32_t> m_chosen; // selected, and no event: a ghost or a stub
    mutable std::optional<std::pair<Selected, std::optional<std::uint32_t>>>
        m_found; // the item of that selection
    std::uint64_t m_epoch = 0; // of the snapshot that m_moment is of
    bool m_asking = false; // for a reading, on the pool
    bool m_askAgain = false;
    bool m_showsPath = false;
    bool m_showsExpected = true;
    bool m_follows = true;
};

} // namespace sightglass
