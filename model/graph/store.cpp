// SPDX-License-Identifier: Apache-2.0
#include "model/graph/store.h"

#include "model/graph/confusable.h"

#include <algorithm>
#include <string>
#include <utility>

namespace sightglass {
namespace {

constexpr Span kLateAfter = std::chrono::minutes{1};

} // namespace

Store::Store(SameContent sameContent)
    : m_sameContent(std::move(sameContent))
{ }

Store::Applied Store::apply(const Decoded &event, const Arrival &arrival)
{
    m_dirty = true;
    ++m_totals.read;
    const Digest identity
        = combine(combine(digestOf(event.source), digestOf(event.id)), digestOf(event.type));
    EventId &known = m_byIdentity[identity];
    if (!known.isNull())
        return repeat(known, arrival);

    const EventId id = known = appendEvent(event, arrival);
    joinEntity(id, event);
    joinRing(id, event);
    appendTold(id, event);
    m_claims.append(id, event.identities, claimantOf(id), m_texts);
    appendLinks(id, event);
    for (const ProblemClaim &claim : event.problems)
        note(id, claim.problem, claim.detail);
    noteTwins(id, event);
    noteConfusable(id, event);
    if (arrival.live && isKnown(m_totals.lastTime) && arrival.time < m_totals.lastTime - kLateAfter)
        note(id, Problem::Late, "arrived after events that are more than a minute newer");
    m_totals.lastTime = std::max(m_totals.lastTime, arrival.time);
    m_totals.firstTime
        = isKnown(m_totals.firstTime) ? std::min(m_totals.firstTime, arrival.time) : arrival.time;
    return Applied::Fresh;
}

Store::Applied Store::repeat(EventId first, const Arrival &arrival)
{
    const bool same
        = m_sameContent(m_events.get(&EventColumns::record, first.row()), arrival.record);
    const std::uint32_t row = m_repeats.append();
    m_repeats.set(&RepeatColumns::of, row, first);
    m_repeats.set(&RepeatColumns::time, row, arrival.time);
    m_repeats.set(&RepeatColumns::record, row, arrival.record);
    m_repeats.set(&RepeatColumns::conflict, row, same ? 0 : 1);
    return same ? Applied::Repeat : Applied::Conflict;
}

EventId Store::appendEvent(const Decoded &event, const Arrival &arrival)
{
    const std::uint32_t row = m_events.append();
    m_events.set(&EventColumns::time, row, arrival.time);
    m_events.set(&EventColumns::record, row, arrival.record);
    m_events.set(&EventColumns::id, row, m_texts.append(event.id));
    m_events.set(&EventColumns::origin, row, originOf(event));
    m_events.set(&EventColumns::sameId, row, EventId::ofRow(row));
    m_events.set(&EventColumns::name, row, m_texts.intern(event.name));
    m_events.set(&EventColumns::detail, row, m_texts.intern(event.detail));
    m_events.set(&EventColumns::chain, row, m_texts.intern(event.chain));
    m_events.set(&EventColumns::environment, row, m_texts.intern(event.environment));
    m_events.set(&EventColumns::url, row, m_texts.append(event.url));
    m_events.set(&EventColumns::firstLink, row, m_links.size());
    m_events.set(&EventColumns::source, row, arrival.source);
    m_events.set(&EventColumns::kind, row, event.kind);
    m_events.set(&EventColumns::phase, row, event.phase);
    m_events.set(&EventColumns::outcome, row, event.outcome);
    const int flags = (arrival.guessedTime ? event_flags::kGuessedTime : 0)
        | (arrival.live ? event_flags::kLive : 0);
    m_events.set(&EventColumns::flags, row, static_cast<std::uint8_t>(flags));
    return EventId::ofRow(row);
}

OriginId Store::originOf(const Decoded &event)
{
    const TextId source = m_texts.intern(event.source);
    const TextId type = m_texts.intern(event.type);
    OriginId &id = m_originIds[combine(digestOf(event.vocabulary), {source.value, type.value})];
    if (id.isNull()) {
        const std::uint32_t row = m_origins.append();
        m_origins.set(&OriginColumns::source, row, source);
        m_origins.set(&OriginColumns::type, row, type);
        m_origins.set(&OriginColumns::vocabulary, row, m_texts.intern(event.vocabulary));
        id = OriginId::ofRow(row);
    }
    return id;
}

// Events that share an id form a ring; the links that wait for the id are told of its first event.
void Store::joinRing(EventId event, const Decoded &decoded)
{
    const Digest name = digestOfId(decoded.scope, decoded.id);
    EventId &known = m_byId[name];
    if (!known.isNull()) {
        const EventId twin = known;
        m_events.set(&EventColumns::sameId, event.row(),
                     m_events.get(&EventColumns::sameId, twin.row()));
        m_events.set(&EventColumns::sameId, twin.row(), event);
        touchEvent(twin);
        return;
    }
    known = event;
    const auto [begin, end] = m_waiting.equal_range(name);
    for (auto it = begin; it != end; ++it) {
        const auto column
            = it->second.downstream ? &LinkColumns::downstream : &LinkColumns::upstream;
        m_links.set(column, it->second.link, event);
        touchEvent(m_links.get(&LinkColumns::carrier, it->second.link));
    }
    m_waiting.erase(begin, end);
}

void Store::joinEntity(EventId event, const Decoded &decoded)
{
    if (decoded.kind == Kind::None || decoded.key.empty())
        return;
    const Digest byKey = digestOfKey(decoded.key);
    EntityId &entity = m_byKindKey[combine(byKey, digestOf(word(decoded.kind)))];
    const Timestamp time = m_events.get(&EventColumns::time, event.row());
    if (entity.isNull()) {
        const std::uint32_t row = m_entities.append();
        entity = EntityId::ofRow(row);
        m_entities.set(&EntityColumns::key, row, m_texts.append(decoded.key));
        m_entities.set(&EntityColumns::subjectId, row, m_texts.append(decoded.subjectId));
        m_entities.set(&EntityColumns::subjectSource, row, m_texts.intern(decoded.subjectSource));
        m_entities.set(&EntityColumns::kind, row, decoded.kind);
        m_entities.set(&EntityColumns::firstEvent, row, event);
        m_entities.set(&EntityColumns::firstTime, row, time);
        m_entities.set(&EntityColumns::lastTime, row, time);
        nameEntity(entity, byKey);
    }
    if (!decoded.alias.empty())
        nameEntity(entity, digestOfKey(decoded.alias));
    const std::uint32_t row = entity.row();
    m_events.set(&EventColumns::entity, event.row(), entity);
    m_events.set(&EventColumns::previous, event.row(),
                 m_entities.get(&EntityColumns::lastEvent, row));
    m_entities.set(&EntityColumns::lastEvent, row, event);
    m_entities.set(&EntityColumns::events, row, m_entities.get(&EntityColumns::events, row) + 1);
    m_entities.set(&EntityColumns::firstTime, row,
                   std::min(time, m_entities.get(&EntityColumns::firstTime, row)));
    m_entities.set(&EntityColumns::lastTime, row,
                   std::max(time, m_entities.get(&EntityColumns::lastTime, row)));
    claimName(entity, event, decoded.name);
    touchEntity(entity);
}

// References that wait for the name are told of the first entity that has it.
void Store::nameEntity(EntityId entity, const Digest &name)
{
    EntityId &named = m_byKey[name];
    if (!named.isNull())
        return;
    named = entity;
    const auto [begin, end] = m_waiting.equal_range(name);
    for (auto it = begin; it != end; ++it) {
        m_links.set(&LinkColumns::upstreamEntity, it->second.link, entity);
        touchEvent(m_links.get(&LinkColumns::carrier, it->second.link));
    }
    m_waiting.erase(begin, end);
}

void Store::claimName(EntityId entity, EventId event, std::string_view name)
{
    const EventId earlier = m_entities.get(&EntityColumns::nameEvent, entity.row());
    if (name.empty() || (!earlier.isNull() && isBefore(event, earlier)))
        return;
    m_entities.set(&EntityColumns::nameEvent, entity.row(), event);
    m_entities.set(&EntityColumns::name, entity.row(), m_texts.intern(name));
}

void Store::appendTold(EventId event, const Decoded &decoded)
{
    if (!isKnown(decoded.queuedAt) && !isKnown(decoded.startedAt) && !isKnown(decoded.finishedAt)
        && decoded.attempt == 0 && decoded.stepsTotal == 0)
        return;
    const std::uint32_t row = m_told.append();
    m_told.set(&ToldColumns::event, row, event);
    m_told.set(&ToldColumns::queuedAt, row, decoded.queuedAt);
    m_told.set(&ToldColumns::startedAt, row, decoded.startedAt);
    m_told.set(&ToldColumns::finishedAt, row, decoded.finishedAt);
    m_told.set(&ToldColumns::attempt, row, decoded.attempt);
    m_told.set(&ToldColumns::stepsDone, row, decoded.stepsDone);
    m_told.set(&ToldColumns::stepsTotal, row, decoded.stepsTotal);
    const int flags = m_events.get(&EventColumns::flags, event.row()) | event_flags::kTold;
    m_events.set(&EventColumns::flags, event.row(), static_cast<std::uint8_t>(flags));
}

std::string_view Store::claimantOf(EventId event) const
{
    const EntityId entity = m_events.get(&EventColumns::entity, event.row());
    return m_texts[entity.isNull() ? m_events.get(&EventColumns::id, event.row())
                                   : m_entities.get(&EntityColumns::key, entity.row())];
}

void Store::judgeJoin(const JoinVerdict &verdict)
{
    m_dirty = true;
    m_claims.judge(verdict, [this](EventId event) { return claimantOf(event); });
}

// The same source and id under another type: real producers do it (trap T5), so both count, and all
// but the earliest say so.
void Store::noteTwins(EventId event, const Decoded &decoded)
{
    EventId &earliest = m_bySourceId[combine(digestOf(decoded.source), digestOf(decoded.id))];
    if (earliest.isNull()) {
        earliest = event;
        return;
    }
    noteLater(earliest, event, Problem::Conflict,
              "another event of this source has the same id and another type");
    if (isBefore(event, earliest))
        earliest = event;
}

void Store::noteConfusable(EventId event, const Decoded &decoded)
{
    constexpr std::string_view kDetail = "looks the same as another id, but is not";
    const Digest source = digestOf(decoded.source);
    if (isAscii(decoded.id)) {
        const EventId twin = m_bySkeleton.find(combine(source, digestOf(decoded.id)));
        if (!twin.isNull())
            noteLater(twin, event, Problem::Confusable, kDetail);
        return;
    }
    const Digest skeleton = combine(source, digestOf(skeletonOf(decoded.id)));
    if (const EventId plain = m_bySourceId.find(skeleton); !plain.isNull() && plain != event)
        noteLater(plain, event, Problem::Confusable, kDetail);
    EventId &twin = m_bySkeleton[skeleton];
    if (twin.isNull())
        twin = event;
    else
        noteLater(twin, event, Problem::Confusable, kDetail);
}

void Store::noteLater(EventId a, EventId b, Problem problem, std::string_view detail)
{
    note(isBefore(a, b) ? b : a, problem, detail);
}

void Store::note(EventId event, Problem problem, std::string_view detail)
{
    m_dirty = true;
    const std::uint32_t row = m_problems.append();
    m_problems.set(&ProblemColumns::event, row, event);
    m_problems.set(&ProblemColumns::problem, row, problem);
    m_problems.set(&ProblemColumns::detail, row, m_texts.intern(detail));
}

void Store::reject(const Rejection &rejection, const RecordRef &bytes, std::uint64_t size,
                   std::uint64_t line, std::uint64_t offset, std::string_view path,
                   Timestamp received)
{
    m_dirty = true;
    ++m_totals.read;
    const std::uint32_t row = m_rejected.append();
    m_rejected.set(&RejectedColumns::record, row, bytes);
    m_rejected.set(&RejectedColumns::size, row, size);
    m_rejected.set(&RejectedColumns::line, row, line);
    m_rejected.set(&RejectedColumns::offset, row, offset);
    m_rejected.set(&RejectedColumns::path, row, m_texts.intern(path));
    m_rejected.set(&RejectedColumns::detail, row, m_texts.intern(rejection.detail));
    m_rejected.set(&RejectedColumns::received, row, received);
    m_rejected.set(&RejectedColumns::reason, row, rejection.reason);
}

std::uint32_t Store::addSource(std::string_view name, std::string_view address, bool live)
{
    m_dirty = true;
    SourceInfo info;
    info.name = m_texts.intern(name);
    info.address = m_texts.intern(address);
    info.live = live;
    m_sources.push_back(info);
    return static_cast<std::uint32_t>(m_sources.size() - 1);
}

bool Store::isBefore(EventId a, EventId b) const
{
    const Timestamp first = m_events.get(&EventColumns::time, a.row());
    const Timestamp second = m_events.get(&EventColumns::time, b.row());
    if (first != second)
        return first < second;
    return m_texts[m_events.get(&EventColumns::id, a.row())]
        < m_texts[m_events.get(&EventColumns::id, b.row())];
}

void Store::touchEvent(EventId event)
{
    if (event.row() < m_sealedEvents)
        m_touchedEvents.push_back(event.row());
}

void Store::touchEntity(EntityId entity)
{
    if (entity.row() < m_sealedEntities)
        m_touchedEntities.push_back(entity.row());
}

Frame Store::seal()
{
    const auto changesOf = [](std::vector<std::uint32_t> &touched, std::uint32_t firstNew) {
        std::sort(touched.begin(), touched.end());
        touched.erase(std::unique(touched.begin(), touched.end()), touched.end());
        return Changes{firstNew, std::exchange(touched, {})};
    };
    Frame frame;
    Snapshot &snapshot = frame.snapshot;
    snapshot.epoch = ++m_epoch;
    snapshot.events = m_events.freeze();
    snapshot.entities = m_entities.freeze();
    snapshot.links = m_links.freeze();
    snapshot.origins = m_origins.freeze();
    snapshot.told = m_told.freeze();
    m_claims.freeze(snapshot);
    snapshot.problems = m_problems.freeze();
    snapshot.repeats = m_repeats.freeze();
    snapshot.rejected = m_rejected.freeze();
    snapshot.texts = m_texts.freeze();
    snapshot.sources = m_sources;
    snapshot.totals = m_totals;
    frame.events = changesOf(m_touchedEvents, std::exchange(m_sealedEvents, m_events.size()));
    frame.entities
        = changesOf(m_touchedEntities, std::exchange(m_sealedEntities, m_entities.size()));
    m_dirty = false;
    return frame;
}

} // namespace sightglass
