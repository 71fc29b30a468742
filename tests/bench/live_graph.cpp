// SPDX-License-Identifier: Apache-2.0
// A window that shows a flow of 200 nodes, then the map, the timeline and the table, while 1 000
// events a second arrive at its receiver: where the time of its frames goes, which tasks of the GUI
// thread took longer than one, how far what stood was moved, and how long an event takes from the
// wire to pixels beside a bare window that is told by a socket.
//   live_graph [SECONDS]     that each view is shown (5)

#include "app/registry/vocabularies.h"
#include "app/shell/content.h"
#include "app/shell/main_window.h"
#include "app/shell/probed_application.h"
#include "tests/bench/echo_window.h"
#include "tests/bench/event_feed.h"
#include "tests/support/sample_graphs.h"
#include "views/flow/flow_canvas.h"
#include "views/map/map_canvas.h"
#include "views/map/map_view.h"

#include <QEventLoop>
#include <QStyleFactory>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <memory>

using namespace sightglass;
using namespace sightglass::test;

namespace {

constexpr int kPerSecond = 1'000;
constexpr int kFrameMilliseconds = 33;
constexpr std::uint32_t kNodes = 200;
constexpr std::size_t kMostListed = 10; // tasks that took too long

void wait(int milliseconds)
{
    QEventLoop loop;
    QTimer::singleShot(milliseconds, Qt::PreciseTimer, &loop, &QEventLoop::quit);
    loop.exec();
}

template<typename Until> void waitFor(Until until)
{
    for (int i = 0; i < 600 && !until(); ++i)
        wait(50);
}

double percentile(std::vector<double> values, std::size_t percent)
{
    std::sort(values.begin(), values.end());
    return values.empty() ? 0 : values[(values.size() - 1) * percent / 100];
}

using Rects = std::map<QString, QRectF>;

Rects rectsOf(const FlowCanvas &canvas)
{
    Rects rects;
    for (const QString &key : canvas.itemKeys())
        rects.emplace(key, canvas.itemRect(key));
    return rects;
}

Rects rectsOf(MapView &map)
{
    Rects rects;
    for (const std::uint32_t node : map.canvas().items()) {
        const QString key = QString::fromStdString(map.feed().picture().nodes[node].key);
        rects.emplace(key, map.canvas().itemRect(key));
    }
    return rects;
}

/// How far the farthest of what stood went.
double displacement(const Rects &before, const Rects &after)
{
    double most = 0;
    for (const auto &[key, rect] : before) {
        const auto now = after.find(key);
        const QPointF away
            = now == after.end() ? QPointF{1e9, 1e9} : now->second.topLeft() - rect.topLeft();
        most = std::max(most, std::abs(away.x()) + std::abs(away.y()));
    }
    return most;
}

class Bench
{
public:
    Bench(ProbedApplication &application, const ShellOptions &options)
        : m_application(application)
        , m_vocabularies(makeVocabularies())
        , m_window(m_vocabularies, m_theme, options)
    {
        m_theme.choose(ThemeChoice::Light);
        m_window.context().setProbe(&m_probe);
        m_window.show();
        m_window.start();
        waitFor([this] { return m_window.content().listening().listening; });
        const auto port = m_window.content().listening().address.section(u':', -1).toUShort();
        m_feed = std::make_unique<EventFeed>(port, sampleFlow(kNodes));
        m_feed->sendFlow();
        waitFor([this] { return m_window.context().snapshot().events.size() >= m_feed->sent(); });
        m_window.context().selectEvent(EventId::ofRow(0));
        m_flow = m_window.findChild<FlowCanvas *>();
        waitFor([this] { return m_flow->nodeCount() >= static_cast<int>(kNodes); });
        m_flow->setFollows(false);
    }

