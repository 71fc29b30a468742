// SPDX-License-Identifier: Apache-2.0
#include "views/context/selection.h"

namespace sightglass {
namespace {

constexpr std::size_t kSteps = 50;

} // namespace

void Selection::select(const Selected &selected)
{
    if (selected == m_current)
        return;
    m_current = selected;
    if (!selected.isEmpty()) {
        m_history.resize(m_history.empty() ? 0 : m_position + 1);
        m_history.push_back(selected);
        if (m_history.size() > kSteps)
            m_history.erase(m_history.begin());
        m_position = m_history.size() - 1;
    }
    Q_EMIT changed();
}

void Selection::hover(const Selected &hovered)
{
    if (hovered == m_hovered)
        return;
    m_hovered = hovered;
    Q_EMIT hoverChanged();
}

void Selection::reset()
{
    m_current = m_hovered = {};
    m_history.clear();
    m_position = 0;
    Q_EMIT changed();
}

void Selection::back()
{
    if (!canGoBack())
        return;
    m_current = m_history[--m_position];
    Q_EMIT changed();
}

void Selection::forward()
{
    if (!canGoForward())
        return;
    m_current = m_history[++m_position];
    Q_EMIT changed();
}

} // namespace sightglass
