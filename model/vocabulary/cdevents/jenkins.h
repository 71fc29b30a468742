// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/json/document.h"
#include "model/vocabulary/decoded.h"
#include "model/vocabulary/text_arena.h"

namespace sightglass::cdevents {

/// What the Jenkins plugin says of a run beside its CDEvent, and better (traps T4, T6): the result
/// of the build, its address, its commit, and the queue item that it was. Does nothing to events of
/// other producers. `custom` is customData, or data of the extension dialect. REQUIRES: the subject
/// is read
void readJenkinsRun(json::Value custom, TextArena &arena, Decoded &event);

/// The plugin gives every stage the id of its run: splits them by the stage's own name.
/// REQUIRES: the subject is read
void readJenkinsStage(json::Value custom, TextArena &arena, Decoded &event);

} // namespace sightglass::cdevents
