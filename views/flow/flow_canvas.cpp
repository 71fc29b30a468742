// SPDX-License-Identifier: Apache-2.0
#include "views/flow/flow_canvas.h"

#include "views/common/canvas_marks.h"
#include "views/common/level.h"
#include "views/items/shown_text.h"

#include <QHelpEvent>
#include <QPainter>
#include <QTextDocument>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_map>

namespace sightglass {
namespace {

constexpr double kReadableTitle = 11;
constexpr double kTitleShare = 13.0 / kNodeHeight; // of a node's height
constexpr Span kClockStep = std::chrono::milliseconds{500}; // numbers change twice a second

QPointF pointOf(const Point &point)
{
    return {point.x, point.y};
}

} // namespace

FlowCanvas::FlowCanvas(ViewContext &context, Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_theme(theme)
{
    installCanvasAccessibility();
    setObjectName(QStringLiteral("flowCanvas"));
    setAccessibleName(tr("Flow"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    connect(&theme, &Theme::changed, this, [this] {
        m_screen.themeChanged();
        update();
    });
    connect(&context, &ViewContext::moved, this, [this] { refresh(false); });
    connect(&context, &ViewContext::contentReplaced, this, [this] { showNothing({}, {}); });
    connect(&context.selection(), &Selection::changed, this, [this] {
        m_chosen.reset();
        update();
    });
    connect(&context.selection(), &Selection::hoverChanged, this, qOverload<>(&QWidget::update));
    connect(&m_glide, &Glide::moved, this, qOverload<>(&QWidget::update));
}

void FlowCanvas::show(FlowPicture picture, Entrance arrival)
{
    const auto anchor = arrival == Entrance::Tidied && m_picture
        ? (selectedItem() ? selectedItem() : nearestToMiddle())
        : std::nullopt;
    std::unordered_map<std::uint64_t, Point> before;
    for (std::size_t i = 0; anchor && i < m_picture->items.size(); ++i)
        before.emplace(m_picture->graph.nodes[i].key, m_picture->geometry.nodes[i].centre);
    const std::uint64_t anchorKey = anchor ? m_picture->graph.nodes[*anchor].key : 0;
    const bool first = !m_picture || arrival == Entrance::Opened;
    m_picture = std::move(picture);
    m_found.reset();
    m_camera.reach(wholeScene(), size());
    m_hovered.reset();
    m_chosen.reset();
    m_glide.stop();
    if (first)
        m_isolated.reset();
    updateIsolation();
    refresh(true);
    std::vector<Glide::Path> paths;
    const QPointF offset = m_camera.offset;
    for (std::size_t i = 0; anchor && i < m_picture->items.size(); ++i) {
        const Point to = m_picture->geometry.nodes[i].centre;
        const auto from = before.find(m_picture->graph.nodes[i].key);
        paths.push_back({from == before.end() ? to : from->second, to});
        if (m_picture->graph.nodes[i].key == anchorKey)
            m_camera.offset += (pointOf(paths.back().from) - pointOf(to)) * m_camera.zoom;
    }
    if (anchor && m_context.animates())
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
    m_shown.clear();
    m_glide.stop();
    m_sentence = sentence;
    m_hint = hint;
    update();
    Q_EMIT changed();
}

// The states at the playhead; while only the clock runs on, twice a second.
void FlowCanvas::refresh(bool force)
{
    if (!m_picture)
        return;
    const Timestamp at = m_context.playhead().at();
    const Timestamp now = m_context.playhead().now();
    const std::uint64_t epoch = m_context.snapshot().epoch;
    if (!force && at == m_moment.at && epoch == m_epoch && now >= m_moment.now
        && now - m_moment.now < kClockStep && now != at)
        return;
    m_moment = flowMoment(*m_picture, m_context.snapshot(), at, now, m_showsPath);
    m_epoch = epoch;
    m_screen.sceneChanged();
    follow();
    update();
    Q_EMIT changed();
}

int FlowCanvas::lod() const
{
    return static_cast<int>(levelOf(kNodeHeight * m_camera.zoom));
}

int FlowCanvas::nodeCount() const
{
    return static_cast<int>(items().size());
}

bool FlowCanvas::isShown(std::uint32_t number) const
{
    return m_moment.items[number].exists && (m_shown.empty() || m_shown[number]);
}

std::vector<std::uint32_t> FlowCanvas::items() const
{
    std::vector<std::uint32_t> shown;
    for (std::uint32_t number = 0; m_picture && number < m_picture->items.size(); ++number) {
        if (isShown(number))
            shown.push_back(number);
    }
    return shown;
}

QRectF FlowCanvas::sceneRect(std::uint32_t number) const
{
    const Graph::Node &size = m_picture->graph.nodes[number];
    const Point &centre = m_picture->geometry.nodes[number].centre;
    return {centre.x - size.width / 2, centre.y - size.height / 2, size.width, size.height};
}

QRectF FlowCanvas::screenRect(std::uint32_t number) const
{
    return m_camera.toScreen(sceneRect(number));
}

QRectF FlowCanvas::itemRect(const QString &key) const
{
    const std::string wanted = key.toStdString();
    const Snapshot &snapshot = m_context.snapshot();
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
            QString::fromStdString(itemKey(*m_picture, m_moment, m_context.snapshot(), number)));
    return keys;
}

const std::vector<ItemGroup> &FlowCanvas::groups()
{
    return m_screen.groups().at(*m_picture, m_moment, look(), m_camera);
}

std::optional<std::uint32_t> FlowCanvas::itemAt(const QPointF &position)
{
    if (!m_picture)
        return std::nullopt;
    const QPointF scene = m_camera.toScene(position);
    if (levelOf(kNodeHeight * m_camera.zoom) == Level::Blob) {
        for (const ItemGroup &group : groups()) {
            if (group.boxAt(m_camera.zoom).contains(scene))
                return group.worst;
        }
        return std::nullopt;
    }
    for (const std::uint32_t number :
         m_picture->places->nodesIn({scene.x(), scene.y(), scene.x(), scene.y()})) {
        if (isShown(number))
            return number;
    }
    return std::nullopt;
}

std::optional<std::uint32_t> FlowCanvas::selectedItem() const
{
    const Selected &selected = m_context.selection().current();
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

void FlowCanvas::selectItem(std::uint32_t number)
{
    const std::uint32_t told = m_moment.items[number].node;
    if (told == kNoItem) {
        m_context.selection().clear();
        m_chosen = number;
        update();
        return;
    }
    const FlowNode &node = m_picture->flow.nodes[told];
    if (node.entity.isNull() || !isActivity(node.kind))
        m_context.selectEvent(node.events.empty() ? node.id : node.events.back());
    else
        m_context.selectEntity(node.entity);
}

FlowLook FlowCanvas::look() const
{
    FlowLook look;
    look.selected = selectedItem();
    look.hovered = m_hovered;
    look.shown = m_shown;
    look.links = m_links;
    look.hasFocus = hasFocus();
    if (m_hovered)
        look.lit = m_picture->trainOf(*m_hovered, true, true);
    if (m_showsPath)
        markPath(look, *m_picture, m_moment);
    look.progressOf = [this](EntityId entity) { return m_context.progressOf(entity); };
    return look;
}

void FlowCanvas::paintEvent(QPaintEvent *)
{
    QPainter painter{this};
    if (!m_picture) {
        painter.fillRect(rect(), m_theme.canvas());
        if (m_context.isDemo())
            paintDemoMark(painter, rect(), m_theme);
        paintEmptyState(painter, rect(), m_theme, m_sentence, m_hint);
        return;
    }
    if (m_glide.isMoving()) {
        paintGliding(painter, look());
        return;
    }
    painter.drawImage(
        0, 0,
        m_screen.paint({*m_picture, m_moment, m_context.snapshot(), m_camera, m_context.isDemo()},
                       look(), size(), devicePixelRatioF()));
    m_minTextPx = m_screen.smallestText();
    Q_EMIT painted();
}

void FlowCanvas::paintGliding(QPainter &painter, FlowLook shown)
{
    Camera camera = m_camera;
    camera.offset = m_glide.offset();
    std::vector<Geometry::Node> places = m_picture->geometry.nodes;
    for (std::size_t i = 0; i < places.size(); ++i)
        m_picture->geometry.nodes[i].centre = m_glide.at(m_glide.nodes()[i]);
    shown.edgeStrength = m_glide.progress() * m_glide.progress();
    m_screen.sceneChanged();
    painter.drawImage(0, 0,
                      m_screen.paint({*m_picture, m_moment, m_context.snapshot(), camera,
                                      m_context.isDemo(), true},
                                     shown, size(), devicePixelRatioF()));
    m_screen.sceneChanged();
    m_picture->geometry.nodes = std::move(places);
}

// Fit if the titles stay readable; otherwise 100 % on the first failing node, else the first
// running one (ux.md §2.6.2).
void FlowCanvas::firstZoom()
{
    if (!m_picture)
        return;
    m_camera.fit(sceneOf(items()), size(), 1);
    m_moved = false;
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
    m_camera.cover(sceneOf(items()), size());
}

} // namespace sightglass
