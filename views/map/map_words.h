// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/metrics/map_figures.h"

#include <QString>

/// What the map says of a type and of an edge, for the canvas, the table and those who listen.
namespace sightglass {

/// "97 % of 412", "3 of 4"; "—" of no run.
[[nodiscard]] QString passText(const TypeFigures &figures);
/// "97 %", "3/4", "—": where there is no room for more.
[[nodiscard]] QString shortPassText(const TypeFigures &figures);
/// The change of the pass rate against the window before, in points of a hundred; none with fewer
/// than kFewestForShare runs in either.
[[nodiscard]] std::optional<int> trendOf(const TypeFigures &figures);
/// "3 points", "1 point", "unchanged": without the sign.
[[nodiscard]] QString trendWords(int trend);
/// "▲ 3 points", "▼ 12 points", "unchanged", "—".
[[nodiscard]] QString trendText(const TypeFigures &figures);
/// "2 m 14 s"; "—" when the duration of no run is known.
[[nodiscard]] QString p50Text(const TypeFigures &figures);
/// "1 798 events" of a subject, else "12 runs".
[[nodiscard]] QString seenText(const MapType &type, const TypeFigures &figures);
/// Safe to show.
[[nodiscard]] QString shownTitle(const MapType &type);
/// "build cart, task run, failed, 2 in flight, 97 % of 412 passed, p50 2 m 14 s, trend ▲ 3 points".
[[nodiscard]] QString describeType(const MapType &type, const TypeFigures &figures);
/// "412 links, 97 % led on, p50 2 s, p95 9 s".
[[nodiscard]] QString edgeText(const EdgeFigures &edge, const EdgeDetail *detail);
/// "15 min", "24 h", "all".
[[nodiscard]] QString groupingText(Grouping grouping);

} // namespace sightglass
