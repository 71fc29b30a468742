// SPDX-License-Identifier: Apache-2.0
#include "views/typemap/map_picture.h"

#include "views/typemap/placing.h"
#include "views/typemap/router.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace sightglass {
namespace {

constexpr double kLoop = 8; // how far a loop stands off its node
constexpr double kPortStep = 9;
constexpr double kApart = 4; // of a line from the middle between it and the one that leads back

/// A line of level and upright parts, moved to the left of its way by that much.
std::vector<Point> besideOf(const std::vector<Point> &line, double by)
{
    const auto sideOf = [&](std::size_t part) {
        const double dx = line[part + 1].x - line[part].x;
        const double dy = line[part + 1].y - line[part].y;
        const double length = std::hypot(dx, dy);
        return length > 0 ? Point{dy / length * by, -dx / length * by} : Point{};
    };
    std::vector<Point> moved = line;
    for (std::size_t i = 0; i < line.size(); ++i) {
        for (const std::size_t part : {i - 1, i}) { // the parts that meet there
            if (part >= line.size() - 1) // before the first, behind the last
                continue;
            const Point side = sideOf(part);
            moved[i].x = side.x != 0 ? line[i].x + side.x : moved[i].x;
            moved[i].y = side.y != 0 ? line[i].y + side.y : moved[i].y;
        }
    }
    return moved;
}

/// Draws the edges: as they were where that still holds, the others anew.
class Routing
{
public:
    Routing(MapPicture &picture, const MapPicture &before)
        : m_picture(picture)
        , m_before(before)
    {
        for (const Geometry::Node &node : picture.geometry.nodes)
            m_boxes.push_back(boxAt(node.centre));
    }

    void run(const std::vector<Geometry::Edge> &proposed)
    {
        auto &edges = m_picture.geometry.edges;
        edges.assign(m_picture.graph.edges.size(), {});
        std::vector<std::size_t> open;
        for (std::size_t i = 0; i < edges.size(); ++i) {
            const Graph::Edge &edge = m_picture.graph.edges[i];
            if (edge.from == edge.to) {
                edges[i].points = loopAt(edge.from);
            } else if (i < proposed.size() && holds(proposed[i], edge)) {
                edges[i] = proposed[i];
            } else if (const Geometry::Edge *known = former(edge); known && holds(*known, edge)) {
                edges[i] = *known;
            } else {
                open.push_back(i);
            }
        }
        if (!open.empty()) {
            Router router{m_boxes, wishesOf(open)};
            for (std::size_t k = 0; k < open.size(); ++k)
                edges[open[k]].points = router.route(k);
        }
        drawApart();
    }

private:
    // A layout draws what leads back on the line of what leads on: each keeps to its own side then,
    // as on a road.
    void drawApart()
    {
        for (std::size_t i = 0; i < m_picture.graph.edges.size(); ++i) {
            const Graph::Edge &edge = m_picture.graph.edges[i];
            const auto back
                = edge.from < edge.to ? m_picture.edgeBetween(edge.to, edge.from) : std::nullopt;
            if (!back)
                continue;
            std::vector<Point> &there = m_picture.geometry.edges[i].points;
            std::vector<Point> &here = m_picture.geometry.edges[*back].points;
            if (!std::equal(there.begin(), there.end(), here.rbegin(), here.rend()))
                continue;
            there = besideOf(there, kApart);
            here = besideOf(here, kApart);
        }
    }
    [[nodiscard]] std::vector<Point> loopAt(std::uint32_t node) const
    {
        const Box &box = m_boxes[node];
        const double x = box.right - 4 * kLoop;
        const double y = box.top + 3 * kLoop;
        return {{x, box.top},
                {x, box.top - kLoop},
                {box.right + kLoop, box.top - kLoop},
                {box.right + kLoop, y},
                {box.right, y}};
    }
    [[nodiscard]] const Geometry::Edge *former(const Graph::Edge &edge) const
    {
        const auto from = m_before.nodeOf(m_picture.nodes[edge.from].key);
        const auto to = m_before.nodeOf(m_picture.nodes[edge.to].key);
        const auto known = from && to ? m_before.edgeBetween(*from, *to) : std::nullopt;
        return known ? &m_before.geometry.edges[*known] : nullptr;
    }
    [[nodiscard]] bool holds(const Geometry::Edge &route, const Graph::Edge &edge) const
    {
        const auto touches = [](const Point &point, const Box &box) {
            return point.x > box.left - 1 && point.x < box.right + 1 && point.y > box.top - 1
                && point.y < box.bottom + 1;
        };
        return route.points.size() >= 2 && touches(route.points.front(), m_boxes[edge.from])
            && touches(route.points.back(), m_boxes[edge.to])
            && isClear(route.points, m_boxes, edge.from, edge.to);
    }

