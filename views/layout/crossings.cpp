// SPDX-License-Identifier: Apache-2.0
#include "views/layout/crossings.h"

#include <algorithm>
#include <map>
#include <set>

namespace sightglass {
namespace {

constexpr double kSame = 0.5;
constexpr std::uint64_t kFew = 4; // more crossings than before are no reason to move everything

struct Piece
{
    double left;
    double right;
};

/// The height of a line that runs from the left to the right, at `x`; `i` walks along it.
double heightAt(const std::vector<Point> &points, double x, std::size_t &i)
{
    while (i + 1 < points.size() && points[i + 1].x < x)
        ++i;
    if (i + 1 >= points.size())
        return points.back().y;
    const Point &a = points[i];
    const Point &b = points[i + 1];
    if (b.x - a.x < kSame)
        return a.y;
    return a.y + (b.y - a.y) * std::clamp((x - a.x) / (b.x - a.x), 0.0, 1.0);
}

std::uint64_t inversions(std::vector<Piece> &pieces)
{
    std::sort(pieces.begin(), pieces.end(), [](const Piece &a, const Piece &b) {
        return std::pair{a.left, a.right} < std::pair{b.left, b.right};
    });
    std::vector<double> places;
    places.reserve(pieces.size());
    for (const Piece &piece : pieces)
        places.push_back(piece.right);
    std::sort(places.begin(), places.end());
    std::vector<std::uint32_t> tree(places.size() + 1);
    std::uint64_t count = 0;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        // Those before it whose right end is no lower.
        const auto upTo = static_cast<std::size_t>(
            std::upper_bound(places.begin(), places.end(), pieces[i].right) - places.begin());
        std::uint64_t notLower = 0;
        for (std::size_t k = upTo; k > 0; k &= k - 1)
            notLower += tree[k];
        count += i - notLower;
        for (std::size_t k = upTo; k < tree.size(); k += k & (~k + 1))
            ++tree[k];
    }
    return count;
}

} // namespace

std::uint64_t countCrossings(const Graph &graph, const Geometry &geometry)
{
    std::map<std::int32_t, double> columns; // where the middle of each is
    for (const Geometry::Node &node : geometry.nodes)
        columns.emplace(node.rank, node.centre.x);
    std::map<std::int32_t, std::vector<Piece>> gaps; // by the column on the left
    std::set<std::pair<std::uint32_t, std::uint32_t>> seen;
    for (std::size_t e = 0; e < graph.edges.size(); ++e) {
        std::uint32_t from = graph.edges[e].from;
        std::uint32_t to = graph.edges[e].to;
        if (geometry.nodes[from].rank == geometry.nodes[to].rank || !seen.emplace(from, to).second)
            continue;
        std::vector<Point> points = geometry.edges[e].points;
        if (geometry.nodes[from].rank > geometry.nodes[to].rank) {
            std::swap(from, to);
            std::reverse(points.begin(), points.end());
        }
        // Where a line meets its node does not matter.
        double before = geometry.nodes[from].centre.y;
        std::size_t at = 0;
        for (auto column = columns.find(geometry.nodes[from].rank);
             column->first != geometry.nodes[to].rank;) {
            auto &gap = gaps[column->first];
            ++column;
            const double next = column->first == geometry.nodes[to].rank
                ? geometry.nodes[to].centre.y
                : heightAt(points, column->second, at);
            gap.push_back({before, next});
            before = next;
        }
    }
    std::uint64_t total = 0;
    for (auto &[column, pieces] : gaps)
        total += inversions(pieces);
    return total;
}

bool isUntidy(const Graph &graph, const Geometry &geometry, const LayoutOptions &options)
{
    const Geometry fresh = layout(graph, options);
    const auto back = [](const Geometry &of) {
        return static_cast<std::uint64_t>(
            std::count_if(of.edges.begin(), of.edges.end(),
                          [](const Geometry::Edge &edge) { return edge.reversed; }));
    };
    const std::uint64_t now = countCrossings(graph, geometry) + back(geometry);
    const std::uint64_t then = countCrossings(graph, fresh) + back(fresh);
    return 2 * now > 3 * then + kFew;
}

} // namespace sightglass
