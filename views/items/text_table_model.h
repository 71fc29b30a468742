// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractTableModel> // first: moc stumbles over standard headers that stand before it

#include <QSortFilterProxyModel>
#include <QStringList>

#include <vector>

namespace sightglass {

/// Rows of text that somebody else made, as they are: for tables that change seldom.
class TextTableModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    explicit TextTableModel(QStringList header, QObject *parent = nullptr);

    /// REQUIRES: each row has a text for every column
    void setRows(std::vector<QStringList> rows);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index,
                                int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    QStringList m_header;
    std::vector<QStringList> m_rows;
};

/// The rows in which all words stand, each in any column, letter case ignored.
class WordFilterModel final : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

    void setWords(const QString &words);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    QStringList m_words;
};

} // namespace sightglass
