// SPDX-License-Identifier: Apache-2.0
#include "views/items/json_tree_model.h"

#include "views/items/shown_text.h"

#include <utility>

namespace sightglass {
namespace {

constexpr int kMostChildren = 1000;

QString leafText(json::Value value)
{
    switch (value.type()) {
    case json::Type::String:
        return shownText(value.string());
    case json::Type::Object:
        return QStringLiteral("{…}");
    case json::Type::Array:
        return QStringLiteral("[…]");
    default:
        return shownText(value.raw());
    }
}

bool isContainer(json::Value value)
{
    return value.isObject() || value.isArray();
}

} // namespace

JsonTreeModel::~JsonTreeModel() = default;

void JsonTreeModel::show(std::string text, const std::vector<Derived> &derived)
{
    if (!m_root.children.empty()) {
        beginRemoveRows({}, 0, static_cast<int>(m_root.children.size()) - 1);
        m_root = {};
        m_nodes.clear();
        endRemoveRows();
    }
    m_text = std::move(text);
    std::vector<Node *> rows;
    for (const Derived &entry : derived) {
        Node *node = make(&m_root, QLatin1Char('[') + entry.name + QLatin1Char(']'));
        node->text = entry.value;
        node->derived = true;
        node->fetched = true;
        rows.push_back(node);
    }
    if (!m_text.empty() && !m_document.parse(m_text)) {
        m_root.value = m_document.root();
        for (Node *node : childrenOf(&m_root))
            rows.push_back(node);
    }
    m_root.fetched = true;
    for (std::size_t i = 0; i < rows.size(); ++i)
        rows[i]->row = static_cast<int>(i);
    if (rows.empty())
        return;
    beginInsertRows({}, 0, static_cast<int>(rows.size()) - 1);
    m_root.children = std::move(rows);
    endInsertRows();
}

JsonTreeModel::Node *JsonTreeModel::make(Node *parent, const QString &name)
{
    Node &node = m_nodes.emplace_back();
    node.parent = parent;
    node.name = name;
    return &node;
}

std::vector<JsonTreeModel::Node *> JsonTreeModel::childrenOf(Node *node)
{
    std::vector<Node *> children;
    int left = 0;
    const auto add = [&](const QString &name, const std::string &step, json::Value value) {
        if (children.size() == kMostChildren) {
            ++left;
            return;
        }
        Node *child = make(node, name);
        child->row = static_cast<int>(children.size());
        child->value = value;
        child->text = leafText(value);
        child->pointer = node->pointer + "/" + step;
        child->fetched = !isContainer(value);
        children.push_back(child);
    };
    for (const json::Member member : node->value.members())
        add(shownText(member.name, 120), std::string{member.name.substr(0, 200)}, member.value);
    std::size_t number = 0;
    for (const json::Value element : node->value.elements()) {
        const std::string step = std::to_string(number++);
        add(QString::fromStdString(step), step, element);
    }
    if (left > 0) {
        Node *more = make(node, QStringLiteral("…"));
        more->row = static_cast<int>(children.size());
        more->text = tr("%1 more; Copy gives all of them").arg(left);
        more->fetched = true;
        children.push_back(more);
    }
    return children;
}

JsonTreeModel::Node *JsonTreeModel::nodeOf(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<Node *>(index.internalPointer())
                           : const_cast<Node *>(&m_root);
}

QModelIndex JsonTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    const Node *node = nodeOf(parent);
    if (row < 0 || column < 0 || column > 1 || row >= static_cast<int>(node->children.size()))
        return {};
    return createIndex(row, column, node->children[static_cast<std::size_t>(row)]);
}

QModelIndex JsonTreeModel::parent(const QModelIndex &child) const
{
    if (!child.isValid())
        return {};
    Node *node = nodeOf(child)->parent;
    return node == &m_root ? QModelIndex{} : createIndex(node->row, 0, node);
}

int JsonTreeModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : static_cast<int>(nodeOf(parent)->children.size());
}

int JsonTreeModel::columnCount(const QModelIndex &) const
{
    return 2;
}

bool JsonTreeModel::hasChildren(const QModelIndex &parent) const
{
    const Node *node = nodeOf(parent);
    if (parent.column() > 0)
        return false;
    return !node->children.empty()
        || (!node->fetched && node->value.exists() && node->value.raw().size() > 2);
}

bool JsonTreeModel::canFetchMore(const QModelIndex &parent) const
{
    return parent.isValid() && parent.column() == 0 && !nodeOf(parent)->fetched;
}

void JsonTreeModel::fetchMore(const QModelIndex &parent)
{
    Node *node = nodeOf(parent);
    if (std::exchange(node->fetched, true))
        return;
    std::vector<Node *> children = childrenOf(node);
    if (children.empty())
        return;
    beginInsertRows(parent, 0, static_cast<int>(children.size()) - 1);
    node->children = std::move(children);
    endInsertRows();
}

QVariant JsonTreeModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Node *node = nodeOf(index);
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == 0 ? node->name : node->text;
    case IsDerivedRole:
        return node->derived;
    case PointerRole:
        return QString::fromStdString(node->pointer);
    default:
        return {};
    }
}

QVariant JsonTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == 0 ? tr("Field") : tr("Value");
}

} // namespace sightglass
