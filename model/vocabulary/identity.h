// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/words.h"
#include "model/json/document.h"
#include "model/vocabulary/decoded.h"
#include "model/vocabulary/text_arena.h"

#include <string_view>

namespace sightglass {

/// An identity in the one form that is compared, or why it must not join anything.
struct JoinValue
{
    std::string_view value; // empty when refused
    std::string_view refused; // for a person; empty when it may join
};

/// The rules of design.md §2.6, one for each kind:
/// - commit: 40 or 64 hex digits, or an abbreviation of at least 12, in lower case. Refused: what
/// is
///   no hex (a branch), shorter ones, one digit repeated.
/// - purl: the form of normalisedPurl(). Refused: without version, or with one that moves.
/// - digest: `algorithm:hex` in lower case, cut out of an image reference or a purl; 64 bare hex
///   digits are sha256. Refused: one digit repeated, the digest of nothing.
/// - image: `registry/repository:tag`, docker.io and library/ left out. Refused: no tag, or one
/// that
///   moves (latest, main, …).
/// - run url: scheme and host in lower case, no fragment (but the route of a page that is one
///   program: `#/…`), no `/` at the end, no page of one run's details (/console, /attempts/2,
///   /display/redirect). Refused: no http, or nothing behind the host.
/// - trace: the 32 hex digits of a traceparent. Refused: zeros.
/// - service: `environment/service` in lower case. Refused: one of them missing.
/// - ticket: `KEY-123` in upper case. Refused: anything else.
/// - change number: `host/project#number`, in lower case. Refused: without project or number.
[[nodiscard]] JoinValue joinValue(IdentityKind kind, std::string_view written, TextArena &arena);

/// Whether it is a whole commit sha: 40 hex digits.
[[nodiscard]] bool isSha(std::string_view text);

/// Adds an identity if it may join, and says nothing if not: for fields that hold identities among
/// other things.
void addSoundIdentity(IdentityKind kind, IdentityRole role, std::string_view written,
                      TextArena &arena, Decoded &event);

/// Adds what content of any form cannot hide: each digest, whole sha and purl that stands within
/// the value, as used. COST: at most 200 values are looked at.
void addIdentitiesWithin(json::Value value, TextArena &arena, Decoded &event);

/// Brings the event's identities into that form, takes the refused ones out and notes them, adds
/// the digest that a purl or an image reference holds, leaves each once.
void normaliseIdentities(TextArena &arena, Decoded &event);

} // namespace sightglass
