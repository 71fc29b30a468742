// SPDX-License-Identifier: Apache-2.0
#include "app/shell/message_bar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

#include <utility>

namespace sightglass {

MessageBar::MessageBar(QWidget *parent)
    : QFrame(parent)
    , m_text(new QLabel(this))
    , m_action(new QPushButton(this))
{
    setObjectName(QStringLiteral("messageBar"));
    setFrameShape(QFrame::StyledPanel);
    m_text->setObjectName(QStringLiteral("messageText"));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_action->setObjectName(QStringLiteral("messageAction"));
    auto *close = new QPushButton(tr("Close"), this);
    close->setObjectName(QStringLiteral("messageClose"));
    close->setAccessibleName(tr("Close message"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(10, 4, 6, 4);
    row->addWidget(m_text, 1);
    row->addWidget(m_action);
    row->addWidget(close);
    connect(close, &QPushButton::clicked, this, &QWidget::hide);
    connect(m_action, &QPushButton::clicked, this, [this] {
        hide();
        if (const auto act = std::exchange(m_act, {}))
            act();
    });
    hide();
}

void MessageBar::show(const QString &message, const QString &action, std::function<void()> act)
{
    m_text->setText(message);
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    m_act = std::move(act);
    QWidget::show();
}

void MessageBar::withdraw(const QString &action)
{
    if (m_action->text() == action)
        hide();
}

} // namespace sightglass
