// SPDX-License-Identifier: Apache-2.0
#include "views/flow/flow_canvas.h"

#include "views/common/canvas_marks.h"
#include "views/common/level.h"
#include "views/items/shown_text.h"

#include <QPainter>
#include <QThreadPool>

#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_map>

namespace sightglass {
namespace {

constexpr double kReadableTitle = 11;
constexpr double kTitleShare = 13.0 / kNodeHeight; // of a node's height

QPointF pointOf(const Point &point)
{
    return {point.x, point.y};
}

} // namespace

FlowCanvas::FlowCanvas(ViewContext &context, Theme &theme, QWidget *parent)
    : GraphCanvas(context, theme, parent)
{
    setObjectName(QStringLiteral("flowCanvas"));
    setAccessibleName(tr("Flow"));
    connect(&theme, &Theme::changed, this, [this] { m_screen.themeChanged(); });
    connect(this, &GraphCanvas::changed, this, [this] { m_screen.sceneChanged(); });
    connect(&context, &ViewContext::moved, this, [this] { refresh(false); });
    connect(&context, &ViewContext::advanced, this, [this] { refresh(false); });
    connect(&context, &ViewContext::contentReplaced, this, [this] { showNothing({}, {}); });
    connect(&context.selection(), &Selection::changed, this, [this] {
        m_chosen.reset();
        update();
    });
    connect(&context.selection(), &Selection::hoverChanged, this, qOverload<>(&QWidget::update));
    connect(&context, &ViewContext::alertsChanged, this, [this] {
        updateBadges();
        update();
    });
    connect(&m_glide, &Glide::moved, this, qOverload<>(&QWidget::update));
}

void FlowCanvas::show(std::shared_ptr<const FlowPicture> picture, Entrance arrival,
                      FlowExtras extras, std::optional<FlowReading> reading)
{
    const auto anchor = arrival == Entrance::Tidied && m_picture
        ? (selectedItem() ? selectedItem() : nearestToMiddle())
        : std::nullopt;
    std::unordered_map<std::uint64_t, Point> before;
    for (std::size_t i = 0; anchor && i < m_picture->items.size(); ++i)
        before.emplace(m_picture->graph.nodes[i].key, m_picture->geometry.nodes[i].centre);
    const std::uint64_t anchorKey = anchor ? m_picture->graph.nodes[*anchor].key : 0;
    const bool first = !m_picture || arrival == Entrance::Opened;
    std::swap(m_picture, picture);
    m_gliding.reset();
    m_found.reset();
    m_camera.reach(wholeScene(), size());
    m_extras = std::move(extras);
    m_hovered.reset();
    m_chosen.reset();
    m_glide.stop();
    if (first)
        letGoOfAll();
    renumbered();
    tell(std::move(reading));
    if (picture && picture.use_count() == 1) // many small pieces to free
        QThreadPool::globalInstance()->start([before = std::move(picture)] {});
    std::vector<Glide::Path> paths;
    const QPointF offset = m_camera.offset;
    for (std::size_t i = 0; anchor && i < m_picture->items.size(); ++i) {
        const Point to = m_picture->geometry.nodes[i].centre;
        const auto from = before.find(m_picture->graph.nodes[i].key);
        paths.push_back({from == before.end() ? to : from->second, to});
        if (m_picture->graph.nodes[i].key == anchorKey)
            m_camera.offset += (pointOf(paths.back().from) - pointOf(to)) * m_camera.zoom;
    }
    if (anchor && context().animates())
        m_glide.begin(std::move(paths), offset, m_camera.offset);
    if (first)
        firstZoom();
    else if (arrival == Entrance::Grown)
        follow();
    update();
}

void FlowCanvas::showNothing(const QString &sentence, const QString &hint)
{
    m_picture.reset();
    m_found.reset();
    m_moment = {};
    m_outlook = {};
    letGoOfAll();
    m_glide.stop();
    m_sentence = sentence;
    m_hint = hint;
    update();
    Q_EMIT changed();
}

QRectF FlowCanvas::sceneRect(std::uint32_t number) const
{
    const Graph::Node &size = m_picture->graph.nodes[number];
    const Point &centre = m_picture->geometry.nodes[number].centre;
    return {centre.x - size.width / 2, centre.y - size.height / 2, size.width, size.height};
}

QRectF FlowCanvas::sceneOfAll() const
{
    const Geometry &all = m_picture->geometry;
    const std::vector<std::uint32_t> shown = items();
    return shown.size() == m_picture->items.size()
        ? QRectF{all.left, all.top, all.width, all.height}
        : sceneOf(shown);
}

QRectF FlowCanvas::itemRect(const QString &key) const
{
    const std::string wanted = key.toStdString();
    const Snapshot &snapshot = context().snapshot();
    for (const std::uint32_t number : items()) {
        if (itemKey(*m_picture, m_moment, snapshot, number) == wanted)
            return screenRect(number);
    }
    for (std::uint32_t node = 0; m_picture && node < m_picture->flow.nodes.size(); ++node) {
        const std::uint32_t item = m_picture->itemOfNode[node];
        if (item != kNoItem && isShown(item)
            && nodeKey(snapshot, m_picture->flow.nodes[node]) == wanted)
            return screenRect(item);
    }
    return {};
}

QStringList FlowCanvas::itemKeys() const
{
    QStringList keys;
    for (const std::uint32_t number : items())
        keys.append(
            QString::fromStdString(itemKey(*m_picture, m_moment, context().snapshot(), number)));
    return keys;
}

const std::vector<ItemGroup> &FlowCanvas::groups() const
{
    return m_screen.groups().at(*m_picture, m_moment, look(), m_camera);
}

std::optional<std::uint32_t> FlowCanvas::itemAt(const QPointF &position) const
{
    if (!m_picture)
        return std::nullopt;
    const QPointF scene = m_camera.toScene(position);
    if (levelOf(kNodeHeight * m_camera.zoom) != Level::Blob) {
        for (const std::uint32_t item :
             m_picture->places->nodesIn({scene.x(), scene.y(), scene.x(), scene.y()})) {
            if (isShown(item))
                return item;
        }
        return std::nullopt;
    }
    for (const ItemGroup &group : groups()) {
        if (group.boxAt(m_camera.zoom).contains(scene))
            return group.worst;
    }
    return std::nullopt;
}

std::optional<std::uint32_t> FlowCanvas::selectedItem() const
{
    const Selected &selected = context().selection().current();
    if (!m_picture || m_chosen)
        return m_chosen;
    if (selected.isEmpty())
        return std::nullopt;
    if (m_found && m_found->first == selected)
        return m_found->second;
    m_found = {selected, std::nullopt};
    for (std::uint32_t number = 0; number < m_picture->flow.nodes.size(); ++number) {
        const FlowNode &node = m_picture->flow.nodes[number];
        if (((!node.entity.isNull() && node.entity == selected.entity) || node.id == selected.event)
            && m_picture->itemOfNode[number] != kNoItem) {
            m_found->second = m_picture->itemOfNode[number];
            break;
        }
    }
    return m_found->second;
}

std::optional<std::uint32_t> FlowCanvas::nearestToMiddle() const
{
    std::optional<std::uint32_t> nearest;
    double least = std::numeric_limits<double>::max();
    for (const std::uint32_t number : items()) {
        const QPointF away = screenRect(number).center() - QRectF{rect()}.center();
        const double distance = std::hypot(away.x(), away.y());
        if (distance < least) {
            least = distance;
            nearest = number;
        }
    }
    return nearest;
}

std::vector<std::uint32_t> FlowCanvas::neighbours(std::uint32_t item, bool down) const
{
    std::vector<std::uint32_t> ends;
    for (const std::uint32_t edge : down ? m_picture->downstream[item] : m_picture->upstream[item])
        ends.push_back(down ? m_picture->edges[edge].to : m_picture->edges[edge].from);
    return ends;
}

// The failures of a stack stand beside it; itself it is one only when it holds more of them.
bool FlowCanvas::isProblem(std::uint32_t item) const
{
    return isNotOk(m_moment.items[item].state)
        && (m_picture->items[item].shape != FlowItem::Shape::Stack
            || failuresInside(*m_picture, m_moment, item) > 0);
}

void FlowCanvas::selectItem(std::uint32_t number)
{
    const std::uint32_t told = m_moment.items[number].node;
    if (told == kNoItem) {
        context().selection().clear();
        m_chosen = number;
        update();
        return;
    }
    const FlowNode &node = m_picture->flow.nodes[told];
    if (node.entity.isNull() || !isActivity(node.kind))
        context().selectEvent(node.events.empty() ? node.id : node.events.back());
    else
        context().selectEntity(node.entity);
}

FlowLook FlowCanvas::look() const
{
    FlowLook look;
    look.selected = selectedItem();
    look.hovered = m_hovered;
    look.shown = shownItems();
    look.links = links();
    look.versions = m_extras.versions;
    look.hasFocus = hasFocus();
    if (m_hovered)
        look.lit = m_picture->trainOf(*m_hovered, true, true);
    if (m_showsPath)
        markPath(look, *m_picture, m_moment);
    look.progressOf = [this](EntityId entity) { return context().progressOf(entity); };
    return look;
}

void FlowCanvas::paintEvent(QPaintEvent *)
{
    const FrameProbe::Timing timing{context().probe(), FrameProbe::Stage::Paint};
    QPainter painter{this};
    if (!m_picture) {
        painter.fillRect(rect(), theme().canvas());
        if (context().isDemo())
            paintDemoMark(painter, rect(), theme());
        paintEmptyState(painter, rect(), theme(), m_sentence, m_hint);
        return;
    }
    if (m_glide.isMoving()) {
        paintGliding(painter, look());
        return;
    }
    painter.drawImage(
        0, 0,
        m_screen.paint({*m_picture, m_moment, context().snapshot(), m_camera, context().isDemo()},
                       look(), size(), devicePixelRatioF()));
    paintOver(painter, m_screen.smallestText());
    paintChoice(painter);
    Q_EMIT painted();
}

void FlowCanvas::paintGliding(QPainter &painter, FlowLook shown)
{
    Camera camera = m_camera;
    camera.offset = m_glide.offset();
    if (!m_gliding)
        m_gliding = std::make_shared<FlowPicture>(*m_picture);
    for (std::size_t i = 0; i < m_gliding->items.size(); ++i)
        m_gliding->geometry.nodes[i].centre = m_glide.at(m_glide.nodes()[i]);
    shown.edgeStrength = m_glide.progress() * m_glide.progress();
    m_screen.sceneChanged();
    painter.drawImage(0, 0,
                      m_screen.paint({*m_gliding, m_moment, context().snapshot(), camera,
                                      context().isDemo(), true},
                                     shown, size(), devicePixelRatioF()));
    m_screen.sceneChanged();
}

void FlowCanvas::paintOver(QPainter &painter, double smallestText)
{
    std::vector<ItemBadge> badges = m_badges;
    std::erase_if(badges, [this](const ItemBadge &badge) { return !isShown(badge.item); });
    const double text = paintBadges(painter, rect(), *m_picture, badges, theme(), m_camera);
    m_minTextPx = text > 0 && smallestText > 0 ? std::min(text, smallestText)
                                               : std::max(text, smallestText);
}

// Without pixels, for those who want it larger.
void FlowCanvas::paintPlain(QPainter &painter)
{
    painter.fillRect(rect(), theme().canvas());
    if (!m_picture)
        return;
    paintLanes(painter, rect(), *m_picture, theme(), m_camera);
    FlowPainter flow{*m_picture, m_moment, context().snapshot(), theme(), m_camera};
    flow.paint(painter, rect(), look());
    paintOver(painter, flow.smallestText());
}

// Fit if the titles stay readable; otherwise 100 % on the first failing node, else the first
// running one (ux.md §2.6.2).
void FlowCanvas::firstZoom()
{
    if (!m_picture)
        return;
    m_camera.fit(sceneOfAll(), size(), 1);
    m_moved = false;
    m_fitted = {};
    if (m_camera.zoom * kNodeHeight * kTitleShare >= kReadableTitle)
        return;
    std::optional<std::uint32_t> target;
    for (const std::uint32_t number : items()) {
        const State state = m_moment.items[number].state;
        if (isNotOk(state)) {
            target = number;
            break;
        }
        if (state == State::Running && !target)
            target = number;
    }
    m_camera.zoom = 1;
    m_camera.centre(sceneRect(target.value_or(0)).center(), size());
    m_camera.cover(sceneOfAll(), size());
}

} // namespace sightglass
