// SPDX-License-Identifier: Apache-2.0
#include "app/shell/canvas_menu.h"

#include "app/shell/main_window.h"
#include "views/flow/flow_view.h"
#include "views/map/map_canvas.h"
#include "views/map/map_view.h"

#include <QActionGroup>
#include <QApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QTabWidget>

#include <functional>

namespace sightglass {
namespace {

/// Views that have it.
enum In : unsigned { kFlow = 1, kMap = 2, kTimeline = 4, kEvents = 8 };

QString tr(const char *text)
{
    return QCoreApplication::translate("Menus", text);
}

unsigned viewInFront(const MainWindow &window)
{
    const QString name = window.tabs().currentWidget()->objectName();
    return name == QLatin1String("viewFlow")    ? kFlow
        : name == QLatin1String("viewMap")      ? kMap
        : name == QLatin1String("viewTimeline") ? kTimeline
                                                : kEvents;
}

/// What stands for a key in the picture, or null: the list beside it may be in front.
GraphCanvas *canvasInFront(MainWindow &window)
{
    switch (viewInFront(window)) {
    case kFlow:
        return &window.flow().canvas();
    case kMap:
        return &window.map().canvas();
    default:
        return nullptr;
    }
}

void press(MainWindow &window, QKeyCombination keys)
{
    QWidget *view = window.tabs().currentWidget();
    QWidget *target = canvasInFront(window) ? canvasInFront(window) : view;
    QKeyEvent event{QEvent::KeyPress, keys.key(), keys.keyboardModifiers()};
    QApplication::sendEvent(target, &event);
}

/// Adds entries to one menu, and sets what is grey or ticked when it is about to be seen.
class Adder
{
public:
    Adder(MainWindow &window, QMenu &menu)
        : m_window(window)
        , m_menu(menu)
    { }

    QAction *add(const char *name, const QString &text, QKeyCombination keys, unsigned views,
                 std::function<bool()> isOn = {})
    {
        MainWindow &window = m_window;
        QAction *action = m_menu.addAction(text, &window, [&window, keys] { press(window, keys); });
        action->setObjectName(QString::fromLatin1(name));
        // The picture has the key; here it is only told.
        action->setShortcut(QKeySequence{keys});
        action->setShortcutContext(Qt::WidgetShortcut);
        watch(action, views, std::move(isOn));
        return action;
    }

    QAction *choose(const char *name, const QString &text, unsigned views,
                    std::function<void()> act, std::function<bool()> isOn = {})
    {
        QAction *action = m_menu.addAction(text, &m_window, std::move(act));
        action->setObjectName(QString::fromLatin1(name));
        watch(action, views, std::move(isOn));
        return action;
    }

private:
    void watch(QAction *action, unsigned views, std::function<bool()> isOn)
    {
        action->setCheckable(static_cast<bool>(isOn));
        QObject::connect(&m_menu, &QMenu::aboutToShow, action,
                         [&window = m_window, action, views, isOn = std::move(isOn)] {
                             action->setEnabled((viewInFront(window) & views) != 0);
                             if (isOn)
                                 action->setChecked(isOn());
                         });
    }

