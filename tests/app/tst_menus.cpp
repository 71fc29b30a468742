// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "app/registry/vocabularies.h"
#include "app/shell/content.h"
#include "app/shell/main_window.h"
#include "views/flow/flow_view.h"
#include "views/map/map_canvas.h"
#include "views/map/map_view.h"

#include <QAction>
#include <QDir>
#include <QFile>
#include <QMenu>
#include <QMenuBar>
#include <QSet>
#include <QTabWidget>
#include <QTemporaryDir>

using namespace sightglass;

namespace {

/// A window over a recording of a change, its run and five tests, of which one failed.
class Stage
{
public:
    Stage()
    {
        QFile file{m_folder.filePath(QStringLiteral("a.ndjson"))};
        (void)file.open(QIODevice::WriteOnly);
        file.write(line("run", "started", 0, {}) + line("run", "finished", 59, "success"));
        for (int i = 0; i < 3; ++i) {
            const QByteArray id = "t" + QByteArray::number(i);
            file.write(line(id, "started", 1 + i, {})
                       + line(id, "finished", 20 + i, i == 1 ? "failure" : "success"));
        }
        file.close();
        open(false);
    }

    /// Another window with the same settings.
    void open(bool animations)
    {
        window.reset();
        ShellOptions options;
        options.configDir = m_folder.path();
        options.files = {m_folder.filePath(QStringLiteral("a.ndjson"))};
        options.listenAddress = QStringLiteral("127.0.0.1");
        options.listenPort = 0;
        options.animations = animations;
        window = std::make_unique<MainWindow>(makeVocabularies(), theme, options);
        window->show();
        window->start();
    }

    QMenu *menu(const char *title)
    {
        for (QAction *action : window->menuBar()->actions()) {
            if (action->text().remove(u'&') == QLatin1String(title)) {
                Q_EMIT action->menu()->aboutToShow();
                return action->menu();
            }
        }
        return nullptr;
    }
    QAction *entry(const char *title, const char *name)
    {
        QMenu *in = menu(title);
        auto *action = in->findChild<QAction *>(QLatin1String{name});
        if (auto *sub = action ? qobject_cast<QMenu *>(action->parent()) : nullptr)
            Q_EMIT sub->aboutToShow();
        return action ? action : window->findChild<QAction *>(QLatin1String{name});
    }
    void choose(const char *title, const char *name) { entry(title, name)->trigger(); }

    Theme theme;
    std::unique_ptr<MainWindow> window;

private:
    static QByteArray line(const QByteArray &id, const QByteArray &what, int second,
                           const QByteArray &outcome)
    {
        const QByteArray type = id == "run" ? "pipelinerun" : "taskrun";
        const QByteArray links
            = id == "run" ? QByteArray{} : QByteArray{",'pipelineRun':{'id':'run'}"};
        QByteArray json = "{'context':{'version':'0.4.1','id':'" + id + what
            + "','source':'/ci','type':'dev.cdevents." + type + "." + what
            + ".0.2.0','timestamp':'2026-03-01T12:00:"
            + QByteArray::number(second).rightJustified(2, '0') + "Z'},'subject':{'id':'" + id
            + "','source':'/ci','type':'" + (id == "run" ? "pipelineRun" : "taskRun")
            + "','content':{'" + (id == "run" ? "pipelineName" : "taskName") + "':'" + id + "'"
            + links + (outcome.isEmpty() ? QByteArray{} : ",'outcome':'" + outcome + "'") + "}}}\n";
        return json.replace('\'', '"');
    }

    QTemporaryDir m_folder;
};

} // namespace

