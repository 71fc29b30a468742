// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject> // first: moc stumbles over standard headers that stand before it

#include "model/session/session.h"

class QAction;
class QWidget;

namespace sightglass {

class Content;
class MessageBar;

/// Recording and saving, as a user sees them: asks for the file, shows on the action how far it is,
/// and tells in the end what is in which file.
class RecordingControl final : public QObject
{
    Q_OBJECT
public:
    /// LIFETIME: content and messages outlive it.
    RecordingControl(Content &content, MessageBar &messages, QWidget *window);

    /// The checked one that starts and stops; for the toolbar.
    [[nodiscard]] QAction *action() const { return m_action; }
    void toggle();
    void save();

private:
    [[nodiscard]] QString askForFile(const QString &title);
    void show();
    void tell(const RecordingState &state, const QString &done);

    Content &m_content;
    MessageBar &m_messages;
    QWidget *m_window;
    QAction *m_action;
    QString m_trouble; // that was told last
};

} // namespace sightglass
