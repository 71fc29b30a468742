// SPDX-License-Identifier: Apache-2.0
#include "model/session/session.h"

#include "model/envelope/record_reader.h"
#include "model/log/log_folder.h"
#include "model/session/demo_feed.h"
#include "model/session/file_feed.h"
#include "model/session/frame_post.h"
#include "model/session/ingest.h"
#include "model/session/live_intake.h"
#include "model/session/recorder.h"
#include "model/session/source_notes.h"

#include <QThread>

#include <functional>
#include <future>
#include <mutex>

namespace sightglass {
namespace {

constexpr std::chrono::milliseconds kLastWait{500};

RecordingState shownState(const Recorder::State &state)
{
    return {QString::fromStdString(state.path),    state.events, state.unreadable, state.bytes,
            QString::fromStdString(state.trouble), state.done};
}

} // namespace

class Session::Private
{
public:
    Private(const VocabularyList &vocabularies, Session *session)
        : q(session)
        , m_vocabularies(vocabularies)
        , m_archives(std::make_shared<Archives>())
        , m_post(m_inbox, q, [this](const Frame &frame) { take(frame); })
        , m_ingest(new Ingest(vocabularies, m_archives, m_inbox, m_post.mailbox(), m_post.clock()))
    {
        m_thread.setObjectName(QStringLiteral("ingest"));
        m_ingest->moveToThread(&m_thread);
        QObject::connect(&m_thread, &QThread::finished, m_ingest, &QObject::deleteLater);
        m_thread.start();
    }

    // Those who hand on end before those who take: receiver, log, feeds, ingest. What waits for
    // ingest is dropped, unless it is recorded: what is acknowledged stands in the log.
    ~Private()
    {
        m_saver.reset();
        for (const auto &feed : m_feeds)
            feed->stop();
        if (m_receiver)
            m_receiver->stop();
        if (!m_recorder)
            m_inbox.close();
        m_writer.reset();
        m_live.reset();
        m_receiver.reset();
        if (m_recorder)
            takeLast();
        m_inbox.close();
        m_recorder.reset();
        m_demo.reset();
        m_feeds.clear();
        m_thread.quit();
        m_thread.wait();
    }

    void take(const Frame &frame)
    {
        m_newest = frame.snapshot;
        if (m_recorder)
            m_recorder->take(m_newest);
        Q_EMIT q->frameReady(frame);
    }

    using Changed = void (Session::*)(const RecordingState &);
    std::unique_ptr<Recorder> recorder(Recorder::Plan plan, Changed changed)
    {
        const auto told = [this, session = q, changed](const Recorder::State &state) {
            QMetaObject::invokeMethod(session, [this, changed, shown = shownState(state)] {
                m_isSaving = m_isSaving && !(shown.done && changed == &Session::saved);
                Q_EMIT(q->*changed)(shown);
            });
        };
        return std::make_unique<Recorder>(std::move(plan), m_archives, told);
    }

    void startRecording(const QString &path, RecordFrom from, quint64 atMost)
    {
        const bool all = from == RecordFrom::Beginning;
        Recorder::Plan plan;
        plan.path = path.toStdString();
        plan.receivedOnly = all ? 0 : m_newest.events.size();
        plan.events = from == RecordFrom::Now ? m_newest.events.size() : 0;
        plan.repeats = all ? 0 : m_newest.repeats.size();
        plan.atMost = atMost;
        m_recorder = recorder(std::move(plan), &Session::recordingChanged);
        m_recorder->take(m_newest);
    }

    // Behind everything that was answered.
    void stopRecording()
    {
        m_inbox.post([this](Ingest &ingest) {
            ingest.publish();
            QMetaObject::invokeMethod(
                q,
                [this] {
                    m_post.deliver();
                    if (m_recorder)
                        m_recorder->finish();
                },
                Qt::QueuedConnection);
        });
    }

    // No one to call back any more: waits a little for what is still in the inbox.
    void takeLast()
    {
        const auto published = std::make_shared<std::promise<void>>();
        m_inbox.post([published](Ingest &ingest) {
            ingest.publish();
            published->set_value();
        });
        published->get_future().wait_for(kLastWait);
        if (const auto frame = m_post.mailbox().take())
            m_recorder->take(frame->snapshot);
    }

