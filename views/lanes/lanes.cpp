// SPDX-License-Identifier: Apache-2.0
#include "views/lanes/lanes.h"

#include "model/graph/state.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <tuple>

namespace sightglass {
namespace {

constexpr std::size_t kMostRows = 8;

Timestamp beginOf(const EntityState &state)
{
    Timestamp begin = state.firstTime;
    for (const Timestamp time : {state.queuedAt, state.startedAt}) {
        if (isKnown(time))
            begin = std::min(begin, time);
    }
    return begin;
}

LaneItem itemOf(const Snapshot &snapshot, EntityId entity, const EntityState &state)
{
    const bool over = isOver(state.phase);
    LaneItem item;
    item.entity = entity;
    item.told = snapshot.lastEventOf(entity);
    item.begin = beginOf(state);
    item.end = std::max(over ? state.finishedAt : kEndOfTime, item.begin);
    item.state = state.state;
    item.settles = over && item.end == state.finishedAt && state.lastTime <= item.end;
    return item;
}

/// Whether its end and state at `at` are those that it was laid with.
bool isSettled(const Snapshot &snapshot, const LaneItem &item, Timestamp at)
{
    return item.settles && item.end <= at && item.entity.row() < snapshot.entities.size()
        && snapshot.lastEventOf(item.entity) == item.told;
}

// First come, first placed: into the first row whose last item is over.
void pack(Lane &lane, std::vector<LaneItem> &items)
{
    std::sort(items.begin(), items.end(), [](const LaneItem &a, const LaneItem &b) {
        return std::tie(a.begin, a.end, a.entity) < std::tie(b.begin, b.end, b.entity);
    });
    for (const LaneItem &item : items) {
        auto row = std::find_if(lane.rows.begin(), lane.rows.end(),
                                [&](const auto &held) { return held.back().end <= item.begin; });
        if (row == lane.rows.end() && lane.rows.size() < kMostRows)
            row = lane.rows.emplace(lane.rows.end());
        else if (row == lane.rows.end())
            --row;
        row->push_back(item);
    }
}

} // namespace

std::vector<Lane> lanesOf(const Snapshot &snapshot, LaneOrder order)
{
    using Key = std::tuple<std::string, std::string, Kind>;
    std::map<Key, std::vector<LaneItem>> found;
    forEachEntity(snapshot, [&](EntityId entity) {
        const Kind kind = snapshot.kindOf(entity);
        if (!isActivity(kind))
            return;
        const EntityState state = stateAt(snapshot, entity, kEndOfTime);
        const std::string name{displayName(snapshot, entity, state)};
        const std::string source{snapshot.texts[snapshot.subjectSourceOf(entity)]};
        found[{name, source, kind}].push_back(itemOf(snapshot, entity, state));
    });
    std::vector<Lane> lanes;
    for (auto &[key, items] : found) {
        Lane &lane = lanes.emplace_back();
        std::tie(lane.title, lane.source, lane.kind) = key;
        pack(lane, items);
    }
    const auto less = [order](const Lane &a, const Lane &b) {
        switch (order) {
        case LaneOrder::BySource:
            return std::tie(a.source, a.title, a.kind) < std::tie(b.source, b.title, b.kind);
        case LaneOrder::ByKind:
            return std::tie(a.kind, a.title, a.source) < std::tie(b.kind, b.title, b.source);
        case LaneOrder::ByName:
            break;
        }
        return std::tie(a.title, a.source, a.kind) < std::tie(b.title, b.source, b.kind);
    };
    std::sort(lanes.begin(), lanes.end(), less);
    return lanes;
}

double TimeAxis::toPixel(Timestamp time) const
{
    // As floating point at once: the difference of two far instants need not fit.
    return (static_cast<double>(time.time_since_epoch().count())
            - static_cast<double>(begin.time_since_epoch().count()))
        / microsPerPixel;
}

Timestamp TimeAxis::toTime(double pixel) const
{
    return begin + Span{static_cast<std::int64_t>(pixel * microsPerPixel)};
}

void TimeAxis::zoomAt(double pixel, double factor)
{
    constexpr double kFinest = 10; // µs per pixel
    constexpr double kCoarsest = 3e12; // a century on a screen
    const Timestamp under = toTime(pixel);
    microsPerPixel = std::clamp(microsPerPixel / factor, kFinest, kCoarsest);
    begin = under - Span{static_cast<std::int64_t>(pixel * microsPerPixel)};
}

std::vector<Tick> ticksOf(const TimeAxis &axis, double width, double gap)
{
    using namespace std::chrono;
    constexpr std::array<std::int64_t, 24> kSteps{
        1'000,          2'000,          5'000,          10'000,        20'000,
        50'000,         100'000,        200'000,        500'000,       1'000'000,
        2'000'000,      5'000'000,      10'000'000,     30'000'000,    60'000'000,
        120'000'000,    300'000'000,    600'000'000,    1'800'000'000, 3'600'000'000,
        10'800'000'000, 21'600'000'000, 43'200'000'000, 86'400'000'000};
    const double wanted = axis.microsPerPixel * gap;
    std::int64_t step = kSteps.back();
    for (const std::int64_t known : kSteps) {
        if (static_cast<double>(known) >= wanted) {
            step = known;
            break;
        }
    }
    while (static_cast<double>(step) < wanted)
        step *= 2;
    std::vector<Tick> ticks;
    const std::int64_t first = axis.begin.time_since_epoch().count();
    std::int64_t at = first - ((first % step) + step) % step + step;
    constexpr std::int64_t kDay = 86'400'000'000;
    for (; axis.toPixel(Timestamp{Span{at}}) < width; at += step)
        ticks.push_back({Timestamp{Span{at}}, at % kDay == 0});
    return ticks;
}

std::vector<Bar> barsOf(const Snapshot &snapshot, const std::vector<LaneItem> &row,
                        const TimeAxis &axis, double width, Timestamp at, Timestamp now)
{
    std::vector<Bar> bars;
    const Timestamp left = axis.toTime(-kNarrowBar);
    const Timestamp right = axis.toTime(width);
    auto item = std::partition_point(row.begin(), row.end(),
                                     [&](const LaneItem &known) { return known.end < left; });
    for (; item != row.end() && item->begin <= right && item->begin <= at; ++item) {
        Timestamp end = item->end;
        State known = item->state;
        if (!isSettled(snapshot, *item, at)) {
            const EntityState state = stateAt(snapshot, item->entity, at);
            if (!state.exists)
                continue;
            end = isOver(state.phase) ? state.finishedAt : std::max(now, item->begin);
            known = state.state;
        }
        Bar bar{axis.toPixel(item->begin), axis.toPixel(end), item->entity, 1, known};
        const bool narrow = bar.right - bar.left < kNarrowBar;
        if (narrow && !bars.empty() && bars.back().right - bars.back().left <= kNarrowBar
            && bar.left - bars.back().left < kNarrowBar) {
            Bar &column = bars.back();
            ++column.count;
            if (bar.state < column.state) {
                column.state = bar.state;
                column.entity = bar.entity;
            }
            continue;
        }
        if (narrow)
            bar.right = bar.left + kNarrowBar;
        bars.push_back(bar);
    }
    return bars;
}

} // namespace sightglass
