// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject> // first: moc stumbles over standard headers that stand before it

#include "model/graph/snapshot.h"
#include "model/graph/stitching.h"
#include "model/log/archive.h"
#include "model/log/log_limits.h"
#include "model/vocabulary/vocabulary.h"

#include <QString>
#include <QStringList>

#include <memory>

namespace sightglass {

/// How far a file that is written has come.
struct RecordingState
{
    QString path;
    quint64 events = 0; // that are in it for good
    quint64 unreadable = 0; // that could not be read any more, and are missing
    quint64 bytes = 0;
    QString trouble; // why it does not go on; empty: all is well
    bool done = false;
};

/// What a receiver told about itself.
struct ListenState
{
    bool listening = false;
    QString address; // "http://127.0.0.1:8473", the real port
    QString error; // why not, and what still works
};

class OlderEvents;

/// One model and all that feeds it: sources on their threads, the log writer, the ingest thread.
/// The window's (and the subcommands') only door: commands go in, frames come out. THREAD: GUI.
/// Destroying it stops all threads within 2 seconds, whatever peers do.
class Session final : public QObject
{
    Q_OBJECT
public:
    explicit Session(const VocabularyList &vocabularies, QObject *parent = nullptr);
    ~Session() override;

    /// What is read and received from now on is read by these; what is known stays as it is.
    void speak(const VocabularyList &vocabularies);

    /// The process is kept below so many bytes: the oldest events leave the model, the log keeps
    /// them. Without it nothing leaves. REQUIRES: before anything is opened. `folder`: for a file
    /// without a name, 16 bytes an event that left; empty: the system's.
    void setMemoryBudget(quint64 bytes, const QString &folder = {});
    /// Half of the machine's memory, at most 2 GiB.
    [[nodiscard]] static quint64 usualMemoryBudget();
    /// Where those that left are found again. Null: without a budget.
    [[nodiscard]] std::shared_ptr<const OlderEvents> olderEvents() const;

    /// Files, folders or "-", one source each; with `follow` a file that grows is read on.
    void openFiles(const QStringList &paths, bool follow);
    /// What was read of files stays, the rest is left out; filesRead() comes soon.
    void stopReading();
    /// Reads the log folder, then appends to it what the receiver takes. Only one process writes a
    /// folder: in a second one the folder is followed read-only, and listenChanged() gives the
    /// first one's address. The oldest segments beyond the limits are dropped, and it is said at
    /// the receiver's source.
    void openLog(const QString &folder, const LogLimits &limits = {});
    /// Listens on address:port, or the next free port if `mayMove`. REQUIRES: openLog() before, for
    /// what is answered must be in the log.
    void listen(const QString &address, quint16 port, bool mayMove);
    /// Plays the built-in demo stream (90 s, in a loop) as if it arrived from `start` on. Nothing
    /// of it is logged. With `atOnce` its first loop is there at once: for pictures.
    void startDemo(quint64 seed, Timestamp start, bool atOnce);
    void stopDemo();

    enum class RecordFrom : std::uint8_t {
        Now, // what comes
        Received, // also what a live source brought since the start; asked for after filesRead()
        Beginning // also all that is known
    };
    /// Writes events to a file of the log's form (see RecordingFile) until stopRecording(), or
    /// until it holds `atMost`: recordingChanged() tells. One at a time.
    void startRecording(const QString &path, RecordFrom from = RecordFrom::Now,
                        quint64 atMost = ~quint64{0});
    void stopRecording();
    /// Writes all that is known now to such a file: saved() tells. A file that has the name stays
    /// until the new one is whole.
    void saveAs(const QString &path);

    /// What the user thinks of joins; they hold for what is here and for what comes.
    void judgeJoins(const std::vector<JoinVerdict> &verdicts);

    /// Bytes of any record, as received.
    [[nodiscard]] std::shared_ptr<const Archives> archives() const;

Q_SIGNALS:
    /// At most once per display frame, with everything since the last one.
    void frameReady(const sightglass::Frame &frame);
    void listenChanged(const sightglass::ListenState &state);
    /// Once per openFiles() and openLog(): all their files were read to their (present) end, and
    /// the frame that holds it came.
    void filesRead();
    /// A sentence about what does not work and what still does (folder not writable, disk full); an
    /// empty one when the log is written again.
    void trouble(const QString &message);
    /// About once a second, and in the end.
    void recordingChanged(const sightglass::RecordingState &state);
    void saved(const sightglass::RecordingState &state);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace sightglass

Q_DECLARE_METATYPE(sightglass::Frame)
Q_DECLARE_METATYPE(sightglass::ListenState)
Q_DECLARE_METATYPE(sightglass::RecordingState)
