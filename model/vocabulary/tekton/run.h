// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/json/document.h"
#include "model/vocabulary/decoded.h"
#include "model/vocabulary/text_arena.h"

#include <string_view>

namespace sightglass::tekton {

/// A TaskRun, PipelineRun, CustomRun or Run of a record.
struct Run
{
    std::string_view word; // of its types: "taskrun"; empty: the record holds none
    json::Value object;
    json::Value condition; // Succeeded
};

/// Of the data of an event or of a bare body: under the root member that it names, or the object
/// itself.
[[nodiscard]] Run runIn(json::Value body);

/// The last word but one of the type that its controller would send: "started". Empty if the
/// condition's status is none of Kubernetes.
[[nodiscard]] std::string_view stateOf(const Run &run);

/// Where the API server keeps the object: what its events have as their source.
[[nodiscard]] std::string_view pathOf(const Run &run, TextArena &arena);

/// The key of the pipeline run that a task belongs to: its uid, else, if only its name is told, its
/// path beside `path`. Empty: it stands alone.
[[nodiscard]] std::string_view parentKeyOf(json::Value object, std::string_view path,
                                           TextArena &arena);

/// How much of it is done: tasks of a pipeline run, steps of a task run. REQUIRES: event.kind
/// and event.phase are set
void readProgress(const Run &run, Decoded &event);

/// What a run that stands for itself works on and makes, by its parameters, its results and
/// Pipelines-as-Code.
void readIdentities(json::Value object, TextArena &arena, Decoded &event);

} // namespace sightglass::tekton
