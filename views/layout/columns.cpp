// SPDX-License-Identifier: Apache-2.0
#include "views/layout/columns.h"

#include "views/layout/layered.h"
#include "views/layout/routing.h"

#include <algorithm>
#include <cmath>

namespace sightglass::layered {
namespace {

constexpr double kNewChannel = 84; // before a column that is added
constexpr double kTrackStep = 6;
constexpr double kApart = 4; // new lines keep from others
constexpr double kInside = 0.5;
constexpr std::size_t kFew = 8; // columns are looked at one by one

/// The height nearest to `wanted` that lies in none of the intervals.
double nearestFree(std::vector<Interval> &blocked, double wanted)
{
    std::sort(blocked.begin(), blocked.end(),
              [](const Interval &a, const Interval &b) { return a.from < b.from; });
    double below = wanted;
    for (const Interval &one : blocked) {
        if (one.from < below && below < one.to)
            below = one.to;
    }
    std::sort(blocked.begin(), blocked.end(),
              [](const Interval &a, const Interval &b) { return a.to > b.to; });
    double above = wanted;
    for (const Interval &one : blocked) {
        if (one.from < above && above < one.to)
            above = one.from;
    }
    return wanted - above < below - wanted ? above : below;
}

} // namespace

Columns::Column &Columns::columnOf(std::int32_t rank, double left, double right)
{
    if (!m_last || m_last->first != rank)
        m_last = &*m_columns.try_emplace(rank).first;
    Column &column = m_last->second;
    column.left = std::min(column.left, left);
    column.right = std::max(column.right, right);
    return column;
}

void Columns::reserve(std::size_t nodes, std::size_t points)
{
    m_nodes.reserve(nodes);
    m_levels.reserve(points);
    m_uprights.reserve(points);
}

void Columns::takeNode(std::int32_t rank, double left, double right, const Interval &height)
{
    Column &column = columnOf(rank, left, right);
    m_nodes.push_back({&column, height});
    if (column.known)
        column.nodes.push_back(height);
}

void Columns::takeLine(const std::vector<Point> &points)
{
    for (std::size_t i = 1; i < points.size(); ++i) {
        const auto [x0, x1] = std::minmax(points[i - 1].x, points[i].x);
        const auto [y0, y1] = std::minmax(points[i - 1].y, points[i].y);
        if (x1 - x0 < kInside) {
            m_uprights.push_back({x0, {y0, y1}});
            if (!m_known.empty())
                addUpright(m_uprights.back());
        } else {
            m_levels.push_back({x0, x1, y0});
            if (!m_known.empty())
                addLevel(m_levels.back());
        }
    }
}

void Columns::addLevel(const Level &level)
{
    auto column = m_known.begin();
    if (m_allKnown)
        column = std::partition_point(m_known.begin(), m_known.end(), [&](const Column *one) {
            return one->right - kInside <= level.from;
        });
    for (; column != m_known.end(); ++column) {
        if (level.from < (*column)->right - kInside && level.to > (*column)->left + kInside)
            (*column)->lines.push_back(level.y);
        else if (m_allKnown)
            return;
    }
}

// To the last column that begins before it.
void Columns::addUpright(const Column::Upright &upright)
{
    if (m_allKnown) {
        const auto next
            = std::partition_point(m_known.begin(), m_known.end(),
                                   [&](const Column *one) { return one->left <= upright.x; });
        if (next != m_known.begin())
            (*std::prev(next))->behind.push_back(upright);
        return;
    }
    const auto next = std::find_if(m_columns.begin(), m_columns.end(),
                                   [&](const auto &one) { return one.second.left > upright.x; });
    if (next != m_columns.begin() && std::prev(next)->second.known)
        std::prev(next)->second.behind.push_back(upright);
}

void Columns::gather(Column &column)
{
    if (column.known)
        return;
    if (m_known.size() >= kFew) {
        gatherAll();
        return;
    }
    column.known = true;
    m_known.push_back(&column);
    for (const Node &node : m_nodes) {
        if (node.column == &column)
            column.nodes.push_back(node.height);
    }
    for (const Level &level : m_levels) {
        if (level.from < column.right - kInside && level.to > column.left + kInside)
            column.lines.push_back(level.y);
    }
    double next = std::numeric_limits<double>::max();
    for (const auto &[rank, other] : m_columns) {
        if (other.left > column.left)
            next = std::min(next, other.left);
    }
    for (const Column::Upright &upright : m_uprights) {
        if (upright.x >= column.left && upright.x < next)
            column.behind.push_back(upright);
    }
}

void Columns::gatherAll()
{
    m_allKnown = true;
    m_known.clear();
    for (auto &[rank, column] : m_columns) {
        column.known = true;
        column.nodes.clear();
        column.lines.clear();
        column.behind.clear();
        m_known.push_back(&column);
    }
    for (const Node &node : m_nodes)
        node.column->nodes.push_back(node.height);
    for (const Level &level : m_levels)
        addLevel(level);
    for (const Column::Upright &upright : m_uprights)
        addUpright(upright);
}

Columns::Column &Columns::at(std::int32_t &rank, double width)
{
    if (const auto known = m_columns.find(rank); known != m_columns.end())
        return known->second;
    double left = 0;
    bool first = false;
    if (!m_columns.empty()) {
        first = rank < m_columns.begin()->first;
        rank = first ? m_columns.begin()->first - 1 : std::prev(m_columns.end())->first + 1;
        left = first ? m_columns.begin()->second.left - kNewChannel - width
                     : std::prev(m_columns.end())->second.right + kNewChannel;
    }
    Column &added = columnOf(rank, left, left + width);
    if (m_allKnown) { // nothing is there yet but what passes by, outside of all columns
        added.known = true;
        m_known.insert(first ? m_known.begin() : m_known.end(), &added);
    }
    return added;
}

double Columns::freePlace(Column &column, double wanted, double half, double fromNodes,
                          double fromLines, std::vector<Interval> blocked)
{
    gather(column);
    blocked.reserve(blocked.size() + column.nodes.size() + column.lines.size());
    for (const Interval &node : column.nodes)
        blocked.push_back({node.from - fromNodes - half, node.to + fromNodes + half});
    for (const double line : column.lines)
        blocked.push_back({line - fromLines - half, line + fromLines + half});
    return nearestFree(blocked, wanted);
}

double Columns::track(Place column, double y0, double y1)
{
    gather(column->second);
    const double left = column->second.right + kChannelMargin;
    const auto next = std::next(column);
    const double right
        = next == m_columns.end() ? left + kNewChannel : next->second.left - kChannelMargin;
    const auto [top, bottom] = std::minmax(y0, y1);
    for (double x = left; x <= right; x += kTrackStep) {
        const auto &others = column->second.behind;
        if (std::none_of(others.begin(), others.end(), [&](const Column::Upright &other) {
                return std::abs(other.x - x) < kTrackStep && other.y.from < bottom + kApart
                    && other.y.to > top - kApart;
            }))
            return x;
    }
    return (left + right) / 2;
}

} // namespace sightglass::layered
