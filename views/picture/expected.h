// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/graph/flows.h"

#include <string>
#include <vector>

namespace sightglass {

/// What makes a step of one flow the same step in another: its kind and the stem of its name. Of
/// what is called by a sentence of its own (a change, an incident) the kind alone.
[[nodiscard]] std::string stepOf(const Snapshot &snapshot, const FlowNode &node);

/// A step that most flows of the like had.
struct ExpectedStep
{
    std::string step;
    Kind kind = Kind::None;
    std::string name;
    std::vector<std::string> causes; // steps that stood before it in most flows that had it
};

/// What the flows before this one let expect of it; never how they ended.
struct Expectation
{
    std::vector<ExpectedStep> steps; // in order of their usual place in time
    std::size_t flows = 0; // looked at
    Span usualLength{0}; // nine of ten took no longer from the root to their last event
};

inline constexpr std::size_t kFlowsOfHistory = 20;
inline constexpr std::size_t kLeastHistory = 3; // fewer let expect nothing

/// From the last flows before it that are of the same pipeline (the first that ran; without one: of
/// the same root). A function of all that is loaded. COST: linear in the members of at most
/// kFlowsTried flows before it. THREAD: any.
[[nodiscard]] Expectation expectationOf(const Snapshot &snapshot, const FlowIndex &index,
                                        std::size_t flow);
inline constexpr std::size_t kFlowsTried = 500;

/// What the choice about stacks is remembered under: the step and source of the flow's pipeline.
[[nodiscard]] std::string pipelineOf(const Snapshot &snapshot, const FlowIndex &index,
                                     std::size_t flow);

} // namespace sightglass
