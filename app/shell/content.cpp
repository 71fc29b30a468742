// SPDX-License-Identifier: Apache-2.0
#include "app/shell/content.h"

#include "model/search/event_search.h"
#include "model/session/older_events.h"
#include "views/items/shown_text.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QPointer>
#include <QStandardPaths>
#include <QThreadPool>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <utility>

namespace sightglass {
namespace {

constexpr std::chrono::seconds kLongReading{1};
/// How much of the log is shown at once, before an instant and behind it.
constexpr std::uint32_t kLogRowsBefore = 48 * Snapshot::kOlderRows;
constexpr std::uint32_t kLogRowsBehind = 16 * Snapshot::kOlderRows;

} // namespace

Content::Content(const VocabularyList &vocabularies, ViewContext &context,
                 const ShellOptions &options, QObject *parent)
    : QObject(parent)
    , m_vocabularies(vocabularies)
    , m_context(context)
    , m_options(options)
    , m_verdicts(stateFolder() + QStringLiteral("/rejected-joins.json"))
{
    connect(&context.playhead(), &Playhead::modeChanged, this, [this] {
        if (isLog() && m_context.playhead().mode() == Mode::Live)
            leaveLog(); // a log has no now
    });
}

Content::~Content()
{
    m_context.setRecordReader({});
}

QString Content::stateFolder() const
{
    if (!m_options.configDir.isEmpty())
        return m_options.configDir;
    QString state = qEnvironmentVariable("XDG_STATE_HOME");
    if (state.isEmpty())
        state = QDir::homePath() + QStringLiteral("/.local/state");
    return state + QStringLiteral("/sightglass");
}

QString Content::logFolder() const
{
    return stateFolder() + QStringLiteral("/log");
}

void Content::judgeJoin(const JoinVerdict &verdict)
{
    for (Session *session : {m_live.get(), m_demo.get(), m_files.get()}) {
        if (session)
            session->judgeJoins({verdict});
    }
    if (!m_verdicts.keep(verdict))
        Q_EMIT trouble(tr("The rejected join holds for now only: %1 cannot be written.")
                           .arg(m_verdicts.path()));
}

Timestamp Content::wallClock() const
{
    return m_options.freezeClock.value_or(
        std::chrono::time_point_cast<Span>(std::chrono::system_clock::now()));
}

std::unique_ptr<Session> Content::makeSession(Shown which)
{
    auto session = std::make_unique<Session>(m_vocabularies);
    session->setMemoryBudget(m_options.memoryBudget > 0 ? m_options.memoryBudget
                                                        : Session::usualMemoryBudget());
    session->judgeJoins(m_verdicts.all());
    connect(session.get(), &Session::trouble, this, &Content::trouble);
    connect(session.get(), &Session::saved, this, &Content::saved);
    connect(session.get(), &Session::frameReady, this, [this, which](const Frame &frame) {
        if (which == Shown::Live) {
            liveFrame(frame);
            return;
        }
        if (which != m_shown)
            return;
        take(frame);
        if (which == Shown::Files)
            seekFirst();
    });
    return session;
}

void Content::speak(const VocabularyList &vocabularies)
{
    m_vocabularies = vocabularies;
    for (const auto *session : {&m_live, &m_demo, &m_files}) {
        if (*session)
            (*session)->speak(vocabularies);
    }
    Q_EMIT vocabulariesChanged();
}

void Content::start()
{
    const bool firstRun
        = QDir{logFolder()}.entryList({QStringLiteral("segment-*.ndjson*")}, QDir::Files).isEmpty();
    m_live = makeSession(Shown::Live);
    connect(m_live.get(), &Session::listenChanged, this, [this](const ListenState &state) {
        m_listening = state;
        Q_EMIT listeningChanged();
    });
    connectRecording();
    if (!m_options.files.isEmpty())
        openFiles(m_options.files);
    else if (m_options.demo || firstRun)
        startDemo();
    else
        show(Shown::Live, {});
    m_live->openLog(logFolder());
    m_live->listen(m_options.listenAddress, m_options.listenPort, m_options.listenMoves);
}

void Content::show(Shown which, const QString &title)
{
    m_shown = which;
    m_title = title;
    m_newest.reset();
    replaceContent(which != Shown::Files);
    m_context.playhead().goLive();
    Q_EMIT changed();
}

void Content::replaceContent(bool grows)
{
    ++m_generation;
    m_context.replaceContent(isDemo(), grows);
    const Session &session = shownSession();
    RecordReader reader;
    reader.bytes
        = [archives = session.archives()](const RecordRef &ref) { return archives->read(ref); };
    reader.address = [vocabularies = m_vocabularies](std::string_view record) {
        Decoder decoder{vocabularies};
        return decoder.decode(record) ? std::string{} : std::string{decoder.event().url};
    };
    reader.search
        = [archives = session.archives(), older = session.olderEvents(),
           vocabularies = m_vocabularies](const Snapshot &snapshot, const Pattern &pattern,
                                          std::uint32_t first, std::uint32_t last) {
              return first < snapshot.droppedEvents()
                  ? older->find(pattern, vocabularies, snapshot, first, last)
                  : findEvents(snapshot, *archives, pattern, first, last);
          };
    reader.older = [older = session.olderEvents(), vocabularies = m_vocabularies](
                       const Snapshot &newest, std::uint32_t first, std::uint32_t count) {
        return older->read(vocabularies, newest, first, count);
    };
    m_context.setRecordReader(std::move(reader));
}

void Content::take(const Frame &frame)
{
    if (isLog())
        m_newest = frame.snapshot;
    else
        m_context.advance(frame);
}

void Content::readLogAt(Timestamp at, EventId selected)
{
    const Snapshot newest = m_newest.value_or(m_context.snapshot());
    const std::uint32_t until = newest.droppedUntil(at);
    if (until == newest.droppedEvents())
        return; // all that is in memory
    const std::uint32_t before = until - std::min(until, kLogRowsBefore);
    const std::uint32_t first = before - before % kChunkRows; // where a model may begin
    const std::uint32_t last = std::min(until + kLogRowsBehind, newest.droppedEvents());
    QThreadPool::globalInstance()->start([self = QPointer<Content>(this),
                                          older = shownSession().olderEvents(),
                                          vocabularies = m_vocabularies, newest, first, last, at,
                                          selected, generation = m_generation] {
        Snapshot part = older->read(vocabularies, newest, first, last - first);
        QMetaObject::invokeMethod(
            qApp, [self, newest, part = std::move(part), at, selected, generation]() mutable {
                if (self && generation == self->m_generation)
                    self->showLog(newest, std::move(part), at, selected);
            });
    });
}

void Content::showLog(const Snapshot &newest, Snapshot part, Timestamp at, EventId selected)
{
    const std::uint32_t first = part.droppedEvents();
    // What stands before it is in the log still.
    part.totals.firstTime = newest.totals.firstTime;
    part.records = newest.records;
    auto times = std::make_shared<std::vector<Timestamp>>(*newest.olderTimes);
    times->resize((first + Snapshot::kOlderRows - 1) / Snapshot::kOlderRows);
    if (first > 0)
        part.olderTimes = std::move(times);
    if (!isLog())
        m_newest = newest;
    replaceContent(false);
    m_context.playhead().replayFrom(at); // while views are paused they take nothing
    m_context.advance({part, {}, {}});
    m_context.playhead().replayFrom(at);
    if (m_context.snapshot().holds(selected))
        m_context.selectEvent(selected);
    Q_EMIT changed();
    Q_EMIT logShown(first, part.events.size());
}

void Content::leaveLog()
{
    if (!isLog())
        return;
    const Snapshot newest = *m_newest;
    show(m_shown, m_title);
    m_context.advance({newest, {}, {}});
    if (isFiles())
        m_context.playhead().replayFrom(m_context.playhead().last());
}

void Content::connectRecording()
{
    connect(m_live.get(), &Session::recordingChanged, this, [this](const RecordingState &state) {
        m_recording = state;
        Q_EMIT recordingChanged();
    });
    // What the log held before is read first: it is no part of the recording.
    connect(m_live.get(), &Session::filesRead, this, [this] {
        if (!m_options.record.isEmpty())
            m_live->startRecording(std::exchange(m_options.record, {}),
                                   Session::RecordFrom::Received);
    });
}

void Content::startRecording(const QString &path)
{
    if (m_live)
        m_live->startRecording(path);
}

void Content::stopRecording()
{
    if (m_live)
        m_live->stopRecording();
}

Session &Content::shownSession()
{
    return m_shown == Shown::Files ? *m_files : m_shown == Shown::Demo ? *m_demo : *m_live;
}

void Content::saveAs(const QString &path)
{
    if (m_live)
        shownSession().saveAs(path);
}

void Content::startDemo()
{
    if (m_liveFrame)
        m_liveEvents = m_liveFrame->snapshot.events.size();
    m_demo = makeSession(Shown::Demo);
    show(Shown::Demo, {});
    // With a frozen clock there is no "now" that the demo could follow: all of it is there, up to
    // that instant.
    const bool atOnce = m_options.freezeClock.has_value();
    m_demo->startDemo(m_options.demoSeed,
                      wallClock() - (atOnce ? Span{std::chrono::seconds{90}} : Span{0}), atOnce);
}

void Content::stopDemo()
{
    show(Shown::Live, {});
    if (m_liveFrame)
        m_context.advance(*m_liveFrame);
    m_demo.reset();
}

void Content::liveFrame(const Frame &frame)
{
    if (m_shown == Shown::Live) {
        take(frame);
        m_liveFrame = std::make_unique<Frame>(frame);
        return;
    }
    auto newest = std::make_unique<Frame>(frame);
    m_liveFrame = std::move(newest);
    if (m_shown == Shown::Demo && frame.snapshot.events.size() > m_liveEvents)
        replaceDemo(frame);
}

// ux.md §3: real data takes the demo's place, with a way back.
void Content::replaceDemo(const Frame &frame)
{
    const EventId first = EventId::ofRow(m_liveEvents);
    const Snapshot &snapshot = frame.snapshot;
    const std::string_view vocabulary = snapshot.vocabularyOf(first);
    const QString what
        = shownText(vocabulary, 40) + QLatin1Char(' ') + shownText(snapshot.typeOf(first), 80);
    stopDemo();
    m_context.selectEvent(first);
    Q_EMIT demoReplaced(what);
}

void Content::openFiles(const QStringList &paths)
{
    m_files = makeSession(Shown::Files);
    m_sought = false;
    m_reading = true;
    connect(m_files.get(), &Session::filesRead, this, [this] {
        m_reading = false;
        seekFirst();
        Q_EMIT filesRead();
    });
    QTimer::singleShot(kLongReading, m_files.get(), [this] {
        if (m_reading)
            Q_EMIT readingTakesLong();
    });
    const QString name = paths.size() == 1 ? QFileInfo{paths.first()}.fileName()
                                           : tr("%1 files").arg(paths.size());
    show(Shown::Files, paths.first() == QLatin1String("-") ? tr("standard input") : name);
    m_files->openFiles(paths, true);
}

std::vector<Example> Content::examples()
{
    return {{tr("A release train, told by Eiffel"), QStringLiteral("eiffel-release-train.ndjson")},
            {tr("An incident, told by Tekton and CDEvents"),
             QStringLiteral("tekton-cdevents-incident.ndjson")},
            {tr("A rollout, told by GitHub and Argo CD"),
             QStringLiteral("github-argocd-rollout.ndjson")},
            {tr("A backport, told by Gerrit, Jenkins and GitLab"),
             QStringLiteral("gerrit-gitlab-jenkins-backport.ndjson")}};
}

// A file of its own, for a recording is mapped.
void Content::openExample(const QString &file)
{
    const QString folder = stateFolder() + QStringLiteral("/examples");
    const QString path = folder + u'/' + file;
    QFile shipped{QStringLiteral(":/examples/") + file};
    QDir{}.mkpath(folder);
    QFile::remove(path); // one that is open stays as it is
    QFile own{path};
    if (shipped.open(QIODevice::ReadOnly)
        && own.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner)
        && own.write(shipped.readAll()) == shipped.size() && own.flush())
        openFiles({path});
    else
        Q_EMIT trouble(
            tr("The example cannot be written to %1: %2").arg(folder, own.errorString()));
}

// A recording opens at its end, paused; --replay plays it from the start, --at stands there
// (rules.md §4).
void Content::seekFirst()
{
    Playhead &playhead = m_context.playhead();
    if (isLog() || m_reading || !isKnown(playhead.last()) || std::exchange(m_sought, true))
        return;
    if (m_options.at) {
        playhead.replayFrom(*m_options.at);
    } else if (m_options.replay) {
        playhead.replayFrom(playhead.first());
        playhead.resume();
    } else {
        playhead.replayFrom(playhead.last());
    }
}

void Content::stopReading()
{
    if (m_files && m_reading)
        m_files->stopReading();
}

void Content::closeFiles()
{
    m_files.reset();
    stopDemo();
}

} // namespace sightglass
