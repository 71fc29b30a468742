// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "views/layout/geometry.h"

#include <limits>
#include <map>
#include <vector>

namespace sightglass::layered {

struct Interval
{
    double from = 0;
    double to = 0;
};

/// The ranks of a picture from the left to the right, and what is in the way there: nodes, and
/// lines that stand. What is in a column is gathered when it is asked for: what came is mostly in
/// the way of little.
class Columns
{
public:
    /// All of its nodes stand between left and right.
    struct Column
    {
        double left = std::numeric_limits<double>::max();
        double right = std::numeric_limits<double>::lowest();

    private:
        friend class Columns;
        struct Upright
        {
            double x = 0;
            Interval y;
        };
        bool known = false; // what follows
        std::vector<Interval> nodes;
        std::vector<double> lines; // heights at which links pass
        std::vector<Upright> behind; // between it and the next column
    };
    using Place = std::map<std::int32_t, Column>::iterator;

    /// A node of that rank stands, or once stood, there.
    void widen(std::int32_t rank, double left, double right) { columnOf(rank, left, right); }
    void takeNode(std::int32_t rank, double left, double right, const Interval &height);
    /// What is placed or routed from now on keeps off the line.
    void takeLine(const std::vector<Point> &points);
    /// Room for so many points of lines.
    void reserve(std::size_t nodes, std::size_t points);

    [[nodiscard]] Place find(std::int32_t rank) { return m_columns.find(rank); }
    [[nodiscard]] Place end() { return m_columns.end(); }
    /// The column of the rank, a new one before the first or behind the last, whose rank that is
    /// then, when there is none.
    [[nodiscard]] Column &at(std::int32_t &rank, double width);
    /// The height nearest to `wanted` where what is 2 * half high keeps off nodes and lines, and
    /// its middle is in none of the intervals `blocked`.
    [[nodiscard]] double freePlace(Column &column, double wanted, double half, double fromNodes,
                                   double fromLines, std::vector<Interval> blocked = {});
    /// An x behind the column where nothing upright is in the way.
    [[nodiscard]] double track(Place column, double y0, double y1);

private:
    struct Node
    {
        Column *column = nullptr;
        Interval height;
    };
    struct Level
    {
        double from = 0;
        double to = 0;
        double y = 0;
    };

    Column &columnOf(std::int32_t rank, double left, double right);
    void gather(Column &column);
    void gatherAll();
    void addLevel(const Level &level);
    void addUpright(const Column::Upright &upright);

    std::map<std::int32_t, Column> m_columns;
    std::pair<const std::int32_t, Column> *m_last = nullptr; // that was asked for
    std::vector<Node> m_nodes;
    std::vector<Level> m_levels;
    std::vector<Column::Upright> m_uprights;
    std::vector<Column *> m_known; // from the left to the right once all are known
    bool m_allKnown = false;
};

} // namespace sightglass::layered
