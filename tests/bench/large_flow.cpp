// SPDX-License-Identifier: Apache-2.0
// A window part that shows a flow of very many nodes while events of it arrive: which tasks of the
// GUI thread take longer than a frame. Frames are made on a thread of their own, as in the program.
//   large_flow [NODES] [SECONDS]     (100000, 5)

#include "app/shell/probed_application.h"
#include "tests/support/model_builder.h"
#include "views/flow/flow_canvas.h"
#include "views/flow/flow_view.h"

#include <QEventLoop>
#include <QTimer>

#include <atomic>
#include <cstdio>
#include <thread>

using namespace sightglass;
using namespace sightglass::test;

namespace {

constexpr std::chrono::milliseconds kFrame{33};
constexpr int kEventsOfFrame = 33;
constexpr int kWidth = 40; // effects of one cause

void wait(int milliseconds)
{
    QEventLoop loop;
    QTimer::singleShot(milliseconds, Qt::PreciseTimer, &loop, &QEventLoop::quit);
    loop.exec();
}

/// A letter for each, so that none is the next one of another.
std::string nameOf(int number)
{
    std::string name{"step "};
    for (int rest = number, digit = 0; digit < 4; ++digit, rest /= 26)
        name += static_cast<char>('a' + rest % 26);
    return name;
}

void tellNode(ModelBuilder &builder, int number)
{
    const std::string id = "n" + std::to_string(number);
    Told told{id, Kind::TaskRun, id, Phase::Running, Outcome::Unknown, number / 100};
    if (number > 0)
        told.causes = {"n" + std::to_string(number / kWidth)};
    told.name = nameOf(number);
    builder.tell(told);
}

void tellEnd(ModelBuilder &builder, int number)
{
    const std::string id = "n" + std::to_string(number);
    builder.tell({id + "f", Kind::TaskRun, id, Phase::Finished,
                  number % 9 == 0 ? Outcome::Failure : Outcome::Success, number / 100 + 1});
}

void report(const FrameProbe &probe, int nodes)
{
    for (std::size_t stage = 0; stage < FrameProbe::kStages.size(); ++stage) {
        const auto figures = probe.figures(static_cast<FrameProbe::Stage>(stage));
        std::printf("large-flow-%d-%.*s p50=%.3f p95=%.3f max=%.3f ms n=%zu\n", nodes,
                    static_cast<int>(FrameProbe::kStages[stage].size()),
                    FrameProbe::kStages[stage].data(), figures.p50, figures.p95, figures.max,
                    figures.count);
    }
    for (const FrameProbe::LongTask &task : probe.longTasks())
        std::printf("large-flow-%d-long-task %.1f ms %s %s\n", nodes, task.milliseconds,
                    task.what.c_str(), task.reason.c_str());
    std::printf("large-flow-%d-long-tasks %zu tasks of=%zu goal 0\n", nodes,
                probe.longTasks().size(), probe.tasks().count);
}

} // namespace

int main(int argc, char *argv[])
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    ProbedApplication application{argc, argv};
    const int nodes = argc > 1 ? std::max(10, std::atoi(argv[1])) : 100'000;
    const int seconds = argc > 2 ? std::max(1, std::atoi(argv[2])) : 5;
    Theme theme;
    theme.choose(ThemeChoice::Light);
    ViewContext context;
    FrameProbe probe;
    context.setProbe(&probe);
    ModelBuilder builder;
    for (int number = 0; number < nodes; ++number)
        tellNode(builder, number);
    FlowView view{context, theme};
    view.resize(1440, 900);
    view.show();
    application.setProbe(&probe);
    probe.forget();
    context.advance(builder.seal());
    for (int i = 0; i < 1'200 && view.canvas().nodeCount() < nodes * 9 / 10; ++i)
        wait(50);
    wait(500);
    std::printf("large-flow-%d-opened %d nodes\n", nodes, view.canvas().nodeCount());
    report(probe, nodes);
    probe.forget();
    std::atomic<bool> stop = false;
    std::thread feed{[&] {
        int next = nodes;
        int ended = 0;
        while (!stop) {
            for (int i = 0; i < kEventsOfFrame; ++i)
                i % 8 == 0 ? tellNode(builder, next++) : tellEnd(builder, ended++);
            QMetaObject::invokeMethod(
                &context, [&context, frame = builder.seal()] { context.advance(frame); });
            std::this_thread::sleep_for(kFrame);
        }
    }};
    wait(seconds * 1'000);
    stop = true;
    feed.join();
    std::printf("large-flow-%d-fed %d nodes\n", nodes, view.canvas().nodeCount());
    report(probe, nodes);
    application.setProbe(nullptr);
    return 0;
}
