// SPDX-License-Identifier: Apache-2.0
#include "tests/support/known.h"

#include "model/graph/findings.h"
#include "model/graph/state.h"
#include "model/graph/summary.h"
#include "model/rules/alert.h"
#include "views/context/event_order.h"

#include <algorithm>
#include <sstream>

namespace sightglass::test {
namespace {

constexpr std::size_t kMostTold = 5;

template<typename... Parts> std::string words(const Parts &...parts)
{
    std::ostringstream text;
    ((text << parts << " | "), ...);
    return std::move(text).str();
}

std::int64_t number(Timestamp time)
{
    return time.time_since_epoch().count();
}

std::string eventName(const Snapshot &snapshot, EventId event)
{
    if (event.isNull())
        return "none";
    return words(snapshot.idOf(event), snapshot.sourceOf(event), snapshot.typeOf(event));
}

std::string nodeName(const Snapshot &snapshot, NodeId node)
{
    const EntityId entity = snapshot.entityOf(node);
    const bool merged = !entity.isNull() && isActivity(snapshot.kindOf(entity));
    return merged ? snapshot.keyOf(entity) : eventName(snapshot, node);
}

std::string sorted(std::vector<std::string> names)
{
    std::sort(names.begin(), names.end());
    std::string text;
    for (const std::string &name : names)
        text += name + ", ";
    return text;
}

std::string stateWords(const Snapshot &snapshot, const EntityState &state)
{
    return words(word(state.kind), word(state.phase), word(state.outcome), word(state.state),
                 number(state.queuedAt), number(state.startedAt), number(state.finishedAt),
                 number(state.firstTime), number(state.lastTime))
        + words(eventName(snapshot, state.lastEvent), eventName(snapshot, state.endedBy),
                snapshot.texts[state.name], snapshot.texts[state.detail],
                snapshot.texts[state.environment])
        + words(state.events, state.attempt, state.stepsDone, state.stepsTotal, state.skewed);
}

} // namespace

Known knownEvents(const Snapshot &snapshot, Timestamp at)
{
    EventOrder order;
    order.advance(snapshot);
    Known known;
    for (std::uint32_t place = 0; place < order.countUntil(at); ++place) {
        const EventId event = order[place];
        const EntityId entity = snapshot.entityOf(event);
        known[std::to_string(place)] = eventName(snapshot, event)
            + words(number(snapshot.timeOf(event)), snapshot.vocabularyOf(event),
                    word(snapshot.phaseOf(event)), word(snapshot.outcomeOf(event)),
                    entity.isNull() ? std::string{} : snapshot.keyOf(entity),
                    snapshot.texts[snapshot.nameOf(event)],
                    snapshot.texts[snapshot.detailOf(event)],
                    snapshot.texts[snapshot.environmentOf(event)]);
    }
    return known;
}

Known knownStates(const Snapshot &snapshot, Timestamp at)
{
    Known known;
    for (std::uint32_t row = 0; row < snapshot.entities.size(); ++row) {
        const EntityState state = stateAt(snapshot, EntityId::ofRow(row), at);
        if (state.exists)
            known[snapshot.keyOf(EntityId::ofRow(row))] = stateWords(snapshot, state);
    }
    return known;
}

Known knownFlows(const Snapshot &snapshot, Timestamp at)
{
    const FlowIndex index{snapshot, at};
    Known known;
    for (std::size_t flow = 0; flow < index.flows().size(); ++flow) {
        const FlowIndex::Flow &told = index.flows()[flow];
        std::vector<std::string> roots;
        for (const NodeId root : told.roots)
            roots.push_back(nodeName(snapshot, root));
        known["flow " + std::to_string(flow)]
            = words(number(told.time), snapshot.texts[told.chain], sorted(std::move(roots)));
        for (const NodeId member : index.members(flow)) {
            std::vector<std::string> next;
            for (const NodeId node : index.downstream(member))
                next.push_back(nodeName(snapshot, node));
            known["flow " + std::to_string(flow) + ": " + nodeName(snapshot, member)]
                = sorted(std::move(next));
        }
    }
    for (const InferredLink &link : index.inferred()) {
        const std::uint32_t row = link.identity.row();
        known[words("inferred", nodeName(snapshot, nodeOf(snapshot, link.upstream)),
                    nodeName(snapshot, nodeOf(snapshot, link.downstream)))]
            = words(static_cast<int>(link.kind), link.causal,
                    snapshot.texts[snapshot.identities.get(&IdentityColumns::value, row)]);
    }
    return known;
}

Known knownCounts(const Snapshot &snapshot, Timestamp at, Timestamp now)
{
    const Summary sum = summarise(snapshot, at);
    Known known;
    const auto tell = [&](const std::string &name, std::uint64_t count) {
        known[name] = std::to_string(count);
    };
    tell("accepted", sum.events.accepted);
    tell("duplicates", sum.events.duplicates);
    tell("conflicts", sum.events.conflicts);
    tell("activities", sum.activities);
    tell("subjects", sum.subjects);
    tell("declared", sum.links.declared);
    tell("resolved", sum.links.resolved);
    tell("dangling", sum.links.dangling);
    tell("inferred", sum.links.inferred);
    tell("flows", sum.flows);
    known["times"] = words(number(sum.first), number(sum.last));
    for (const auto *counts : {&sum.vocabularies, &sum.types, &sum.problems}) {
        for (const auto &[name, count] : *counts)
            tell("of " + name, count);
    }
    for (std::size_t i = 0; i < sum.kinds.size(); ++i)
        tell("kind " + std::to_string(i), sum.kinds[i]);
    for (std::size_t i = 0; i < sum.phases.size(); ++i)
        tell("phase " + std::to_string(i), sum.phases[i]);
    for (std::size_t i = 0; i < sum.outcomes.size(); ++i)
        tell("outcome " + std::to_string(i), sum.outcomes[i]);
    for (const Finding &finding : findings(snapshot, at))
        known[words("finding", word(finding.problem), eventName(snapshot, finding.event))]
            = finding.detail;
    for (const Alert &alert : evaluateRules(snapshot, History{snapshot, at}, now))
        known[words("alert", alert.rule, alert.subject)]
            = words(word(alert.severity), alert.name, number(alert.since), alert.count, alert.total,
                    alert.value.count(), alert.limit.count());
    return known;
}

Known knownMap(const MapFigures &figures)
{
    Known known;
    for (std::size_t i = 0; i < figures.figures.size(); ++i) {
        const TypeFigures &type = figures.figures[i];
        if (!type.known)
            continue;
        std::string counts;
        for (const auto *each : {&type.ended, &type.endedBefore}) {
            for (const std::uint32_t count : *each)
                counts += std::to_string(count) + " ";
        }
        known[(*figures.types)[i].key] = counts
            + words(type.seen, type.things, type.inFlight, type.p50.count(), type.p50Before.count(),
                    type.timed, type.timedBefore, word(type.state()), number(type.newestAt));
    }
    for (const EdgeFigures &edge : figures.edges) {
        if (edge.known)
            known[(*figures.types)[edge.from].key + " -> " + (*figures.types)[edge.to].key]
                = words(edge.count, number(edge.last));
    }
    return known;
}

std::string differences(const Known &one, const Known &other)
{
    std::string told;
    std::size_t count = 0;
    const auto tell = [&](const std::string &name, const std::string &a, const std::string &b) {
        if (a != b && ++count <= kMostTold)
            told += name + "\n  " + a + "\n  " + b + "\n";
    };
    const auto valueIn = [](const Known &known, const std::string &name) {
        const auto found = known.find(name);
        return found == known.end() ? std::string{"(not there)"} : found->second;
    };
    for (const auto &[name, value] : one)
        tell(name, value, valueIn(other, name));
    for (const auto &[name, value] : other) {
        if (!one.count(name))
            tell(name, "(not there)", value);
    }
    return told;
}

} // namespace sightglass::test
