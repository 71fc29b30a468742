// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/vocabulary/vocabulary.h"

namespace sightglass {

/// Adds a finding to the event, unless it has one of that rule already: one an event and rule.
void noteProblem(Decoded &event, Problem problem, std::string_view detail);

/// Notes links that say the same more than once. COST: n log n, no allocation up to 8 links.
void noteRepeatedLinks(Decoded &event);

/// Notes what is valid but odd in any vocabulary: lone surrogates, numbers that doubles do not
/// hold, attribute names outside the CloudEvents grammar, hostile text and addresses.
void noteOddities(const json::Document &document, const Envelope &envelope, Decoded &event);

} // namespace sightglass