    MainWindow &m_window;
    QMenu &m_menu;
};

void addZooms(MainWindow &window, QMenu &view)
{
    QMenu *zooms = view.addMenu(tr("Zoom"));
    zooms->setObjectName(QStringLiteral("menuZoom"));
    Adder adder{window, *zooms};
    for (const int percent : {10, 25, 50, 100, 200}) {
        const QByteArray name = "actionZoom" + QByteArray::number(percent);
        adder.choose(name.constData(), tr("%1 %").arg(percent), kFlow | kMap, [&window, percent] {
            if (GraphCanvas *canvas = canvasInFront(window))
                canvas->zoomTo(percent / 100.0);
        });
    }
}

void addLinks(MainWindow &window, QMenu &view)
{
    QMenu *links = view.addMenu(tr("Links"));
    links->setObjectName(QStringLiteral("menuLinks"));
    Adder adder{window, *links};
    const std::tuple<const char *, QString, Links> choices[]
        = {{"actionLinksFlow", tr("Of the Flow"), Links::Flow},
           {"actionLinksNone", tr("None"), Links::None},
           {"actionLinksSelection", tr("Of the Selection"), Links::Selection}};
    for (const auto &[name, text, choice] : choices)
        adder.choose(
            name, text, kFlow | kMap,
            [&window, choice = choice] {
                if (GraphCanvas *canvas = canvasInFront(window))
                    canvas->setLinks(choice);
            },
            [&window, choice = choice] {
                const GraphCanvas *canvas = canvasInFront(window);
                return canvas && canvas->links() == choice;
            });
}

void addLanes(MainWindow &window, QMenu &view)
{
    QMenu *lanes = view.addMenu(tr("Lanes"));
    lanes->setObjectName(QStringLiteral("menuLanes"));
    Adder adder{window, *lanes};
    const std::tuple<const char *, QString, Lanes> choices[]
        = {{"actionLanesNone", tr("None"), Lanes::None},
           {"actionLanesKind", tr("By Kind"), Lanes::Kind},
           {"actionLanesSource", tr("By Source"), Lanes::Source}};
    for (const auto &[name, text, choice] : choices)
        adder.choose(
            name, text, kFlow, [&window, choice = choice] { window.flow().setLanes(choice); },
            [&window, choice = choice] { return window.flow().lanes() == choice; });
}

} // namespace

void addViewActions(MainWindow &window, QMenu &view)
{
    Adder adder{window, view};
    FlowCanvas &flow = window.flow().canvas();
    const unsigned any = kFlow | kMap | kTimeline;
    const unsigned graph = kFlow | kMap;
    adder.add("actionZoomIn", tr("Zoom In"), Qt::Key_W, any);
    adder.add("actionZoomOut", tr("Zoom Out"), Qt::Key_S, any);
    adder.add("actionZoomWhole", tr("100 %"), Qt::Key_0, graph);
    addZooms(window, view);
    adder.add("actionFitSelection", tr("Fit Selection"), Qt::Key_F, any);
    adder.add("actionFitAll", tr("Fit All"), Qt::SHIFT | Qt::Key_F, any);
    adder.add("actionDetails", tr("Item Details"), Qt::CTRL | Qt::Key_I, graph);
    adder.add("actionPin", tr("Pin"), Qt::Key_P, kMap);
    view.addSeparator();
    adder.add("actionPath", tr("Critical Path"), Qt::Key_C, kFlow,
              [&flow] { return flow.showsPath(); });
    adder.add("actionGroup", tr("Group Siblings"), Qt::Key_G, kFlow,
              [&flow] { return flow.picture() && flow.picture()->choice.grouped; });
    adder.add("actionIsolate", tr("Isolate"), Qt::Key_I, graph, [&window] {
        const GraphCanvas *canvas = canvasInFront(window);
        return canvas && canvas->isIsolated();
    });
    adder.choose("actionOnlyUpstream", tr("Show Only Upstream"), graph, [&window] {
        if (GraphCanvas *canvas = canvasInFront(window))
            canvas->isolate(true, false);
    });
    adder.choose("actionOnlyDownstream", tr("Show Only Downstream"), graph, [&window] {
        if (GraphCanvas *canvas = canvasInFront(window))
            canvas->isolate(false, true);
    });
    addLanes(window, view);
    addLinks(window, view);
    adder.add("actionOutline", tr("Outline"), Qt::Key_O, graph, [&window] {
        return viewInFront(window) == kMap ? window.map().showsList()
                                           : window.flow().showsOutline();
    });
    adder.choose(
        "actionExpected", tr("Expected Steps"), kFlow,
        [&flow] { flow.setShowsExpected(!flow.showsExpected()); },
        [&flow] { return flow.showsExpected(); });
    adder.choose(
        "actionFollow", tr("Follow What Runs"), kFlow,
        [&flow] { flow.setFollows(!flow.follows()); }, [&flow] { return flow.follows(); });
    adder.add("actionTidy", tr("Tidy Layout"), Qt::Key_T, graph);
    adder.add("actionReveal", tr("Reveal in…"), Qt::Key_V, graph);
}

void addGoActions(MainWindow &window, QMenu &go)
{
    Adder adder{window, go};
    adder.add("actionUpstream", tr("Upstream Cause"), Qt::Key_Left, kFlow | kMap);
    adder.add("actionDownstream", tr("Downstream Effect"), Qt::Key_Right, kFlow | kMap);
    adder.choose("actionOlderFlow", tr("Older Flow"), kFlow,
                 [&window] { window.flow().stepFlow(-1); });
    adder.choose("actionNewerFlow", tr("Newer Flow"), kFlow,
                 [&window] { window.flow().stepFlow(1); });
}

void addAnalyzeActions(MainWindow &window, QMenu &analyze)
{
    analyze.addMenu(&window.map().groupingMenu());
    analyze.addMenu(&window.map().linkTypesMenu());
    analyze.addSeparator();
    Adder adder{window, analyze};
    FlowView &flow = window.flow();
    adder.choose("actionCompareBase", tr("Set as Compare Base"), kFlow,
                 [&flow] { flow.setCompareBase(); });
    adder.choose(
        "actionCompare", tr("Compare with an Earlier Flow"), kFlow,
        [&flow] { flow.isComparing() ? flow.stopComparing() : flow.compareWithBefore(); },
        [&flow] { return flow.isComparing(); });
}

void addEditActions(MainWindow &window, QMenu &edit)
{
    Adder adder{window, edit};
    adder.add("actionUndo", tr("Undo Move"), Qt::CTRL | Qt::Key_Z, kMap);
    adder.add("actionRedo", tr("Redo Move"), Qt::CTRL | Qt::SHIFT | Qt::Key_Z, kMap);
    adder.choose("actionCopyPicture", tr("Copy Picture as PNG"), kFlow | kMap, [&window] {
        if (GraphCanvas *canvas = canvasInFront(window))
            canvas->copyPicture();
    });
    adder.choose("actionCopySvg", tr("Copy Picture as SVG"), kFlow | kMap, [&window] {
        if (GraphCanvas *canvas = canvasInFront(window))
            canvas->copySvg();
    });
    adder.add("actionSelectAll", tr("Select All"), Qt::CTRL | Qt::Key_A, kFlow | kMap | kEvents);
}

} // namespace sightglass