class TestMenus final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachExampleStandsInTheMenuOnce()
    {
        Stage stage;
        QMenu *examples = nullptr;
        for (QAction *entry : stage.menu("File")->actions()) {
            if (entry->text() == QLatin1String("Open Example"))
                examples = entry->menu();
        }
        QVERIFY(examples);
        QStringList titles;
        QStringList files;
        for (const Example &example : Content::examples()) {
            titles += example.title;
            files += example.file;
        }
        QStringList shown;
        for (QAction *entry : examples->actions())
            shown += entry->text();
        QCOMPARE(shown, titles);
        files.sort();
        QCOMPARE(files,
                 QDir{QStringLiteral(SG_SOURCE_DIR "/resources/examples")}.entryList(QDir::Files,
                                                                                     QDir::Name));
    }

    void whatKeysDoInPicturesMenusDoToo()
    {
        Stage stage;
        FlowCanvas &flow = stage.window->flow().canvas();
        QTRY_COMPARE(flow.nodeCount(), 4);
        const double zoom = flow.zoom();
        stage.choose("View", "actionZoomIn");
        QVERIFY(flow.zoom() > zoom);
        stage.choose("View", "actionZoomWhole");
        QCOMPARE(flow.zoom(), 1.0);
        stage.choose("View", "actionZoom50");
        QCOMPARE(flow.zoom(), 0.5);
        stage.choose("View", "actionFitAll");
        QVERIFY(flow.zoom() != 0.5);

        QVERIFY(!stage.entry("View", "actionPath")->isChecked());
        stage.choose("View", "actionPath");
        QVERIFY(flow.showsPath() && stage.entry("View", "actionPath")->isChecked());
        flow.selectItem(flow.items().back());
        stage.choose("View", "actionIsolate");
        QCOMPARE(flow.nodeCount(), 2);
        stage.choose("View", "actionIsolate");
        stage.choose("View", "actionOnlyDownstream");
        QCOMPARE(flow.nodeCount(), 1);
        stage.choose("View", "actionIsolate");
        stage.choose("View", "actionOnlyUpstream");
        QCOMPARE(flow.nodeCount(), 2);
        stage.choose("View", "actionIsolate");
        QCOMPARE(flow.nodeCount(), 4);
        stage.choose("View", "actionLinksNone");
        QVERIFY(flow.links() == Links::None && stage.entry("View", "actionLinksNone")->isChecked());
        stage.choose("View", "actionLinksFlow");
        const bool grouped = stage.entry("View", "actionGroup")->isChecked();
        stage.choose("View", "actionGroup");
        QTRY_VERIFY(stage.entry("View", "actionGroup")->isChecked() != grouped);
        stage.choose("View", "actionOutline");
        QVERIFY(stage.window->flow().showsOutline()
                && stage.entry("View", "actionOutline")->isChecked());
        stage.choose("View", "actionFollow");
        QVERIFY(flow.follows());
        stage.choose("View", "actionExpected");
        QVERIFY(!flow.showsExpected());
        stage.choose("Go", "actionUpstream");
        QCOMPARE(*flow.selectedItem(), 0u);
        stage.choose("Go", "actionDownstream");
        QVERIFY(*flow.selectedItem() != 0u);
        stage.choose("Edit", "actionSelectAll");
        QCOMPARE(flow.markedItems().size(), std::size_t{4});
        QVERIFY(!stage.entry("View", "actionPin")->isEnabled()); // the map has it
    }

    void theMapIsReachedFromTheSameMenus()
    {
        Stage stage;
        stage.choose("View", "action_viewMap");
        MapCanvas &map = stage.window->map().canvas();
        QTRY_COMPARE(map.nodeCount(), 4);
        QVERIFY(!stage.entry("View", "actionPath")->isEnabled());
        map.selectItem(0);
        QTRY_VERIFY(map.selectedItem());
        stage.choose("View", "actionPin");
        QTRY_VERIFY(stage.window->map().feed().picture().nodes[0].pinned);
        stage.choose("Edit", "actionUndo");
        QTRY_VERIFY(!stage.window->map().feed().picture().nodes[0].pinned);
        stage.choose("Edit", "actionRedo");
        QTRY_VERIFY(stage.window->map().feed().picture().nodes[0].pinned);
        stage.choose("View", "actionOutline");
        QVERIFY(stage.window->map().showsList());
        stage.choose("View", "actionOutline");
        QVERIFY(!stage.window->map().showsList());
        stage.choose("View", "actionZoom200");
        QCOMPARE(map.zoom(), 2.0);
    }

    void reducedMotionIsRemembered()
    {
        Stage stage;
        stage.open(true);
        if (!stage.window->context().animates())
            QSKIP("the style of this machine has no motion");
        stage.choose("View", "actionReduceMotion");
        QVERIFY(!stage.window->context().animates());
        stage.open(true);
        QVERIFY(!stage.window->context().animates()
                && stage.entry("View", "actionReduceMotion")->isChecked());
        stage.choose("View", "actionReduceMotion");
        QVERIFY(stage.window->context().animates());
        stage.open(true);
        QVERIFY(stage.window->context().animates());
    }

    void noShortcutIsGivenTwice()
    {
        Stage stage;
        QSet<QString> seen;
        for (const QAction *action : stage.window->findChildren<QAction *>()) {
            if (action->shortcut().isEmpty() || action->shortcutContext() == Qt::WidgetShortcut)
                continue;
            const QString keys = action->shortcut().toString();
            QVERIFY2(!seen.contains(keys), qPrintable(action->objectName()));
            seen.insert(keys);
        }
    }
};

QTEST_MAIN(TestMenus)
#include "tst_menus.moc"
