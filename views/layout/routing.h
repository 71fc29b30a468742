// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "views/layout/layered.h"

namespace sightglass::layered {

/// A link on its way from the left to the right, before lines are drawn.
struct Route
{
    Vertex from = 0; // in the column before that of `to`, whichever way the link points
    Vertex to = 0;
    std::int32_t firstPass = 0; // of its places in Plan::passes, one a column between its ends
    bool far = false; // one place, outside of all columns
};

/// Everything but x and lines: nodes in columns, and where links pass columns.
struct Plan
{
    std::vector<std::int32_t> rank; // of each node: its column
    std::vector<double> y;
    std::vector<Route> routes;
    std::vector<double> passes; // their y

    [[nodiscard]] std::int32_t passesOf(const Route &route) const
    {
        return route.far ? 1 : rank[route.to] - rank[route.from] - 1;
    }
};

/// What is drawn of a plan.
struct Drawn
{
    std::vector<Point> centres; // of nodes
    std::vector<std::vector<Point>> lines; // of routes, from the left to the right
    double width = 0;
};

/// Gives every upright line in the channel between two columns a track of its own; links with a
/// common end share one. The channels take the width that this needs.
[[nodiscard]] Drawn draw(const Graph &graph, Plan plan);

inline constexpr double kChannelMargin = 18; // beside the tracks: room for an arrow's head
inline constexpr double kLeastChannel = 56;

} // namespace sightglass::layered
