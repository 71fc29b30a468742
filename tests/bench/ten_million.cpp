// SPDX-License-Identifier: Apache-2.0
// A window with a budget of 512 MiB, to whose receiver events are posted as fast as it takes them,
// while its views are shown by turns: how much of the process was in memory at most, all pages that
// count as VmRSS, its own and those of mapped files; how long the longest task of the GUI thread
// ran; and whether the table, scrolled to its top, shows the first event of all.
//   ten_million [EVENTS [FOLDER]]     (10 000 000; the log goes below the folder: half a KB each)

#include "app/registry/vocabularies.h"
#include "app/shell/content.h"
#include "app/shell/main_window.h"
#include "app/shell/probed_application.h"
#include "tests/bench/measure.h"
#include "tests/support/http_client.h"
#include "views/events/events_table.h"

#include <QDir>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QScrollBar>
#include <QStyleFactory>
#include <QTemporaryDir>
#include <QTimer>

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <string>
#include <thread>

namespace sightglass::test {
namespace {

constexpr std::uint64_t kBudget = 512u << 20;
constexpr double kLongestTask = 50; // milliseconds
constexpr unsigned kBatch = 500;
constexpr unsigned kRun = 8; // events of one run: three steps, each triggered by the one before
constexpr int kShownMilliseconds = 3'000; // each view
constexpr int kPatience = 60'000; // without any event
constexpr const char *kViews[] = {"viewFlow", "viewMap", "viewTimeline", "viewEvents"};

std::string idOf(unsigned number)
{
    char id[40];
    std::snprintf(id, sizeof id, "%08x-%04x-4000-8000-%012x", number, number * 40503U % 65536U,
                  number * 2654435761U);
    return id;
}

/// Now, in microseconds, but as most senders tell it: many of a millisecond have the same, and what
/// settles their order stands in the log.
long long timeNow()
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count() * 1000;
}

// Begin and end of a pipeline run, and between them of three tasks.
std::string eventOf(unsigned number, long long at)
{
    const std::time_t second = at / 1'000'000;
    std::tm parts{};
    ::gmtime_r(&second, &parts);
    char time[40];
    std::snprintf(time + std::strftime(time, sizeof time, "%Y-%m-%dT%H:%M:%S", &parts), 12,
                  ".%06lldZ", at % 1'000'000);
    const unsigned run = number / kRun;
    const unsigned step = number % kRun;
    const bool ends = step % 2 == 1 || step == kRun - 1;
    const unsigned task = step == 0 || step == kRun - 1 ? 0 : (step + 1) / 2;
    const std::string parent = "\"pipelineRun\":{\"id\":\"run-" + std::to_string(run) + "-0\"},";
    char text[640];
    std::snprintf(
        text, sizeof text,
        R"({"context":{"version":"0.4.1","id":"%s","source":"https://ci.example/bench/%u",)"
        R"("type":"dev.cdevents.%s.%s.0.2.0","timestamp":"%s","chainId":"%s"},)"
        R"("subject":{"id":"%s-%u-%u","source":"https://ci.example/bench","type":"%s",)"
        R"("content":{%s"%s":"step-%u"%s}}})",
        idOf(number).c_str(), run % 40, task == 0 ? "pipelinerun" : "taskrun",
        ends ? "finished" : "started", time, idOf(run * kRun).c_str(), task == 0 ? "run" : "task",
        run, task, task == 0 ? "pipelineRun" : "taskRun", task == 0 ? "" : parent.c_str(),
        task == 0 ? "pipelineName" : "taskName", run % 60 * 4 + task,
        !ends                 ? ""
            : run % 9 == task ? R"(,"outcome":"failure")"
                              : R"(,"outcome":"success")");
    return text;
}

/// In a process of its own: what is sent is nothing of the window's.
int post(quint16 port, unsigned events)
{
    HttpClient client{port};
    for (unsigned first = 0; first < events;) {
        QByteArray body = "[";
        const unsigned end = std::min(first + kBatch, events);
        for (unsigned number = first; number < end; ++number) {
            body += number > first ? "," : "";
            body += eventOf(number, timeNow()).c_str();
        }
        client.send(test::post(port, body + "]"));
        const int status = statusOf(client.answer(kPatience));
        if (status == 202)
            first = end;
        else if (status == 429) // it has enough for now
            std::this_thread::sleep_for(std::chrono::milliseconds{20});
        else
            return 1;
    }
    return 0;
}

/// The sender is made before the window has threads; it begins when it is told the port.
class Sender
{
public:
    explicit Sender(unsigned events)
    {
        std::array<int, 2> ends{};
        if (::pipe(ends.data()) != 0)
            return;
        m_child = ::fork();
        if (m_child == 0) {
            ::close(ends[1]);
            quint16 port = 0;
            const bool told = ::read(ends[0], &port, sizeof port) == sizeof port;
            ::_exit(told ? post(port, events) : 1);
        }
        ::close(ends[0]);
        m_tell = ends[1];
    }
    void begin(quint16 port) const
    {
        if (::write(m_tell, &port, sizeof port) != sizeof port)
            std::fprintf(stderr, "the sender is gone\n");
    }
    /// Whether all was taken.
    [[nodiscard]] bool end() const
    {
        ::close(m_tell);
        int status = 0;
        return ::waitpid(m_child, &status, 0) == m_child && status == 0;
    }

private:
    pid_t m_child = -1;
    int m_tell = -1;
};

/// MiB of a line of the kernel's account of this process.
double memory(const std::string &name)
{
    std::ifstream status{"/proc/self/status"};
    for (std::string line; std::getline(status, line);) {
        if (line.compare(0, name.size() + 1, name + ":") == 0)
            return std::strtod(line.c_str() + name.size() + 1, nullptr) / 1024;
    }
    return 0;
}

/// Looks at what is in memory until it is gone, and knows what it was when it was most.
class Sampler
{
public:
    Sampler()
        : m_thread([this] {
            while (!m_stop) {
                if (const double all = memory("VmRSS"); all > m_all) {
                    m_all = all;
                    m_anonymous = memory("RssAnon");
                }
                std::this_thread::sleep_for(std::chrono::milliseconds{2});
            }
        })
    { }
    void stop()
    {
        m_stop = true;
        m_thread.join();
    }
    [[nodiscard]] double all() const { return m_all; }
    [[nodiscard]] double anonymous() const { return m_anonymous; }

private:
    std::atomic<bool> m_stop = false;
    double m_all = 0;
    double m_anonymous = 0;
    std::thread m_thread;
};

void wait(int milliseconds)
{
    QEventLoop loop;
    QTimer::singleShot(milliseconds, Qt::PreciseTimer, &loop, &QEventLoop::quit);
    loop.exec();
}

/// False when nothing more came for long.
bool waitForAll(MainWindow &window, unsigned events)
{
    QElapsedTimer shown;
    QElapsedTimer quiet;
    shown.start();
    quiet.start();
    std::size_t view = 0;
    for (unsigned known = 0; known < events; wait(50)) {
        if (const unsigned now = window.context().snapshot().events.size(); now != known) {
            known = now;
            quiet.start();
        }
        if (quiet.hasExpired(kPatience))
            return false;
        if (shown.hasExpired(kShownMilliseconds)) {
            shown.start();
            window.reveal(QString::fromLatin1(kViews[view++ % std::size(kViews)]));
        }
    }
    return true;
}

/// Milliseconds until the table, at its top, shows the first event; below 0: it never does.
double scrollBack(MainWindow &window)
{
    window.reveal(QStringLiteral("viewEvents"));
    auto *table = window.findChild<EventsTable *>();
    wait(500);
    QElapsedTimer since;
    since.start();
    table->verticalScrollBar()->setValue(0);
    for (; !since.hasExpired(kPatience); wait(1)) {
        const EventId first = table->eventAt(0);
        const Snapshot &page = window.context().snapshotOf(first);
        if (first == EventId::ofRow(0) && page.holds(first) && page.idOf(first) == idOf(0))
            return static_cast<double>(since.nsecsElapsed()) / 1e6;
    }
    return -1;
}

int measure(ProbedApplication &application, const Sender &sender, unsigned events,
            const QString &folder)
{
    const QTemporaryDir state{folder + QStringLiteral("/ten-million")};
    ShellOptions options;
    options.configDir = state.path();
    options.listenPort = 0;
    options.memoryBudget = kBudget;
    Theme theme;
    FrameProbe probe;
    MainWindow window{makeVocabularies(), theme, options};
    window.context().setProbe(&probe);
    window.show();
    window.start();
    window.content().stopDemo();
    for (int i = 0; i < 200 && !window.content().listening().listening; ++i)
        wait(50);
    wait(1'000); // the start is measured elsewhere
    const double base = memory("VmRSS");
    application.setProbe(&probe);
    Sampler sampler;
    QElapsedTimer since;
    since.start();
    sender.begin(window.content().listening().address.section(u':', -1).toUShort());
    const bool all = waitForAll(window, events);
    const double seconds = static_cast<double>(since.elapsed()) / 1e3;
    const bool taken = sender.end();
    const Snapshot snapshot = window.context().snapshot();
    const double back = scrollBack(window);
    sampler.stop();
    application.setProbe(nullptr);
    window.context().setProbe(nullptr);
    std::printf("%u events in %.1f s, %u are in memory, %.0f MiB were taken before the first\n",
                snapshot.events.size(), seconds, snapshot.keptEvents(), base);
    std::printf("when it was most: VmRSS %.0f MiB, of it RssAnon %.0f\n", sampler.all(),
                sampler.anonymous());
    std::printf("at the end: VmRSS %.0f MiB, of it RssAnon %.0f, RssFile %.0f\n", memory("VmRSS"),
                memory("RssAnon"), memory("RssFile"));
    for (const FrameProbe::LongTask &task : probe.longTasks()) {
        if (task.milliseconds > kLongestTask / 2)
            std::printf("long task %.1f ms %s %s\n", task.milliseconds, task.what.c_str(),
                        task.reason.c_str());
    }
    printRow("most in memory (VmHWM)", memory("VmHWM"), "MiB", kBudget >> 20, 1);
    printRow("longest task of the GUI thread", probe.tasks().max, "ms", kLongestTask, 1);
    printRow("back to the first event", back, "ms", 1'000);
    const bool right = all && taken && back >= 0 && snapshot.totals.read == events;
    std::printf("all were taken, and the first is read back: %s\n", right ? "yes" : "NO");
    return right ? 0 : 1;
}

} // namespace
} // namespace sightglass::test

int main(int count, char **arguments)
{
    using namespace sightglass;
    const unsigned events
        = count > 1 ? static_cast<unsigned>(std::strtoul(arguments[1], nullptr, 10)) : 10'000'000;
    const QString folder = count > 2 ? QString::fromLocal8Bit(arguments[2]) : QDir::tempPath();
    const test::Sender sender{events};
    ProbedApplication application{count, arguments};
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    return test::measure(application, sender, events, folder);
}
