// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/vocabulary/type_rule.h"

#include <span>
#include <string_view>

namespace sightglass::gitlab {

/// What a hook of each type becomes (vocabularies.md §11, §15). Types are those of the CloudEvents
/// adapter; system hooks and what the adapter does not name are called likewise.
[[nodiscard]] std::span<const TypeRule> rules();
/// A push that takes a branch or a tag away.
[[nodiscard]] const TypeRule &refDeletedRule();
/// A push that makes a branch of commits that are there already.
[[nodiscard]] const TypeRule &refCreatedRule();
/// A work item that is an incident.
[[nodiscard]] const TypeRule &incidentRule();
/// The table and the three above.
[[nodiscard]] std::vector<Rosetta> rosetta();

/// The type that the adapter gives a body (vocabularies.md §1.4): "com.gitlab.job",
/// "com.gitlab.merge_request.open". Empty when nothing in it says what it is.
[[nodiscard]] std::string_view adapterType(json::Value body, TextArena &arena);

/// What a job's failure says: Failure when its script failed, Timeout, or Error when it could not
/// run.
[[nodiscard]] Outcome failureOutcome(std::string_view reason);

} // namespace sightglass::gitlab