    // Edges at one side of a node leave it in the order of what they lead to.
    [[nodiscard]] std::vector<Router::Wish> wishesOf(const std::vector<std::size_t> &open) const
    {
        std::vector<Router::Wish> wishes;
        for (const std::size_t i : open) {
            const Graph::Edge &edge = m_picture.graph.edges[i];
            wishes.push_back(
                {edge.from, edge.to, {m_boxes[edge.from].right, 0}, {m_boxes[edge.to].left, 0}});
        }
        const auto centre
            = [&](std::uint32_t node) { return m_picture.geometry.nodes[node].centre; };
        const auto spread = [&](bool outgoing) {
            std::map<std::uint32_t, std::vector<Router::Wish *>> bySide;
            for (Router::Wish &wish : wishes)
                bySide[outgoing ? wish.from : wish.to].push_back(&wish);
            for (auto &[node, side] : bySide) {
                std::stable_sort(side.begin(), side.end(), [&](const auto *a, const auto *b) {
                    return centre(outgoing ? a->to : a->from).y
                        < centre(outgoing ? b->to : b->from).y;
                });
                const double count = static_cast<double>(side.size());
                const double step = std::min(kPortStep, (kMapNodeHeight - 16) / count);
                for (std::size_t k = 0; k < side.size(); ++k)
                    (outgoing ? side[k]->begin : side[k]->end).y
                        = centre(node).y + (static_cast<double>(k) - (count - 1) / 2) * step;
            }
        };
        spread(true);
        spread(false);
        return wishes;
    }

    MapPicture &m_picture;
    const MapPicture &m_before;
    std::vector<Box> m_boxes;
};

/// Ranks by column, and the extent of all that is drawn.
void measure(Geometry &geometry)
{
    if (geometry.nodes.empty())
        return;
    std::set<double> columns;
    Box all = boxAt(geometry.nodes.front().centre);
    const auto include = [&all](const Box &box) {
        all = {std::min(all.left, box.left), std::min(all.top, box.top),
               std::max(all.right, box.right), std::max(all.bottom, box.bottom)};
    };
    for (const Geometry::Node &node : geometry.nodes) {
        columns.insert(node.centre.x);
        include(boxAt(node.centre));
    }
    for (const Geometry::Edge &edge : geometry.edges) {
        for (const Point &point : edge.points)
            include({point.x, point.y, point.x, point.y});
    }
    geometry.left = all.left;
    geometry.top = all.top;
    geometry.width = all.right - all.left;
    geometry.height = all.bottom - all.top;
    for (Geometry::Node &node : geometry.nodes)
        node.rank = static_cast<std::int32_t>(
            std::distance(columns.begin(), columns.find(node.centre.x)));
}

MapPicture unplaced(const MapFigures &figures)
{
    MapPicture picture;
    for (std::uint32_t type = 0; type < figures.figures.size(); ++type) {
        if (figures.figures[type].exists)
            picture.nodes.push_back({(*figures.types)[type].key, type, false, false});
    }
    std::sort(picture.nodes.begin(), picture.nodes.end(),
              [](const auto &a, const auto &b) { return a.key < b.key; });
    picture.nodeOfType.resize(figures.figures.size());
    for (std::uint32_t i = 0; i < picture.nodes.size(); ++i)
        picture.nodeOfType[picture.nodes[i].type] = i;
    picture.graph.nodes.resize(picture.nodes.size());
    for (Graph::Node &node : picture.graph.nodes) {
        node.width = kMapNodeWidth;
        node.height = kMapNodeHeight;
    }
    for (const EdgeFigures &edge : figures.edges) {
        const auto from = picture.nodeOfType[edge.from];
        const auto to = picture.nodeOfType[edge.to];
        if (from && to)
            picture.graph.edges.push_back({*from, *to});
    }
    std::sort(picture.graph.edges.begin(), picture.graph.edges.end(),
              [](const Graph::Edge &a, const Graph::Edge &b) {
                  return std::pair{a.from, a.to} < std::pair{b.from, b.to};
              });
    return picture;
}

} // namespace

