// SPDX-License-Identifier: Apache-2.0
#include "model/rules/run_index.h"

#include <algorithm>

namespace sightglass {
namespace {

constexpr std::uint32_t kBlockRows = 1024;

/// What makes two runs runs of the same thing.
std::string keyOf(const Snapshot &snapshot, EntityId entity, const EntityState &state)
{
    std::string key{word(state.kind)};
    key.append("\n")
        .append(displayName(snapshot, entity, state))
        .append("\n")
        .append(snapshot.texts[snapshot.subjectSourceOf(entity)]);
    return key;
}

bool isVerdict(State state)
{
    return state == State::Failed || state == State::Error || state == State::Succeeded;
}

Span spanOf(const EntityState &state)
{
    const bool ran = state.outcome == Outcome::Success && isKnown(state.startedAt)
        && state.finishedAt >= state.startedAt;
    return ran ? state.finishedAt - state.startedAt : Span{-1};
}

bool isSameEnd(const EntityState &a, const EntityState &b)
{
    return isOver(b.phase) && a.state == b.state && a.outcome == b.outcome
        && a.finishedAt == b.finishedAt && spanOf(a) == spanOf(b);
}

} // namespace

RunIndex::Told RunIndex::tell(EntityId entity)
{
    Told told;
    std::string key;
    EntityState end;
    forEachState(m_snapshot, entity, [&](Timestamp instant, const EntityState &state) {
        std::string called = keyOf(m_snapshot, entity, state);
        const bool isFirst = told.life.first == kEndOfTime;
        if (isFirst) {
            told.life.first = instant;
            key = std::move(called);
        } else if (called != key) {
            told.isOdd = true;
            numberOf(called); // it is a run of that, too, at another instant
        }
        if (told.life.over != kEndOfTime) {
            told.isOdd = told.isOdd || !isSameEnd(end, state);
        } else if (isOver(state.phase)) {
            told.life.over = instant;
            end = state;
            told.isOdd = told.isOdd || state.finishedAt != instant;
        }
    });
    told.thing = numberOf(key);
    if (told.life.over != kEndOfTime)
        told.ended = endedRun(entity, end);
    return told;
}

std::uint32_t RunIndex::numberOf(const std::string &key)
{
    if (const auto known = m_numbers->find(key); known != m_numbers->end())
        return known->second;
    if (m_numbers.use_count() > 1) // a copy of this reads it
        m_numbers = std::make_shared<Numbers>(*m_numbers);
    const auto number = static_cast<std::uint32_t>(m_things.size());
    m_numbers->emplace(key, number);
    m_things.push_back(std::make_shared<const RunsOfOne>(RunsOfOne{key, {}}));
    return number;
}

RunIndex::Block &RunIndex::blockOf(std::uint32_t row)
{
    const std::size_t number = row / kBlockRows;
    if (number >= m_blocks.size())
        m_blocks.resize(number + 1);
    std::shared_ptr<Block> &block = m_blocks[number];
    if (!block)
        block = std::make_shared<Block>(Block{std::vector<Life>(kBlockRows), {}});
    else if (block.use_count() > 1)
        block = std::make_shared<Block>(*block);
    return *block;
}

void RunIndex::place(std::uint32_t row, std::vector<std::vector<EndedRun>> &fresh,
                     std::vector<std::uint32_t> &changed)
{
    const EntityId entity = EntityId::ofRow(row);
    if (m_thingOf[row] != 0)
        changed.push_back(m_thingOf[row] - 1);
    m_thingOf[row] = 0;
    const auto odd = std::lower_bound(m_odd.begin(), m_odd.end(), entity);
    if (odd != m_odd.end() && *odd == entity)
        m_odd.erase(odd);
    if (!m_snapshot.holds(entity) || !isActivity(m_snapshot.kindOf(entity)))
        return;
    const Told told = tell(entity);
    fresh.resize(m_things.size());
    Life &life = blockOf(row).lives[row % kBlockRows];
    life = told.isOdd ? Life{} : told.life;
    if (told.isOdd) {
        m_odd.insert(std::lower_bound(m_odd.begin(), m_odd.end(), entity), entity);
    } else if (!told.ended.entity.isNull()) {
        fresh[told.thing].push_back(told.ended);
        changed.push_back(told.thing);
        m_thingOf[row] = told.thing + 1;
    }
}

std::vector<EndedRun> RunIndex::merged(std::vector<EndedRun> ended,
                                       std::vector<EndedRun> more) const
{
    const auto before = [this](const EndedRun &a, const EndedRun &b) {
        return a.end != b.end ? a.end < b.end
                              : m_snapshot.keyOf(a.entity) < m_snapshot.keyOf(b.entity);
    };
    std::sort(more.begin(), more.end(), before);
    const auto middle = static_cast<std::ptrdiff_t>(ended.size());
    ended.insert(ended.end(), more.begin(), more.end());
    std::inplace_merge(ended.begin(), ended.begin() + middle, ended.end(), before);
    for (std::uint32_t i = 0; i < ended.size(); ++i) {
        EndedRun &run = ended[i];
        run.verdicts = i > 0 ? ended[i - 1].verdicts : 0;
        run.lastVerdict = i > 0 ? ended[i - 1].lastVerdict : 0;
        run.rowBegin = i > 0 ? ended[i - 1].rowBegin : 0;
        if (!isVerdict(run.state))
            continue;
        if (run.verdicts == 0 || ended[run.lastVerdict].state != run.state)
            run.rowBegin = i;
        run.lastVerdict = i;
        ++run.verdicts;
    }
    return ended;
}

void RunIndex::rebuild(std::uint32_t thing, std::vector<EndedRun> fresh,
                       const std::vector<bool> &isTouched)
{
    RunsOfOne runs{m_things[thing]->key, {}};
    for (const EndedRun &run : m_things[thing]->ended) {
        if (run.entity.row() >= isTouched.size() || !isTouched[run.entity.row()])
            runs.ended.push_back(run);
    }
    runs.ended = merged(std::move(runs.ended), std::move(fresh));
    m_things[thing] = std::make_shared<const RunsOfOne>(std::move(runs));
}

void RunIndex::advance(const Snapshot &snapshot, const Changes &entities)
{
    if (snapshot.droppedEvents() != m_snapshot.droppedEvents() && !m_thingOf.empty()) {
        *this = RunIndex{}; // what the dropped ones told is gone, too
        advance(snapshot, {});
        return;
    }
    const auto known = static_cast<std::uint32_t>(m_thingOf.size());
    m_snapshot = snapshot;
    m_thingOf.resize(snapshot.entities.size());
    std::vector<std::uint32_t> rows;
    for (const std::uint32_t row : entities.touchedRows) {
        if (row < std::min(known, entities.firstNewRow))
            rows.push_back(row);
    }
    for (std::uint32_t row = entities.firstNewRow; row < known; ++row)
        rows.push_back(row);
    std::vector<bool> isTouched(known);
    for (const std::uint32_t row : rows)
        isTouched[row] = true;
    for (std::uint32_t row = known; row < snapshot.entities.size(); ++row)
        rows.push_back(row);
    std::vector<std::vector<EndedRun>> fresh(m_things.size());
    std::vector<std::uint32_t> changed;
    std::vector<std::uint32_t> blocks;
    for (const std::uint32_t row : rows) {
        place(row, fresh, changed);
        if (blocks.empty() || blocks.back() != row / kBlockRows)
            blocks.push_back(row / kBlockRows);
    }
    std::sort(changed.begin(), changed.end());
    changed.erase(std::unique(changed.begin(), changed.end()), changed.end());
    for (const std::uint32_t thing : changed)
        rebuild(thing, std::move(fresh[thing]), isTouched);
    for (const std::uint32_t number : blocks) {
        if (number >= m_blocks.size() || !m_blocks[number])
            continue;
        Block &block = blockOf(number * kBlockRows);
        block.lasting.clear();
        block.first = kEndOfTime;
        block.over = kNoTime;
        for (std::uint32_t i = 0; i < kBlockRows; ++i) {
            const Life &life = block.lives[i];
            if (life.first == kEndOfTime)
                continue;
            if (life.over == kEndOfTime) {
                block.lasting.push_back(number * kBlockRows + i);
                continue;
            }
            block.first = std::min(block.first, life.first);
            block.over = std::max(block.over, life.over);
        }
    }
}

std::size_t RunIndex::thingOf(const Snapshot &snapshot, EntityId entity,
                              const EntityState &state) const
{
    const auto known = m_numbers->find(keyOf(snapshot, entity, state));
    return known == m_numbers->end() ? m_things.size() : known->second;
}

std::vector<Run> RunIndex::othersAt(Timestamp at) const
{
    std::vector<Run> runs;
    const auto add = [&](EntityId entity) {
        const EntityState state = stateAt(m_snapshot, entity, at);
        if (state.exists)
            runs.push_back({entity, state});
    };
    for (std::size_t number = 0; number < m_blocks.size(); ++number) {
        const Block *const block = m_blocks[number].get();
        if (!block)
            continue;
        for (const std::uint32_t row : block->lasting) {
            if (block->lives[row % kBlockRows].first <= at)
                add(EntityId::ofRow(row));
        }
        if (block->first > at || block->over <= at)
            continue;
        for (std::uint32_t i = 0; i < kBlockRows; ++i) {
            const Life &life = block->lives[i];
            if (life.first <= at && life.over > at && life.over != kEndOfTime)
                add(EntityId::ofRow(static_cast<std::uint32_t>(number) * kBlockRows + i));
        }
    }
    for (const EntityId entity : m_odd)
        add(entity);
    return runs;
}

EndedRun endedRun(EntityId entity, const EntityState &state)
{
    return {state.finishedAt, entity, state.state, spanOf(state)};
}

Span quantile(std::vector<Span> values, double share)
{
    const auto place = values.begin()
        + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
    std::nth_element(values.begin(), place, values.end());
    return *place;
}

} // namespace sightglass
