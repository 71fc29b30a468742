// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject> // first: moc stumbles over standard headers that stand before it

#include "app/shell/join_verdicts.h"
#include "app/shell/shell_options.h"
#include "model/session/session.h"
#include "views/context/view_context.h"

#include <memory>
#include <vector>

namespace sightglass {

/// A recording that ships with the program.
struct Example
{
    QString title;
    QString file;
};

/// What the window shows: the live log, the demo, or files; and the change from one to another.
/// Owns the sessions.
class Content final : public QObject
{
    Q_OBJECT
public:
    /// LIFETIME: the context outlives it.
    Content(const VocabularyList &vocabularies, ViewContext &context, const ShellOptions &options,
            QObject *parent = nullptr);
    ~Content() override;

    [[nodiscard]] static std::vector<Example> examples();

    void start();
    /// What is read from now on is read by these.
    void speak(const VocabularyList &vocabularies);
    [[nodiscard]] const VocabularyList &vocabularies() const { return m_vocabularies; }
    [[nodiscard]] const ListenState &listening() const { return m_listening; }
    [[nodiscard]] bool isDemo() const { return m_shown == Shown::Demo; }
    [[nodiscard]] bool isFiles() const { return m_shown == Shown::Files; }
    /// Whether a part of the log is shown that the memory had no room for.
    [[nodiscard]] bool isLog() const { return m_newest.has_value(); }
    [[nodiscard]] const QString &title() const { return m_title; }
    /// Whether files are being read, and how far.
    [[nodiscard]] bool isReading() const { return m_reading; }

    /// Records what is received, whatever is shown; see Session::startRecording().
    void startRecording(const QString &path);
    void stopRecording();
    [[nodiscard]] const RecordingState &recording() const { return m_recording; }
    [[nodiscard]] bool isRecording() const
    {
        return !m_recording.path.isEmpty() && !m_recording.done;
    }
    /// Writes what is shown to a file.
    void saveAs(const QString &path);

    /// The user's word on a join: for everything that is shown, now and after the next start.
    void judgeJoin(const JoinVerdict &verdict);

public Q_SLOTS:
    void openFiles(const QStringList &paths);
    void openExample(const QString &file);
    void closeFiles();
    /// What was read of the files stays.
    void stopReading();
    /// Shows, instead of what is in memory, the events around an instant that the log has kept of
    /// what is shown. Nothing, when all that were dropped had happened by then.
    /// `selected`: that is selected there.
    void readLogAt(sightglass::Timestamp at, sightglass::EventId selected = {});
    /// Shows what is in memory again.
    void leaveLog();
    void startDemo();
    /// Shows what was received instead.
    void stopDemo();

Q_SIGNALS:
    /// Other content, or another title.
    void changed();
    void listeningChanged();
    /// The first real event took the demo's place.
    void demoReplaced(const QString &firstEvent);
    void trouble(const QString &message);
    void filesRead();
    void readingTakesLong();
    /// Rows [first, last) are shown from the log.
    void logShown(quint32 first, quint32 last);
    void recordingChanged();
    void saved(const sightglass::RecordingState &state);
    void vocabulariesChanged();

private:
    enum class Shown : std::uint8_t { Live, Demo, Files };

    [[nodiscard]] std::unique_ptr<Session> makeSession(Shown which);
    [[nodiscard]] QString stateFolder() const;
    [[nodiscard]] QString logFolder() const;
    void show(Shown which, const QString &title);
    void replaceContent(bool grows);
    void take(const Frame &frame);
    void showLog(const Snapshot &newest, Snapshot part, Timestamp at, EventId selected);
    void liveFrame(const Frame &frame);
    void replaceDemo(const Frame &frame);
    void seekFirst();
    void connectRecording();
    [[nodiscard]] Session &shownSession();
    [[nodiscard]] Timestamp wallClock() const;

    VocabularyList m_vocabularies;
    ViewContext &m_context;
    ShellOptions m_options;
    JoinVerdicts m_verdicts;
    std::unique_ptr<Session> m_live;
    std::unique_ptr<Session> m_demo;
    std::unique_ptr<Session> m_files;
    std::unique_ptr<Frame> m_liveFrame; // the newest, while something else is shown
    ListenState m_listening;
    RecordingState m_recording;
    Shown m_shown = Shown::Live;
    QString m_title;
    std::optional<Snapshot> m_newest; // what is in memory, while a part of the log is shown
    quint64 m_generation = 0; // of the content: what is read for an older one is dropped
    quint32 m_liveEvents = 0; // known when the demo began: only newer ones end it
    bool m_reading = false;
    bool m_sought = false;
};

} // namespace sightglass
