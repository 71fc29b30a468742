// SPDX-License-Identifier: Apache-2.0
#include "views/flow/item_groups.h"

#include <cmath>
#include <unordered_map>

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

QRectF boxOf(const FlowPicture &picture, std::uint32_t item)
{
    const Point &centre = picture.geometry.nodes[item].centre;
    const Graph::Node &size = picture.graph.nodes[item];
    return {centre.x - size.width / 2, centre.y - size.height / 2, size.width, size.height};
}

void gather(std::vector<ItemGroup> &groups, const FlowPicture &picture, const FlowMoment &moment,
            const FlowLook &look, double width)
{
    const double height = width * kAspect;
    std::unordered_map<std::uint64_t, std::size_t> groupOf;
    for (std::uint32_t item = 0; item < picture.items.size(); ++item) {
        if (!look.shows(moment, item) || picture.items[item].shape == FlowItem::Shape::Stub)
            continue;
        const Point &centre = picture.geometry.nodes[item].centre;
        const double column = std::floor(centre.x / width);
        const double row = std::floor(centre.y / height);
        const auto [known, isNew]
            = groupOf.try_emplace(static_cast<std::uint64_t>(static_cast<std::int64_t>(row)) << 32
                                      ^ static_cast<std::uint32_t>(static_cast<int>(column)),
                                  groups.size());
        if (isNew) {
            ItemGroup &fresh = groups.emplace_back();
            fresh.cell = {column * width, row * height, width, height};
            fresh.around = boxOf(picture, item);
            fresh.worst = item;
        }
        ItemGroup &group = groups[known->second];
        if (moment.items[item].state < moment.items[group.worst].state)
            group.worst = item;
        group.around = group.around.united(boxOf(picture, item));
        group.items.push_back(item);
        count(group, picture, moment, item);
    }
}

void name(ItemGroup &group, const FlowPicture &picture, const FlowMoment &moment,
          std::vector<std::uint32_t> &counts)
{
    group.stem = picture.items[group.items.front()].stem;
    for (const std::uint32_t item : group.items) {
        const std::uint32_t stem = picture.items[item].stem;
        group.mixed = group.mixed || stem != group.stem;
        counts[stem] += std::max(moment.items[item].count, 1u);
    }
    for (const std::uint32_t item : group.items) {
        const std::uint32_t stem = picture.items[item].stem;
        if (counts[stem] > counts[group.stem]
            || (counts[stem] == counts[group.stem]
                && picture.stems[stem] < picture.stems[group.stem]))
            group.stem = stem;
    }
    for (const std::uint32_t item : group.items)
        counts[picture.items[item].stem] = 0;
}

} // namespace

QRectF ItemGroup::boxAt(double zoom) const
{
    const double margin = kMargin / zoom;
    const QRectF room = cell.adjusted(margin, margin, -margin, -margin);
    QRectF grown{{}, around.size().expandedTo((kLeastBox / zoom).boundedTo(room.size()))};
    grown.moveCenter(around.center());
    grown.setSize(grown.size().boundedTo(room.size()));
    grown.moveLeft(std::clamp(grown.left(), room.left(), room.right() - grown.width()));
    grown.moveTop(std::clamp(grown.top(), room.top(), room.bottom() - grown.height()));
    return grown;
}

const std::vector<ItemGroup> &ItemGroups::at(const FlowPicture &picture, const FlowMoment &moment,
                                             const FlowLook &look, const Camera &camera)
{
    // Doubling, so that a step of the zoom seldom makes other groups.
    const double width = std::exp2(std::ceil(std::log2(kLeastWidth / camera.zoom)));
    if (width == m_width)
        return m_groups;
    m_width = width;
    m_groups.clear();
    gather(m_groups, picture, moment, look, width);
    std::vector<std::uint32_t> counts(picture.stems.size());
    for (ItemGroup &group : m_groups)
        name(group, picture, moment, counts);
    return m_groups;
}

} // namespace sightglass
