// SPDX-License-Identifier: Apache-2.0
#include "views/common/canvas_accessible.h"

#include <QAccessible>
#include <QAccessibleWidget>

#include <algorithm>
#include <map>
#include <optional>

namespace sightglass {
namespace {

class ItemInterface final : public QAccessibleInterface, public QAccessibleActionInterface
{
public:
    ItemInterface(QWidget &canvas, CanvasItems &items, std::uint64_t key)
        : m_canvas(canvas)
        , m_items(items)
        , m_key(key)
    { }

    [[nodiscard]] bool isValid() const override { return number().has_value(); }
    [[nodiscard]] QObject *object() const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface *parent() const override
    {
        return QAccessible::queryAccessibleInterface(&m_canvas);
    }
    [[nodiscard]] QAccessibleInterface *child(int) const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    [[nodiscard]] int childCount() const override { return 0; }
    [[nodiscard]] int indexOfChild(const QAccessibleInterface *) const override { return -1; }
    [[nodiscard]] QString text(QAccessible::Text kind) const override
    {
        const auto item = number();
        return kind == QAccessible::Name && item ? m_items.itemName(*item) : QString{};
    }
    void setText(QAccessible::Text, const QString &) override { }
    [[nodiscard]] QRect rect() const override
    {
        const auto item = number();
        const QRect place = item ? m_items.itemPlace(*item) : QRect{};
        return {m_canvas.mapToGlobal(place.topLeft()), place.size()};
    }
    [[nodiscard]] QAccessible::Role role() const override { return QAccessible::ListItem; }
    [[nodiscard]] QAccessible::State state() const override
    {
        QAccessible::State state;
        state.selectable = true;
        state.focusable = true;
        const auto item = number();
        state.selected = item && m_items.isItemSelected(*item);
        state.invisible = !item;
        state.focused = state.selected && m_canvas.hasFocus();
        return state;
    }
    void *interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::ActionInterface
            ? static_cast<QAccessibleActionInterface *>(this)
            : nullptr;
    }

    [[nodiscard]] QStringList actionNames() const override { return {pressAction()}; }
    void doAction(const QString &action) override
    {
        const auto item = number();
        if (action == pressAction() && item)
            m_items.selectItem(*item);
    }
    [[nodiscard]] QStringList keyBindingsForAction(const QString &) const override { return {}; }

private:
    [[nodiscard]] std::optional<std::uint32_t> number() const
    {
        for (const std::uint32_t item : m_items.items()) {
            if (m_items.itemIdentity(item) == m_key)
                return item;
        }
        return std::nullopt; // it has left, or is hidden
    }

    QWidget &m_canvas;
    CanvasItems &m_items;
    const std::uint64_t m_key;
};

class CanvasInterface final : public QAccessibleWidget
{
public:
    CanvasInterface(QWidget *canvas, CanvasItems &items)
        : QAccessibleWidget(canvas, QAccessible::List)
        , m_items(items)
    { }
    ~CanvasInterface() override
    {
        for (const auto &[key, id] : m_ids)
            QAccessible::deleteAccessibleInterface(id);
    }

    [[nodiscard]] int childCount() const override
    {
        return static_cast<int>(m_items.items().size()) + QAccessibleWidget::childCount();
    }
    [[nodiscard]] QAccessibleInterface *child(int index) const override
    {
        const auto all = m_items.items();
        const auto count = static_cast<int>(all.size());
        if (index < 0 || index >= count)
            return QAccessibleWidget::child(index - count);
        const std::uint64_t key = m_items.itemIdentity(all[static_cast<std::size_t>(index)]);
        const auto [known, isNew] = m_ids.try_emplace(key, 0u);
        if (isNew)
            known->second = QAccessible::registerAccessibleInterface(
                new ItemInterface(*widget(), m_items, key));
        return QAccessible::accessibleInterface(known->second);
    }
    [[nodiscard]] int indexOfChild(const QAccessibleInterface *child) const override
    {
        const auto all = m_items.items();
        for (const auto &[key, id] : m_ids) {
            if (QAccessible::accessibleInterface(id) != child)
                continue;
            const auto place = std::find_if(all.begin(), all.end(), [&, key = key](auto item) {
                return m_items.itemIdentity(item) == key;
            });
            return place == all.end() ? -1 : static_cast<int>(place - all.begin());
        }
        return QAccessibleWidget::indexOfChild(child);
    }
    [[nodiscard]] QAccessibleInterface *childAt(int x, int y) const override
    {
        const QPoint place = widget()->mapFromGlobal(QPoint{x, y});
        const auto all = m_items.items();
        for (std::size_t i = 0; i < all.size(); ++i) {
            if (m_items.itemPlace(all[i]).contains(place))
                return child(static_cast<int>(i));
        }
        return QAccessibleWidget::childAt(x, y);
    }

private:
    CanvasItems &m_items;
    mutable std::map<std::uint64_t, QAccessible::Id> m_ids; // made as they are asked for
};

QAccessibleInterface *makeCanvasInterface(const QString &, QObject *object)
{
    auto *widget = qobject_cast<QWidget *>(object);
    auto *items = widget ? dynamic_cast<CanvasItems *>(widget) : nullptr;
    return items ? new CanvasInterface(widget, *items) : nullptr;
}

} // namespace

void installCanvasAccessibility()
{
    static const bool installed = [] {
        QAccessible::installFactory(makeCanvasInterface);
        return true;
    }();
    (void)installed;
}

} // namespace sightglass
