// SPDX-License-Identifier: Apache-2.0
#include "views/layout/bands.h"
#include "views/layout/parts.h"
#include "views/layout/routing.h"

#include <algorithm>
#include <cmath>

namespace sightglass {
namespace {

using namespace layered;

constexpr double kPartGap = 40;
constexpr double kAspect = 1.6;
constexpr double kLoop = 8; // how far a self link keeps from its node

/// Where the parts stand: shelf by shelf, each as many columns wide as the picture is to be. All
/// parts share the columns.
Plan packParts(const Graph &graph, const Links &links, const std::vector<Part> &parts)
{
    double widest = 0;
    for (const Graph::Node &node : graph.nodes)
        widest = std::max(widest, node.width);
    const double pitch = widest + kLeastChannel;
    std::int32_t deepest = 1;
    double area = 0;
    for (const Part &part : parts) {
        deepest = std::max(deepest, part.depth);
        area += part.depth * pitch * (part.height + kPartGap);
    }
    const auto columns
        = std::max(deepest, static_cast<std::int32_t>(std::sqrt(area * kAspect) / pitch));
    Plan plan;
    plan.rank.resize(graph.nodes.size());
    plan.y.resize(graph.nodes.size());
    plan.routes.resize(links.arcs.size());
    std::int32_t column = 0;
    double shelf = 0;
    double shelfHeight = 0;
    for (const Part &part : parts) {
        if (column + part.depth > columns) {
            shelf += shelfHeight + kPartGap;
            shelfHeight = 0;
            column = 0;
        }
        for (std::size_t i = 0; i < part.nodes.size(); ++i) {
            plan.rank[part.nodes[i]] = part.rank[i] + column;
            plan.y[part.nodes[i]] = part.y[i] + shelf;
        }
        std::size_t joint = part.nodes.size();
        std::size_t outside = 0;
        for (std::size_t i = 0; i < part.links.size(); ++i) {
            Route &route = plan.routes[part.links[i]];
            const auto &[from, to] = part.arcs[i];
            route = {part.nodes[from], part.nodes[to],
                     static_cast<std::int32_t>(plan.passes.size()), part.far[i]};
            if (route.far)
                plan.passes.push_back(part.outside[outside++] + shelf);
            for (std::int32_t r = part.rank[from] + 1; !route.far && r < part.rank[to]; ++r)
                plan.passes.push_back(part.y[joint++] + shelf);
        }
        shelfHeight = std::max(shelfHeight, part.height);
        column += part.depth;
    }
    return plan;
}

/// From the right side round the corner to the top.
std::vector<Point> loopAt(const Point &centre, const Graph::Node &node)
{
    const double right = centre.x + node.width / 2;
    const double top = centre.y - node.height / 2;
    const double y = centre.y - node.height / 4;
    return {{right, y},
            {right + kLoop, y},
            {right + kLoop, top - kLoop / 2},
            {centre.x + node.width / 4, top - kLoop / 2},
            {centre.x + node.width / 4, top}};
}

/// Moves everything so that it begins at (0, 0).
void moveToOrigin(const Graph &graph, Geometry &geometry)
{
    double top = std::numeric_limits<double>::max();
    double bottom = 0;
    double right = 0;
    for (std::size_t v = 0; v < graph.nodes.size(); ++v) {
        const Point &centre = geometry.nodes[v].centre;
        top = std::min(top, centre.y - graph.nodes[v].height / 2);
        bottom = std::max(bottom, centre.y + graph.nodes[v].height / 2);
    }
    for (const Geometry::Edge &edge : geometry.edges) {
        for (const Point &point : edge.points) {
            top = std::min(top, point.y);
            bottom = std::max(bottom, point.y);
            right = std::max(right, point.x);
        }
    }
    top = std::floor(top);
    for (Geometry::Node &node : geometry.nodes)
        node.centre.y -= top;
    for (Geometry::Edge &edge : geometry.edges) {
        for (Point &point : edge.points)
            point.y -= top;
    }
    geometry.width = std::max(geometry.width, right);
    geometry.height = std::max(0.0, bottom - top);
}

} // namespace

Geometry layout(const Graph &graph, const LayoutOptions &options)
{
    Geometry geometry;
    if (graph.nodes.empty())
        return geometry;
    const Links links = linksOf(graph);
    std::vector<Part> parts = partsOf(graph, links, options.lanes);
    for (Part &part : parts)
        layPart(part, graph, options);
    Plan plan = packParts(graph, links, parts);
    geometry.nodes.resize(graph.nodes.size());
    for (std::size_t v = 0; v < graph.nodes.size(); ++v)
        geometry.nodes[v].rank = plan.rank[v];
    geometry.edges.resize(graph.edges.size());
    for (std::size_t i = 0; i < graph.edges.size(); ++i)
        geometry.edges[i].far = links.arcOf[i] != Links::kSelf && plan.routes[links.arcOf[i]].far;
    Drawn drawn = draw(graph, std::move(plan));
    geometry.width = drawn.width;
    for (std::size_t v = 0; v < graph.nodes.size(); ++v)
        geometry.nodes[v].centre = drawn.centres[v];
    for (std::size_t i = 0; i < graph.edges.size(); ++i) {
        Geometry::Edge &edge = geometry.edges[i];
        const Vertex from = static_cast<Vertex>(graph.edges[i].from);
        if (links.arcOf[i] == Links::kSelf) {
            edge.points = loopAt(geometry.nodes[from].centre, graph.nodes[from]);
            continue;
        }
        edge.points = drawn.lines[links.arcOf[i]];
        edge.reversed = links.turned[links.arcOf[i]];
        if (edge.reversed)
            std::reverse(edge.points.begin(), edge.points.end());
    }
    moveToOrigin(graph, geometry);
    if (options.lanes)
        geometry.bands = bandsOf(graph, geometry);
    return geometry;
}

} // namespace sightglass
