// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/words.h"
#include "model/vocabulary/decoded.h"
#include "model/vocabulary/pointers.h"
#include "model/vocabulary/rosetta.h"
#include "model/vocabulary/text_arena.h"

#include "model/json/document.h"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace sightglass {

/// What one word of a status or result means, letter case ignored.
struct StatusWord
{
    std::string_view word;
    Phase phase;
    Outcome outcome = Outcome::Unknown;
};

/// Where an identity stands. The pointer may go through an array: "/images/*/digest".
struct IdentityField
{
    IdentityKind kind;
    IdentityRole role;
    std::string_view pointer;
};

/// One line of a vocabulary's table: a wire name, what it becomes, and where its fields stand.
/// Decoders read by it and the Rosetta stone prints it, so that neither can lie. Pointers are from
/// the vocabulary's own document.
struct TypeRule
{
    std::string_view type; // the wire name; a `*` at its end stands for any rest
    Kind kind = Kind::None;
    Phase phase = Phase::None; // of an activity whose status does not say it
    std::string_view state{}; // of a subject
    Pointers status{}; // the first of them that is there
    std::span<const StatusWord> words{}; // what it means
    Pointers id{}; // all of them, "#" between; of "/a|/b" the first that is there
    Pointers name{}; // the first of them
    Pointers url{}; // the first
    Pointers detail{}; // the first; of activities, why it ended so
    Pointers environment{}; // the first
    Pointers time{}; // of the event, where no envelope says; the first
    Pointers queued{}; // the first
    Pointers started{};
    Pointers finished{};
    Kind parentKind = Kind::None;
    Pointers parent{}; // like `id`, of the parent; same source
    std::span<const IdentityField> identities{};
    std::string_view note{}; // what the decoder does beside this table, for the Rosetta stone
};

/// The rule for a wire name: the exact one, else the longest with `*` that fits. Null: none.
[[nodiscard]] const TypeRule *findRule(std::span<const TypeRule> rules, std::string_view type);

/// How keys of activities and subjects are written, except those that are global: kind|source|id.
[[nodiscard]] std::string_view entityKey(Kind kind, std::string_view source, std::string_view id,
                                         TextArena &arena);

/// Null when no vocabulary of the table has the word.
[[nodiscard]] const StatusWord *findStatus(std::span<const StatusWord> words,
                                           std::string_view word);

/// Reads everything that the rule says. The key is made of the rule's kind, the event's
/// subjectSource (its source, if that is empty) and id; without an id the event is about nothing.
/// An unknown status word, a time that is none and a field of another type are problems with their
/// pointer; the rest is used. What the decoder set before stands: subject id, key, phase, outcome,
/// detail.
/// REQUIRES: event.source is set
void applyRule(const TypeRule &rule, json::Value body, TextArena &arena, Decoded &event);

/// The parent, named by its kind and id in the event's own source.
void addParent(Kind kind, std::string_view id, TextArena &arena, Decoded &event);
/// An identity, if the text is not empty.
void addIdentity(IdentityKind kind, IdentityRole role, std::string_view value, Decoded &event);

[[nodiscard]] Rosetta rosettaOf(const TypeRule &rule);
[[nodiscard]] std::vector<Rosetta> rosettaOf(std::span<const TypeRule> rules);

} // namespace sightglass
