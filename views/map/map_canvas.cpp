// SPDX-License-Identifier: Apache-2.0
#include "views/map/map_canvas.h"

#include "model/base/hash.h"
#include "views/common/canvas_marks.h"
#include "views/map/edge_path.h"
#include "views/map/map_words.h"

#include <QPainter>

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
    : GraphCanvas(context, theme, parent)
    , m_feed(feed)
{
    setObjectName(QStringLiteral("mapCanvas"));
    setAccessibleName(tr("System map"));
    m_elapsed.start();
    m_frames.setInterval(kFrameMilliseconds);
    connect(&m_frames, &QTimer::timeout, this, [this] {
        if (m_pulses.isQuiet(elapsed()))
            m_frames.stop();
        update();
    });
    connect(&feed, &MapFeed::changed, this, &MapCanvas::follow);
    connect(&theme, &Theme::changed, this, [this] { m_sprites.forget(); });
    connect(&context, &ViewContext::contentReplaced, this, [this] {
        m_pulses.clear();
        m_lastOn.clear();
        m_drag.reset();
        m_hovered.clear();
        m_hoveredEdge.reset();
        m_placed = false;
        m_moved = false;
        m_fitted = {};
        letGoOfAll();
    });
}

void MapCanvas::follow()
{
    const FrameProbe::Timing timing{context().probe(), FrameProbe::Stage::Geometry};
    if (!std::exchange(m_placed, !m_feed.picture().nodes.empty()))
        firstZoom();
    if (m_drag && m_drag->let)
        m_drag.reset();
    m_hoveredEdge.reset();
    renumbered();
    observe();
    update();
}

