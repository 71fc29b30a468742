// SPDX-License-Identifier: Apache-2.0
#include "model/graph/snapshot.h"

#include <tuple>

namespace sightglass {
namespace {

/// Of events, in any order, the newest that is not after `carrier`, else the earliest.
class Choice
{
public:
    Choice(const Snapshot &snapshot, EventId carrier)
        : m_snapshot(snapshot)
        , m_carrier(carrier)
    { }

    void offer(EventId event)
    {
        ++m_offered;
        const bool after = m_snapshot.timeOf(event) > m_snapshot.timeOf(m_carrier);
        EventId &best = after ? m_earliestAfter : m_newestBefore;
        if (best.isNull() || m_snapshot.isBefore(best, event) != after)
            best = event;
    }
    [[nodiscard]] EventId best() const
    {
        return m_newestBefore.isNull() ? m_earliestAfter : m_newestBefore;
    }
    [[nodiscard]] std::size_t offered() const { return m_offered; }

private:
    const Snapshot &m_snapshot;
    EventId m_carrier;
    EventId m_newestBefore;
    EventId m_earliestAfter;
    std::size_t m_offered = 0;
};

EventId chooseFromRing(const Snapshot &snapshot, EventId any, EventId carrier, bool ownSourceFirst,
                       Timestamp at)
{
    if (any.isNull())
        return {};
    Choice own{snapshot, carrier};
    Choice all{snapshot, carrier};
    EventId event = any;
    do {
        if (snapshot.timeOf(event) <= at) {
            all.offer(event);
            if (ownSourceFirst && snapshot.sourceOf(event) == snapshot.sourceOf(carrier))
                own.offer(event);
        }
        event = snapshot.events.get(&EventColumns::sameId, event.row());
    } while (event != any);
    if (!ownSourceFirst)
        return all.best();
    if (own.offered() > 0)
        return own.best();
    return all.offered() == 1 ? all.best() : EventId{};
}

/// The first row whose event is not before `event`, of a table in the order of events.
template<typename Columns> std::uint32_t lowerRow(const FrozenTable<Columns> &table, EventId event)
{
    std::uint32_t first = 0;
    for (std::uint32_t left = table.size(); left > 0;) {
        const std::uint32_t half = left / 2;
        if (table.get(&Columns::event, first + half) < event) {
            first += half + 1;
            left -= half + 1;
        } else {
            left = half;
        }
    }
    return first;
}

} // namespace

std::string_view Snapshot::typeOf(EventId event) const
{
    return texts[origins.get(&OriginColumns::type,
                             events.get(&EventColumns::origin, event.row()).row())];
}

std::string_view Snapshot::sourceOf(EventId event) const
{
    return texts[origins.get(&OriginColumns::source,
                             events.get(&EventColumns::origin, event.row()).row())];
}

std::string_view Snapshot::vocabularyOf(EventId event) const
{
    return texts[origins.get(&OriginColumns::vocabulary,
                             events.get(&EventColumns::origin, event.row()).row())];
}

Snapshot::RowRange Snapshot::linksOf(EventId event) const
{
    const std::uint32_t next = event.row() + 1;
    return {events.get(&EventColumns::firstLink, event.row()),
            next < events.size() ? events.get(&EventColumns::firstLink, next) : links.size()};
}

Snapshot::RowRange Snapshot::claimsOf(EventId event) const
{
    const std::uint32_t first = lowerRow(claims, event);
    std::uint32_t last = first;
    while (last < claims.size() && claims.get(&ClaimColumns::event, last) == event)
        ++last;
    return {first, last};
}

std::optional<std::uint32_t> Snapshot::toldOf(EventId event) const
{
    if (!(events.get(&EventColumns::flags, event.row()) & event_flags::kTold))
        return std::nullopt;
    return lowerRow(told, event);
}

EventId Snapshot::upstreamOf(std::uint32_t link, Timestamp at) const
{
    const EventId carrier = links.get(&LinkColumns::carrier, link);
    const EntityId entity = links.get(&LinkColumns::upstreamEntity, link);
    if (entity.isNull()) {
        const bool ownSourceFirst
            = (links.get(&LinkColumns::flags, link) & link_flags::kOwnSourceFirst) != 0;
        return chooseFromRing(*this, links.get(&LinkColumns::upstream, link), carrier,
                              ownSourceFirst, at);
    }
    // Of an activity any event will do: it is one node.
    const EventId first = entities.get(&EntityColumns::firstEvent, entity.row());
    if (isActivity(kindOf(entity)) && first != carrier && timeOf(first) <= at)
        return first;
    Choice choice{*this, carrier};
    for (EventId event = entities.get(&EntityColumns::lastEvent, entity.row()); !event.isNull();
         event = events.get(&EventColumns::previous, event.row())) {
        if (timeOf(event) <= at && event != carrier)
            choice.offer(event);
    }
    return choice.best();
}

EventId Snapshot::downstreamOf(std::uint32_t link, Timestamp at) const
{
    const EventId carrier = links.get(&LinkColumns::carrier, link);
    const std::uint8_t flags = links.get(&LinkColumns::flags, link);
    if (!(flags & link_flags::kNamesDownstream))
        return timeOf(carrier) <= at ? carrier : EventId{};
    return chooseFromRing(*this, links.get(&LinkColumns::downstream, link), carrier,
                          (flags & link_flags::kOwnSourceFirst) != 0, at);
}

bool Snapshot::isResolved(std::uint32_t link, Timestamp at) const
{
    const std::uint8_t flags = links.get(&LinkColumns::flags, link);
    return (!(flags & link_flags::kNamesUpstream) || !upstreamOf(link, at).isNull())
        && (!(flags & link_flags::kNamesDownstream) || !downstreamOf(link, at).isNull());
}

bool Snapshot::isBefore(EventId a, EventId b) const
{
    const Timestamp first = timeOf(a);
    const Timestamp second = timeOf(b);
    if (first != second)
        return first < second;
    return std::tuple{idOf(a), sourceOf(a), typeOf(a)}
    < std::tuple{idOf(b), sourceOf(b), typeOf(b)};
}

NodeId nodeOf(const Snapshot &snapshot, EventId event)
{
    const EntityId entity = snapshot.entityOf(event);
    if (entity.isNull() || !isActivity(snapshot.kindOf(entity)))
        return event;
    return snapshot.entities.get(&EntityColumns::firstEvent, entity.row());
}

} // namespace sightglass
