// SPDX-License-Identifier: Apache-2.0
#include "app/shell/find_bar.h"

#include "views/items/shown_text.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QTimer>
#include <QToolButton>

namespace sightglass {
namespace {

constexpr int kTypingMilliseconds = 150;

QToolButton *button(QWidget *parent, const QString &name, const QString &text, const QString &tip)
{
    auto *button = new QToolButton(parent);
    button->setObjectName(name);
    button->setText(text);
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    button->setAutoRaise(true);
    return button;
}

} // namespace

FindBar::FindBar(ViewContext &context, QWidget *parent)
    : QFrame(parent)
    , m_context(context)
    , m_text(new QLineEdit(this))
    , m_regex(
          button(this, QStringLiteral("findRegex"), QStringLiteral(".*"), tr("Regular expression")))
    , m_found(new QLabel(this))
    , m_soon(new QTimer(this))
{
    setObjectName(QStringLiteral("findBar"));
    m_text->setObjectName(QStringLiteral("findText"));
    m_text->setPlaceholderText(tr("Find in the payload of events, or name:… type=…"));
    m_text->setToolTip(
        tr("A text in the payload, or what is known of events: field=value where they "
           "are equal, field:value where the field holds it. Fields: id, source, type, "
           "vocabulary, kind, phase, outcome, state, name, subject, environment, "
           "detail."));
    m_text->setAccessibleName(tr("Find in the payload of events"));
    m_text->setClearButtonEnabled(true);
    m_regex->setCheckable(true);
    m_found->setObjectName(QStringLiteral("findResult"));
    m_found->setTextFormat(Qt::PlainText);
    auto *previous = button(this, QStringLiteral("findPrevious"), QStringLiteral("▲"),
                            tr("Find previous (Shift+F3)"));
    auto *next
        = button(this, QStringLiteral("findNext"), QStringLiteral("▼"), tr("Find next (F3)"));
    auto *close = button(this, QStringLiteral("findClose"), QStringLiteral("✕"),
                         tr("Close the find bar (Escape)"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(10, 3, 6, 3);
    row->addWidget(m_text, 2);
    row->addWidget(m_regex);
    row->addWidget(previous);
    row->addWidget(next);
    row->addWidget(m_found, 1);
    row->addWidget(close);
    m_soon->setSingleShot(true);
    m_soon->setInterval(kTypingMilliseconds);
    connect(m_soon, &QTimer::timeout, this, &FindBar::search);
    connect(m_text, &QLineEdit::textChanged, m_soon, qOverload<>(&QTimer::start));
    connect(m_regex, &QToolButton::toggled, this, &FindBar::search);
    connect(previous, &QToolButton::clicked, this, [this] { step(false); });
    connect(next, &QToolButton::clicked, this, [this] { step(true); });
    connect(close, &QToolButton::clicked, this, &FindBar::dismiss);
    connect(&context.finder(), &Finder::changed, this, &FindBar::update);
    hide();
}

void FindBar::open()
{
    QWidget *focus = QApplication::focusWidget();
    if (focus && !isAncestorOf(focus))
        m_before = focus;
    show();
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
    if (!m_context.finder().isActive())
        search();
}

void FindBar::step(bool forward)
{
    if (m_text->text().isEmpty() || isHidden()) {
        open();
        return;
    }
    if (m_soon->isActive()) // asked for before the last letter was looked for
        search();
    if (m_context.finder().isActive())
        m_context.selectNextFound(forward);
}

void FindBar::search()
{
    m_soon->stop();
    m_error.clear();
    const QString text = m_text->text();
    if (text.isEmpty()) {
        m_context.finder().clear();
        return;
    }
    if (!m_regex->isChecked()) {
        m_context.finder().find(Pattern::ofTyped(text.toStdString()));
        return;
    }
    if (auto pattern = Pattern::ofExpression(text, m_error))
        m_context.finder().find(std::move(*pattern));
    else
        m_context.finder().clear();
}

void FindBar::update()
{
    const Finder &finder = m_context.finder();
    QString line;
    if (!m_error.isEmpty())
        line = tr("Not a regular expression: %1").arg(m_error);
    else if (finder.isActive() && !finder.isDone())
        line = tr("%1 found, %2 % searched")
                   .arg(countText(finder.count()),
                        QString::number(static_cast<int>(finder.progress() * 100)));
    else if (finder.isActive())
        line
            = finder.count() == 0 ? tr("Not found") : tr("%1 found").arg(countText(finder.count()));
    m_found->setText(line);
    m_found->setAccessibleName(line);
}

void FindBar::dismiss()
{
    m_soon->stop();
    m_context.finder().clear();
    hide();
    if (m_before)
        m_before->setFocus();
}

void FindBar::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Escape:
        dismiss();
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        step(!event->modifiers().testFlag(Qt::ShiftModifier));
        return;
    default:
        QFrame::keyPressEvent(event);
    }
}

} // namespace sightglass
