// SPDX-License-Identifier: Apache-2.0
#include "views/graphviz/dot_layout.h"

#include <graphviz/cgraph.h>
#include <graphviz/gvc.h>
#include <graphviz/types.h>

#include <algorithm>
#include <map>
#include <memory>
#include <string>

namespace sightglass {
namespace {

constexpr double kPointsPerInch = 72;
constexpr int kCurveSteps = 6;

/// The one context of the process: loading the plugins takes longer than most layouts.
GVC_t *context()
{
    static const std::unique_ptr<GVC_t, int (*)(GVC_t *)> gvc{gvContext(), gvFreeContext};
    return gvc.get();
}

void set(void *object, const char *name, const std::string &value)
{
    agsafeset(object, const_cast<char *>(name), const_cast<char *>(value.c_str()),
              const_cast<char *>(""));
}

struct Close
{
    void operator()(Agraph_t *graph) const
    {
        gvFreeLayout(context(), graph);
        agclose(graph);
    }
};

/// One graph of cgraph, from ours.
class DotGraph
{
public:
    explicit DotGraph(const Graph &graph)
        : m_graph(agopen(const_cast<char *>("flow"), Agstrictdirected, nullptr))
    {
        set(m_graph.get(), "rankdir", "LR");
        set(m_graph.get(), "nodesep", "0.22");
        set(m_graph.get(), "ranksep", "0.75");
        set(m_graph.get(), "splines", "true");
        for (std::size_t i = 0; i < graph.nodes.size(); ++i)
            m_nodes.push_back(addNode(i, graph.nodes[i]));
        for (const Graph::Edge &edge : graph.edges)
            agedge(m_graph.get(), m_nodes[edge.from], m_nodes[edge.to], nullptr, 1);
    }

    bool lay() { return gvLayout(context(), m_graph.get(), "dot") == 0; }

    [[nodiscard]] Agraph_t *get() const { return m_graph.get(); }
    [[nodiscard]] Agnode_t *node(std::size_t number) const { return m_nodes[number]; }
    [[nodiscard]] Agedge_t *edge(const Graph::Edge &edge) const
    {
        return agedge(m_graph.get(), m_nodes[edge.from], m_nodes[edge.to], nullptr, 0);
    }

private:
    Agnode_t *addNode(std::size_t number, const Graph::Node &size)
    {
        Agnode_t *node
            = agnode(m_graph.get(), const_cast<char *>(std::to_string(number).c_str()), 1);
        set(node, "shape", "box");
        set(node, "label", "");
        set(node, "fixedsize", "true");
        set(node, "width", std::to_string(size.width / kPointsPerInch));
        set(node, "height", std::to_string(size.height / kPointsPerInch));
        return node;
    }

    std::unique_ptr<Agraph_t, Close> m_graph;
    std::vector<Agnode_t *> m_nodes;
};

Point bezier(const pointf *p, double t)
{
    const double s = 1 - t;
    const double a = s * s * s;
    const double b = 3 * s * s * t;
    const double c = 3 * s * t * t;
    const double d = t * t * t;
    return {a * p[0].x + b * p[1].x + c * p[2].x + d * p[3].x,
            a * p[0].y + b * p[1].y + c * p[2].y + d * p[3].y};
}

// dot's y grows upwards, ours downwards.
std::vector<Point> polyline(Agedge_t *edge, double height)
{
    std::vector<Point> points;
    const splines *spline = edge ? ED_spl(edge) : nullptr;
    if (!spline)
        return points;
    for (int i = 0; i < spline->size; ++i) {
        const ::bezier &curve = spline->list[i];
        if (curve.sflag)
            points.push_back({curve.sp.x, height - curve.sp.y});
        if (points.empty())
            points.push_back({curve.list[0].x, height - curve.list[0].y});
        for (int k = 0; k + 3 < static_cast<int>(curve.size); k += 3) {
            for (int step = 1; step <= kCurveSteps; ++step) {
                const Point point = bezier(curve.list + k, static_cast<double>(step) / kCurveSteps);
                points.push_back({point.x, height - point.y});
            }
        }
        if (curve.eflag)
            points.push_back({curve.ep.x, height - curve.ep.y});
    }
    return points;
}

} // namespace

Geometry dotLayout(const Graph &graph, std::size_t most)
{
    if (graph.nodes.empty() || graph.nodes.size() > most)
        return layout(graph);
    DotGraph dot{graph};
    if (!dot.lay())
        return layout(graph);
    Geometry geometry;
    const boxf box = GD_bb(dot.get());
    geometry.width = box.UR.x;
    geometry.height = box.UR.y;
    std::map<double, std::int32_t> ranks; // by place: dot's own ranks are gone after the layout
    for (std::size_t i = 0; i < graph.nodes.size(); ++i)
        ranks.emplace(ND_coord(dot.node(i)).x, 0);
    std::int32_t next = 0;
    for (auto &[x, rank] : ranks)
        rank = next++;
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
        const pointf place = ND_coord(dot.node(i));
        geometry.nodes.push_back({{place.x, geometry.height - place.y}, ranks[place.x]});
    }
    for (const Graph::Edge &edge : graph.edges) {
        std::vector<Point> points = polyline(dot.edge(edge), geometry.height);
        if (points.size() < 2)
            points = {geometry.nodes[edge.from].centre, geometry.nodes[edge.to].centre};
        geometry.edges.push_back({std::move(points)});
    }
    return geometry;
}

} // namespace sightglass
