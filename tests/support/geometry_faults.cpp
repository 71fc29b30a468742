// SPDX-License-Identifier: Apache-2.0
#include "tests/support/geometry_faults.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <vector>

namespace sightglass::test {
namespace {

constexpr double kTolerance = 0.01;

struct Box
{
    double left;
    double top;
    double right;
    double bottom;
};

Box boxOf(const Graph::Node &size, const Point &centre)
{
    return {centre.x - size.width / 2, centre.y - size.height / 2, centre.x + size.width / 2,
            centre.y + size.height / 2};
}

bool overlap(const Box &a, const Box &b)
{
    return a.left < b.right - kTolerance && b.left < a.right - kTolerance
        && a.top < b.bottom - kTolerance && b.top < a.bottom - kTolerance;
}

bool onBorder(const Box &box, const Point &point)
{
    const auto within = [](double low, double at, double high) {
        return at > low - kTolerance && at < high + kTolerance;
    };
    const auto near = [](double a, double b) { return std::abs(a - b) < kTolerance; };
    return (within(box.top, point.y, box.bottom)
            && (near(box.left, point.x) || near(box.right, point.x)))
        || (within(box.left, point.x, box.right)
            && (near(box.top, point.y) || near(box.bottom, point.y)));
}

/// Boxes by strips of x, so that few are looked at.
class Strips
{
public:
    Strips(const Graph &graph, const Geometry &geometry)
    {
        for (std::size_t v = 0; v < graph.nodes.size(); ++v) {
            m_boxes.push_back(boxOf(graph.nodes[v], geometry.nodes[v].centre));
            for (long s = strip(m_boxes[v].left); s <= strip(m_boxes[v].right); ++s)
                m_strips[s].emplace_back(m_boxes[v].top, v);
            m_highest = std::max(m_highest, graph.nodes[v].height);
        }
        for (auto &[at, nodes] : m_strips)
            std::sort(nodes.begin(), nodes.end());
    }

    [[nodiscard]] const Box &box(std::size_t node) const { return m_boxes[node]; }

    /// A node that `area` touches, other than the two; -1: none.
    [[nodiscard]] long hit(const Box &area, std::size_t a, std::size_t b) const
    {
        for (auto s = m_strips.lower_bound(strip(area.left));
             s != m_strips.end() && s->first <= strip(area.right); ++s) {
            auto node = std::lower_bound(s->second.begin(), s->second.end(),
                                         std::pair{area.top - m_highest, std::size_t{0}});
            for (; node != s->second.end() && node->first < area.bottom; ++node) {
                if (node->second != a && node->second != b && overlap(m_boxes[node->second], area))
                    return static_cast<long>(node->second);
            }
        }
        return -1;
    }

private:
    static long strip(double x) { return std::lround(std::floor(x / 200)); }

    std::vector<Box> m_boxes;
    std::map<long, std::vector<std::pair<double, std::size_t>>> m_strips;
    double m_highest = 0;
};

std::string edgeFault(const Graph &graph, const Geometry &geometry, const Strips &strips,
                      std::size_t edge)
{
    const auto [from, to] = graph.edges[edge];
    const std::vector<Point> &points = geometry.edges[edge].points;
    const std::string name
        = "link " + std::to_string(edge) + " " + std::to_string(from) + "→" + std::to_string(to);
    if (points.size() < 2)
        return name + " has no line";
    if (!onBorder(strips.box(from), points.front()) || !onBorder(strips.box(to), points.back()))
        return name + " is loose";
    for (std::size_t i = 0; i < points.size(); ++i) {
        const Point &p = points[i];
        if (p.x < geometry.left - kTolerance || p.y < geometry.top - kTolerance
            || p.x > geometry.left + geometry.width + kTolerance
            || p.y > geometry.top + geometry.height + kTolerance)
            return name + " leaves the picture";
        if (i == 0)
            continue;
        const Point &q = points[i - 1];
        if (std::abs(p.x - q.x) > kTolerance && std::abs(p.y - q.y) > kTolerance)
            return name + " is askew";
        // A line has some width, so that one along a border counts.
        const Box area{std::min(p.x, q.x) - 1, std::min(p.y, q.y) - 1, std::max(p.x, q.x) + 1,
                       std::max(p.y, q.y) + 1};
        const long node = strips.hit(area, from, to);
        if (node >= 0)
            return name + " passes through " + std::to_string(node);
    }
    return {};
}

} // namespace

std::string faultOf(const Graph &graph, const Geometry &geometry)
{
    if (geometry.nodes.size() != graph.nodes.size() || geometry.edges.size() != graph.edges.size())
        return "something is missing";
    const Strips strips{graph, geometry};
    for (std::size_t v = 0; v < graph.nodes.size(); ++v) {
        const Box &box = strips.box(v);
        if (box.left < geometry.left - kTolerance || box.top < geometry.top - kTolerance
            || box.right > geometry.left + geometry.width + kTolerance
            || box.bottom > geometry.top + geometry.height + kTolerance)
            return "node " + std::to_string(v) + " leaves the picture";
        if (const long other = strips.hit(box, v, v); other >= 0)
            return "nodes " + std::to_string(v) + " and " + std::to_string(other) + " overlap";
    }
    for (std::size_t edge = 0; edge < graph.edges.size(); ++edge) {
        if (std::string fault = edgeFault(graph, geometry, strips, edge); !fault.empty())
            return fault;
    }
    return {};
}

} // namespace sightglass::test
