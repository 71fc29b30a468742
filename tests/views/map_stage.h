// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/model_builder.h"
#include "views/map/map_canvas.h"
#include "views/map/map_view.h"

#include <map>

namespace sightglass::test {

/// Runs of three types that lead to each other, one event a run and second.
inline void tellRuns(ModelBuilder &builder, int first, int count)
{
    const std::pair<Kind, const char *> types[] = {
        {Kind::Build, "build cart"}, {Kind::TestSuiteRun, "tests"}, {Kind::Deployment, "roll out"}};
    for (int run = first; run < first + count; ++run) {
        const auto &[kind, name] = types[run % 3];
        const std::string id = std::to_string(run);
        Told told{id,
                  kind,
                  "run-" + id,
                  Phase::Finished,
                  run % 7 == 0 ? Outcome::Failure : Outcome::Success,
                  run};
        told.name = name;
        told.startedSecond = run - 1;
        if (run % 3 != 0)
            told.causes = {std::to_string(run - 1)};
        builder.tell(told);
    }
}

/// A map in a window of its own, with a clock that stands.
struct Stage
{
    Stage()
    {
        host.resize(1000, 600);
        view.resize(1000, 600);
        host.show();
        context.playhead().freezeClock(second(905));
    }
    void advance() { context.advance(builder.seal()); }
    MapCanvas &canvas() { return view.canvas(); }
    std::map<std::string, QRectF> rects()
    {
        std::map<std::string, QRectF> all;
        for (const std::uint32_t node : canvas().items()) {
            const std::string &key = view.feed().picture().nodes[node].key;
            all[key] = canvas().itemRect(QString::fromStdString(key));
        }
        return all;
    }
    QPoint middleOf(const char *name)
    {
        for (const std::uint32_t node : canvas().items()) {
            if (canvas().itemName(node).startsWith(QString::fromLatin1(name)))
                return canvas().itemPlace(node).center();
        }
        return {-1, -1};
    }

    Theme theme;
    ViewContext context;
    ModelBuilder builder;
    QWidget host;
    MapView view{context, theme, &host};
};

} // namespace sightglass::test
