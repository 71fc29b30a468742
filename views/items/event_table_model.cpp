// SPDX-License-Identifier: Apache-2.0
#include "views/items/event_table_model.h"

#include "model/graph/state.h"
#include "views/items/shown_text.h"

#include <algorithm>
#include <utility>

namespace sightglass {
namespace {

constexpr std::size_t kMostRuns = 64; // of late events, that are told one by one

} // namespace

EventTableModel::EventTableModel(ViewContext &context, QObject *parent)
    : QAbstractTableModel(parent)
    , m_context(context)
{
    connect(&context, &ViewContext::advanced, this,
            [this](const Frame &frame, const std::vector<EventOrder::Insertion> &insertions) {
                grow(m_only ? m_only->advance(frame.snapshot) : insertions);
            });
    connect(&context, &ViewContext::leaving, this, &EventTableModel::dropOfSome);
    connect(&context, &ViewContext::aboutToRemove, this, [this](const EventOrder::Insertion &run) {
        if (!m_only)
            beginRemove(run);
    });
    connect(&context, &ViewContext::removed, this, [this] {
        if (!m_only)
            endRemove();
    });
    connect(&context, &ViewContext::moved, this, &EventTableModel::moveEnd);
    connect(&context, &ViewContext::contentReplaced, this, [this] {
        empty();
        m_only.reset();
    });
    moveEnd();
}

int EventTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

int EventTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

// Run by run, each before the next: what is not yet told of is skipped, so that between two signals
// every row is where a reader that follows them believes it. Very many runs are told as a new end.
void EventTableModel::grow(const std::vector<EventOrder::Insertion> &insertions)
{
    m_untold = insertions;
    const auto isInside = [this] {
        return !m_untold.empty() && static_cast<int>(m_untold.front().position) < m_rows;
    };
    if (m_untold.size() > kMostRuns && isInside()) {
        const int first = static_cast<int>(m_untold.front().position);
        beginRemoveRows({}, first, m_rows - 1);
        m_rows = first;
        endRemoveRows();
    }
    while (isInside()) {
        const int first = static_cast<int>(m_untold.front().position);
        const int count = static_cast<int>(m_untold.front().count);
        beginInsertRows({}, first, first + count - 1);
        m_rows += count;
        m_untold.erase(m_untold.begin());
        endInsertRows();
        const QModelIndex next = index(first + count, Delta);
        Q_EMIT dataChanged(next, next);
    }
    m_untold.clear(); // they are behind the last row
    moveEnd();
}

// Of a run, what is not behind the playhead.
void EventTableModel::beginRemove(const EventOrder::Insertion &run)
{
    const auto first = static_cast<int>(run.position);
    m_removing = std::clamp(m_rows - first, 0, static_cast<int>(run.count));
    if (m_removing > 0)
        beginRemoveRows({}, first, first + m_removing - 1);
}

void EventTableModel::endRemove()
{
    if (m_removing == 0)
        return;
    m_rows -= std::exchange(m_removing, 0);
    endRemoveRows();
}

void EventTableModel::dropOfSome(const Snapshot &fresh)
{
    if (!m_only)
        return;
    for (const EventOrder::Insertion &run : m_only->leavingFor(fresh)) {
        beginRemove(run);
        m_only->remove(run, fresh);
        endRemove();
    }
}

void EventTableModel::moveEnd()
{
    const int wanted = static_cast<int>(order().countUntil(m_context.playhead().at()));
    if (wanted > m_rows) {
        beginInsertRows({}, m_rows, wanted - 1);
        m_rows = wanted;
        endInsertRows();
    } else if (wanted < m_rows) {
        beginRemoveRows({}, wanted, m_rows - 1);
        m_rows = wanted;
        endRemoveRows();
    }
}

void EventTableModel::empty()
{
    if (m_rows == 0)
        return;
    beginRemoveRows({}, 0, m_rows - 1);
    m_rows = 0;
    endRemoveRows();
}

void EventTableModel::showOnly(EventFilter filter)
{
    empty();
    m_only.emplace();
    m_only->takeOnly(m_context.snapshot(), std::move(filter.events), filter.known,
                     std::move(filter.takes));
    m_only->advance(m_context.snapshot());
    moveEnd();
}

void EventTableModel::showAll()
{
    empty();
    m_only.reset();
    moveEnd();
}

EventId EventTableModel::eventAt(int row) const
{
    auto position = static_cast<std::uint32_t>(row);
    for (const EventOrder::Insertion &run : m_untold) {
        if (run.position <= position)
            position += run.count;
    }
    return order()[position];
}

int EventTableModel::rowOf(EventId event) const
{
    if (!m_context.snapshot().holds(event))
        return -1;
    const std::uint32_t position = order().positionOf(m_context.snapshot(), event);
    std::uint32_t untold = 0;
    for (const EventOrder::Insertion &run : m_untold) {
        if (position >= run.position && position < run.position + run.count)
            return -1;
        untold += run.position <= position ? run.count : 0;
    }
    const int row = static_cast<int>(position - untold);
    return row < m_rows ? row : -1;
}

State EventTableModel::stateOfEvent(const Snapshot &snapshot, EventId event)
{
    const Phase phase = snapshot.phaseOf(event);
    if (phase != Phase::None)
        return stateOf(phase, snapshot.outcomeOf(event));
    return snapshot.entityOf(event).isNull() ? State::Unknown : subjectState(snapshot, event);
}

int EventTableModel::olderRows() const
{
    if (m_only)
        return 0;
    return static_cast<int>(m_context.snapshot().droppedUntil(m_context.playhead().at()));
}

QString EventTableModel::text(const Snapshot &snapshot, EventId event, EventId before, int column)
{
    const std::uint32_t at = event.row();
    const EntityId entity = snapshot.entityOf(event);
    switch (column) {
    case Number:
        return QString::number(at + 1);
    case Time:
        return clockText(snapshot.timeOf(event), true);
    case Delta:
        return snapshot.holds(before)
            ? durationText(snapshot.timeOf(event) - snapshot.timeOf(before))
            : QString{};
    case Source:
        return shownText(snapshot.sourceOf(event), 80);
    case Type:
        return shownText(snapshot.typeOf(event), 100);
    case KindOf:
        return entity.isNull() ? tr("event") : kindWord(snapshot.kindOf(entity));
    case Subject: {
        if (entity.isNull())
            return shownText(snapshot.idOf(event), 80);
        const TextId name = snapshot.nameOf(entity);
        return shownText(name.isNull() ? snapshot.subjectIdOf(entity) : snapshot.texts[name], 100);
    }
    case StateOf: {
        const Phase phase = snapshot.phaseOf(EventId::ofRow(at));
        if (phase != Phase::None)
            return stateWord(stateOfEvent(snapshot, event));
        return shownText(snapshot.texts[snapshot.detailOf(EventId::ofRow(at))], 40);
    }
    case Info: {
        const Phase phase = snapshot.phaseOf(EventId::ofRow(at));
        const TextId detail = snapshot.detailOf(EventId::ofRow(at));
        const TextId environment = snapshot.environmentOf(EventId::ofRow(at));
        return shownText(
            snapshot.texts[phase != Phase::None && !detail.isNull() ? detail : environment], 200);
    }
    default:
        return {};
    }
}

int EventTableModel::alignmentOf(int column)
{
    return int(column == Number || column == Delta ? Qt::AlignRight | Qt::AlignVCenter
                                                   : Qt::AlignLeft | Qt::AlignVCenter);
}

QVariant EventTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const EventId event = eventAt(index.row());
    const Snapshot &snapshot = m_context.snapshot();
    switch (role) {
    case Qt::DisplayRole:
        return text(snapshot, event, index.row() > 0 ? eventAt(index.row() - 1) : EventId{},
                    index.column());
    case StateRole:
        return static_cast<int>(stateOfEvent(snapshot, event));
    case HasStateRole:
        return snapshot.phaseOf(event) != Phase::None;
    case KindRole:
        return static_cast<int>(snapshot.kindOf(event));
    case Qt::TextAlignmentRole:
        return alignmentOf(index.column());
    default:
        return {};
    }
}

QVariant EventTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Number:
        return tr("No.");
    case Time:
        return tr("Time");
    case Delta:
        return tr("Δ");
    case Source:
        return tr("Source");
    case Type:
        return tr("Type");
    case KindOf:
        return tr("Kind");
    case Subject:
        return tr("Subject");
    case StateOf:
        return tr("State");
    case Info:
        return tr("Info");
    default:
        return {};
    }
}

} // namespace sightglass
