// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/vocabulary/vocabulary.h"

namespace sightglass::cdevents {

/// Reads what the event says of its subject: kind, key, phase or state, outcome, name, reason,
/// references. REQUIRES: event.source is read
void readSubject(json::Value subject, std::string_view type, TextArena &arena, Decoded &event);

/// The dialect of the Jenkins plugin, before data held a CDEvent: the subject stands in extension
/// attributes, the CloudEvent's id is the subject's (vocabularies.md §3.7). Does nothing when there
/// are none.
void readExtensionDialect(const Envelope &envelope, TextArena &arena, Decoded &event);

} // namespace sightglass::cdevents
