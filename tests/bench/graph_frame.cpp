// SPDX-License-Identifier: Apache-2.0
// What a frame of a flow of very many nodes costs beside filling an image of that size, user CPU,
// both in turn, the median of the rounds. Every frame is painted anew: the camera moves.

#include "tests/support/bench_clock.h"
#include "tests/support/model_builder.h"
#include "tests/support/sample_graphs.h"
#include "views/flow/flow_canvas.h"

#include <QApplication>
#include <QImage>

#include <array>
#include <cstdio>

using namespace sightglass;
using namespace sightglass::test;

namespace {

constexpr QSize kSize{1920, 1080};
constexpr int kRounds = 9;
constexpr int kFrames = 8; // a round
constexpr std::uint32_t kNodes = 100'000;
constexpr double kGoal = 30; // times the filling

/// A model of as many runs, in all states, and the flow that is all of them.
FlowPicture pictureOf(const Graph &graph, ModelBuilder &builder, Snapshot &snapshot)
{
    constexpr std::array<Outcome, 4> kOutcomes{Outcome::Success, Outcome::Success, Outcome::Failure,
                                               Outcome::Success};
    FlowGraph flow;
    for (std::uint32_t i = 0; i < graph.nodes.size(); ++i) {
        const std::string id = "run-" + std::to_string(i);
        const bool runs = i % 7 == 0;
        builder.tell({id,
                      i % 3 == 0 ? Kind::Build : Kind::TaskRun,
                      id,
                      runs ? Phase::Running : Phase::Finished,
                      runs ? Outcome::Unknown : kOutcomes[i % 4],
                      static_cast<int>(i / 4),
                      {},
                      {},
                      {},
                      "step-" + std::to_string(i % 40)});
    }
    snapshot = builder.snapshot();
    for (std::uint32_t i = 0; i < graph.nodes.size(); ++i) {
        const EventId event = EventId::ofRow(i);
        const EntityId entity = snapshot.entityOf(event);
        flow.nodes.push_back({event, entity, snapshot.kindOf(entity), snapshot.timeOf(event), {}});
    }
    flow.root = flow.nodes.front().id;
    for (const Graph::Edge &edge : graph.edges)
        flow.edges.push_back({flow.nodes[edge.from].id,
                              flow.nodes[edge.to].id,
                              EdgeKind::Cause,
                              true,
                              {},
                              {},
                              kNoTime});
    FlowPicture picture = flowPicture(snapshot, std::move(flow), {false, {}});
    picture.geometry = layout(picture.graph);
    picture.places = std::make_shared<Places>(picture.graph, picture.geometry);
    return picture;
}

class Measure
{
public:
    Measure(FlowCanvas &canvas)
        : m_canvas(canvas)
        , m_image(kSize, QImage::Format_RGB32)
    { }

    void row(const char *name, double goal)
    {
        Rounds frames;
        Rounds fills;
        frame(); // what is kept from frame to frame is there
        for (int round = 0; round < kRounds; ++round) {
            frames.add(kFrames, [this] { frame(); });
            fills.add(kFrames, [this] { m_image.fill(0xFF336699); });
        }
        std::printf("%s %.3f ms fill=%.3f %.2f", name, frames.median(), fills.median(),
                    frames.median() / fills.median());
        goal > 0 ? std::printf(" goal %.0f\n", goal) : std::printf("\n");
        std::fflush(stdout);
    }

private:
    void frame()
    {
        m_canvas.zoomBy(m_step % 2 == 0 ? 1.01 : 1 / 1.01);
        ++m_step;
        m_canvas.render(&m_image);
    }

    FlowCanvas &m_canvas;
    QImage m_image;
    int m_step = 0;
};

} // namespace

int main(int argc, char *argv[])
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application{argc, argv};
    Theme theme;
    theme.choose(ThemeChoice::Light);
    ViewContext context;
    context.setAnimates(false);
    ModelBuilder builder;
    Snapshot snapshot;
    FlowPicture picture
        = pictureOf(withFarLinks(sampleSystem(kNodes), kNodes * 16 / 100), builder, snapshot);
    Frame frame;
    frame.snapshot = snapshot;
    context.advance(frame);
    FlowCanvas canvas{context, theme};
    canvas.resize(kSize);
    canvas.show(std::make_shared<FlowPicture>(std::move(picture)), Entrance::Opened);
    canvas.fitAll();
    Measure measure{canvas};
    measure.row("graph-frame-100k-all", kGoal);
    context.selectEntity(snapshot.entityOf(EventId::ofRow(kNodes / 2)));
    canvas.fitSelection();
    const auto at = [&](double zoom, const char *name) {
        canvas.zoomTo(zoom);
        measure.row(name, 0);
    };
    at(0.006, "graph-frame-100k-zoom-0.006");
    at(0.012, "graph-frame-100k-zoom-0.012");
    at(0.05, "graph-frame-100k-zoom-0.05");
    at(0.17, "graph-frame-100k-blobs");
    at(0.19, "graph-frame-100k-shapes");
    at(0.41, "graph-frame-100k-titles");
    at(0.9, "graph-frame-100k-cards");
    return 0;
}
