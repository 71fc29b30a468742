// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/vocabulary/decoded.h"
#include "model/vocabulary/github/hook.h"
#include "model/vocabulary/text_arena.h"

#include "model/json/document.h"

namespace sightglass::github {

/// Sets the subject's id where no pointer leads to it: the short name of what a push deleted, as
/// the delete event says it; the run and environment that a review is about.
void nameSubject(const Hook &hook, json::Value body, TextArena &arena, Decoded &event);

/// What no table says: attempts, steps, states that hang on several fields, identities that are put
/// together. Does nothing for an event that is about nothing.
void tellDetails(const Hook &hook, json::Value body, TextArena &arena, Decoded &event);

} // namespace sightglass::github
