// SPDX-License-Identifier: Apache-2.0
#include "views/typemap/placing.h"

#include <algorithm>
#include <cmath>

namespace sightglass {
namespace {

constexpr double kTrayGap = 90; // between the map and what is new
constexpr double kGap = 24; // the least between two nodes that nobody put where they are
constexpr std::size_t kFewestTrayRows = 4;
constexpr double kColumn = kMapNodeWidth + 64; // from one type to the next that it leads to

bool isFree(const Point &centre, const std::vector<Box> &taken)
{
    const Box box = boxAt(centre);
    return std::none_of(taken.begin(), taken.end(),
                        [&](const Box &other) { return box.overlaps(other, kGap); });
}

} // namespace

Box boxAt(const Point &centre)
{
    return {centre.x - kMapNodeWidth / 2, centre.y - kMapNodeHeight / 2,
            centre.x + kMapNodeWidth / 2, centre.y + kMapNodeHeight / 2};
}

bool Placing::anyHasOne() const
{
    return std::any_of(m_picture.nodes.begin(), m_picture.nodes.end(),
                       [&](const auto &node) { return m_places.count(node.key) > 0; });
}

void Placing::layOut()
{
    const Geometry fresh = layout(m_picture.graph);
    m_picture.geometry = fresh;
    std::vector<Box> taken;
    for (const MapPicture::Node &node : m_picture.nodes) {
        if (const auto known = m_places.find(node.key);
            known != m_places.end() && known->second.pinned)
            taken.push_back(boxAt(known->second.centre));
    }
    for (std::size_t i = 0; i < m_picture.nodes.size(); ++i) {
        MapPlace &place = m_places[m_picture.nodes[i].key];
        if (place.pinned)
            continue;
        place.isNew = false;
        place.centre = fresh.nodes[i].centre;
        while (!isFree(place.centre, taken))
            place.centre.y += kMapNodeHeight + kGap;
        if (!taken.empty())
            taken.push_back(boxAt(place.centre));
    }
}

void Placing::fillTray()
{
    std::vector<Box> taken;
    std::optional<Box> map;
    std::optional<double> trayLeft;
    for (const MapPicture::Node &node : m_picture.nodes) {
        const auto known = m_places.find(node.key);
        if (known == m_places.end())
            continue;
        const Box box = boxAt(known->second.centre);
        taken.push_back(box);
        if (known->second.isNew) {
            trayLeft = std::min(trayLeft.value_or(box.left), box.left);
            continue;
        }
        if (!map)
            map = box;
        map = Box{std::min(map->left, box.left), std::min(map->top, box.top),
                  std::max(map->right, box.right), std::max(map->bottom, box.bottom)};
    }
    const Box beside = map.value_or(Box{});
    const double step = kMapNodeHeight + kGap;
    const auto rows = std::max(
        kFewestTrayRows, static_cast<std::size_t>((beside.bottom - beside.top + kGap) / step));
    const Point first{trayLeft.value_or(beside.right + kTrayGap) + kMapNodeWidth / 2,
                      beside.top + kMapNodeHeight / 2};
    std::size_t slot = 0;
    for (const MapPicture::Node &node : m_picture.nodes) {
        if (m_places.count(node.key))
            continue;
        Point centre;
        do {
            centre = {first.x + static_cast<double>(slot / rows) * (kMapNodeWidth + 2 * kGap),
                      first.y + static_cast<double>(slot % rows) * step};
            ++slot;
        } while (!isFree(centre, taken));
        taken.push_back(boxAt(centre));
        m_places[node.key] = {centre, false, true};
    }
}

void Placing::growBeside()
{
    std::vector<Box> taken;
    double bottom = 0;
    std::vector<std::uint32_t> open;
    for (std::uint32_t node = 0; node < m_picture.nodes.size(); ++node) {
        const auto known = m_places.find(m_picture.nodes[node].key);
        if (known == m_places.end()) {
            open.push_back(node);
            continue;
        }
        taken.push_back(boxAt(known->second.centre));
        bottom = std::max(bottom, taken.back().bottom);
    }
    while (!open.empty()) {
        auto next = std::find_if(open.begin(), open.end(), [this](std::uint32_t node) {
            return besideNeighbours(node).has_value();
        });
        next = next == open.end() ? open.begin() : next;
        Point centre = besideNeighbours(*next).value_or(
            Point{kMapNodeWidth / 2, bottom + kTrayGap + kMapNodeHeight / 2});
        const double wanted = centre.y;
        for (int step = 1; !isFree(centre, taken); ++step)
            centre.y = wanted + (step % 2 ? 1 : -1) * (step + 1) / 2 * kMapNodeHeight / 2;
        taken.push_back(boxAt(centre));
        bottom = std::max(bottom, taken.back().bottom);
        m_places[m_picture.nodes[*next].key] = {centre, false, false};
        open.erase(next);
    }
}

std::optional<Point> Placing::besideNeighbours(std::uint32_t node) const
{
    std::optional<double> right;
    std::optional<double> left;
    double sum = 0;
    int count = 0;
    for (const Graph::Edge &edge : m_picture.graph.edges) {
        const bool isUp = edge.to == node;
        if (edge.from == edge.to || (!isUp && edge.from != node))
            continue;
        const auto known = m_places.find(m_picture.nodes[isUp ? edge.from : edge.to].key);
        if (known == m_places.end())
            continue;
        const Point &there = known->second.centre;
        if (isUp)
            right = std::max(right.value_or(there.x), there.x);
        else
            left = std::min(left.value_or(there.x), there.x);
        sum += there.y;
        ++count;
    }
    if (count == 0)
        return std::nullopt;
    return Point{right ? *right + kColumn : *left - kColumn, std::round(sum / count)};
}

} // namespace sightglass
