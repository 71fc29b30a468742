// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/vocabulary/decoded.h"
#include "model/vocabulary/member_list.h"
#include "model/vocabulary/text_arena.h"

#include <string>
#include <string_view>

namespace sightglass::cdevents {

/// Adds what the event names that other tools may name, too, as far as it may join: a free-text id
/// that is no sha, purl or ticket is no finding. REQUIRES: kind and subjectId are read
void readIdentities(std::string_view predicate, const MemberList &content, TextArena &arena,
                    Decoded &event);

/// For the Rosetta stone: ", purl /subject/id (makes)".
[[nodiscard]] std::string identitiesText(Kind kind, std::string_view predicate);

} // namespace sightglass::cdevents
