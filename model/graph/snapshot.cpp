// SPDX-License-Identifier: Apache-2.0
#include "model/graph/snapshot.h"

#include <algorithm>

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
    if (snapshot.nextTwinOf(any) == any) // as a rule
        return snapshot.timeOf(any) <= at ? any : EventId{};
    Choice own{snapshot, carrier};
    Choice all{snapshot, carrier};
    EventId event = any;
    do {
        if (snapshot.timeOf(event) <= at) {
            all.offer(event);
            if (ownSourceFirst && snapshot.sourceOf(event) == snapshot.sourceOf(carrier))
                own.offer(event);
        }
        event = snapshot.nextTwinOf(event);
    } while (event != any);
    if (!ownSourceFirst)
        return all.best();
    if (own.offered() > 0)
        return own.best();
    return all.offered() == 1 ? all.best() : EventId{};
}

} // namespace

EventId Snapshot::upstreamOf(std::uint32_t link, EventId carrier, Timestamp at) const
{
    const std::uint8_t flags = linkFlagsOf(link);
    if (!(flags & link_flags::kByKey))
        return chooseFromRing(*this, anyUpstreamOf(link), carrier,
                              (flags & link_flags::kOwnSourceFirst) != 0, at);
    const EntityId entity = upstreamEntityOf(link);
    if (entity.isNull())
        return {};
    // Of an activity any event will do: it is one node.
    const EventId first = firstEventOf(entity);
    if (isActivity(kindOf(entity)) && first != carrier && timeOf(first) <= at)
        return first;
    Choice choice{*this, carrier};
    for (EventId event = lastEventOf(entity); !event.isNull(); event = previousOf(event)) {
        if (timeOf(event) <= at && event != carrier)
            choice.offer(event);
    }
    return choice.best();
}

EventId Snapshot::downstreamOf(std::uint32_t link, EventId carrier, Timestamp at) const
{
    const std::uint8_t flags = linkFlagsOf(link);
    if (!(flags & link_flags::kNamesDownstream))
        return timeOf(carrier) <= at ? carrier : EventId{};
    return chooseFromRing(*this, anyDownstreamOf(link), carrier,
                          (flags & link_flags::kOwnSourceFirst) != 0, at);
}

bool Snapshot::isResolved(std::uint32_t link, EventId carrier, Timestamp at) const
{
    const std::uint8_t flags = linkFlagsOf(link);
    return (!(flags & link_flags::kNamesUpstream) || !upstreamOf(link, carrier, at).isNull())
        && (!(flags & link_flags::kNamesDownstream) || !downstreamOf(link, carrier, at).isNull());
}

NodeId nodeOf(const Snapshot &snapshot, EventId event)
{
    const EntityId entity = snapshot.entityOf(event);
    if (entity.isNull() || !isActivity(snapshot.kindOf(entity)))
        return event;
    return snapshot.firstEventOf(entity);
}

std::uint32_t Snapshot::droppedUntil(Timestamp at) const
{
    if (!olderTimes)
        return 0;
    const auto runs = std::upper_bound(olderTimes->begin(), olderTimes->end(), at);
    return static_cast<std::uint32_t>(std::min<std::int64_t>(
        (runs - olderTimes->begin()) * std::int64_t{kOlderRows}, droppedEvents()));
}

} // namespace sightglass
