// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/metrics/map_figures.h"
#include "views/layout/geometry.h"

#include <map>
#include <optional>
#include <string>
#include <unordered_map>

namespace sightglass {

/// Fixed, so that json and dot are the same with and without fonts (rules.md §3).
inline constexpr double kMapNodeWidth = 176;
inline constexpr double kMapNodeHeight = 92;

/// Where a type stands, for as long as its system is looked at.
struct MapPlace
{
    Point centre;
    bool pinned = false; // stays where it is when the rest is laid out anew
    bool isNew = false; // in the tray on the right
    friend bool operator==(const MapPlace &, const MapPlace &) = default;
};
/// By the key of the type; of types that are not there now, too.
using MapPlaces = std::map<std::string, MapPlace>;

/// The system map as it is drawn: all types there are in what is loaded, and where they stand.
/// Never a function of the playhead or the window of time.
struct MapPicture
{
    struct Node
    {
        std::string key;
        std::uint32_t type = 0; // number in the figures
        bool pinned = false;
        bool isNew = false;
    };
    std::vector<Node> nodes; // in order of their keys; numbers of `graph`
    Graph graph; // an edge between two types; what leads to its own type is a loop
    Geometry geometry;
    std::vector<std::optional<std::uint32_t>> nodeOfType;

    [[nodiscard]] std::optional<std::uint32_t> nodeOf(const std::string &key) const;
    [[nodiscard]] std::optional<std::size_t> edgeBetween(std::uint32_t from,
                                                         std::uint32_t to) const;
};

/// What becomes of types without a place.
enum class Arrange : std::uint8_t {
    IntoTray, // on the right, apart from what is known
    Beside, // what leads to them or they lead to: while a map that is watched still grows
    Anew, // with all that is not pinned
};

/// What `figures` tell of, at its places; anew when none has one. What has a place keeps it, and
/// routes of `before` stay where nothing is in their way. Writes the places of what had none. COST:
/// that of a layout when there is one; else that of routing the edges that are new or in the way.
[[nodiscard]] MapPicture arrangeMap(const MapFigures &figures, MapPlaces &places,
                                    const MapPicture &before, Arrange arrange);

/// Whether the picture shows the types and edges that the figures tell of.
[[nodiscard]] bool shows(const MapPicture &picture, const MapFigures &figures);

/// Whether its nodes stand at those places.
[[nodiscard]] bool isAt(const MapPicture &picture, const MapPlaces &places);

/// What to call a type: its name, else the word for its kind, else where it is.
[[nodiscard]] std::string titleOf(const MapType &type);

/// The forms that need no pixels (design.md §6 `render`).
[[nodiscard]] std::string mapJson(const MapPicture &picture, const MapFigures &figures);
[[nodiscard]] std::string mapDot(const MapPicture &picture, const MapFigures &figures);

} // namespace sightglass
