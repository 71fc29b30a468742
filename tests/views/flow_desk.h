// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/model_builder.h"
#include "views/flow/flow_canvas.h"
#include "views/flow/flow_view.h"

#include <QImage>
#include <QLabel>
#include <QTest>

namespace sightglass::test {

inline QImage grab(QWidget &widget)
{
    return widget.grab().toImage().convertToFormat(QImage::Format_RGB32);
}

/// A flow view over a model that can be told more.
struct Desk
{
    Desk()
        : view(context, theme, &host)
    {
        host.resize(1000, 600);
        view.resize(1000, 600);
        context.setAnimates(false);
        host.show();
    }

    void tell(const std::string &id, const std::string &key, Kind kind, int at,
              const std::vector<std::string> &causes, Phase phase = Phase::Running,
              Outcome outcome = Outcome::Unknown, const std::string &name = {})
    {
        builder.tell({id, kind, key, phase, outcome, at, causes, {}, {}, name});
    }
    /// A change, its run and `tests` siblings, of which the fourth and the last fail.
    void tellDelivery(int tests)
    {
        tell("c", "change-1", Kind::Change, 0, {}, Phase::None, Outcome::Unknown, "Fix cart");
        tell("p1", "run-1", Kind::PipelineRun, 1, {"c"}, Phase::Running, Outcome::Unknown,
             "cart-build");
        for (int i = 0; i < tests; ++i) {
            const std::string id = "t" + std::to_string(i);
            tell(id + "s", id, Kind::TaskRun, 2 + i, {"p1"}, Phase::Running, Outcome::Unknown,
                 "test-" + std::to_string(i));
            tell(id + "f", id, Kind::TaskRun, 100 + i, {}, Phase::Finished,
                 i == 3 || i == tests - 1 ? Outcome::Failure : Outcome::Success);
        }
        tell("p2", "run-1", Kind::PipelineRun, 200, {}, Phase::Finished, Outcome::Failure);
        seal();
    }
    void seal() { context.advance(builder.seal()); }
    FlowCanvas &canvas() { return view.canvas(); }
    void press(Qt::Key key) { QTest::keyClick(&view.canvas(), key); }
    std::string selected()
    {
        return std::string{context.snapshot().keyOf(context.selection().current().entity)};
    }
    QString label(const char *name) const
    {
        const auto *label = view.findChild<QLabel *>(QLatin1String{name});
        return label ? label->text() : QString{};
    }

    Theme theme;
    ViewContext context;
    ModelBuilder builder;
    QWidget host;
    FlowView view;
};

} // namespace sightglass::test
