// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget> // first: moc stumbles over standard headers that stand before it

#include "views/common/theme.h"

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace sightglass {

/// The first ten seconds (ux.md §3): watch the demo, send your events, open a recording.
class WelcomeCard final : public QWidget
{
    Q_OBJECT
public:
    explicit WelcomeCard(Theme &theme, QWidget *parent = nullptr);

    /// Empty: nothing listens, `problem` says why.
    void setReceiver(const QString &address, const QString &problem);
    void setDemoRunning(bool running);
    /// A line that works as it stands: an event that starts a run now. `finished`: the one that
    /// ends it.
    [[nodiscard]] static QString curlText(const QString &address, bool finished);

Q_SIGNALS:
    void demoToggled();
    void openWanted();
    /// A recording that ships with the program, by the name of its file.
    void exampleWanted(const QString &file);
    void closed();

private:
    QPlainTextEdit *commandBox(const QString &name, const QString &accessibleName);
    QLabel *heading(const QString &text);
    QLabel *sentence(const QString &text);
    QPushButton *exampleButton(const QString &text, const QString &file);
    QPushButton *copyButton(const QString &name, QPlainTextEdit *from);

    Theme &m_theme;
    QLabel *m_listening;
    QPlainTextEdit *m_started;
    QPlainTextEdit *m_finished;
    QPushButton *m_demo;
};

} // namespace sightglass
