// SPDX-License-Identifier: Apache-2.0
#include "model/graph/state.h"
#include "model/metrics/map_index.h"

#include <algorithm>

namespace sightglass {
namespace {

/// The value below which that share of the values lies, the lower of two.
Span quantileOf(std::vector<std::uint32_t> &milliseconds, double share)
{
    if (milliseconds.empty())
        return Span{-1};
    const auto place
        = static_cast<std::ptrdiff_t>(share * static_cast<double>(milliseconds.size() - 1));
    std::nth_element(milliseconds.begin(), milliseconds.begin() + place, milliseconds.end());
    return std::chrono::milliseconds{milliseconds[static_cast<std::size_t>(place)]};
}

} // namespace

/// One answer on its way: a pass over the blocks that have to do with the window.
class MapCount
{
public:
    MapCount(const MapIndex &index, const MapQuestion &question)
        : m_index(index)
        , m_table(index.m_table)
        , m_to(std::min(question.at, kEndOfTime - Span{1})) // what lasts for ever lasts then, too
        , m_from(question.window ? m_to - *question.window : kNoTime)
        , m_before(question.window ? m_from - *question.window : kNoTime)
        , m_details(index.numberOf(question.details))
        , m_durations(m_table.size())
        , m_durationsBefore(m_table.size())
        , m_cells(m_table.size() * m_table.size())
    {
        m_answer.from = m_from;
        m_answer.to = m_to;
        m_answer.grouping = m_table.grouping();
        m_answer.coarser = m_table.grouping() != index.m_asked;
        m_answer.types = index.m_types;
        m_answer.figures.resize(m_table.size());
    }

    MapFigures answer()
    {
        for (const MapBlock &block : m_index.m_entities)
            add(block, true);
        for (const MapBlock &block : m_index.m_events)
            add(block, false);
        if (m_index.m_banned.count(MapIndex::kInferredLinks) == 0)
            add(m_index.m_inferred, true);
        writeFigures();
        writeEdges();
        return std::move(m_answer);
    }

private:
    struct Cell
    {
        bool exists = false;
        EdgeFigures figures;
    };
    struct Looked
    {
        std::vector<std::uint32_t> up; // things that came up in the window
        std::vector<std::uint32_t> milliseconds;
    };

    [[nodiscard]] Cell &cellOf(std::uint64_t pair)
    {
        return m_cells[(pair >> 32) * m_table.size() + (pair & 0xFFFFFFFF)];
    }
    [[nodiscard]] std::uint32_t typeOf(const Stretch &stretch, bool ofEntities) const
    {
        if (ofEntities)
            return m_table.ofEntity(stretch.owner);
        return m_table.of(m_index.m_snapshot,
                          thingOf(m_index.m_snapshot, EventId::ofRow(stretch.owner)));
    }

    void add(const MapBlock &block, bool ofEntities)
    {
        for (const std::uint32_t type : block.types)
            m_answer.figures[type].exists = true;
        for (const std::uint64_t pair : block.pairs) {
            cellOf(pair).exists = true;
            cellOf(pair).figures.stated |= &block != &m_index.m_inferred;
        }
        if (block.first > m_to)
            return;
        if (block.last <= m_before) { // all of it is long past, but for what never ended
            for (const std::uint32_t type : block.types)
                m_answer.figures[type].known = true;
            for (const std::uint64_t pair : block.pairs)
                cellOf(pair).figures.known = true;
            for (const std::uint32_t place : block.lasting)
                ++m_answer.figures[typeOf(block.stretches[place], ofEntities)].inFlight;
            return;
        }
        for (const Stretch &stretch : block.stretches) {
            if (stretch.from <= m_to)
                add(stretch, typeOf(stretch, ofEntities));
        }
        for (const ThingLink &link : block.links) {
            if (link.since <= m_to)
                add(link);
        }
    }

    void add(const Stretch &stretch, std::uint32_t type)
    {
        TypeFigures &figures = m_answer.figures[type];
        figures.known = true;
        if (stretch.from > m_from) {
            figures.seen += stretch.flags & stretch_flags::kSeen ? 1 : 0;
            figures.things += stretch.flags & stretch_flags::kFirst ? 1 : 0;
        }
        if (stretch.until <= m_to)
            return;
        if (stretch.flags & stretch_flags::kOpen)
            ++figures.inFlight;
        if (!(stretch.flags & stretch_flags::kEnded) || stretch.at <= m_before)
            return;
        const bool before = stretch.at <= m_from;
        ++(before ? figures.endedBefore : figures.ended)[static_cast<std::size_t>(stretch.state)];
        if (stretch.milliseconds != Stretch::kUntimed && stretch.state != State::Canceled
            && stretch.state != State::Skipped)
            (before ? m_durationsBefore : m_durations)[type].push_back(stretch.milliseconds);
        const bool worse
            = figures.newest && stretch.at == figures.newestAt && stretch.state < *figures.newest;
        if (!before && (!figures.newest || stretch.at > figures.newestAt || worse)) {
            figures.newest = stretch.state;
            figures.newestAt = stretch.at;
        }
    }

