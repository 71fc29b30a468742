// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFrame> // first: moc stumbles over standard headers that stand before it

#include <functional>

class QLabel;
class QPushButton;

namespace sightglass {

/// One message inside the window, never a dialog: what happened, one thing to do about it, and a
/// way to close it.
class MessageBar final : public QFrame
{
    Q_OBJECT
public:
    explicit MessageBar(QWidget *parent = nullptr);

    /// An empty action has no button.
    void show(const QString &message, const QString &action = {}, std::function<void()> act = {});
    /// Hides the message that offers the action, if it is the one that is shown.
    void withdraw(const QString &action);

private:
    QLabel *m_text;
    QPushButton *m_action;
    std::function<void()> m_act;
};

} // namespace sightglass
