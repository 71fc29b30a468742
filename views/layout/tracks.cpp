// SPDX-License-Identifier: Apache-2.0
#include "views/layout/tracks.h"

#include <algorithm>
#include <vector>

namespace sightglass::layered {
namespace {

constexpr double kApart = 4; // at the least, between the ends of trunks on one track
constexpr std::size_t kFew = 24; // looked through one by one

/// How many tracks are taken at each of a number of places, as a tree of ranges.
class Skyline
{
public:
    explicit Skyline(std::size_t places)
    {
        while (m_leaves < places)
            m_leaves *= 2;
        m_most.resize(m_leaves * 2);
        m_all.resize(m_leaves * 2);
    }

    /// Puts something on top of all that is between two places; returns how much was below it.
    std::int32_t drop(std::size_t from, std::size_t to)
    {
        const std::int32_t height = most(1, 0, m_leaves, from, to);
        raise(1, 0, m_leaves, from, to, height + 1);
        return height;
    }

private:
    [[nodiscard]] std::int32_t most(std::size_t node, std::size_t begin, std::size_t end,
                                    std::size_t from, std::size_t to) const
    {
        if (from <= begin && end <= to)
            return m_most[node];
        const std::size_t middle = (begin + end) / 2;
        std::int32_t height = m_all[node];
        if (from < middle)
            height = std::max(height, most(node * 2, begin, middle, from, to));
        if (to > middle)
            height = std::max(height, most(node * 2 + 1, middle, end, from, to));
        return height;
    }

    void raise(std::size_t node, std::size_t begin, std::size_t end, std::size_t from,
               std::size_t to, std::int32_t height)
    {
        m_most[node] = std::max(m_most[node], height);
        if (from <= begin && end <= to) {
            m_all[node] = height;
            return;
        }
        const std::size_t middle = (begin + end) / 2;
        if (from < middle)
            raise(node * 2, begin, middle, from, to, height);
        if (to > middle)
            raise(node * 2 + 1, middle, end, from, to, height);
    }

    std::size_t m_leaves = 1;
    std::vector<std::int32_t> m_most; // within a range
    std::vector<std::int32_t> m_all; // everywhere in a range, at least
};

void assignFew(std::span<Trunk> trunks, std::span<const std::int32_t> order)
{
    for (std::size_t i = 0; i < order.size(); ++i) {
        Trunk &trunk = trunks[order[i]];
        trunk.track = 0;
        for (std::size_t k = 0; k < i; ++k) {
            const Trunk &other = trunks[order[k]];
            if (other.top < trunk.bottom + kApart && trunk.top < other.bottom + kApart)
                trunk.track = std::max(trunk.track, other.track + 1);
        }
    }
}

void assignMany(std::span<Trunk> trunks, std::span<const std::int32_t> order)
{
    std::vector<double> places;
    places.reserve(trunks.size());
    for (const Trunk &trunk : trunks)
        places.push_back(trunk.bottom + kApart);
    std::sort(places.begin(), places.end());
    const auto placeOf = [&](double y) {
        return static_cast<std::size_t>(std::lower_bound(places.begin(), places.end(), y)
                                        - places.begin());
    };
    Skyline skyline{places.size() + 1};
    for (const std::int32_t number : order) {
        Trunk &trunk = trunks[number];
        trunk.track = skyline.drop(placeOf(trunk.top), placeOf(trunk.bottom + kApart) + 1);
    }
}

} // namespace

std::int32_t assignTracks(std::span<Trunk> trunks)
{
    // Of those that fall the lower ones stand on the left, of those that rise the upper ones.
    const auto rank = [](const Trunk &trunk) {
        const double middle = trunk.ends / trunk.links;
        return std::pair{trunk.fall < 0, trunk.fall < 0 ? middle : -middle};
    };
    std::vector<std::int32_t> order(trunks.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = static_cast<std::int32_t>(i);
    std::stable_sort(order.begin(), order.end(), [&](std::int32_t a, std::int32_t b) {
        return rank(trunks[a]) < rank(trunks[b]);
    });
    if (trunks.size() <= kFew)
        assignFew(trunks, order);
    else
        assignMany(trunks, order);
    std::int32_t tracks = 0;
    for (const Trunk &trunk : trunks)
        tracks = std::max(tracks, trunk.track + 1);
    return tracks;
}

} // namespace sightglass::layered
