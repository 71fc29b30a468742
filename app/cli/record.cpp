// SPDX-License-Identifier: Apache-2.0
#include "app/cli/command.h"
#include "app/cli/mapping_options.h"
#include "app/process/stop_signal.h"
#include "model/session/session.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <QTimer>

#include <chrono>
#include <cstdio>
#include <memory>
#include <optional>

namespace sightglass {
namespace {

struct RecordOptions
{
    QString address;
    quint16 port = 0;
    QString output;
    std::optional<std::chrono::milliseconds> duration;
    quint64 count = ~quint64{0};
    SpokenVocabularies spoken;
};

bool takeUrl(RecordOptions &options, const QString &url)
{
    static const QRegularExpression form{
        QStringLiteral("^http://(?:\\[([^\\]/]+)\\]|([^\\[\\]/:]+)):(\\d{1,5})/?$")};
    const auto match = form.match(url);
    options.address = match.captured(1) + match.captured(2);
    const int port = match.captured(3).toInt();
    options.port = static_cast<quint16>(port);
    return match.hasMatch() && port <= 65535;
}

/// "90", "90s", "1.5h", "250ms".
std::optional<std::chrono::milliseconds> readDuration(const QString &text)
{
    static const QRegularExpression form{
        QStringLiteral("^(\\d{1,9}(?:\\.\\d{1,3})?)(ms|s|m|h|d)?$")};
    const auto match = form.match(text);
    if (!match.hasMatch())
        return {};
    const QString unit = match.captured(2);
    const double factor = unit == QLatin1String("ms") ? 1
        : unit == QLatin1String("m")                  ? 60e3
        : unit == QLatin1String("h")                  ? 3600e3
        : unit == QLatin1String("d")                  ? 86400e3
                                                      : 1e3;
    return std::chrono::milliseconds{static_cast<qint64>(match.captured(1).toDouble() * factor)};
}

std::optional<RecordOptions> readOptions(const Invocation &invocation)
{
    const QCommandLineOption output{QStringLiteral("output"), {}, QStringLiteral("file")};
    const QCommandLineOption duration{QStringLiteral("duration"), {}, QStringLiteral("time")};
    const QCommandLineOption count{QStringLiteral("count"), {}, QStringLiteral("number")};
    QCommandLineParser parser;
    parser.addOptions({output, duration, count});
    addMappingOptions(parser);
    if (!parseArguments(parser, invocation.arguments))
        return {};
    RecordOptions options;
    QString wrong;
    bool isNumber = true;
    const QStringList urls = parser.positionalArguments();
    if (urls.size() != 1 || !takeUrl(options, urls.value(0)))
        wrong = QStringLiteral("record takes the address to listen on, http://ADDRESS:PORT");
    if (parser.isSet(duration) && !(options.duration = readDuration(parser.value(duration))))
        wrong = QStringLiteral("--duration takes a time as 90s, 5m or 2h");
    if (parser.isSet(count))
        options.count = parser.value(count).toULongLong(&isNumber);
    if (!isNumber || options.count == 0)
        wrong = QStringLiteral("--count takes a number of events");
    options.output = parser.value(output);
    if (options.output.isEmpty())
        wrong = QStringLiteral("record takes --output FILE");
    if (!wrong.isEmpty()) {
        complain(kUsage, wrong);
        return {};
    }
    options.spoken = readMappingOptions(parser, invocation.vocabularies);
    return options;
}

/// Where what is answered is safe until it is in the recording: a log beside it. Gone in the end; a
/// crash leaves it, and the next recording of that name takes it in.
class Scratch
{
public:
    explicit Scratch(const QString &output)
        : m_path(QFileInfo{output}.absolutePath() + QStringLiteral("/.")
                 + QFileInfo{output}.fileName() + QStringLiteral(".log"))
    { }
    [[nodiscard]] const QString &path() const { return m_path; }
    [[nodiscard]] bool isLeft() const { return QFileInfo::exists(m_path); }
    void remove() const { QDir{m_path}.removeRecursively(); }

private:
    QString m_path;
};

/// One recording from its first event to its end.
class Recording
{
public:
    explicit Recording(const RecordOptions &options)
        : m_options(options)
        , m_scratch(options.output)
        , m_session(std::make_unique<Session>(options.spoken.list))
    { }

