// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractTableModel> // first: moc stumbles over standard headers that stand before it

#include "views/common/theme.h"
#include "views/typemap/map_picture.h"

namespace sightglass {

/// The map as rows, one for each type that it shows: as much as the picture says. In order of keys;
/// rows come and go one by one, nothing is ever reset.
class MapTable final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column : int {
        Type,
        KindOf,
        StateOf,
        InFlight,
        PassRate,
        Judged,
        P50,
        Trend,
        From,
        ColumnCount
    };
    /// What to sort by.
    static constexpr int kSortRole = Qt::UserRole;

    explicit MapTable(const Theme &theme, QObject *parent = nullptr);

    void show(const MapPicture &picture, const MapFigures &figures);
    [[nodiscard]] const std::string &keyOf(int row) const
    {
        return m_rows[static_cast<std::size_t>(row)].type.key;
    }
    /// -1 when there is none.
    [[nodiscard]] int rowOf(const std::string &key) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index,
                                int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    struct Row
    {
        MapType type;
        TypeFigures figures;
    };
    [[nodiscard]] static QString text(const Row &row, int column);
    [[nodiscard]] static QVariant sortKey(const Row &row, int column);

    const Theme &m_theme;
    std::vector<Row> m_rows;
};

} // namespace sightglass
