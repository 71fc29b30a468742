// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "views/layout/coverage.h"
#include "views/layout/geometry.h"

#include <cstddef>
#include <utility>

namespace sightglass {

/// A part of the scene.
struct SceneBox
{
    double left = 0;
    double top = 0;
    double right = 0;
    double bottom = 0;
};

/// What of a geometry stands where: painting and hit tests find what is in view without looking at
/// the rest. A value. THREAD: any.
class Places
{
public:
    Places() = default;
    /// COST: n log n in nodes and lines; of pictures of very many lines also their squares.
    Places(const Graph &graph, const Geometry &geometry);

    /// Nodes that touch the box, in the order of their numbers. COST: of those that stand as high.
    [[nodiscard]] std::vector<std::uint32_t> nodesIn(const SceneBox &box) const;
    /// Edges with a line in the box, in the order of their numbers.
    [[nodiscard]] std::vector<std::uint32_t> edgesIn(const SceneBox &box) const;
    /// No fewer lines than are in the box. COST: log n.
    [[nodiscard]] std::size_t linesNear(const SceneBox &box) const;
    /// All lines at so small a zoom (pixels a unit), merged in squares of no more than a pixel; far
    /// links by their first and last lines only. Null: see cover().
    [[nodiscard]] const Coverage *coverageAt(double zoom) const;
    /// Marks the squares of a part of the scene that lines of the edges pass for which
    /// takes(edge) is true, again without the middle of far links. COST: a few nanoseconds for
    /// each line that is as high or as far to the right as the part.
    template<typename Takes> void cover(Coverage &squares, Takes &&takes) const;

private:
    struct Line
    {
        float at = 0; // y of a level one, x of an upright one
        float from = 0;
        float to = 0;
        std::uint32_t edge : 31 = 0;
        std::uint32_t far : 1 = 0; // in the middle of a far link
    };
    using Lines = std::vector<Line>;
    /// Those between two places.
    [[nodiscard]] static std::pair<Lines::const_iterator, Lines::const_iterator>
    between(const Lines &lines, double low, double high);
    struct Node
    {
        SceneBox box;
        std::uint32_t number = 0;
    };

    void addLines(const Geometry &geometry);
    void addCoverage(const Geometry &geometry);

    std::vector<Node> m_nodes; // from the top down
    Lines m_levels; // from the top down
    Lines m_uprights; // from the left on
    std::vector<Coverage> m_coverage; // the finest first
    double m_highest = 0; // of the nodes
};

template<typename Takes> void Places::cover(Coverage &squares, Takes &&takes) const
{
    const double right = squares.left + squares.pitch * squares.columns;
    const double bottom = squares.top + squares.pitch * squares.rows;
    const auto [firstLevel, endLevel] = between(m_levels, squares.top, bottom);
    for (auto line = firstLevel; line != endLevel; ++line) {
        if (line->far == 0 && line->from <= right && line->to >= squares.left
            && takes(std::uint32_t{line->edge}))
            squares.coverLevel(line->from, line->to, line->at);
    }
    const auto [firstUpright, endUpright] = between(m_uprights, squares.left, right);
    for (auto line = firstUpright; line != endUpright; ++line) {
        if (line->far == 0 && line->from <= bottom && line->to >= squares.top
            && takes(std::uint32_t{line->edge}))
            squares.coverUpright(line->at, line->from, line->to);
    }
}

} // namespace sightglass
