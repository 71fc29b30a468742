// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/words.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace sightglass {

/// What makes two activities, or two subjects, things of one type. The user chooses; the last two
/// also stand in where a finer one makes too many.
enum class Grouping : std::uint8_t {
    KindNameSource,
    KindName,
    Stem,
    KindNameEnvironment,
    Source,
    Kind,
};
inline constexpr std::array<std::string_view, 6> kGroupingWords{
    "kind-name-source", "kind-name", "name-stem", "kind-name-environment", "source", "kind"};
[[nodiscard]] constexpr std::string_view word(Grouping grouping)
{
    return kGroupingWords[static_cast<std::size_t>(grouping)];
}

/// The name without what only tells one thing from the next of its like: versions, hashes, long
/// numbers, what follows an "@". "sub-system 1.999.0" → "sub-system". Small numbers stay: "tests
/// 3". Never empty unless the name is.
[[nodiscard]] std::string_view lastingName(std::string_view name);

/// lastingName() without small numbers at its end, too: "test-shard-07" → "test-shard".
[[nodiscard]] std::string_view nameStem(std::string_view name);

/// Whether what it is called is a sentence that somebody wrote for this one: a change's title.
[[nodiscard]] bool hasTitle(Kind kind);

} // namespace sightglass
