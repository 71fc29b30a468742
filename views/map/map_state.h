// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "views/map/map_feed.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace sightglass {

/// What is remembered of the map from one start to the next.
struct MapState
{
    static constexpr std::size_t kMostSystems = 30; // the one used last comes first

    struct System
    {
        QString name;
        MapFeed::AllPlaces places;
    };
    std::optional<Span> window = std::chrono::hours{24};
    Grouping grouping = Grouping::KindNameSource;
    BannedLinks banned;
    std::vector<System> systems;

    [[nodiscard]] QByteArray toJson() const;
    /// What is damaged is left out: a map that is laid out anew is no loss.
    [[nodiscard]] static MapState fromJson(const QByteArray &bytes);

    [[nodiscard]] MapFeed::AllPlaces placesOf(const QString &system) const;
    void keep(const QString &system, const MapFeed::AllPlaces &places);
};

} // namespace sightglass
