// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "views/layout/geometry.h"

#include <cstdint>
#include <vector>

namespace sightglass {

struct Box
{
    double left = 0;
    double top = 0;
    double right = 0;
    double bottom = 0;

    [[nodiscard]] bool overlaps(const Box &other, double gap = 0) const
    {
        return left < other.right + gap && other.left < right + gap && top < other.bottom + gap
            && other.top < bottom + gap;
    }
};

/// Draws edges between boxes that stand wherever somebody put them: upright and level lines, from
/// the right side of one to the left side of the other, around all that stand between. Lines keep
/// apart from those drawn before as far as there is room. A box that stands on its neighbour may be
/// crossed: there is no way around it. COST: a search over the lines beside the boxes for each
/// edge.
class Router
{
public:
    /// Asks for an edge; all have to be asked for before the first is drawn.
    struct Wish
    {
        std::uint32_t from = 0;
        std::uint32_t to = 0;
        Point begin; // on the border
        Point end;
    };
    Router(std::vector<Box> boxes, std::vector<Wish> wishes);

    [[nodiscard]] std::vector<Point> route(std::size_t wish);

private:
    struct Step
    {
        double cost;
        std::uint32_t vertex;
        std::uint8_t direction; // 0 level, 1 upright
        std::uint32_t from; // place in m_steps
    };
    [[nodiscard]] std::uint32_t vertexAt(const Point &point) const;
    [[nodiscard]] bool isBlocked(std::uint32_t vertex, bool upright) const;
    [[nodiscard]] std::vector<std::uint32_t> search(std::uint32_t begin, std::uint32_t end);
    void block();

    std::vector<Box> m_boxes;
    std::vector<Wish> m_wishes;
    std::vector<double> m_xs;
    std::vector<double> m_ys;
    // Of the line from a vertex to the right, and to below.
    std::vector<std::uint8_t> m_blocked[2];
    std::vector<std::uint16_t> m_used[2];
    std::vector<float> m_best;
};

/// Whether the polyline passes through no box but its ends.
[[nodiscard]] bool isClear(const std::vector<Point> &points, const std::vector<Box> &boxes,
                           std::uint32_t from, std::uint32_t to);

} // namespace sightglass
