// SPDX-License-Identifier: Apache-2.0
#include "model/base/ascii.h"
#include "model/base/limits.h"
#include "model/graph/confusable.h"
#include "model/graph/store.h"

#include <algorithm>

namespace sightglass {
namespace {

/// Sorts of events beyond which a text of their own is none of what they share.
constexpr std::size_t kFewSorts = 4096;
constexpr std::size_t kShortText = 48;

bool equalFolded(std::string_view a, std::string_view b)
{
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
               return x == y || lower(x) == lower(y);
           });
}

Digest scoped(IdScope scope, Digest digest)
{
    return combine({0x5C0BE, static_cast<std::uint64_t>(scope)}, digest);
}

} // namespace

// CDEvents compares contextIds without regard to letter case; the others byte by byte.
Store::Name Store::nameOf(IdScope scope, std::string_view id)
{
    if (!hasCapitals(id)) {
        const Digest digest = digestOf(id);
        return {digest, scoped(scope, digest)};
    }
    m_folded.assign(id);
    std::transform(m_folded.begin(), m_folded.end(), m_folded.begin(), lower);
    const Digest folded = digestOf(m_folded);
    return {folded, scoped(scope, scope == IdScope::CdEvents ? folded : digestOf(id))};
}

void Store::takeNames(const Decoded &event)
{
    m_names.id = nameOf(event.scope, event.id);
    m_byId.prefetch(m_names.id.folded.low);
    m_names.key = digestOfKey(event.key);
    m_byKey.prefetch(m_names.key.low);
    m_names.upstream.clear();
    for (const LinkClaim &claim : event.links) {
        m_names.upstream.push_back(nameOf(claim.scope, claim.upstream));
        m_byId.prefetch(m_names.upstream.back().folded.low);
    }
    m_names.references.clear();
    for (const ReferenceClaim &claim : event.references) {
        m_names.references.push_back(digestOfKey(claim.key));
        m_byKey.prefetch(m_names.references.back().low);
    }
    m_names.identities.clear();
    for (const IdentityClaim &claim : event.identities) {
        m_names.identities.push_back(Claims::digestOf(claim.kind, claim.value));
        m_claims.prefetch(m_names.identities.back());
    }
}

bool Store::answersTo(EventId event, IdScope scope, std::string_view id) const
{
    const std::string_view own = m_tables.idOf(event);
    return (own == id || (scope == IdScope::CdEvents && equalFolded(own, id)))
        && m_tables.scopeOf(event) == scope;
}

Store::Met Store::meet(const Decoded &event, const Name &name)
{
    Met met;
    const auto look = [&](EventId known) {
        if (m_tables.idOf(known) != event.id || m_tables.sourceOf(known) != event.source)
            return;
        if (m_tables.typeOf(known) == event.type)
            met.same = known;
        else if (met.twin.isNull() || m_tables.isBefore(known, met.twin))
            met.twin = known;
    };
    (void)m_byId.find(name.folded.low, [&](std::uint32_t row) {
        const EventId head = EventId::ofRow(row);
        if (!equalFolded(m_tables.idOf(head), event.id))
            return false;
        if (answersTo(head, event.scope, event.id))
            met.ring = head;
        EventId known = head;
        do {
            look(known);
            known = m_tables.nextTwinOf(known);
        } while (known != head && met.same.isNull());
        return !met.same.isNull();
    });
    return met;
}

Store::Applied Store::repeat(EventId first, const Arrival &arrival)
{
    const bool same = m_sameContent(m_tables.recordOf(first), arrival.record);
    GrowingTable<RepeatColumns> &table = m_tables.repeats;
    const std::uint32_t row = table.append();
    table.set(&RepeatColumns::of, row, first);
    table.set(&RepeatColumns::time, row, arrival.time);
    table.set(&RepeatColumns::record, row, arrival.record);
    table.set(&RepeatColumns::conflict, row, same ? 0 : 1);
    return same ? Applied::Repeat : Applied::Conflict;
}

