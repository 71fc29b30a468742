// SPDX-License-Identifier: Apache-2.0
#include "views/map/map_table.h"

#include "views/common/glyphs.h"
#include "views/items/shown_text.h"
#include "views/map/map_words.h"

#include <QIcon>

#include <algorithm>

namespace sightglass {

MapTable::MapTable(const Theme &theme, QObject *parent)
    : QAbstractTableModel(parent)
    , m_theme(theme)
{ }

void MapTable::show(const MapPicture &picture, const MapFigures &figures)
{
    std::vector<Row> fresh;
    for (const MapPicture::Node &node : picture.nodes) { // in order of keys
        if (figures.figures[node.type].known)
            fresh.push_back({(*figures.types)[node.type], figures.figures[node.type]});
    }
    for (std::size_t row = 0; row < fresh.size() || row < m_rows.size();) {
        const auto at = static_cast<int>(row);
        const auto place = static_cast<std::ptrdiff_t>(row);
        if (row < m_rows.size()
            && (row == fresh.size() || m_rows[row].type.key < fresh[row].type.key)) {
            beginRemoveRows({}, at, at);
            m_rows.erase(m_rows.begin() + place);
            endRemoveRows();
            continue;
        }
        if (row == m_rows.size() || fresh[row].type.key < m_rows[row].type.key) {
            beginInsertRows({}, at, at);
            m_rows.insert(m_rows.begin() + place, std::move(fresh[row]));
            endInsertRows();
        } else {
            m_rows[row] = std::move(fresh[row]);
        }
        ++row;
    }
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int MapTable::rowOf(const std::string &key) const
{
    const auto row = std::find_if(m_rows.begin(), m_rows.end(),
                                  [&](const Row &one) { return one.type.key == key; });
    return row == m_rows.end() ? -1 : static_cast<int>(row - m_rows.begin());
}

int MapTable::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int MapTable::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString MapTable::text(const Row &row, int column)
{
    switch (column) {
    case Type:
        return shownTitle(row.type);
    case KindOf:
        return kindWord(row.type.kind);
    case StateOf:
        return stateWord(row.figures.state());
    case InFlight:
        return countText(row.figures.inFlight);
    case PassRate:
        return shortPassText(row.figures);
    case Judged:
        return countText(row.figures.judged());
    case P50:
        return p50Text(row.figures);
    case Trend:
        return trendText(row.figures);
    default:
        return shownText(row.type.where, 120);
    }
}

// What there is nothing to say of stands below all else.
QVariant MapTable::sortKey(const Row &row, int column)
{
    constexpr double kNothing = -1e9;
    const TypeFigures &figures = row.figures;
    switch (column) {
    case StateOf:
        return static_cast<int>(figures.state());
    case InFlight:
        return figures.inFlight;
    case PassRate:
        return figures.judged() == 0 ? kNothing : 1.0 * figures.passed() / figures.judged();
    case Judged:
        return figures.judged();
    case P50:
        return static_cast<qlonglong>(figures.timed == 0 ? -1 : figures.p50.count());
    case Trend:
        return trendOf(figures) ? double{*trendOf(figures) * 1.0} : kNothing;
    default:
        return text(row, column);
    }
}

QVariant MapTable::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Row &row = m_rows[static_cast<std::size_t>(index.row())];
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case kSortRole:
        return sortKey(row, column);
    case Qt::AccessibleTextRole:
        return column == Type ? describeType(row.type, row.figures) : text(row, column);
    case Qt::TextAlignmentRole:
        return column >= InFlight && column <= Trend
            ? QVariant{static_cast<int>(Qt::AlignRight | Qt::AlignVCenter)}
            : QVariant{};
    case Qt::DecorationRole:
        if (column == Type)
            return kindIcon(row.type.kind, m_theme);
        return column == StateOf ? QVariant{stateIcon(row.figures.state(), m_theme)} : QVariant{};
    default:
        return {};
    }
}

QVariant MapTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    const QStringList titles{tr("Type"), tr("Kind"), tr("State"), tr("In flight"), tr("Pass rate"),
                             tr("n"),    tr("p50"),  tr("Trend"), tr("From")};
    return titles.value(section);
}

} // namespace sightglass
