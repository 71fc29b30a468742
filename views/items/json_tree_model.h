// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractItemModel> // first: moc stumbles over standard headers that stand before it

#include "model/json/document.h"

#include <deque>
#include <memory>
#include <string>
#include <vector>

namespace sightglass {

/// The fields of one JSON text as a tree, made level by level as it is opened; above them what the
/// model derived, in [brackets]. Large arrays and objects show their first thousand members and say
/// how many are left.
class JsonTreeModel final : public QAbstractItemModel
{
    Q_OBJECT
public:
    using QAbstractItemModel::QAbstractItemModel;
    ~JsonTreeModel() override;

    struct Derived
    {
        QString name;
        QString value;
    };
    /// Shows this instead of what was shown.
    void show(std::string text, const std::vector<Derived> &derived);

    enum Role : int { IsDerivedRole = Qt::UserRole, PointerRole };

    [[nodiscard]] QModelIndex index(int row, int column,
                                    const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index,
                                int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;
    [[nodiscard]] bool hasChildren(const QModelIndex &parent = {}) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

private:
    struct Node
    {
        Node *parent = nullptr;
        int row = 0;
        QString name;
        QString text; // of a leaf
        std::string pointer;
        json::Value value;
        std::vector<Node *> children;
        bool fetched = false;
        bool derived = false;
    };
    Node *make(Node *parent, const QString &name);
    [[nodiscard]] std::vector<Node *> childrenOf(Node *node);
    [[nodiscard]] Node *nodeOf(const QModelIndex &index) const;

    std::string m_text;
    json::Document m_document;
    std::deque<Node> m_nodes; // never moved; freed together
    Node m_root;
};

} // namespace sightglass
