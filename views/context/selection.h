// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject> // first: moc stumbles over standard headers that stand before it

#include "model/base/strong_id.h"

#include <vector>

namespace sightglass {

/// What is selected: an event, and the activity or subject that it is about, if any.
struct Selected
{
    EventId event;
    EntityId entity;

    [[nodiscard]] bool isEmpty() const { return event.isNull(); }
    friend bool operator==(const Selected &, const Selected &) = default;
};

/// One selection across all views, with its history (50 steps). THREAD: GUI.
class Selection final : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    [[nodiscard]] const Selected &current() const { return m_current; }
    [[nodiscard]] const Selected &hovered() const { return m_hovered; }
    [[nodiscard]] bool canGoBack() const { return m_position > 0; }
    [[nodiscard]] bool canGoForward() const { return m_position + 1 < m_history.size(); }

    void select(const Selected &selected);
    void hover(const Selected &hovered);
    /// Forgets everything: other content is shown.
    void reset();

public Q_SLOTS:
    void clear() { select({}); }
    void back();
    void forward();

Q_SIGNALS:
    void changed();
    void hoverChanged();

private:
    Selected m_current;
    Selected m_hovered;
    std::vector<Selected> m_history;
    std::size_t m_position = 0;
};

} // namespace sightglass
