// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/vocabulary/decoded.h"
#include "model/vocabulary/opentelemetry/attributes.h"
#include "model/vocabulary/rosetta.h"
#include "model/vocabulary/text_arena.h"

#include <vector>

namespace sightglass::opentelemetry {

/// The one span or log record of a document, with what stands around it.
struct Signal
{
    json::Value leaf;
    bool isLog = false;
    Facts own; // of its attributes
    Facts outer; // of its scope's and its resource's
};

/// Fills in what a CI/CD span is about; of any other span only its times.
void readSpan(const Signal &span, TextArena &arena, Decoded &event);
/// A log record is about nothing, unless it gives the state of a pipeline run.
void readLog(const Signal &log, TextArena &arena, Decoded &event);

[[nodiscard]] std::vector<Rosetta> rosetta();

} // namespace sightglass::opentelemetry
