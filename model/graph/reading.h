// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/graph/rows.h"

#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sightglass {

/// What the tables of the model say of an event, an entity or a link: the same questions for those
/// that grow and those that are frozen. A base of the struct that holds the tables.
template<typename Tables> class Reading
{
public:
    /// Whether the event, or the thing, is here. Of one that is null, was dropped or comes later
    /// all answers below are empty.
    [[nodiscard]] bool holds(EventId event) const
    {
        return !event.isNull() && event.row() >= self().events.begin()
            && event.row() < self().events.size();
    }
    [[nodiscard]] bool holds(EntityId entity) const
    {
        return !entity.isNull() && entity.row() < self().entities.size()
            && !firstEventOf(entity).isNull();
    }

    // Of an event.
    [[nodiscard]] Timestamp timeOf(EventId event) const
    {
        const EventColumns &chunk = chunkOf(event);
        const std::uint32_t at = event.row() % kChunkRows;
        if (chunk.wideTimes)
            return wide(self().wideTimes, chunk.wideTimes, at);
        return chunk.timeBase + Span{chunk.said[at].time};
    }
    /// Its size is 0: it ends where its JSON value ends.
    [[nodiscard]] RecordRef recordOf(EventId event) const
    {
        return refOf(holds(event) ? placeOf(event) : kNoPlace);
    }
    [[nodiscard]] std::string_view idOf(EventId event) const
    {
        const std::uint16_t at = chunkOf(event).place[event.row() % kChunkRows].id;
        return at ? textAt(event, at) : self().texts[extra(event, &EventExtraColumns::id)];
    }
    /// Row of what its type, vocabulary and connection are told in.
    [[nodiscard]] std::uint32_t sortOf(EventId event) const
    {
        const std::uint16_t sort = chunkOf(event).place[event.row() % kChunkRows].sort;
        return sort == kFarSort ? extra(event, &EventExtraColumns::sort) : sort;
    }
    [[nodiscard]] std::string_view typeOf(EventId event) const
    {
        return self().texts[self().sorts.get(&SortColumns::type, sortOf(event))];
    }
    [[nodiscard]] std::string_view vocabularyOf(EventId event) const
    {
        return self().texts[self().sorts.get(&SortColumns::vocabulary, sortOf(event))];
    }
    [[nodiscard]] IdScope scopeOf(EventId event) const
    {
        return self().sorts.get(&SortColumns::scope, sortOf(event));
    }
    [[nodiscard]] TextId sourceIdOf(EventId event) const
    {
        return has(event, event_flags::kSourced) ? cell(&EntityColumns::source, entityOf(event))
                                                 : extra(event, &EventExtraColumns::source);
    }
    [[nodiscard]] std::string_view sourceOf(EventId event) const
    {
        return self().texts[sourceIdOf(event)];
    }
    /// Null: it is only itself.
    [[nodiscard]] EntityId entityOf(EventId event) const
    {
        return chunkOf(event).about[event.row() % kChunkRows].entity;
    }
    /// The entity's event that arrived before this one, of those that are here.
    [[nodiscard]] EventId previousOf(EventId event) const
    {
        return heldOrNull(chunkOf(event).about[event.row() % kChunkRows].previous);
    }
    /// The next in the ring of the events of one scope that share an id.
    [[nodiscard]] EventId nextTwinOf(EventId event) const
    {
        const std::uint32_t rings = chunkOf(event).rings;
        const EventId next
            = rings ? wide(self().rings, rings, event.row() % kChunkRows) : EventId{};
        return next.isNull() ? event : next;
    }
    /// What this event calls the entity; null when it does not say. So the others.
    [[nodiscard]] TextId nameOf(EventId event) const
    {
        if (!has(event, event_flags::kNamed))
            return {};
        const TextId own = extra(event, &EventExtraColumns::name);
        return own.isNull() ? cell(&EntityColumns::name, entityOf(event)) : own;
    }
    /// Subject state, or the reason of an outcome.
    [[nodiscard]] TextId detailOf(EventId event) const
    {
        const TextId own = extra(event, &EventExtraColumns::detail);
        return own.isNull() ? self().sorts.get(&SortColumns::detail, sortOf(event)) : own;
    }
    [[nodiscard]] TextId chainOf(EventId event) const
    {
        return has(event, event_flags::kChained) ? cell(&EntityColumns::chain, entityOf(event))
                                                 : extra(event, &EventExtraColumns::chain);
    }
    [[nodiscard]] TextId environmentOf(EventId event) const
    {
        const TextId own = extra(event, &EventExtraColumns::environment);
        return own.isNull() ? self().sorts.get(&SortColumns::environment, sortOf(event)) : own;
    }
    [[nodiscard]] Kind kindOf(EventId event) const
    {
        const EntityId entity = entityOf(event);
        return entity.isNull() ? Kind::None : kindOf(entity);
    }
    [[nodiscard]] Phase phaseOf(EventId event) const
    {
        return static_cast<Phase>(chunkOf(event).said[event.row() % kChunkRows].judgement & 15);
    }
    [[nodiscard]] Outcome outcomeOf(EventId event) const
    {
        return static_cast<Outcome>(chunkOf(event).said[event.row() % kChunkRows].judgement >> 4);
    }
    /// It came from a live source, not from a file.
    [[nodiscard]] bool wasReceived(EventId event) const { return has(event, event_flags::kLive); }
    /// It has no valid time of its own.
    [[nodiscard]] bool hasGuessedTime(EventId event) const
    {
        return has(event, event_flags::kGuessedTime);
    }

    // Of an activity or subject.
    [[nodiscard]] Kind kindOf(EntityId entity) const { return cell(&EntityColumns::kind, entity); }
    /// COST: composed when asked for.
    [[nodiscard]] std::string keyOf(EntityId entity) const
    {
        const std::uint8_t flags = cell(&EntityColumns::flags, entity);
        if (flags & entity_flags::kComposedKey)
            return std::string{word(kindOf(entity))}
                .append("|")
                .append(self().texts[subjectSourceOf(entity)])
                .append("|")
                .append(subjectIdOf(entity));
        if (flags & entity_flags::kBareKey)
            return std::string{subjectIdOf(entity)};
        return std::string{self().texts[extra(entity, &EntityExtraColumns::key)]};
    }
    /// The vocabulary's own id of it; empty when it has none.
    [[nodiscard]] std::string_view subjectIdOf(EntityId entity) const
    {
        if (const std::uint16_t at = cell(&EntityColumns::subjectId, entity))
            return textAt(firstEventOf(entity), at);
        return self().texts[extra(entity, &EntityExtraColumns::subjectId)];
    }
    [[nodiscard]] TextId subjectSourceOf(EntityId entity) const
    {
        return cell(&EntityColumns::flags, entity) & entity_flags::kOwnSource
            ? cell(&EntityColumns::source, entity)
            : extra(entity, &EntityExtraColumns::subjectSource);
    }
    /// The newest claim of any event. COST: linear in its events where they disagree.
    [[nodiscard]] TextId nameOf(EntityId entity) const
    {
        if (!(cell(&EntityColumns::flags, entity) & entity_flags::kRenamed))
            return cell(&EntityColumns::name, entity);
        EventId newest;
        for (EventId event = lastEventOf(entity); !event.isNull(); event = previousOf(event)) {
            if (has(event, event_flags::kNamed) && (newest.isNull() || isBefore(newest, event)))
                newest = event;
        }
        return newest.isNull() ? TextId{} : nameOf(newest);
    }
    /// The first that arrived: the entity's handle in flows.
    [[nodiscard]] EventId firstEventOf(EntityId entity) const
    {
        return cell(&EntityColumns::firstEvent, entity);
    }
    /// The last that arrived.
    [[nodiscard]] EventId lastEventOf(EntityId entity) const
    {
        return cell(&EntityColumns::lastEvent, entity);
    }
    /// It exists from here on. COST: linear in its events.
    [[nodiscard]] Timestamp firstTimeOf(EntityId entity) const
    {
        Timestamp first = kEndOfTime;
        for (EventId event = lastEventOf(entity); !event.isNull(); event = previousOf(event))
            first = std::min(first, timeOf(event));
        return first;
    }

    // Of a link, by its row.
    /// COST: logarithmic; loops go by events and linksOf().
    [[nodiscard]] EventId carrierOf(std::uint32_t link) const
    {
        std::uint32_t first
            = self().events.begin(); // the last event whose links begin at or before this one
        for (std::uint32_t left = self().events.size() - first; left > 1;) {
            const std::uint32_t half = left / 2;
            if (firstLinkOf(first + half) <= link)
                first += half;
            left -= half;
        }
        return EventId::ofRow(first);
    }
    /// Null unless the link refers to it by key.
    [[nodiscard]] EntityId upstreamEntityOf(std::uint32_t link) const
    {
        return linkFlagsOf(link) & link_flags::kByKey
            ? EntityId{endOf(self().links.get(&LinkColumns::upstream, link))}
            : EntityId{};
    }
    /// Of the ring that has the id at its upstream end any; null while none is here, and of a link
    /// by key.
    [[nodiscard]] EventId anyUpstreamOf(std::uint32_t link) const
    {
        return linkFlagsOf(link) & link_flags::kByKey
            ? EventId{}
            : EventId{endOf(self().links.get(&LinkColumns::upstream, link))};
    }
    [[nodiscard]] EventId anyDownstreamOf(std::uint32_t link) const
    {
        return EventId{endOf(odd(link, &OddLinkColumns::downstream))};
    }
    /// Whether an end that it names was not here when it came.
    [[nodiscard]] bool hasWaited(std::uint32_t link) const
    {
        return ((self().links.get(&LinkColumns::upstream, link)
                 | odd(link, &OddLinkColumns::downstream))
                & kNameEnd)
            != 0;
    }
    /// The id or key of its upstream end; empty when it names none.
    [[nodiscard]] std::string upstreamTextOf(std::uint32_t link) const
    {
        const std::uint32_t end = self().links.get(&LinkColumns::upstream, link);
        if (end & kNameEnd)
            return std::string{self().texts[self().names.get(&NameColumns::text, end & ~kNameEnd)]};
        if (end == 0)
            return {};
        return linkFlagsOf(link) & link_flags::kByKey ? keyOf(EntityId{end})
                                                      : std::string{idOf(EventId{end})};
    }
    /// The wire's own word for it.
    [[nodiscard]] std::string_view linkTypeOf(std::uint32_t link) const
    {
        return self().texts[self().linkSorts.get(&LinkSortColumns::type, linkSortOf(link))];
    }
    [[nodiscard]] EdgeKind linkKindOf(std::uint32_t link) const
    {
        return self().linkSorts.get(&LinkSortColumns::kind, linkSortOf(link));
    }
    [[nodiscard]] std::uint8_t linkFlagsOf(std::uint32_t link) const
    {
        return self().linkSorts.get(&LinkSortColumns::flags, linkSortOf(link));
    }

    /// Row of the first link of an event that is here.
    [[nodiscard]] std::uint32_t firstLink() const
    {
        const std::uint32_t first = self().events.begin();
        return first < self().events.size() ? firstLinkOf(first) : self().links.size();
    }
    /// Of the links that the event carries.
    [[nodiscard]] RowRange linksOf(EventId event) const
    {
        if (!holds(event))
            return {0, 0};
        const std::uint32_t next = event.row() + 1;
        return {firstLinkOf(event.row()),
                next < self().events.size() ? firstLinkOf(next) : self().links.size()};
    }
    /// The claim on the same identity that arrived before, of an event that is here.
    [[nodiscard]] ClaimId claimBefore(ClaimId claim) const
    {
        const ClaimId before = self().claims.get(&ClaimColumns::previous, claim.row());
        const bool here
            = !before.isNull() && holds(self().claims.get(&ClaimColumns::event, before.row()));
        return here ? before : ClaimId{};
    }
    /// Row of what it tells beside its phase. COST: logarithmic.
    [[nodiscard]] std::optional<std::uint32_t> toldOf(EventId event) const
    {
        if (!has(event, event_flags::kTold))
            return std::nullopt;
        return lowerRow(self().told, &ToldColumns::event, event);
    }

    /// Order of time, then of identity: total, and the same whatever the order of arrival.
    [[nodiscard]] bool isBefore(EventId a, EventId b) const
    {
        const Timestamp first = timeOf(a);
        const Timestamp second = timeOf(b);
        if (first != second)
            return first < second;
        if (const int order = idOf(a).compare(idOf(b)))
            return order < 0;
        if (const int order = sourceOf(a).compare(sourceOf(b)))
            return order < 0;
        return typeOf(a) < typeOf(b);
    }

protected:
    [[nodiscard]] bool has(EventId event, std::uint8_t flag) const
    {
        return (chunkOf(event).said[event.row() % kChunkRows].flags & flag) != 0;
    }
    template<typename T>
    [[nodiscard]] T extra(EventId event, Column<T> EventExtraColumns::*column) const
    {
        if (!has(event, event_flags::kExtra))
            return {};
        return self().eventExtras.get(
            column, lowerRow(self().eventExtras, &EventExtraColumns::event, event));
    }
    template<typename T>
    [[nodiscard]] T extra(EntityId entity, Column<T> EntityExtraColumns::*column) const
    {
        if (!(cell(&EntityColumns::flags, entity) & entity_flags::kExtra))
            return {};
        return self().entityExtras.get(
            column, lowerRow(self().entityExtras, &EntityExtraColumns::entity, entity));
    }
    template<typename T>
    [[nodiscard]] const T &cell(Column<T> EntityColumns::*column, EntityId entity) const
    {
        const auto &entities = self().entities;
        const EntityColumns &chunk = entity.row() < entities.size()
            ? entities.chunk(entity.row())
            : *Dropped<EntityColumns>::chunk();
        return (chunk.*column)[entity.row() % kChunkRows];
    }
    [[nodiscard]] std::uint64_t placeOf(EventId event) const
    {
        const EventColumns &chunk = chunkOf(event);
        const std::uint32_t at = event.row() % kChunkRows;
        return chunk.widePlaces ? wide(self().widePlaces, chunk.widePlaces, at)
                                : chunk.placeBase + chunk.place[at].record;
    }

private:
    [[nodiscard]] EventId heldOrNull(EventId event) const
    {
        return event.value > self().events.begin() ? event : EventId{};
    }
    [[nodiscard]] const Tables &self() const { return static_cast<const Tables &>(*this); }
    [[nodiscard]] const EventColumns &chunkOf(EventId event) const
    {
        const auto &events = self().events;
        return event.row() < events.size() ? events.chunk(event.row())
                                           : *Dropped<EventColumns>::chunk();
    }
    template<typename Table>
    [[nodiscard]] static auto wide(const Table &table, std::uint32_t chunk, std::uint32_t at)
    {
        return table.chunk((chunk - 1) * kChunkRows).value[at];
    }
    [[nodiscard]] std::uint32_t firstLinkOf(std::uint32_t row) const
    {
        const EventColumns &chunk = self().events.chunk(row);
        return chunk.wideLinks ? wide(self().wideLinks, chunk.wideLinks, row % kChunkRows)
                               : chunk.linkBase + chunk.said[row % kChunkRows].firstLink;
    }
    [[nodiscard]] std::uint32_t linkSortOf(std::uint32_t link) const
    {
        const std::uint16_t sort = self().links.get(&LinkColumns::sort, link);
        return sort & kOddLink ? odd(link, &OddLinkColumns::sort) : sort;
    }
    [[nodiscard]] std::uint32_t endOf(std::uint32_t end) const
    {
        return end & kNameEnd ? self().names.get(&NameColumns::target, end & ~kNameEnd) : end;
    }
    [[nodiscard]] std::uint32_t odd(std::uint32_t link,
                                    Column<std::uint32_t> OddLinkColumns::*column) const
    {
        if (!(self().links.get(&LinkColumns::sort, link) & kOddLink))
            return 0;
        return self().oddLinks.get(column, lowerRow(self().oddLinks, &OddLinkColumns::link, link));
    }
    // A text that stands in the event's record without escapes, up to its closing quote.
    [[nodiscard]] std::string_view textAt(EventId event, std::uint16_t at) const
    {
        const RecordRef record = refOf(placeOf(event));
        const char *const begin = self().archives[record.archive] + record.offset + at;
        const void *const end = std::memchr(begin, '"', kLongestText);
        return {begin, end ? static_cast<std::size_t>(static_cast<const char *>(end) - begin) : 0};
    }
    static constexpr std::size_t kLongestText = 4097; // limits of ids and sources
};

} // namespace sightglass
