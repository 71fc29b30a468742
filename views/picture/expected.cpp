// SPDX-License-Identifier: Apache-2.0
#include "views/picture/expected.h"

#include "model/graph/state.h"
#include "model/metrics/type_key.h"

#include <algorithm>
#include <map>
#include <set>

namespace sightglass {
namespace {

/// More members tell no more of what is usual.
constexpr std::size_t kMembersLooked = 5'000;

std::string step(const Snapshot &snapshot, NodeId member)
{
    FlowNode node;
    node.id = member;
    node.entity = snapshot.entityOf(member);
    node.kind = node.entity.isNull() ? Kind::None : snapshot.kindOf(node.entity);
    return stepOf(snapshot, node);
}

std::string_view sourceOf(const Snapshot &snapshot, NodeId member)
{
    const EntityId entity = snapshot.entityOf(member);
    return entity.isNull() ? snapshot.sourceOf(member)
                           : snapshot.texts[snapshot.subjectSourceOf(entity)];
}

/// One flow of the past, by its steps.
struct Story
{
    struct Step
    {
        Kind kind = Kind::None;
        std::string name;
        std::set<std::string> causes;
        Span after{0}; // its root
    };
    std::map<std::string, Step> steps;
    Span length{0};
};

Story storyOf(const Snapshot &snapshot, const FlowIndex &index, std::size_t flow)
{
    Story story;
    std::vector<NodeId> members = index.members(flow);
    members.resize(std::min(members.size(), kMembersLooked));
    const Timestamp begin = index.flows()[flow].time;
    for (const NodeId member : members) {
        const EntityId entity = snapshot.entityOf(member);
        if (entity.isNull())
            continue; // an event that nothing else is about is no step
        const Timestamp time = snapshot.timeOf(member);
        auto [place, isNew] = story.steps.try_emplace(step(snapshot, member));
        if (isNew) {
            place->second.kind = snapshot.kindOf(entity);
            place->second.name = std::string{lastingName(snapshot.texts[snapshot.nameOf(entity)])};
            place->second.after = time - begin;
        }
        for (const NodeId cause : index.upstream(member)) {
            const std::string before = step(snapshot, cause);
            if (before != place->first)
                place->second.causes.insert(before);
        }
        const bool activity = isActivity(snapshot.kindOf(entity));
        const EntityState state = activity ? stateAt(snapshot, entity, kEndOfTime) : EntityState{};
        story.length = std::max(story.length, std::max(time, state.lastTime) - begin);
    }
    return story;
}

/// The flows before it that are of the same pipeline, newest first.
std::vector<std::size_t> flowsLike(const Snapshot &snapshot, const FlowIndex &index,
                                   std::size_t flow)
{
    const std::string pipeline = pipelineOf(snapshot, index, flow);
    std::vector<std::size_t> like;
    for (std::size_t other = flow; other-- > 0 && flow - other <= kFlowsTried;) {
        if (pipelineOf(snapshot, index, other) == pipeline)
            like.push_back(other);
        if (like.size() == kFlowsOfHistory)
            break;
    }
    return like;
}

// What has no name of its own, or begins a flow, is nothing to wait for.
bool canBeExpected(const Story::Step &step)
{
    return !step.name.empty() && !hasTitle(step.kind) && step.kind != Kind::Change;
}

struct Tally
{
    std::size_t flows = 0;
    Story::Step newest;
    std::map<std::string, std::size_t> causes;
};

} // namespace

std::string stepOf(const Snapshot &snapshot, const FlowNode &node)
{
    std::string step{word(node.kind)};
    if (node.entity.isNull())
        return step.append("|").append(snapshot.typeOf(node.id));
    if (hasTitle(node.kind))
        return step;
    const std::string_view name = snapshot.texts[snapshot.nameOf(node.entity)];
    const std::string_view stem = nameStem(name.empty() ? snapshot.subjectIdOf(node.entity) : name);
    return step.append("|").append(stem);
}

std::string pipelineOf(const Snapshot &snapshot, const FlowIndex &index, std::size_t flow)
{
    // Walked breadth first: what ran first stands near the root, and a flow may be large.
    constexpr std::size_t kLooked = 200;
    const NodeId root = index.flows()[flow].root;
    std::vector<NodeId> open{root};
    std::set<NodeId> seen{root};
    NodeId pipeline = root;
    for (std::size_t i = 0; i < open.size() && i < kLooked; ++i) {
        const EntityId entity = snapshot.entityOf(open[i]);
        if (!entity.isNull() && snapshot.kindOf(entity) == Kind::PipelineRun) {
            pipeline = open[i];
            break;
        }
        for (const NodeId next : index.downstream(open[i])) {
            if (open.size() < kLooked && seen.insert(next).second)
                open.push_back(next);
        }
    }
    return step(snapshot, pipeline).append("|").append(sourceOf(snapshot, pipeline));
}

Expectation expectationOf(const Snapshot &snapshot, const FlowIndex &index, std::size_t flow)
{
    Expectation expectation;
    std::map<std::string, Tally> tallies;
    std::vector<Span> lengths;
    for (const std::size_t other : flowsLike(snapshot, index, flow)) {
        const Story story = storyOf(snapshot, index, other);
        lengths.push_back(story.length);
        ++expectation.flows;
        for (const auto &[name, told] : story.steps) {
            Tally &tally = tallies[name];
            if (tally.flows++ == 0)
                tally.newest = told;
            for (const std::string &cause : told.causes)
                ++tally.causes[cause];
        }
    }
    if (lengths.size() < kLeastHistory)
        return expectation;
    std::sort(lengths.begin(), lengths.end());
    expectation.usualLength = lengths[(lengths.size() * 9 - 1) / 10];
    std::vector<std::pair<Span, ExpectedStep>> ordered;
    for (const auto &[name, tally] : tallies) {
        if (tally.flows * 2 <= expectation.flows || !canBeExpected(tally.newest))
            continue;
        ExpectedStep expected{name, tally.newest.kind, tally.newest.name, {}};
        for (const auto &[cause, count] : tally.causes) {
            if (count * 2 > tally.flows)
                expected.causes.push_back(cause);
        }
        ordered.emplace_back(tally.newest.after, std::move(expected));
    }
    std::stable_sort(ordered.begin(), ordered.end(),
                     [](const auto &a, const auto &b) { return a.first < b.first; });
    for (auto &[after, step] : ordered)
        expectation.steps.push_back(std::move(step));
    return expectation;
}

} // namespace sightglass