std::optional<std::uint32_t> MapPicture::nodeOf(const std::string &key) const
{
    const auto place
        = std::lower_bound(nodes.begin(), nodes.end(), key,
                           [](const Node &node, const auto &k) { return node.key < k; });
    if (place == nodes.end() || place->key != key)
        return std::nullopt;
    return static_cast<std::uint32_t>(place - nodes.begin());
}

std::optional<std::size_t> MapPicture::edgeBetween(std::uint32_t from, std::uint32_t to) const
{
    const auto place = std::lower_bound(graph.edges.begin(), graph.edges.end(), std::pair{from, to},
                                        [](const Graph::Edge &edge, const auto &ends) {
                                            return std::pair{edge.from, edge.to} < ends;
                                        });
    if (place == graph.edges.end() || place->from != from || place->to != to)
        return std::nullopt;
    return static_cast<std::size_t>(place - graph.edges.begin());
}

MapPicture arrangeMap(const MapFigures &figures, MapPlaces &places, const MapPicture &before,
                      Arrange arrange)
{
    MapPicture picture = unplaced(figures);
    Placing placing{picture, places};
    if (arrange == Arrange::Anew || !placing.anyHasOne())
        placing.layOut();
    else if (arrange == Arrange::Beside)
        placing.growBeside();
    else
        placing.fillTray();
    const std::vector<Geometry::Edge> proposed = std::move(picture.geometry.edges);
    picture.geometry = {};
    for (MapPicture::Node &node : picture.nodes) {
        const MapPlace &place = places.at(node.key);
        node.pinned = place.pinned;
        node.isNew = place.isNew;
        picture.geometry.nodes.push_back({place.centre, 0});
    }
    Routing{picture, before}.run(proposed);
    measure(picture.geometry);
    return picture;
}

bool shows(const MapPicture &picture, const MapFigures &figures)
{
    std::size_t types = 0;
    for (std::uint32_t type = 0; type < figures.figures.size(); ++type) {
        if (!figures.figures[type].exists)
            continue;
        ++types;
        const auto node = picture.nodeOf((*figures.types)[type].key);
        if (!node || picture.nodes[*node].type != type)
            return false;
    }
    const auto known = [&](const EdgeFigures &edge) {
        return picture.edgeBetween(*picture.nodeOfType[edge.from], *picture.nodeOfType[edge.to])
            .has_value();
    };
    return types == picture.nodes.size() && figures.edges.size() == picture.graph.edges.size()
        && std::all_of(figures.edges.begin(), figures.edges.end(), known);
}

bool isAt(const MapPicture &picture, const MapPlaces &places)
{
    for (std::size_t i = 0; i < picture.nodes.size(); ++i) {
        const MapPicture::Node &node = picture.nodes[i];
        const auto known = places.find(node.key);
        if (known == places.end()
            || known->second != MapPlace{picture.geometry.nodes[i].centre, node.pinned, node.isNew})
            return false;
    }
    return true;
}

std::string titleOf(const MapType &type)
{
    if (!type.name.empty())
        return type.name;
    if (type.kind != Kind::None)
        return std::string{word(type.kind)};
    return type.where.empty() ? "no source" : type.where;
}

} // namespace sightglass