    void add(const ThingLink &link)
    {
        const std::uint32_t from = m_table.of(m_index.m_snapshot, link.up);
        const std::uint32_t to = m_table.of(m_index.m_snapshot, link.down);
        EdgeFigures &cell = cellOf(std::uint64_t{from} << 32 | to).figures;
        cell.known = true;
        if (link.since <= m_from)
            return;
        ++cell.count;
        cell.last = std::max(cell.last, link.since);
        if (from == m_details || to == m_details)
            look(link, std::uint64_t{from} << 32 | to);
    }

    void look(const ThingLink &link, std::uint64_t pair)
    {
        Looked &looked = m_looked[pair];
        if (link.milliseconds != ThingLink::kUntimed)
            looked.milliseconds.push_back(link.milliseconds);
        const Snapshot &snapshot = m_index.m_snapshot;
        const Timestamp cameUp = link.up.isEvent() ? snapshot.timeOf(link.up.event())
                                                   : snapshot.firstTimeOf(link.up.entity());
        if (cameUp > m_from)
            looked.up.push_back(link.up.value);
    }

    void writeFigures()
    {
        for (std::size_t type = 0; type < m_answer.figures.size(); ++type) {
            TypeFigures &figures = m_answer.figures[type];
            figures.timed = static_cast<std::uint32_t>(m_durations[type].size());
            figures.timedBefore = static_cast<std::uint32_t>(m_durationsBefore[type].size());
            figures.p50 = quantileOf(m_durations[type], 0.5);
            figures.p50Before = quantileOf(m_durationsBefore[type], 0.5);
        }
    }

    void writeEdges()
    {
        const auto types = static_cast<std::uint32_t>(m_table.size());
        for (std::uint32_t from = 0; from < types; ++from) {
            for (std::uint32_t to = 0; to < types; ++to) {
                Cell &cell = m_cells[std::size_t{from} * types + to];
                cell.figures.from = from;
                cell.figures.to = to;
                if (cell.exists)
                    m_answer.edges.push_back(cell.figures);
            }
        }
        for (auto &[pair, looked] : m_looked) {
            EdgeDetail detail;
            detail.from = static_cast<std::uint32_t>(pair >> 32);
            detail.to = static_cast<std::uint32_t>(pair);
            std::sort(looked.up.begin(), looked.up.end());
            looked.up.erase(std::unique(looked.up.begin(), looked.up.end()), looked.up.end());
            detail.went = static_cast<std::uint32_t>(looked.up.size());
            detail.cameUp = m_answer.figures[detail.from].things;
            detail.timed = static_cast<std::uint32_t>(looked.milliseconds.size());
            detail.p50 = quantileOf(looked.milliseconds, 0.5);
            detail.p95 = quantileOf(looked.milliseconds, 0.95);
            m_answer.details.push_back(detail);
        }
        std::sort(m_answer.details.begin(), m_answer.details.end(),
                  [](const EdgeDetail &a, const EdgeDetail &b) {
                      return std::pair{a.from, a.to} < std::pair{b.from, b.to};
                  });
    }

    const MapIndex &m_index;
    const TypeTable &m_table;
    const Timestamp m_to;
    const Timestamp m_from;
    const Timestamp m_before;
    const std::optional<std::uint32_t> m_details;
    MapFigures m_answer;
    std::vector<std::vector<std::uint32_t>> m_durations; // in milliseconds, by type
    std::vector<std::vector<std::uint32_t>> m_durationsBefore;
    std::vector<Cell> m_cells; // by from and to
    std::unordered_map<std::uint64_t, Looked> m_looked;
};

MapFigures MapIndex::answer(const MapQuestion &question) const
{
    return MapCount{*this, question}.answer();
}

std::vector<EventId> MapIndex::eventsOf(const std::vector<std::string> &types) const
{
    std::vector<EventId> events;
    std::vector<std::uint32_t> numbers;
    for (const std::string &type : types) {
        if (const auto number = numberOf(type))
            numbers.push_back(*number);
    }
    for (std::uint32_t row = m_snapshot.events.begin();
         !numbers.empty() && row < m_snapshot.events.size(); ++row) {
        const EventId event = EventId::ofRow(row);
        const auto number = m_table.of(m_snapshot, thingOf(m_snapshot, event));
        if (std::find(numbers.begin(), numbers.end(), number) != numbers.end())
            events.push_back(event);
    }
    std::sort(events.begin(), events.end(),
              [this](EventId a, EventId b) { return m_snapshot.isBefore(a, b); });
    return events;
}

EventId MapIndex::newestEventOf(const std::string &type, Timestamp at) const
{
    EventId newest;
    const auto number = numberOf(type);
    const auto offer = [&](EventId event) {
        if (!event.isNull() && (newest.isNull() || m_snapshot.isBefore(newest, event)))
            newest = event;
    };
    forEachEntity(m_snapshot, [&](EntityId entity) {
        if (!number || m_table.ofEntity(entity.row()) != *number)
            return;
        for (EventId event = m_snapshot.lastEventOf(entity); !event.isNull();
             event = m_snapshot.previousOf(event)) {
            if (m_snapshot.timeOf(event) <= at)
                offer(event);
        }
    });
    for (std::uint32_t row = m_snapshot.events.begin();
         number && newest.isNull() && row < m_snapshot.events.size(); ++row) {
        const EventId event = EventId::ofRow(row);
        if (m_snapshot.entityOf(event).isNull() && m_snapshot.timeOf(event) <= at
            && m_table.of(m_snapshot, Thing::of(event)) == *number)
            newest = event;
    }
    return newest;
}

} // namespace sightglass