// 0: it does not stand there as it is, or where nobody can look at it.
std::uint16_t Store::placeIn(const Arrival &arrival, std::string_view text) const
{
    const std::vector<const char *> &archives = m_tables.archives;
    const char *const begin = arrival.bytes.data();
    const char *const end = begin + arrival.bytes.size();
    if (arrival.record.archive >= archives.size() || !archives[arrival.record.archive]
        || text.empty() || text.size() > limits::kSourceBytes || std::less<>{}(text.data(), begin)
        || !std::less<>{}(text.data() + text.size(), end) || text.data()[text.size()] != '"')
        return 0;
    const std::ptrdiff_t at = text.data() - begin;
    return at <= 0xFFFF ? static_cast<std::uint16_t>(at) : std::uint16_t{0};
}

// A state word or an environment is shared; the reason of a failure is not.
TextId Store::sharedText(std::string_view text, std::size_t few)
{
    return text.size() > kShortText || m_tables.sorts.size() > few ? TextId{}
                                                                   : m_tables.texts.intern(text);
}

std::uint32_t Store::sortOf(const Decoded &event, std::uint32_t connection)
{
    const TextId type = m_tables.texts.intern(event.type);
    const TextId vocabulary = m_tables.texts.intern(event.vocabulary);
    const TextId detail = sharedText(event.detail, kFewSorts);
    const TextId environment = sharedText(event.environment, 2 * kFewSorts);
    const SortKey key{type.value, vocabulary.value << 2 | static_cast<std::uint32_t>(event.scope),
                      connection, detail.value, environment.value};
    const auto [known, fresh] = m_sortIds.try_emplace(key, m_tables.sorts.size());
    if (fresh) {
        const std::uint32_t row = m_tables.sorts.append();
        m_tables.sorts.set(&SortColumns::type, row, type);
        m_tables.sorts.set(&SortColumns::vocabulary, row, vocabulary);
        m_tables.sorts.set(&SortColumns::connection, row, connection);
        m_tables.sorts.set(&SortColumns::detail, row, detail);
        m_tables.sorts.set(&SortColumns::environment, row, environment);
        m_tables.sorts.set(&SortColumns::scope, row, event.scope);
    }
    return known->second;
}

EventId Store::appendEvent(const Decoded &event, const Arrival &arrival, std::uint32_t sort)
{
    const RecordRef &record = arrival.record;
    const std::uint64_t place
        = record.archive < kMaxArchives ? packedPlace(record.archive, record.offset) : kNoPlace;
    const EventId id = m_tables.addEvent(arrival.time, place);
    EventColumns &chunk = m_tables.edit(id);
    const std::uint32_t at = id.row() % kChunkRows;
    chunk.place[at].id = placeIn(arrival, event.id);
    chunk.place[at].sort = static_cast<std::uint16_t>(std::min<std::uint32_t>(sort, kFarSort));
    chunk.said[at].judgement = static_cast<std::uint8_t>(static_cast<int>(event.phase)
                                                         | static_cast<int>(event.outcome) << 4);
    chunk.said[at].flags
        = static_cast<std::uint8_t>((arrival.guessedTime ? event_flags::kGuessedTime : 0)
                                    | (arrival.live ? event_flags::kLive : 0));
    return id;
}

