// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/vocabulary/type_rule.h"

#include <span>
#include <string_view>
#include <vector>

namespace sightglass::keptn {

/// Which id an event's subject is known by.
enum class Identity : std::uint8_t {
    None, // it is about nothing, or about what its rule's id names
    Triggered, // that of the event that triggered it: /triggeredid, or its own
    Step, // its own, within its context: 0.1 linked nothing
    Problem,
};

/// A type taken apart.
struct Meaning
{
    const TypeRule *rule = nullptr; // null: no release of Keptn has this type
    std::string_view name; // "deployment", "staging.delivery"
    Identity identity = Identity::None;
};

/// By the table, else by the grammar sh.keptn.event.<task>.<predicate> and
/// sh.keptn.event.<stage>.<sequence>.<predicate>: the predicate first (trap T12).
[[nodiscard]] Meaning meaningOf(std::string_view type);

/// What the words of a result mean where the status does not say that the machinery broke.
[[nodiscard]] std::span<const StatusWord> results();

[[nodiscard]] std::vector<Rosetta> rosetta();

} // namespace sightglass::keptn