    int run()
    {
        if (!QFileInfo{QFileInfo{m_options.output}.absolutePath()}.isDir())
            return complain(kUnreadable, m_options.output + QStringLiteral(": no such folder"));
        if (QFileInfo{m_options.output}.size() > 0 && !m_scratch.isLeft())
            return complain(kUsage,
                            m_options.output + QStringLiteral(": there is something in it"));
        QObject::connect(m_session.get(), &Session::trouble, m_session.get(),
                         [](const QString &sentence) {
                             if (!sentence.isEmpty())
                                 complain(kFine, sentence);
                         });
        QObject::connect(m_session.get(), &Session::recordingChanged, m_session.get(),
                         [this](const RecordingState &state) { look(state); });
        QObject::connect(
            m_session.get(), &Session::frameReady, m_session.get(),
            [this](const Frame &frame) { m_rejected = frame.snapshot.rejected.size(); });
        QObject::connect(m_session.get(), &Session::listenChanged, m_session.get(),
                         [this](const ListenState &state) { m_listening = state; });
        QObject::connect(m_session.get(), &Session::filesRead, m_session.get(), [this] {
            m_isRead = true;
            if (m_isStopping)
                stopSoon();
        });
        m_session->openLog(m_scratch.path());
        m_session->listen(m_options.address, m_options.port, false);
        if (!m_listening.listening) {
            m_scratch.remove();
            return complain(kUnreadable, m_listening.error);
        }
        std::fprintf(stderr, "listening %s\n", qPrintable(m_listening.address));
        const auto stop = [this] { stopSoon(); };
        m_session->startRecording(m_options.output, Session::RecordFrom::Beginning,
                                  m_options.count);
        onStopSignal(m_session.get(), stop);
        if (m_options.duration)
            QTimer::singleShot(*m_options.duration, m_session.get(), stop);
        const int status = QCoreApplication::exec();
        m_session.reset(); // only then does nothing write to the scratch any more
        if (m_isWhole)
            m_scratch.remove();
        return status == kFine && !m_options.spoken.complete ? kUnreadable : status;
    }

private:
    /// What an earlier recording left behind belongs into this one: it is read to its end first.
    void stopSoon()
    {
        m_isStopping = true;
        if (m_isRead)
            m_session->stopRecording();
    }

    void look(const RecordingState &state)
    {
        if (!state.trouble.isEmpty())
            complain(kUnreadable, state.path + QStringLiteral(": ") + state.trouble);
        if (!state.done)
            return;
        m_isWhole = state.trouble.isEmpty() && state.unreadable == 0;
        if (!m_isWhole)
            complain(kUnreadable,
                     QStringLiteral("what was received is kept in %1").arg(m_scratch.path()));
        std::fprintf(stderr, "%llu events in %s, %llu bodies refused\n",
                     static_cast<unsigned long long>(state.events), qPrintable(state.path),
                     static_cast<unsigned long long>(m_rejected));
        QCoreApplication::exit(m_isWhole ? kFine : kUnreadable);
    }

    RecordOptions m_options;
    Scratch m_scratch;
    std::unique_ptr<Session> m_session;
    ListenState m_listening;
    quint64 m_rejected = 0;
    bool m_isWhole = false;
    bool m_isRead = false; // what was there at the start
    bool m_isStopping = false;
};

} // namespace

int runRecord(const Invocation &invocation)
{
    const auto options = readOptions(invocation);
    if (!options)
        return kUsage;
    const QCoreApplication application{invocation.argc, invocation.argv};
    return Recording{*options}.run();
}

} // namespace sightglass