// What the event says beyond what its row and its entity hold.
void Store::tell(EventId event, const Decoded &decoded, std::uint32_t sort)
{
    EventColumns &chunk = m_tables.edit(event);
    EventColumns::Said &said = chunk.said[event.row() % kChunkRows];
    const EventColumns::Place &place = chunk.place[event.row() % kChunkRows];
    const EntityId entity = m_tables.entityOf(event);
    const auto ofEntity = [&](Column<TextId> EntityColumns::*column) {
        return entity.isNull() ? TextId{} : m_tables.entities.get(column, entity.row());
    };
    const auto ofSort = [&](Column<TextId> SortColumns::*column) {
        return place.sort == kFarSort ? TextId{} : m_tables.sorts.get(column, place.sort);
    };
    TextPool &texts = m_tables.texts;
    TextId source = texts.intern(decoded.source, ofEntity(&EntityColumns::source));
    TextId name = texts.intern(decoded.name, ofEntity(&EntityColumns::name));
    TextId chain = texts.intern(decoded.chain, ofEntity(&EntityColumns::chain));
    TextId detail = texts.intern(decoded.detail, ofSort(&SortColumns::detail));
    TextId environment = texts.intern(decoded.environment, ofSort(&SortColumns::environment));
    if (!entity.isNull() && source == ofEntity(&EntityColumns::source)) {
        said.flags |= event_flags::kSourced;
        source = {};
    }
    if (!name.isNull())
        said.flags |= event_flags::kNamed;
    if (name == ofEntity(&EntityColumns::name))
        name = {};
    if (!chain.isNull() && chain == ofEntity(&EntityColumns::chain)) {
        said.flags |= event_flags::kChained;
        chain = {};
    }
    if (place.sort != kFarSort && detail == ofSort(&SortColumns::detail))
        detail = {};
    if (place.sort != kFarSort && environment == ofSort(&SortColumns::environment))
        environment = {};
    const bool bare = source.isNull() && name.isNull() && chain.isNull() && detail.isNull()
        && environment.isNull() && place.id != 0 && place.sort != kFarSort;
    if (bare)
        return;
    said.flags |= event_flags::kExtra;
    GrowingTable<EventExtraColumns> &table = m_tables.eventExtras;
    const std::uint32_t row = table.append();
    EventExtraColumns &extra = table.edit(row);
    const std::uint32_t at = row % kChunkRows;
    extra.event[at] = event;
    extra.source[at] = source;
    extra.name[at] = name;
    extra.chain[at] = chain;
    extra.detail[at] = detail;
    extra.environment[at] = environment;
    if (place.id == 0)
        extra.id[at] = texts.append(decoded.id);
    if (place.sort == kFarSort)
        extra.sort[at] = sort;
}

// Events that share an id form a ring; the links that wait for the id are told of its first event.
void Store::joinRing(EventId event, const Met &met, const Name &name, const Decoded &decoded)
{
    if (!met.ring.isNull()) {
        m_tables.joinRing(met.ring, event);
        touchEvent(met.ring);
        return;
    }
    m_byId.insert(name.folded.low, event.row());
    resolve(name.exact, decoded.id, static_cast<std::uint8_t>(decoded.scope), event.value);
}

// The same source and id under another type: real producers do it (trap T5), so both count, and all
// but the earliest say so.
void Store::noteTwins(EventId event, const Met &met)
{
    if (!met.twin.isNull())
        noteLater(met.twin, event, Problem::Conflict,
                  "another event of this source has the same id and another type");
}

void Store::noteConfusable(EventId event, const Decoded &decoded)
{
    constexpr std::string_view kDetail = "looks the same as another id, but is not";
    const bool ascii = isAscii(decoded.id);
    if (ascii && m_bySkeleton.isEmpty())
        return;
    const Digest source = digestOf(decoded.source);
    if (ascii) {
        const EventId twin = m_bySkeleton.find(combine(source, digestOf(decoded.id)));
        if (!twin.isNull())
            noteLater(twin, event, Problem::Confusable, kDetail);
        return;
    }
    const std::string looks = skeletonOf(decoded.id);
    Decoded plain;
    plain.id = looks;
    plain.source = decoded.source;
    plain.scope = decoded.scope;
    const Met met = meet(plain, nameOf(plain.scope, plain.id));
    if (!met.twin.isNull() && met.twin != event)
        noteLater(met.twin, event, Problem::Confusable, kDetail);
    EventId &twin = m_bySkeleton[combine(source, digestOf(looks))];
    if (twin.isNull())
        twin = event;
    else
        noteLater(twin, event, Problem::Confusable, kDetail);
}

void Store::noteLater(EventId a, EventId b, Problem problem, std::string_view detail)
{
    note(m_tables.isBefore(a, b) ? b : a, problem, detail);
}

} // namespace sightglass
