// SPDX-License-Identifier: Apache-2.0
#include "views/timestrip/time_strip.h"

#include "views/items/shown_text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QToolButton>

#include <cmath>
#include <limits>

namespace sightglass {

QString TimeStrip::speedText(double speed)
{
    return std::isinf(speed) ? tr("As fast as possible")
                             : QString::number(speed) + QStringLiteral("×");
}

TimeStrip::TimeStrip(ViewContext &context, Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_theme(theme)
    , m_histogram(new TimeHistogram(context, theme, this))
    , m_clock(new QLabel(this))
{
    setObjectName(QStringLiteral("timeStrip"));
    setFixedHeight(48);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(6, 3, 6, 3);
    row->setSpacing(2);
    Playhead &playhead = context.playhead();
    const auto add = [&](const QString &name, Transport sign, const QString &text, auto slot) {
        QToolButton *made = button(name, text);
        m_signs.emplace_back(made, sign);
        connect(made, &QToolButton::clicked, this, slot);
        row->addWidget(made);
        return made;
    };
    add(QStringLiteral("stripStart"), Transport::Start, tr("To the start"),
        [&playhead] { playhead.seek(playhead.first()); });
    add(QStringLiteral("stripPrevious"), Transport::Previous, tr("Previous event (,)"),
        [this] { m_histogram->step(false); });
    m_play = add(QStringLiteral("stripPlay"), Transport::Pause, tr("Pause (F5)"),
                 [&playhead] { playhead.togglePause(); });
    add(QStringLiteral("stripNext"), Transport::Next, tr("Next event (.)"),
        [this] { m_histogram->step(true); });
    add(QStringLiteral("stripLive"), Transport::End,
        tr("To the end, live where events arrive (Ctrl+End)"), [&playhead] {
            playhead.mode() == Mode::Replay ? playhead.seek(playhead.last()) : playhead.goLive();
        });
    m_speed = button(QStringLiteral("stripSpeed"), tr("Play speed"));
    m_speed->setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(m_speed);
    for (const double speed : kSpeeds)
        menu->addAction(speedText(speed), &playhead,
                        [&playhead, speed] { playhead.setSpeed(speed); });
    menu->addAction(speedText(std::numeric_limits<double>::infinity()), &playhead,
                    [&playhead] { playhead.setSpeed(std::numeric_limits<double>::infinity()); });
    m_speed->setMenu(menu);
    row->addWidget(m_speed);
    row->addWidget(m_histogram, 1);
    m_clock->setObjectName(QStringLiteral("stripClock"));
    m_clock->setTextFormat(Qt::PlainText);
    m_clock->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_clock->setFont(theme.fixedFont(12));
    m_clock->setMinimumWidth(190);
    row->addWidget(m_clock);
    setFocusProxy(m_histogram);
    connect(&context, &ViewContext::moved, this, &TimeStrip::update);
    connect(&context, &ViewContext::advanced, this, &TimeStrip::update);
    connect(&playhead, &Playhead::modeChanged, this, &TimeStrip::update);
    connect(&theme, &Theme::changed, this, &TimeStrip::update);
    update();
}

QToolButton *TimeStrip::button(const QString &name, const QString &text)
{
    auto *made = new QToolButton(this);
    made->setObjectName(name);
    made->setToolTip(text);
    made->setAccessibleName(text);
    made->setAutoRaise(true);
    made->setMinimumSize(28, 28);
    return made;
}

void TimeStrip::update()
{
    const Playhead &playhead = m_context.playhead();
    const bool runs = playhead.mode() == Mode::Live || playhead.isPlaying();
    m_signs[2].second = runs ? Transport::Pause : Transport::Play;
    for (const auto &[button, sign] : m_signs)
        button->setIcon(transportIcon(sign, m_theme));
    const QString play = playhead.mode() == Mode::Replay ? tr("Play") : tr("Resume");
    m_play->setAccessibleName(runs ? tr("Pause") : play);
    m_play->setToolTip(m_play->accessibleName() + QStringLiteral(" (F5)"));
    m_speed->setText(speedText(playhead.speed()));
    const Timestamp now = playhead.now();
    m_clock->setText((isKnown(now) && now != kEndOfTime ? dateTimeText(now) : QStringLiteral("–"))
                     + QLatin1Char('\n') + zoneText());
}

} // namespace sightglass
