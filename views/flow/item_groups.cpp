// SPDX-License-Identifier: Apache-2.0
#include "views/flow/item_groups.h"

#include <cmath>
#include <map>
#include <utility>

namespace sightglass {
namespace {

constexpr double kLeastWidth = 150; // of a cell, in pixels
constexpr double kAspect = 0.45;
constexpr double kMargin = 4;
constexpr QSizeF kLeastBox{126, 46};

void count(ItemGroup &group, const FlowPicture &picture, const FlowMoment &moment,
           std::uint32_t item)
{
    const ItemMoment &told = moment.items[item];
    if (picture.items[item].beside) // its stack counts it
        return;
    if (told.tally == kNoItem || told.count == 0) {
        ++group.count;
        ++group.tally[static_cast<std::size_t>(told.state)];
        return;
    }
    group.count += told.count;
    const StateCounts &tally = moment.tallies[told.tally];
    for (std::size_t state = 0; state < tally.size(); ++state)
        group.tally[state] += tally[state];
}

/// Large enough for its words, inside of its cell.
QRectF fitted(const QRectF &box, const QRectF &cell, double zoom)
{
    const QSizeF least = (kLeastBox / zoom).boundedTo(cell.size());
    QRectF grown{{}, box.size().expandedTo(least)};
    grown.moveCenter(box.center());
    grown.setSize(grown.size().boundedTo(cell.size()));
    grown.moveLeft(std::clamp(grown.left(), cell.left(), cell.right() - grown.width()));
    grown.moveTop(std::clamp(grown.top(), cell.top(), cell.bottom() - grown.height()));
    return grown;
}

} // namespace

std::vector<ItemGroup> groupsOf(const FlowPicture &picture, const FlowMoment &moment,
                                const FlowLook &look, const Camera &camera)
{
    // Doubling, so that a step of the zoom seldom makes other groups.
    const double width = std::exp2(std::ceil(std::log2(kLeastWidth / camera.zoom)));
    const double height = width * kAspect;
    std::map<std::pair<long, long>, ItemGroup> cells;
    for (std::uint32_t item = 0; item < picture.items.size(); ++item) {
        if (!look.shows(moment, item) || picture.items[item].shape == FlowItem::Shape::Stub)
            continue;
        const Point &centre = picture.geometry.nodes[item].centre;
        const Graph::Node &size = picture.graph.nodes[item];
        const QRectF box{centre.x - size.width / 2, centre.y - size.height / 2, size.width,
                         size.height};
        ItemGroup &group = cells[{std::lround(std::floor(centre.x / width)),
                                  std::lround(std::floor(centre.y / height))}];
        if (group.items.empty() || moment.items[item].state < moment.items[group.worst].state)
            group.worst = item;
        group.box = group.items.empty() ? box : group.box.united(box);
        group.items.push_back(item);
        count(group, picture, moment, item);
    }
    std::vector<ItemGroup> groups;
    const double margin = kMargin / camera.zoom;
    for (auto &[at, group] : cells) {
        const QRectF cell{static_cast<double>(at.first) * width,
                          static_cast<double>(at.second) * height, width, height};
        group.box = fitted(group.box, cell.adjusted(margin, margin, -margin, -margin), camera.zoom);
        groups.push_back(std::move(group));
    }
    return groups;
}

} // namespace sightglass
