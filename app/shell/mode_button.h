// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QToolButton> // first: moc stumbles over standard headers that stand before it

#include "views/context/view_context.h"

namespace sightglass {

/// Live, paused, replay or demo: in words, with what can be done about it in its menu (ux.md §2.3).
class ModeButton final : public QToolButton
{
    Q_OBJECT
public:
    explicit ModeButton(ViewContext &context, QWidget *parent = nullptr);

private:
    void update();

    ViewContext &m_context;
};

} // namespace sightglass