    void saveAs(const QString &path)
    {
        if (m_isSaving) {
            RecordingState busy;
            busy.path = path;
            busy.trouble = Session::tr("another file is still being saved");
            busy.done = true;
            Q_EMIT q->saved(busy);
            return;
        }
        m_isSaving = true;
        Recorder::Plan plan;
        plan.path = path.toStdString();
        plan.replace = RecordingFile::Replace::AtEnd;
        m_saver = recorder(std::move(plan), &Session::saved);
        m_saver->take(m_newest);
        m_saver->finish();
    }

    // Any thread. Sources are counted in the order in which ingest meets them.
    std::uint32_t addSource(const std::string &name, const std::string &address, bool live)
    {
        const std::lock_guard lock{m_sourcesMutex};
        m_inbox.post(
            [name, address, live](Ingest &ingest) { ingest.addSource(name, address, live); });
        return m_sources++;
    }

    // `then` on the GUI thread.
    void read(FileFeedPlan plan, const std::function<void()> &then)
    {
        if (m_budget > 0)
            plan.newestFirst = m_budget;
        const auto done = [this, then] {
            // Behind everything that was read, and after the frame that holds it.
            m_inbox.post([this, then](Ingest &ingest) {
                ingest.publish();
                QMetaObject::invokeMethod(
                    q,
                    [this, then] {
                        m_post.deliver();
                        then();
                        Q_EMIT q->filesRead();
                    },
                    Qt::QueuedConnection);
            });
        };
        m_feeds.push_back(std::make_unique<FileFeed>(std::move(plan), m_inbox, m_archives, done));
    }

    void openFiles(const QStringList &paths, bool follow)
    {
        FileFeedPlan plan;
        plan.follow = follow;
        for (const QString &path : paths) {
            for (const std::string &file : expandPath(path.toStdString())) {
                plan.paths.push_back(file);
                plan.sources.push_back(
                    addSource(file == "-" ? "standard input" : file, file, false));
            }
        }
        read(std::move(plan), [] {});
    }

    void openLog(const QString &path, const LogLimits &limits)
    {
        const LogFolder::Access access = m_folder.open(path.toStdString());
        if (access == LogFolder::Access::Unusable) {
            Q_EMIT q->trouble(Session::tr("The log folder %1 cannot be written (%2). What is in it "
                                          "is shown; the receiver "
                                          "answers 503.")
                                  .arg(path, QString::fromStdString(m_folder.error())));
        }
        m_owner = access == LogFolder::Access::Owner;
        if (const std::uint64_t torn = m_owner ? m_folder.repair().cutBytes : 0)
            Q_EMIT q->trouble(Session::tr("The last line of the log was torn by a crash; %1 bytes "
                                          "were cut off and kept beside it.")
                                  .arg(torn));
        FileFeedPlan plan;
        plan.paths = m_folder.segments();
        plan.follow = access == LogFolder::Access::Follower;
        plan.folder = plan.follow ? m_folder.path() : std::string{};
        plan.addSource
            = [this](const std::string &segment) { return addSource(segment, segment, false); };
        for (const std::string &segment : plan.paths)
            plan.sources.push_back(plan.addSource(segment));
        if (m_owner)
            write(limits);
        else if (plan.follow)
            m_listenState.address = QString::fromStdString(m_folder.ownerAddress());
        // Packed and dropped is only what was read: it would be gone under the reader.
        read(std::move(plan), [this] {
            if (m_writer)
                m_writer->keepOlder();
        });
    }

    void write(const LogLimits &limits)
    {
        const auto trouble = [this](const std::string &sentence) {
            m_notes.say(SourceNotes::About::Log, sentence);
            QMetaObject::invokeMethod(q, [session = q, sentence] {
                Q_EMIT session->trouble(QString::fromStdString(sentence));
            });
        };
        const auto dropped = [this](const std::string &sentence) {
            m_notes.say(SourceNotes::About::Dropped, sentence);
        };
        m_writer
            = std::make_unique<LogWriter>(m_folder.path(), *m_archives, trouble, limits, dropped);
    }

