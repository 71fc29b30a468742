// SPDX-License-Identifier: Apache-2.0
#include "views/map/map_canvas.h"

#include "views/common/canvas_marks.h"
#include "views/map/edge_path.h"
#include "views/map/map_painter.h"
#include "views/map/map_words.h"

#include <QHelpEvent>
#include <QPainter>
#include <QTextDocument>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <utility>

namespace sightglass {
namespace {

constexpr int kFrameMilliseconds = 33;
constexpr std::size_t kFewTypes = 6; // so few of what is live are a beginning
constexpr double kGrowingZoom = 0.6;
constexpr double kGrowingMargin = 40;
constexpr double kLeastHeight = 26; // of a node, for a first look at all of them

} // namespace

MapCanvas::MapCanvas(ViewContext &context, Theme &theme, MapFeed &feed, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_theme(theme)
    , m_feed(feed)
{
    installCanvasAccessibility();
    setObjectName(QStringLiteral("mapCanvas"));
    setAccessibleName(tr("System map"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    m_elapsed.start();
    m_frames.setInterval(kFrameMilliseconds);
    connect(&m_frames, &QTimer::timeout, this, [this] {
        if (m_pulses.isQuiet(elapsed()))
            m_frames.stop();
        update();
    });
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    connect(&feed, &MapFeed::changed, this, &MapCanvas::follow);
    connect(&context, &ViewContext::contentReplaced, this, [this] {
        m_pulses.clear();
        m_lastOn.clear();
        m_drag.reset();
        m_hovered.clear();
        m_hoveredEdge.reset();
        m_placed = false;
        m_moved = false;
    });
}

void MapCanvas::follow()
{
    if (!std::exchange(m_placed, !m_feed.picture().nodes.empty()))
        firstZoom();
    if (m_drag && m_drag->let)
        m_drag.reset();
    m_hoveredEdge.reset();
    observe();
    update();
}

// What came since the last look starts a pulse: while the map follows time, not when it jumps.
void MapCanvas::observe()
{
    Playhead &playhead = m_context.playhead();
    const bool flows = playhead.mode() == Mode::Live || playhead.isPlaying();
    const MapPicture &picture = m_feed.picture();
    const auto edges = edgesOf(picture, m_feed.figures());
    const bool isFirst = m_lastOn.empty();
    for (std::size_t edge = 0; edge < edges.size(); ++edge) {
        if (!edges[edge] || !isKnown(edges[edge]->last))
            continue;
        const Graph::Edge &ends = picture.graph.edges[edge];
        const auto [known, isNew] = m_lastOn.try_emplace(
            {picture.nodes[ends.from].key, picture.nodes[ends.to].key}, edges[edge]->last);
        const bool came = isNew || known->second < edges[edge]->last;
        known->second = edges[edge]->last;
        if (came && flows && !isFirst && m_context.animates() && isVisible()
            && m_pulses.offer(std::uint64_t{ends.from} << 32 | ends.to, elapsed()))
            m_frames.start();
    }
}

// A map that has just begun gets room to grow. All of it if that can be read; otherwise 100 % on
// what failed first, else on the first.
void MapCanvas::firstZoom()
{
    if (m_feed.picture().nodes.empty())
        return;
    fitAll();
    m_moved = false;
    if (m_context.isLiveContent() && items().size() < kFewTypes) {
        const Geometry &geometry = m_feed.picture().geometry;
        m_camera.zoom = kGrowingZoom;
        m_camera.offset = {kGrowingMargin - geometry.left * kGrowingZoom,
                           height() / 2.0 - (geometry.top + geometry.height / 2) * kGrowingZoom};
        return;
    }
    if (m_camera.zoom * kMapNodeHeight >= kLeastHeight)
        return;
    const auto shown = items();
    const auto failed = std::find_if(shown.begin(), shown.end(),
                                     [this](std::uint32_t node) { return isNotOk(stateOf(node)); });
    m_camera.zoom = 1;
    const std::uint32_t target
        = failed != shown.end() ? *failed : (shown.empty() ? 0 : shown.front());
    m_camera.centre(sceneRect(target).center(), size());
}

int MapCanvas::lod() const
{
    return static_cast<int>(levelOf(kMapNodeHeight * m_camera.zoom));
}

std::string MapCanvas::keyOf(std::uint32_t node) const
{
    return m_feed.picture().nodes[node].key;
}

std::optional<std::uint32_t> MapCanvas::nodeOf(const std::string &key) const
{
    const auto node = key.empty() ? std::nullopt : m_feed.picture().nodeOf(key);
    return node && isShown(*node) ? node : std::nullopt;
}

bool MapCanvas::isShown(std::uint32_t node) const
{
    return m_feed.figures().figures[m_feed.picture().nodes[node].type].known;
}

State MapCanvas::stateOf(std::uint32_t node) const
{
    return m_feed.figures().figures[m_feed.picture().nodes[node].type].state();
}

QRectF MapCanvas::sceneRect(std::uint32_t node) const
{
    const Point &centre = m_feed.picture().geometry.nodes[node].centre;
    return {centre.x - kMapNodeWidth / 2, centre.y - kMapNodeHeight / 2, kMapNodeWidth,
            kMapNodeHeight};
}

std::vector<std::uint32_t> MapCanvas::items() const
{
    std::vector<std::uint32_t> shown;
    for (std::uint32_t node = 0; node < m_feed.picture().nodes.size(); ++node) {
        if (isShown(node))
            shown.push_back(node);
    }
    return shown;
}

QString MapCanvas::itemName(std::uint32_t node) const
{
    const MapPicture::Node &one = m_feed.picture().nodes[node];
    const MapFigures &figures = m_feed.figures();
    QString name = describeType((*figures.types)[one.type], figures.figures[one.type]);
    if (one.isNew)
        name += tr(", new");
    if (one.pinned)
        name += tr(", pinned");
    return name;
}

QRect MapCanvas::itemPlace(std::uint32_t node) const
{
    return m_camera.toScreen(sceneRect(node)).toAlignedRect();
}

bool MapCanvas::isItemSelected(std::uint32_t node) const
{
    return m_feed.picture().nodes[node].key == m_selected;
}

QRectF MapCanvas::itemRect(const QString &key) const
{
    const auto node = nodeOf(key.toStdString());
    return node ? m_camera.toScreen(sceneRect(*node)) : QRectF{};
}

void MapCanvas::setSelected(const std::string &key)
{
    m_selected = key;
    askDetails();
    update();
}

void MapCanvas::askDetails()
{
    m_feed.setDetails(m_hovered.empty() ? m_selected : m_hovered);
}

std::optional<std::uint32_t> MapCanvas::nodeAt(const QPointF &position) const
{
    const QPointF scene = m_camera.toScene(position);
    for (const std::uint32_t node : items()) {
        if (sceneRect(node).contains(scene))
            return node;
    }
    return std::nullopt;
}

std::optional<std::size_t> MapCanvas::edgeAt(const QPointF &position) const
{
    constexpr double kReach = 5;
    const MapPicture &picture = m_feed.picture();
    const auto edges = edgesOf(picture, m_feed.figures());
    std::optional<std::size_t> nearest;
    double least = kReach;
    for (std::size_t edge = 0; edge < edges.size(); ++edge) {
        std::vector<QPointF> line;
        for (const Point &point : picture.geometry.edges[edge].points)
            line.push_back(m_camera.toScreen(QPointF{point.x, point.y}));
        const double distance = edges[edge] ? distanceTo(line, position) : kReach;
        if (distance < least) {
            least = distance;
            nearest = edge;
        }
    }
    return nearest;
}

void MapCanvas::hover(const QPointF &position)
{
    const auto node = nodeAt(position);
    const std::string key = node ? keyOf(*node) : std::string{};
    const auto edge = node ? std::nullopt : edgeAt(position);
    if (key == m_hovered && edge == m_hoveredEdge)
        return;
    m_hovered = key;
    m_hoveredEdge = edge;
    if (edge)
        m_feed.setDetails(keyOf(m_feed.picture().graph.edges[*edge].from));
    else
        askDetails();
    update();
}

void MapCanvas::paintEvent(QPaintEvent *)
{
    QPainter painter{this};
    painter.fillRect(rect(), m_theme.canvas());
    if (m_context.isDemo())
        paintDemoMark(painter, rect(), m_theme);
    if (items().empty()) {
        paintGhosts(painter);
        return;
    }
    const MapPicture &picture = m_feed.picture();
    MapLook look;
    look.selected = nodeOf(m_selected);
    look.hovered = nodeOf(m_hovered);
    look.hoveredEdge = m_hoveredEdge;
    look.hasFocus = hasFocus();
    if (m_drag && m_drag->moves) {
        look.dragged = nodeOf(m_drag->key);
        look.draggedBy = m_drag->by;
        look.hovered.reset();
    }
    if (m_context.animates()) {
        for (const Pulses::Pulse &pulse : m_pulses.at(elapsed())) {
            const auto edge = picture.edgeBetween(static_cast<std::uint32_t>(pulse.edge >> 32),
                                                  static_cast<std::uint32_t>(pulse.edge));
            if (edge)
                look.pulses.push_back({*edge, pulse.share});
        }
    } else if (m_context.playhead().mode() == Mode::Live) {
        look.now = m_context.playhead().now();
    }
    MapPainter map{picture, m_feed.figures(), m_theme, m_camera};
    map.paint(painter, rect(), look);
    m_minTextPx = map.smallestText();
    m_pulseCount = static_cast<int>(look.pulses.size());
    m_ageCount = map.agesPainted();
    Q_EMIT painted();
}

// What will be here, in grey.
void MapCanvas::paintGhosts(QPainter &painter)
{
    painter.setRenderHint(QPainter::Antialiasing);
    QPen pen{m_theme.edge(), 1.3};
    pen.setDashPattern({4, 3});
    painter.setPen(pen);
    painter.setOpacity(0.7);
    const QSizeF size{kMapNodeWidth * 0.7, kMapNodeHeight * 0.6};
    const QPointF middle{width() / 2.0, height() / 2.0 - 110};
    for (const int column : {-1, 0, 1}) {
        const QPointF centre{middle.x() + column * size.width() * 1.4, middle.y()};
        const QRectF box{centre - QPointF{size.width() / 2, size.height() / 2}, size};
        painter.drawRoundedRect(box, 8, 8);
        const double side = size.height() * 0.6;
        painter.drawEllipse(QRectF{box.left() + 10, centre.y() - side / 2, side, side});
        if (column < 1)
            painter.drawLine(QPointF{box.right(), centre.y()},
                             QPointF{box.right() + size.width() * 0.4, centre.y()});
    }
    painter.setOpacity(1);
    paintEmptyState(painter, rect(), m_theme,
                    tr("The map draws itself from the first linked events."),
                    tr("Open a recording with Ctrl+O, or send events to the receiver."));
}

void MapCanvas::fitAll()
{
    const Geometry &geometry = m_feed.picture().geometry;
    if (m_feed.picture().nodes.empty())
        return;
    m_moved = true;
    m_camera.fit({geometry.left, geometry.top, geometry.width, geometry.height}, size(), 1.25);
    update();
}

void MapCanvas::fitSelection()
{
    const auto node = nodeOf(m_selected);
    if (!node)
        return;
    m_moved = true;
    const QPointF away = m_camera.toScreen(sceneRect(*node)).center() - QRectF{rect()}.center();
    if (std::hypot(away.x(), away.y()) < 2)
        m_camera.fit(sceneRect(*node).adjusted(-200, -120, 200, 120), size(), 2);
    else
        m_camera.centre(sceneRect(*node).center(), size());
    update();
}

bool MapCanvas::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const auto node = nodeAt(help->pos());
    if (!node)
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), Qt::convertFromPlainText(itemName(*node)), this);
    return true;
}

void MapCanvas::resizeEvent(QResizeEvent *)
{
    if (!m_moved)
        firstZoom();
}

} // namespace sightglass
