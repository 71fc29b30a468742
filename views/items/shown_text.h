// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/limits.h"
#include "model/base/timestamp.h"
#include "model/base/words.h"

#include <QString>

#include <string_view>

/// How the model's values are written for a person. Nothing that an event says reaches a widget but
/// through here.
namespace sightglass {

/// Event text made safe to show on one line: cut to `most` characters with "…", C0 and C1 controls
/// as their symbols (U+2400…), bidi controls and zero-width characters as visible marks, line ends
/// as ⏎. Plain text: give it only to what is set to Qt::PlainText or paints by itself. Idempotent.
[[nodiscard]] QString shownText(std::string_view utf8, int most = limits::kShownCharacters);
/// Elided in the middle, keeping the last 8 characters: names of runs differ at their ends.
[[nodiscard]] QString elidedMiddle(const QString &text, int characters);

/// The state's word: "Failed", "Running". Sentence case (ux.md §4.3).
[[nodiscard]] QString stateWord(State state);
/// "pipeline run", "test case run".
[[nodiscard]] QString kindWord(Kind kind);

/// "2 m 14 s", "340 ms", "3 h 02 m"; "–" for a negative one.
[[nodiscard]] QString durationText(Span span);
/// "12 345" with thin spaces.
[[nodiscard]] QString countText(std::uint64_t count);

/// Absolute times are shown in one zone for the whole program.
enum class Zone : std::uint8_t { Local, Utc };
void setShownZone(Zone zone);
[[nodiscard]] Zone shownZone();
/// "14:03:11.250", "2026-03-01 14:03:11", "Europe/Paris (UTC+2)".
[[nodiscard]] QString clockText(Timestamp time, bool milliseconds = false);
[[nodiscard]] QString dateTimeText(Timestamp time);
[[nodiscard]] QString zoneText();
/// "2 min ago", "in 3 s".
[[nodiscard]] QString relativeText(Timestamp time, Timestamp now);

} // namespace sightglass