// What came since the last look starts a pulse: while the map follows time, not when it jumps.
void MapCanvas::observe()
{
    Playhead &playhead = context().playhead();
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
        if (came && flows && !isFirst && context().animates() && isVisible()
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
    m_fitted = {};
    if (context().isLiveContent() && items().size() < kFewTypes) {
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
                                     [this](std::uint32_t node) { return isProblem(node); });
    m_camera.zoom = 1;
    const std::uint32_t target
        = failed != shown.end() ? *failed : (shown.empty() ? 0 : shown.front());
    m_camera.centre(sceneRect(target).center(), size());
}

std::uint64_t MapCanvas::keyOf(std::uint32_t node) const
{
    return digestOf(nameOf(node)).low;
}

std::optional<std::uint32_t> MapCanvas::nodeOf(const std::string &key) const
{
    const auto node = key.empty() ? std::nullopt : m_feed.picture().nodeOf(key);
    return node && isShown(*node) ? node : std::nullopt;
}

bool MapCanvas::isShown(std::uint32_t node) const
{
    return m_feed.figures().figures[m_feed.picture().nodes[node].type].known && isLetIn(node);
}

State MapCanvas::itemState(std::uint32_t node) const
{
    return m_feed.figures().figures[m_feed.picture().nodes[node].type].state();
}

QRectF MapCanvas::sceneRect(std::uint32_t node) const
{
    const Point &centre = m_feed.picture().geometry.nodes[node].centre;
    return {centre.x - kMapNodeWidth / 2, centre.y - kMapNodeHeight / 2, kMapNodeWidth,
            kMapNodeHeight};
}

QRectF MapCanvas::sceneOfAll() const
{
    const Geometry &all = m_feed.picture().geometry;
    return isIsolated() ? sceneOf(items()) : QRectF{all.left, all.top, all.width, all.height};
}

std::vector<std::uint32_t> MapCanvas::neighbours(std::uint32_t node, bool down) const
{
    std::vector<std::uint32_t> ends;
    for (const Graph::Edge &edge : m_feed.picture().graph.edges) {
        if ((down ? edge.from : edge.to) == node)
            ends.push_back(down ? edge.to : edge.from);
    }
    return ends;
}

std::vector<bool> MapCanvas::trainOf(std::uint32_t node, bool up, bool down) const
{
    std::vector<bool> train(itemCount());
    train[node] = true;
    for (const bool forward : {false, true}) {
        std::vector<std::uint32_t> open;
        std::vector<bool> seen(itemCount());
        seen[node] = true;
        if (forward ? down : up)
            open.push_back(node);
        while (!open.empty()) {
            const std::uint32_t here = open.back();
            open.pop_back();
            for (const std::uint32_t next : neighbours(here, forward)) {
                if (seen[next])
                    continue;
                seen[next] = train[next] = true;
                open.push_back(next);
            }
        }
    }
    return train;
}

QString MapCanvas::title(std::uint32_t node) const
{
    return shownTitle((*m_feed.figures().types)[m_feed.picture().nodes[node].type]);
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

QRectF MapCanvas::itemRect(const QString &key) const
{
    const auto node = nodeOf(key.toStdString());
    return node ? screenRect(*node) : QRectF{};
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

std::optional<std::size_t> MapCanvas::edgeAt(const QPointF &position) const
{
    constexpr double kReach = 5;
    const MapPicture &picture = m_feed.picture();
    const auto edges = edgesOf(picture, m_feed.figures());
    const MapLook look = lookNow();
    std::optional<std::size_t> nearest;
    double least = kReach;
    for (std::size_t edge = 0; edge < edges.size(); ++edge) {
        std::vector<QPointF> line;
        for (const Point &point : picture.geometry.edges[edge].points)
            line.push_back(m_camera.toScreen(QPointF{point.x, point.y}));
        const bool drawn = edges[edge] && look.shows(picture.graph.edges[edge]);
        const double distance = drawn ? distanceTo(line, position) : kReach;
        if (distance < least) {
            least = distance;
            nearest = edge;
        }
    }
    return nearest;
}

void MapCanvas::hover(const QPointF &position)
{
    const auto node = itemAt(position);
    const std::string key = node ? nameOf(*node) : std::string{};
    const auto edge = node ? std::nullopt : edgeAt(position);
    if (key == m_hovered && edge == m_hoveredEdge)
        return;
    m_hovered = key;
    m_hoveredEdge = edge;
    if (edge)
        m_feed.setDetails(nameOf(m_feed.picture().graph.edges[*edge].from));
    else
        askDetails();
    update();
}

MapLook MapCanvas::lookNow() const
{
    const MapPicture &picture = m_feed.picture();
    MapLook look;
    look.selected = nodeOf(m_selected);
    look.hovered = nodeOf(m_hovered);
    look.hoveredEdge = m_hoveredEdge;
    look.hasFocus = hasFocus();
    look.shown = shownItems();
    look.links = links();
    if (m_drag && m_drag->moves) {
        look.dragged = nodeOf(m_drag->key);
        look.draggedBy = m_drag->by;
        look.hovered.reset();
    }
    if (context().animates()) {
        for (const Pulses::Pulse &pulse : m_pulses.at(elapsed())) {
            const auto edge = picture.edgeBetween(static_cast<std::uint32_t>(pulse.edge >> 32),
                                                  static_cast<std::uint32_t>(pulse.edge));
            if (edge)
                look.pulses.push_back({*edge, pulse.share});
        }
    } else if (context().playhead().mode() == Mode::Live) {
        look.now = context().playhead().now();
    }
    return look;
}

void MapCanvas::paintEvent(QPaintEvent *)
{
    const FrameProbe::Timing timing{context().probe(), FrameProbe::Stage::Paint};
    QPainter painter{this};
    if (items().empty()) {
        painter.fillRect(rect(), theme().canvas());
        if (context().isDemo())
            paintDemoMark(painter, rect(), theme());
        paintGhosts(painter);
        return;
    }
    painter.drawImage(0, 0, paintFrame(lookNow()));
    paintChoice(painter);
    Q_EMIT painted();
}

const QImage &MapCanvas::paintFrame(const MapLook &look)
{
    const double ratio = devicePixelRatioF();
    if (!fitFrame(m_frame, size(), ratio))
        return m_frame;
    Raster raster{m_frame};
    raster.fill(theme().canvas().rgb());
    QPainter painter{&m_frame};
    if (context().isDemo())
        paintDemoMark(painter, rect(), theme());
    MapTools tools{raster, m_sprites};
    MapPainter map{m_feed.picture(), m_feed.figures(), theme(), m_camera, &tools};
    map.paint(painter, rect(), look);
    m_minTextPx = map.smallestText();
    m_pulseCount = static_cast<int>(look.pulses.size());
    m_ageCount = map.agesPainted();
    return m_frame;
}

// What will be here, in grey.
void MapCanvas::paintGhosts(QPainter &painter)
{
    painter.setRenderHint(QPainter::Antialiasing);
    QPen pen{theme().edge(), 1.3};
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
    paintEmptyState(painter, rect(), theme(),
                    tr("The map draws itself from the first linked events."),
                    tr("Open a recording with Ctrl+O, or send events to the receiver."));
}

QString MapCanvas::wordsAt(const QPoint &position) const
{
    const auto node = itemAt(position);
    return node ? itemName(*node) : QString{};
}

} // namespace sightglass
