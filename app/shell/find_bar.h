// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFrame> // first: moc stumbles over standard headers that stand before it

#include "views/context/view_context.h"

#include <QPointer>

class QLabel;
class QLineEdit;
class QTimer;
class QToolButton;

namespace sightglass {

/// Where one types what to look for in the payload of events, and reads how much was found. Hits
/// are marked in the views and walked by selection; nothing is hidden (ux.md §2.3).
class FindBar final : public QFrame
{
    Q_OBJECT
public:
    FindBar(ViewContext &context, QWidget *parent = nullptr);

    /// Shows the bar, ready to be typed into.
    void open();
    /// To the next or previous hit; opens the bar when nothing is looked for.
    void step(bool forward);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void search();
    void update();
    void dismiss();

    ViewContext &m_context;
    QLineEdit *m_text;
    QToolButton *m_regex;
    QLabel *m_found;
    QTimer *m_soon;
    QString m_error; // of the expression
    QPointer<QWidget> m_before; // had the focus
};

} // namespace sightglass
