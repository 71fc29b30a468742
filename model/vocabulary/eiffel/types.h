// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/words.h"
#include "model/vocabulary/rosetta.h"

#include <string_view>
#include <vector>

namespace sightglass::eiffel {

enum class OutcomeRule : std::uint8_t { None, Conclusion, Verdict, Value };

/// Where an event names what other tools may name, too; an empty member: nowhere.
struct NamedThing
{
    IdentityKind kind;
    IdentityRole role;
    std::string_view member; // of data
    std::string_view inner; // of that member, if not empty
};

/// What an event of one type is about and makes of it (vocabularies.md §4.2, §15; rules.md §2.4).
struct Meaning
{
    std::string_view type;
    Kind kind;
    Phase phase; // Phase::None: a subject, in the state that `state` names
    std::string_view state;
    /// The link to the event that names what this one is about; empty: this one does.
    std::string_view keyLink;
    std::string_view name; // member of data; of one that is an object, its id
    OutcomeRule outcome = OutcomeRule::None;
    NamedThing identity{};
};

/// Null for a type that no edition has.
[[nodiscard]] const Meaning *meaningOf(std::string_view type);

/// What a link type says (vocabularies.md §4.4), and whether flows follow it (rules.md §2.3).
struct LinkMeaning
{
    std::string_view type;
    EdgeKind kind;
    bool causal;
};

/// Null for a type that no edition has.
[[nodiscard]] const LinkMeaning *linkMeaningOf(std::string_view type);

[[nodiscard]] std::vector<Rosetta> rosetta();

} // namespace sightglass::eiffel
