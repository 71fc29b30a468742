// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/json/document.h"
#include "model/vocabulary/decoded.h"
#include "model/vocabulary/text_arena.h"

namespace sightglass::spinnaker {

/// How an execution, stage or task ended: by its own status, by flags and reasons beside it (trap
/// T9), by the word that ends its type. REQUIRES: the rule is applied
void readEnd(json::Value content, Decoded &event);

/// What started the execution: another one, or a build that igor saw; and what it was given.
void readTrigger(json::Value trigger, TextArena &arena, Decoded &event);

/// What the stage follows and lies in, as the execution beside it tells.
void readStage(json::Value content, TextArena &arena, Decoded &event);

} // namespace sightglass::spinnaker
