// SPDX-License-Identifier: Apache-2.0
#include "views/layout/places.h"

#include <algorithm>
#include <cmath>

namespace sightglass {
namespace {

constexpr std::size_t kFewLines = 20'000; // are drawn one by one at any zoom
constexpr double kMostSquares = 1 << 25; // of the finest grid: 4 MiB
constexpr double kFewSquares = 1 << 16; // no coarser grid is needed

template<typename Lines> void sortLines(Lines &lines)
{
    std::sort(lines.begin(), lines.end(), [](const auto &a, const auto &b) {
        return a.at != b.at ? a.at < b.at : a.edge < b.edge;
    });
}

} // namespace

Places::Places(const Graph &graph, const Geometry &geometry)
{
    m_nodes.reserve(graph.nodes.size());
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
        const Graph::Node &size = graph.nodes[i];
        const Point &centre = geometry.nodes[i].centre;
        m_nodes.push_back({{centre.x - size.width / 2, centre.y - size.height / 2,
                            centre.x + size.width / 2, centre.y + size.height / 2},
                           static_cast<std::uint32_t>(i)});
        m_highest = std::max(m_highest, size.height);
    }
    std::sort(m_nodes.begin(), m_nodes.end(), [](const Node &a, const Node &b) {
        return a.box.top != b.box.top ? a.box.top < b.box.top : a.number < b.number;
    });
    addLines(geometry);
    if (m_levels.size() + m_uprights.size() > kFewLines)
        addCoverage(geometry);
}

void Places::addLines(const Geometry &geometry)
{
    for (std::size_t i = 0; i < geometry.edges.size(); ++i) {
        const Geometry::Edge &edge = geometry.edges[i];
        for (std::size_t at = 1; at < edge.points.size(); ++at) {
            const Point &a = edge.points[at - 1];
            const Point &b = edge.points[at];
            const bool inner = edge.far && at > 1 && at + 1 < edge.points.size();
            const bool level = a.y == b.y;
            const auto [from, to] = level ? std::minmax({a.x, b.x}) : std::minmax({a.y, b.y});
            Line line;
            line.at = static_cast<float>(level ? a.y : a.x);
            line.from = static_cast<float>(from);
            line.to = static_cast<float>(to);
            line.edge = static_cast<std::uint32_t>(i) & 0x7FFFFFFF;
            line.far = inner ? 1 : 0;
            (level ? m_levels : m_uprights).push_back(line);
        }
    }
    sortLines(m_levels);
    sortLines(m_uprights);
}

void Places::addCoverage(const Geometry &geometry)
{
    const double area = std::max(1.0, geometry.width) * std::max(1.0, geometry.height);
    double pitch = 1;
    while (area / (pitch * pitch) > kMostSquares)
        pitch *= 2;
    Coverage squares{pitch, geometry.left, geometry.top, geometry.width, geometry.height};
    cover(squares, [](std::uint32_t) { return true; });
    m_coverage.push_back(std::move(squares));
    while (static_cast<double>(m_coverage.back().columns) * m_coverage.back().rows > kFewSquares)
        m_coverage.push_back(m_coverage.back().halved());
}

std::pair<Places::Lines::const_iterator, Places::Lines::const_iterator>
Places::between(const Lines &lines, double low, double high)
{
    const auto isBefore = [](const Line &line, double at) { return line.at < at; };
    const auto first = std::lower_bound(lines.begin(), lines.end(), low, isBefore);
    const auto end = std::upper_bound(first, lines.end(), high,
                                      [](double at, const Line &line) { return at < line.at; });
    return {first, end};
}

std::size_t Places::linesNear(const SceneBox &box) const
{
    const auto [firstLevel, endLevel] = between(m_levels, box.top, box.bottom);
    const auto [firstUpright, endUpright] = between(m_uprights, box.left, box.right);
    return static_cast<std::size_t>(endLevel - firstLevel)
        + static_cast<std::size_t>(endUpright - firstUpright);
}

std::vector<std::uint32_t> Places::nodesIn(const SceneBox &box) const
{
    std::vector<std::uint32_t> found;
    auto node = std::lower_bound(m_nodes.begin(), m_nodes.end(), box.top - m_highest,
                                 [](const Node &one, double top) { return one.box.top < top; });
    for (; node != m_nodes.end() && node->box.top <= box.bottom; ++node) {
        if (node->box.bottom >= box.top && node->box.left <= box.right
            && node->box.right >= box.left)
            found.push_back(node->number);
    }
    std::sort(found.begin(), found.end());
    return found;
}

std::vector<std::uint32_t> Places::edgesIn(const SceneBox &box) const
{
    std::vector<std::uint32_t> found;
    const auto find
        = [&found](const Lines &lines, double low, double high, double from, double to) {
              const auto [first, end] = between(lines, low, high);
              for (auto line = first; line != end; ++line) {
                  if (line->from <= to && line->to >= from)
                      found.push_back(line->edge);
              }
          };
    find(m_levels, box.top, box.bottom, box.left, box.right);
    find(m_uprights, box.left, box.right, box.top, box.bottom);
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

const Coverage *Places::coverageAt(double zoom) const
{
    const Coverage *best = nullptr;
    for (const Coverage &squares : m_coverage) {
        if (squares.pitch * zoom <= 1)
            best = &squares;
    }
    return best;
}

} // namespace sightglass
