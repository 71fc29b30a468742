// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/vocabulary/vocabulary.h"

namespace sightglass {

/// Adds a finding to the event, unless it has one of that rule already: one an event and rule.
void noteProblem(Decoded &event, Problem problem, std::string_view detail);

/// Notes what is valid but odd in any vocabulary: lone surrogates, numbers that doubles do not
/// hold, attribute names outside the CloudEvents grammar, hostile text and addresses.
void noteOddities(const json::Document &document, const Envelope &envelope, Decoded &event,
                  TextArena &arena);

/// Whether an address may be offered to be opened without a warning: https, a public host, no user,
/// no control character.
[[nodiscard]] bool isPlainAddress(std::string_view address);

} // namespace sightglass
