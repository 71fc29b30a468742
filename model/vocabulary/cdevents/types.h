// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/words.h"
#include "model/vocabulary/rosetta.h"

#include <optional>
#include <string_view>
#include <vector>

namespace sightglass::cdevents {

/// The parts of dev.cdevents.<subject>.<predicate>.<version>.
struct TypeName
{
    std::string_view subject;
    std::string_view predicate;
    bool custom = false; // dev.cdeventsx.<tool>-<subject>.<predicate>.<version>
};

/// Empty when the text does not start as CDEvents types do.
[[nodiscard]] std::optional<TypeName> parseType(std::string_view type);

/// Where in subject.content the outcome stands, if the type has one.
enum class OutcomeField : std::uint8_t { None, Outcome, Resolution, Status };

/// What an event of one type makes of its subject (vocabularies.md §3.4, §15; rules.md §2.4).
struct Meaning
{
    std::string_view subject;
    std::string_view predicate;
    Kind kind;
    Phase phase; // Phase::None: a state of a subject, named by the predicate
    OutcomeField outcome = OutcomeField::None;
};

/// Null for a type that no release has.
[[nodiscard]] const Meaning *meaningOf(const TypeName &name);

[[nodiscard]] std::vector<Rosetta> rosetta();

} // namespace sightglass::cdevents