    void run(const char *view, QWidget &painted, int seconds)
    {
        QString name = QString::fromLatin1(view);
        name[0] = name[0].toUpper();
        m_window.reveal(QStringLiteral("view") + name);
        m_feed->start(kPerSecond);
        wait(1'500); // what a first look needs is there
        m_application.setProbe(&m_probe);
        m_probe.forget();
        static_cast<void>(m_feed->takeSeen(m_feed->sent()));
        const bool isFlow = &painted == m_flow;
        MapView &map = m_window.map();
        const bool isMap = &painted == &map.canvas();
        const Rects stood = isFlow ? rectsOf(*m_flow) : isMap ? rectsOf(map) : Rects{};
        const double zoom = isFlow ? m_flow->zoom() : map.canvas().zoom();
        std::vector<double> latencies;
        int pulses = 0;
        const std::size_t sent = m_feed->sent();
        Watch watch{painted, [&] {
                        const auto known = m_window.context().snapshot().events.size();
                        for (const EventFeed::Mark &mark : m_feed->takeSeen(known))
                            latencies.push_back(
                                std::chrono::duration<double, std::milli>(Clock::now() - mark.sent)
                                    .count());
                        pulses = std::max(pulses, map.canvas().pulseCount());
                    }};
        wait(seconds * 1'000);
        m_feed->stop();
        m_application.setProbe(nullptr);
        const double moved = isFlow ? displacement(stood, rectsOf(*m_flow))
            : isMap                 ? displacement(stood, rectsOf(map))
                                    : 0;
        report(view, m_feed->sent() - sent);
        print(view, latencies, seconds);
        if (isFlow || isMap)
            std::printf("live-%s-displacement %.3f px of=%zu goal 0\n", view, moved, stood.size());
        if (isFlow || isMap)
            std::printf("live-%s-zoom-changed %.6f of=%.4f goal 0\n", view,
                        std::abs((isFlow ? m_flow->zoom() : map.canvas().zoom()) - zoom), zoom);
        if (isMap)
            std::printf("live-map-pulses-at-once %d dots most=20\n", pulses);
        std::fflush(stdout);
    }

    FlowCanvas &flow() { return *m_flow; }
    MainWindow &window() { return m_window; }

private:
    void report(const char *view, std::size_t events)
    {
        const auto line = [view](std::string_view name, const FrameProbe::Figures &figures) {
            std::printf("live-%s-%.*s p50=%.3f p95=%.3f max=%.3f ms n=%zu\n", view,
                        static_cast<int>(name.size()), name.data(), figures.p50, figures.p95,
                        figures.max, figures.count);
        };
        std::printf("live-%s-events %zu events\n", view, events);
        for (std::size_t stage = 0; stage < FrameProbe::kStages.size(); ++stage)
            line(FrameProbe::kStages[stage],
                 m_probe.figures(static_cast<FrameProbe::Stage>(stage)));
        line("task", m_probe.tasks());
        std::size_t undeclared = 0;
        for (const FrameProbe::LongTask &task : m_probe.longTasks()) {
            undeclared += task.reason.empty() ? 1 : 0;
            if (undeclared <= kMostListed)
                std::printf("live-%s-long-task %.1f ms %s %s\n", view, task.milliseconds,
                            task.what.c_str(), task.reason.c_str());
        }
        std::printf("live-%s-undeclared-long-tasks %zu tasks of=%zu goal 0\n", view, undeclared,
                    m_probe.tasks().count);
    }

    static void print(const char *view, const std::vector<double> &latencies, int seconds)
    {
        const double p95 = percentile(latencies, 95);
        // Once as fast as can be, and once no more often than a view is painted (ux.md §4.7).
        for (const auto &[apart, name] :
             {std::pair{0, "echo"}, std::pair{kFrameMilliseconds, "echo-at-30-fps"}}) {
            const double echo = percentile(
                EchoWindow::latencies(std::min(seconds, 5), std::chrono::milliseconds{apart}), 95);
            std::printf("live-%s-wire-to-pixels p50=%.3f p95=%.3f ms %s-p95=%.3f %.3f%s\n", view,
                        percentile(latencies, 50), p95, name, echo, p95 / echo,
                        apart == 0 ? " goal 1.5" : "");
        }
    }

    ProbedApplication &m_application;
    VocabularyList m_vocabularies;
    Theme m_theme;
    FrameProbe m_probe;
    MainWindow m_window;
    std::unique_ptr<EventFeed> m_feed;
    FlowCanvas *m_flow = nullptr;
};

} // namespace

int main(int argc, char *argv[])
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    ProbedApplication application{argc, argv};
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    const QTemporaryDir folder;
    ShellOptions options;
    options.configDir = folder.path();
    options.listenPort = 0;
    const int seconds = argc > 1 ? std::max(1, std::atoi(argv[1])) : 5;
    Bench bench{application, options};
    bench.run("flow", bench.flow(), seconds);
    bench.run("map", bench.window().map().canvas(), seconds);
    const auto area = [&bench](const QString &name) {
        return bench.window().findChild<QAbstractScrollArea *>(name)->viewport();
    };
    bench.run("timeline", *area(QStringLiteral("viewTimeline")), seconds);
    bench.run("events", *area(QStringLiteral("eventsTable")), seconds);
    return 0;
}
