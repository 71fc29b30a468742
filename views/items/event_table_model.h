// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractTableModel> // first: moc stumbles over standard headers that stand before it

#include "views/context/view_context.h"

#include <optional>

namespace sightglass {

/// The events up to the playhead, one row each, in order of time. Moving the playhead inserts and
/// removes rows at the end; what arrives late is inserted where it belongs; what the memory has no
/// room for is removed, as a rule at the front; nothing is ever reset.
/// COST: no memory per row; data() asks the snapshot.
class EventTableModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column : int {
        Number,
        Time,
        Delta,
        Source,
        Type,
        KindOf,
        Subject,
        StateOf,
        Info,
        ColumnCount
    };
    enum Role : int { StateRole = Qt::UserRole, KindRole, HasStateRole };

    explicit EventTableModel(ViewContext &context, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index,
                                int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

    /// Some events only, until other content comes; the Number of each stays what it was.
    void showOnly(EventFilter filter);
    void showAll();
    [[nodiscard]] bool showsAll() const { return !m_only; }

    /// How many events of before the first row were dropped from memory, up to the playhead: the
    /// log keeps them. They are no rows of this table; those that show them too have rows [0,
    /// olderRows()), in the order in which they came.
    [[nodiscard]] int olderRows() const;
    /// What a cell says of the event, in that snapshot; `before` is the event of the row above.
    [[nodiscard]] static QString text(const Snapshot &snapshot, EventId event, EventId before,
                                      int column);

    [[nodiscard]] static int alignmentOf(int column);

    /// REQUIRES: row < rowCount()
    [[nodiscard]] EventId eventAt(int row) const;
    /// -1 when the event is not shown.
    [[nodiscard]] int rowOf(EventId event) const;
    /// What the event itself says, not what became of its entity since.
    [[nodiscard]] static State stateOfEvent(const Snapshot &snapshot, EventId event);

private:
    [[nodiscard]] const EventOrder &order() const { return m_only ? *m_only : m_context.order(); }
    void grow(const std::vector<EventOrder::Insertion> &insertions);
    void beginRemove(const EventOrder::Insertion &run);
    void endRemove();
    void dropOfSome(const Snapshot &fresh);
    void moveEnd();
    void empty();

    ViewContext &m_context;
    std::optional<EventOrder> m_only;
    std::vector<EventOrder::Insertion> m_untold; // in the order already, and not yet rows
    int m_rows = 0;
    int m_removing = 0; // rows, while they are
};

} // namespace sightglass
