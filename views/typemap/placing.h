// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "views/typemap/map_picture.h"
#include "views/typemap/router.h"

namespace sightglass {

/// Of a node whose centre is there.
[[nodiscard]] Box boxAt(const Point &centre);

/// Gives places to nodes that have none.
class Placing
{
public:
    Placing(MapPicture &picture, MapPlaces &places)
        : m_picture(picture)
        , m_places(places)
    { }

    [[nodiscard]] bool anyHasOne() const;
    /// What is pinned stays; what would stand on it moves down to where it is free.
    void layOut();
    void fillTray();
    /// Those first whose neighbours stand; what nothing joins goes below.
    void growBeside();

private:
    [[nodiscard]] std::optional<Point> besideNeighbours(std::uint32_t node) const;

    MapPicture &m_picture;
    MapPlaces &m_places;
};

} // namespace sightglass