    void listen(const QString &address, quint16 port, bool mayMove)
    {
        if (!m_folder.path().empty() && !m_owner && m_folder.error().empty()) {
            m_listenState.error = m_listenState.address.isEmpty()
                ? Session::tr("Another Sightglass writes this log; this window follows it.")
                : Session::tr("Another Sightglass receives events at %1 and writes this log; this "
                              "window follows it.")
                      .arg(m_listenState.address);
            Q_EMIT q->listenChanged(m_listenState);
            return;
        }
        const std::uint32_t source = addSource("Receiver", {}, true);
        m_live = std::make_unique<LiveIntake>(source, m_inbox, m_notes, m_writer.get());
        m_receiver = std::make_unique<Receiver>(m_vocabularies, m_live->ports());
        Receiver::Where where;
        where.address = address.toStdString();
        where.port = port;
        where.mayMove = mayMove;
        where.token = qEnvironmentVariable("SIGHTGLASS_TOKEN").toStdString();
        const std::string error = m_receiver->listen(where);
        m_listenState.listening = error.empty();
        m_listenState.error = QString::fromStdString(error);
        m_listenState.address
            = error.empty() ? QString::fromStdString(m_receiver->url()) : QString{};
        if (m_owner)
            m_folder.setOwnerAddress(m_listenState.address.toStdString());
        m_inbox.post([source, url = m_listenState.address.toStdString()](Ingest &ingest) {
            ingest.setAddress(source, url);
        });
        m_notes.begin(source, error);
        Q_EMIT q->listenChanged(m_listenState);
    }

    void speak(const VocabularyList &vocabularies)
    {
        m_vocabularies = vocabularies;
        m_inbox.post([vocabularies](Ingest &ingest) { ingest.speak(vocabularies); });
        if (m_receiver)
            m_receiver->speak(vocabularies);
    }

    void startDemo(quint64 seed, Timestamp start, bool atOnce)
    {
        const std::uint32_t source = addSource("Demo", "tekton-prod (demo)", false);
        m_demo = std::make_unique<DemoFeed>(seed, source, start, atOnce, m_inbox, m_archives);
    }

    Session *q;
    VocabularyList m_vocabularies;
    std::shared_ptr<Archives> m_archives;
    Inbox m_inbox;
    FramePost m_post;
    QThread m_thread;
    Ingest *m_ingest; // lives in m_thread, deleted as it finishes
    LogFolder m_folder;
    SourceNotes m_notes{m_inbox};
    std::unique_ptr<LiveIntake> m_live;
    std::unique_ptr<LogWriter> m_writer;
    std::unique_ptr<Receiver> m_receiver;
    std::unique_ptr<DemoFeed> m_demo;
    std::vector<std::unique_ptr<FileFeed>> m_feeds;
    Snapshot m_newest;
    std::unique_ptr<Recorder> m_recorder;
    std::unique_ptr<Recorder> m_saver;
    ListenState m_listenState;
    std::shared_ptr<OlderEvents> m_older; // null: nothing is ever dropped
    std::uint64_t m_budget = 0;
    std::mutex m_sourcesMutex;
    std::uint32_t m_sources = 0;
    bool m_owner = false;
    bool m_isSaving = false;
};

Session::Session(const VocabularyList &vocabularies, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(vocabularies, this))
{ }

Session::~Session() = default;

void Session::speak(const VocabularyList &vocabularies)
{
    d->speak(vocabularies);
}
void Session::setMemoryBudget(quint64 bytes, const QString &folder)
{
    d->m_budget = bytes;
    d->m_older = std::make_shared<OlderEvents>(d->m_archives, folder.toStdString());
    d->m_inbox.post(
        [bytes, older = d->m_older](Ingest &ingest) { ingest.setBudget(bytes, older); });
}
quint64 Session::usualMemoryBudget()
{
    return MemoryGovernor::usualBudget();
}
std::shared_ptr<const OlderEvents> Session::olderEvents() const
{
    return d->m_older;
}
void Session::openFiles(const QStringList &paths, bool follow)
{
    d->openFiles(paths, follow);
}
void Session::openLog(const QString &folder, const LogLimits &limits)
{
    d->openLog(folder, limits);
}
void Session::listen(const QString &address, quint16 port, bool mayMove)
{
    d->listen(address, port, mayMove);
}
void Session::startDemo(quint64 seed, Timestamp start, bool atOnce)
{
    d->startDemo(seed, start, atOnce);
}
void Session::stopReading()
{
    for (const auto &feed : d->m_feeds)
        feed->stopReading();
}
void Session::stopDemo()
{
    d->m_demo.reset();
}
void Session::startRecording(const QString &path, RecordFrom from, quint64 atMost)
{
    d->startRecording(path, from, atMost);
}
void Session::stopRecording()
{
    d->stopRecording();
}
void Session::saveAs(const QString &path)
{
    d->saveAs(path);
}
void Session::judgeJoins(const std::vector<JoinVerdict> &verdicts)
{
    d->m_inbox.post([verdicts](Ingest &ingest) { ingest.judgeJoins(verdicts); });
}
std::shared_ptr<const Archives> Session::archives() const
{
    return d->m_archives;
}

} // namespace sightglass
