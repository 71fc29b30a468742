// SPDX-License-Identifier: Apache-2.0
#include "app/shell/recording_control.h"

#include "app/shell/content.h"
#include "app/shell/message_bar.h"
#include "views/items/shown_text.h"

#include <QAction>
#include <QDateTime>
#include <QFileDialog>
#include <QFileInfo>
#include <QLocale>

namespace sightglass {
namespace {

QString amountOf(const RecordingState &state)
{
    return RecordingControl::tr("%1 events, %2")
        .arg(countText(state.events),
             QLocale{}.formattedDataSize(static_cast<qint64>(state.bytes)));
}

} // namespace

RecordingControl::RecordingControl(Content &content, MessageBar &messages, QWidget *window)
    : QObject(window)
    , m_content(content)
    , m_messages(messages)
    , m_window(window)
    , m_action(new QAction(this))
{
    m_action->setObjectName(QStringLiteral("toolRecord"));
    m_action->setCheckable(true);
    connect(m_action, &QAction::triggered, this, &RecordingControl::toggle);
    connect(&content, &Content::recordingChanged, this, &RecordingControl::show);
    connect(&content, &Content::saved, this, [this](const RecordingState &state) {
        if (state.done || !state.trouble.isEmpty())
            tell(state, tr("Saved"));
    });
    show();
}

void RecordingControl::toggle()
{
    if (m_content.isRecording()) {
        m_content.stopRecording();
    } else if (const QString path = askForFile(tr("Record What Is Received")); !path.isEmpty()) {
        m_content.startRecording(path);
    }
    m_action->setChecked(m_content.isRecording());
}

void RecordingControl::save()
{
    if (const QString path = askForFile(tr("Save Buffer as Recording")); !path.isEmpty())
        m_content.saveAs(path);
}

QString RecordingControl::askForFile(const QString &title)
{
    const QString name = QStringLiteral("sightglass-")
        + QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-HHmmss"))
        + QStringLiteral(".ndjson.zst");
    return QFileDialog::getSaveFileName(
        m_window, title, name,
        tr("Packed recording (*.ndjson.zst);;Recording (*.ndjson);;All files (*)"));
}

void RecordingControl::show()
{
    const RecordingState &state = m_content.recording();
    const bool runs = m_content.isRecording();
    m_action->setChecked(runs);
    m_action->setText(runs ? QStringLiteral("◉ ") + amountOf(state) : tr("◉ Record"));
    m_action->setToolTip(runs ? tr("Recording to %1. Click to stop (Ctrl+R)").arg(state.path)
                              : tr("Record what is received from now on (Ctrl+R)"));
    if (state.done || state.trouble != m_trouble)
        tell(state, tr("Recorded"));
    m_trouble = state.trouble;
}

void RecordingControl::tell(const RecordingState &state, const QString &done)
{
    const QString name = QFileInfo{state.path}.fileName();
    if (!state.trouble.isEmpty()) {
        m_messages.show((state.done ? tr("%1 is not complete: %2. There is %3 in it.")
                                    : tr("Writing %1 waits: %2. There is %3 in it."))
                            .arg(name, state.trouble, amountOf(state)));
        return;
    }
    if (!state.done)
        return;
    const QString missing = state.unreadable == 0
        ? QString{}
        : tr(" %1 could not be read any more and are missing.").arg(countText(state.unreadable));
    m_messages.show(done + tr(": %1 in %2.").arg(amountOf(state), name) + missing, tr("Open"),
                    [this, path = state.path] { m_content.openFiles({path}); });
}

} // namespace sightglass
