// SPDX-License-Identifier: Apache-2.0
#include "app/shell/mode_button.h"

#include "views/items/shown_text.h"

#include <QMenu>

namespace sightglass {

ModeButton::ModeButton(ViewContext &context, QWidget *parent)
    : QToolButton(parent)
    , m_context(context)
{
    setObjectName(QStringLiteral("modeButton"));
    setPopupMode(QToolButton::InstantPopup);
    setMinimumWidth(150);
    Playhead &playhead = context.playhead();
    auto *menu = new QMenu(this);
    menu->addAction(tr("Follow live"), &playhead, &Playhead::goLive);
    menu->addAction(tr("Pause view"), &playhead, &Playhead::pause);
    menu->addAction(tr("Resume or play"), &playhead, &Playhead::resume);
    menu->addAction(tr("Replay from here"), &playhead, [&playhead] {
        playhead.replayFrom(std::min(playhead.at(), playhead.last()));
        playhead.resume();
    });
    setMenu(menu);
    connect(&playhead, &Playhead::modeChanged, this, &ModeButton::update);
    connect(&context, &ViewContext::contentReplaced, this, &ModeButton::update);
    update();
}

void ModeButton::update()
{
    const Playhead &playhead = m_context.playhead();
    QString text;
    switch (playhead.mode()) {
    case Mode::Live:
        text = m_context.isDemo() ? tr("◌ DEMO") : tr("● LIVE");
        break;
    case Mode::Paused: {
        text = tr("‖ PAUSED");
        if (m_context.arrivedWhilePaused() > 0)
            text += QStringLiteral(" +") + countText(m_context.arrivedWhilePaused());
        if (m_context.isDemo())
            text = tr("◌ DEMO ") + text;
        break;
    }
    case Mode::Replay:
        text = (playhead.isPlaying() ? tr("▶ REPLAY ") : tr("‖ REPLAY "))
            + QString::number(playhead.speed()) + QStringLiteral("×");
        if (m_context.isDemo())
            text = tr("◌ DEMO ") + text;
    }
    setText(text);
    setAccessibleName(text);
    setToolTip(tr("Live, paused or replay: %1. F5 pauses and resumes.").arg(text));
}

} // namespace sightglass
