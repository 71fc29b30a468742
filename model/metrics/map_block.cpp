// SPDX-License-Identifier: Apache-2.0
#include "model/metrics/map_block.h"

#include "model/graph/state.h"

#include <algorithm>
#include <iterator>

namespace sightglass {
namespace {

bool isOpen(Phase phase)
{
    return phase == Phase::Queued || phase == Phase::Running || phase == Phase::Waiting;
}

/// Whether two instants tell the same of an activity's place in the counts.
bool tellsTheSame(const Stretch &a, const Stretch &b)
{
    return a.flags == b.flags && a.state == b.state && a.milliseconds == b.milliseconds
        && a.at == b.at;
}

void tellActivity(const Snapshot &snapshot, EntityId entity, MapBlock &block)
{
    const std::size_t begin = block.stretches.size();
    forEachState(snapshot, entity, [&](Timestamp instant, const EntityState &state) {
        Stretch next;
        next.from = instant;
        next.at = instant;
        next.owner = entity.row();
        next.state = state.state;
        if (isOpen(state.phase)) {
            next.flags = stretch_flags::kOpen;
            next.at = {};
        } else if (isOver(state.phase)) {
            next.flags = stretch_flags::kEnded;
            next.at = snapshot.timeOf(state.endedBy);
            if (isKnown(state.startedAt))
                next.milliseconds = millisecondsOf(state.finishedAt - state.startedAt);
        }
        if (block.stretches.size() > begin) {
            if (tellsTheSame(block.stretches.back(), next))
                return;
            block.stretches.back().until = instant;
        }
        block.stretches.push_back(next);
    });
    if (block.stretches.size() == begin)
        return;
    // It comes up once, whatever became of it.
    Stretch first;
    first.from = first.at = block.stretches[begin].from;
    first.owner = entity.row();
    first.flags = stretch_flags::kSeen | stretch_flags::kFirst;
    if (block.stretches[begin].until == kEndOfTime)
        block.stretches[begin].flags |= first.flags;
    else
        block.stretches.push_back(first);
}

/// Appends the causal links that an event carries.
class LinkTeller
{
public:
    LinkTeller(const Snapshot &snapshot, const BannedLinks &banned, MapBlock &block,
               std::uint32_t owner)
        : m_snapshot(snapshot)
        , m_banned(banned)
        , m_block(block)
        , m_owner(owner)
        , m_begin(block.links.size())
    { }

    void add(EventId carrier)
    {
        const auto [first, last] = m_snapshot.linksOf(carrier);
        for (std::uint32_t link = first; link < last; ++link) {
            if ((m_snapshot.linkFlagsOf(link) & link_flags::kCausal)
                && (m_banned.empty() || m_banned.count(m_snapshot.linkTypeOf(link)) == 0))
                addLink(link, carrier);
        }
    }

    /// Of those that tell the same pair, what was known first.
    void finish()
    {
        auto &links = m_block.links;
        const auto begin = links.begin() + static_cast<std::ptrdiff_t>(m_begin);
        std::sort(begin, links.end(), [](const ThingLink &a, const ThingLink &b) {
            return std::tuple{a.up, a.down, a.since, a.milliseconds}
            < std::tuple{b.up, b.down, b.since, b.milliseconds};
        });
        links.erase(std::unique(begin, links.end(),
                                [](const ThingLink &a, const ThingLink &b) {
                                    return a.up == b.up && a.down == b.down;
                                }),
                    links.end());
    }

private:
    void addLink(std::uint32_t link, EventId carrier)
    {
        const std::uint8_t flags = m_snapshot.linkFlagsOf(link);
        const EventId up = m_snapshot.upstreamOf(link, carrier);
        const EventId down = m_snapshot.downstreamOf(link, carrier);
        if ((up.isNull() && (flags & link_flags::kNamesUpstream)) || down.isNull())
            m_block.waiting.push_back({link, m_owner});
        if (up.isNull() || down.isNull() || nodeOf(m_snapshot, up) == nodeOf(m_snapshot, down))
            return;
        ThingLink told;
        told.up = thingOf(m_snapshot, up);
        told.down = thingOf(m_snapshot, down);
        told.owner = m_owner;
        // A reference by key is known once anything is known of what it names.
        const EntityId entity = m_snapshot.upstreamEntityOf(link);
        const Timestamp known
            = entity.isNull() ? m_snapshot.timeOf(up) : m_snapshot.firstTimeOf(entity);
        told.since = std::max({m_snapshot.timeOf(carrier), known, m_snapshot.timeOf(down)});
        if (entity.isNull() || isActivity(m_snapshot.kindOf(entity)))
            told.milliseconds = millisecondsOf(m_snapshot.timeOf(down) - known);
        m_block.links.push_back(told);
    }

