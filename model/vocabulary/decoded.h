// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/timestamp.h"
#include "model/base/words.h"

#include <string_view>
#include <vector>

namespace sightglass {

/// Which ids a link's ends are looked up among, and how they are compared.
enum class IdScope : std::uint8_t {
    Eiffel, // meta.id
    CdEvents, // context.id, letter case ignored
    CloudEvents, // id; the link's own source first, then any single event
};

/// A directed relation that the event states, upstream (cause, parent, target) to downstream.
struct LinkClaim
{
    EdgeKind kind = EdgeKind::Relation;
    /// Whether flows follow it (rules.md §2.3).
    bool causal = true;
    /// The wire's own word: "CAUSE", "PATH", "RELATION TRIGGER", "causationid".
    std::string_view type;
    IdScope scope = IdScope::CloudEvents;
    /// Id of the event at the upstream end; empty when the link names none (a CDEvents END without
    /// from).
    std::string_view upstream;
    /// Id of the event at the downstream end; empty for the event that carries the link.
    std::string_view downstream;
};

/// A parent or other entity that the event names by its key, not by an event: a link in the model
/// that is not counted as declared.
struct ReferenceClaim
{
    EdgeKind kind = EdgeKind::Context;
    bool causal = true;
    std::string_view type; // "pipelineRun", "change", "environment"
    std::string_view key; // as in Decoded::key
};

/// A thing of the outer world that the event names and that events of other tools may name too.
struct IdentityClaim
{
    IdentityKind kind;
    IdentityRole role;
    /// As written; once Decoder::decode() is through, normalised (identity.h).
    std::string_view value;
    bool isNormal = false; // it is so already
};

struct ProblemClaim
{
    Problem problem;
    /// For a person: the field (a JSON pointer) and what is odd about it.
    std::string_view detail;
};

/// Everything that the model needs to know of one event. All text is UTF-8.
/// LIFETIME: of the Decoder that filled it, until its next decode().
struct Decoded
{
    std::string_view vocabulary; // "cdevents": a word of design.md §1, static

    // Identity (rules.md §2.5). `type` is also the key of report's `types`.
    std::string_view source;
    std::string_view id;
    std::string_view type;
    IdScope scope = IdScope::CloudEvents;

    /// kNoTime when the event has none, or none that is valid.
    Timestamp time = kNoTime;

    // What the event is about. Kind::None: only itself.
    Kind kind = Kind::None;
    /// Names the activity or subject among all of all vocabularies: `kind|source|id`, or the bare
    /// id where the vocabulary's ids are global (Eiffel meta.id, a normalised purl).
    std::string_view key;
    /// Another name of it, for references by those that do not know its key: the span of a run.
    std::string_view alias;
    std::string_view subjectId; // the vocabulary's own id of it
    std::string_view subjectSource;
    std::string_view name; // empty when this event does not say
    Phase phase = Phase::None; // activities
    Outcome outcome = Outcome::Unknown; // activities that are over
    /// Subjects: the state that the event gives: "created", "merged", "deployed". Activities: why
    /// it ended as it did, in the producer's words (errors, reason, description).
    std::string_view detail;
    std::string_view url;
    /// What ties a flow together by the producers' own word: CDEvents chainId, shkeptncontext,
    /// Tekton eventid.
    std::string_view chain;
    /// Where the thing runs or is deployed, by name.
    std::string_view environment;

    // What it tells of its activity beside the phase; kNoTime and 0 where it does not.
    Timestamp queuedAt = kNoTime;
    Timestamp startedAt = kNoTime;
    Timestamp finishedAt = kNoTime;
    std::uint32_t attempt = 0; // of one activity, from 1: run_attempt, retries
    std::uint32_t stepsDone = 0;
    std::uint32_t stepsTotal = 0;

    std::vector<IdentityClaim> identities;
    std::vector<LinkClaim> links;
    std::vector<ReferenceClaim> references;
    std::vector<ProblemClaim> problems;

    void clear();
};

} // namespace sightglass
