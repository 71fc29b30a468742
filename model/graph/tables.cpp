// SPDX-License-Identifier: Apache-2.0
#include "model/graph/tables.h"

#include <limits>

namespace sightglass {
namespace {

constexpr std::uint32_t kLargest = std::numeric_limits<std::uint32_t>::max();
/// How much earlier than the first event of a chunk another one of it may be.
constexpr Span kReach{std::int64_t{kLargest} / 2};

template<typename T> std::uint32_t addChunk(GrowingTable<OneColumn<T>> &table)
{
    std::uint32_t row = table.append();
    while ((row + 1) % kChunkRows != 0)
        row = table.append();
    return row / kChunkRows + 1;
}

template<typename T>
void setWide(GrowingTable<OneColumn<T>> &table, std::uint32_t chunk, std::uint32_t at, T value)
{
    table.edit((chunk - 1) * kChunkRows).value[at] = value;
}

} // namespace

EventId Tables::addEvent(Timestamp time, std::uint64_t place)
{
    const std::uint32_t row = events.append();
    const std::uint32_t at = row % kChunkRows;
    EventColumns &chunk = events.edit(row);
    if (at == 0) {
        chunk.timeBase = time < Timestamp::min() + kReach ? time : time - kReach;
        chunk.placeBase = place;
        chunk.linkBase = links.size();
    }

    const bool near = time >= chunk.timeBase && time <= chunk.timeBase + 2 * kReach;
    if (!near && !chunk.wideTimes) {
        chunk.wideTimes = addChunk(wideTimes);
        for (std::uint32_t i = 0; i < at; ++i)
            setWide(wideTimes, chunk.wideTimes, i, chunk.timeBase + Span{chunk.said[i].time});
    }
    if (chunk.wideTimes)
        setWide(wideTimes, chunk.wideTimes, at, time);
    else
        chunk.said[at].time = static_cast<std::uint32_t>((time - chunk.timeBase).count());

    const bool beside = place >= chunk.placeBase && place - chunk.placeBase <= kLargest;
    if (!beside && !chunk.widePlaces) {
        chunk.widePlaces = addChunk(widePlaces);
        for (std::uint32_t i = 0; i < at; ++i)
            setWide(widePlaces, chunk.widePlaces, i, chunk.placeBase + chunk.place[i].record);
    }
    if (chunk.widePlaces)
        setWide(widePlaces, chunk.widePlaces, at, place);
    else
        chunk.place[at].record = static_cast<std::uint32_t>(place - chunk.placeBase);

    const std::uint32_t link = links.size() - chunk.linkBase;
    if (link > std::numeric_limits<std::uint16_t>::max() && !chunk.wideLinks) {
        chunk.wideLinks = addChunk(wideLinks);
        for (std::uint32_t i = 0; i < at; ++i)
            setWide(wideLinks, chunk.wideLinks, i, chunk.linkBase + chunk.said[i].firstLink);
    }
    if (chunk.wideLinks)
        setWide(wideLinks, chunk.wideLinks, at, links.size());
    else
        chunk.said[at].firstLink = static_cast<std::uint16_t>(link);
    return EventId::ofRow(row);
}

void Tables::joinRing(EventId a, EventId b)
{
    for (const EventId event : {a, b}) {
        if (EventColumns &chunk = edit(event); !chunk.rings)
            chunk.rings = addChunk(rings);
    }
    const auto set = [this](EventId event, EventId next) {
        setWide(rings, edit(event).rings, event.row() % kChunkRows, next);
    };
    const EventId behind = nextTwinOf(a);
    set(a, b);
    set(b, behind);
}

ModelTables<FrozenTable> Tables::freeze()
{
    return {events.freeze(),       wideTimes.freeze(),   widePlaces.freeze(), wideLinks.freeze(),
            rings.freeze(),        eventExtras.freeze(), sorts.freeze(),      entities.freeze(),
            entityExtras.freeze(), links.freeze(),       linkSorts.freeze(),  oddLinks.freeze(),
            names.freeze(),        told.freeze(),        identities.freeze(), claims.freeze(),
            problems.freeze(),     repeats.freeze(),     rejected.freeze(),   archives};
}

} // namespace sightglass