    const Snapshot &m_snapshot;
    const BannedLinks &m_banned;
    MapBlock &m_block;
    const std::uint32_t m_owner;
    const std::size_t m_begin;
};

/// A link that is told by itself: nothing that happened.
bool isOnlyALink(const Snapshot &snapshot, EventId event)
{
    const auto [first, last] = snapshot.linksOf(event);
    for (std::uint32_t link = first; link < last; ++link) {
        if (snapshot.linkFlagsOf(link) & link_flags::kNamesDownstream)
            return true;
    }
    return false;
}

template<typename Owned>
void replaceOwned(std::vector<Owned> &kept, const std::vector<std::uint32_t> &owners,
                  std::vector<Owned> &&fresh)
{
    std::erase_if(kept, [&](const Owned &one) {
        return std::binary_search(owners.begin(), owners.end(), one.owner);
    });
    const auto byOwner = [](const Owned &a, const Owned &b) { return a.owner < b.owner; };
    const auto middle = static_cast<std::ptrdiff_t>(kept.size());
    kept.insert(kept.end(), std::make_move_iterator(fresh.begin()),
                std::make_move_iterator(fresh.end()));
    std::inplace_merge(kept.begin(), kept.begin() + middle, kept.end(), byOwner);
}

template<typename T> void sortUnique(std::vector<T> &values)
{
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
}

} // namespace

std::uint32_t millisecondsOf(Span span)
{
    if (span.count() < 0)
        return Stretch::kUntimed;
    return static_cast<std::uint32_t>(
        std::min<std::int64_t>(span.count() / 1000, Stretch::kUntimed - 1));
}

void tellEntity(const Snapshot &snapshot, EntityId entity, const BannedLinks &banned,
                MapBlock &block)
{
    if (!isActivity(snapshot.kindOf(entity))) { // its events tell the rest
        Stretch first;
        first.from = first.at = snapshot.firstTimeOf(entity);
        first.owner = entity.row();
        first.flags = stretch_flags::kFirst;
        block.stretches.push_back(first);
        return;
    }
    tellActivity(snapshot, entity, block);
    LinkTeller links{snapshot, banned, block, entity.row()};
    for (EventId event = snapshot.lastEventOf(entity); !event.isNull();
         event = snapshot.previousOf(event))
        links.add(event);
    links.finish();
}

void tellEvent(const Snapshot &snapshot, EventId event, const BannedLinks &banned, MapBlock &block)
{
    const EntityId entity = snapshot.entityOf(event);
    if (!entity.isNull() && isActivity(snapshot.kindOf(entity)))
        return;
    LinkTeller links{snapshot, banned, block, event.row()};
    links.add(event);
    links.finish();
    if (entity.isNull() && isOnlyALink(snapshot, event))
        return;
    Stretch seen;
    seen.from = seen.at = snapshot.timeOf(event);
    seen.owner = event.row();
    seen.flags = stretch_flags::kSeen;
    if (entity.isNull())
        seen.flags |= stretch_flags::kFirst;
    else if (const State state = subjectState(snapshot, event);
             state != State::Succeeded || snapshot.outcomeOf(event) == Outcome::Success) {
        seen.state = state;
        seen.flags |= stretch_flags::kEnded;
    }
    block.stretches.push_back(seen);
}

void MapBlock::replace(const std::vector<std::uint32_t> &owners, MapBlock &&fresh)
{
    replaceOwned(stretches, owners, std::move(fresh.stretches));
    replaceOwned(links, owners, std::move(fresh.links));
    replaceOwned(waiting, owners, std::move(fresh.waiting));
}

void MapBlock::settle(const Snapshot &snapshot, const TypeTable &table, bool ofEntities)
{
    lasting.clear();
    types.clear();
    pairs.clear();
    first = kEndOfTime;
    last = kNoTime;
    for (std::uint32_t i = 0; i < stretches.size(); ++i) {
        const Stretch &stretch = stretches[i];
        first = std::min(first, stretch.from);
        last = std::max(last, stretch.until == kEndOfTime ? stretch.from : stretch.until);
        if ((stretch.flags & stretch_flags::kOpen) && stretch.until == kEndOfTime)
            lasting.push_back(i);
        const Thing thing = ofEntities ? Thing::of(EntityId::ofRow(stretch.owner))
                                       : thingOf(snapshot, EventId::ofRow(stretch.owner));
        types.push_back(table.of(snapshot, thing));
    }
    for (const ThingLink &link : links) {
        first = std::min(first, link.since);
        last = std::max(last, link.since);
        pairs.push_back(std::uint64_t{table.of(snapshot, link.up)} << 32
                        | table.of(snapshot, link.down));
    }
    sortUnique(types);
    sortUnique(pairs);
}

} // namespace sightglass
