// SPDX-License-Identifier: Apache-2.0
#include "app/shell/run_window.h"

#include "app/process/stop_signal.h"
#include "app/shell/content.h"
#include "app/shell/main_window.h"
#include "app/shell/mapping_watch.h"
#include "app/shell/probed_application.h"
#include "app/shell/snapshots.h"

#include <QApplication>
#include <QFont>
#include <QStyleFactory>
#include <QTimer>

#include <cstdio>

namespace sightglass {
namespace {

// Pictures must be the same on every machine.
void settleLook(const ShellOptions &options)
{
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    if (options.screenshot.isEmpty() && !options.freezeClock)
        return;
    QFont font{QStringLiteral("DejaVu Sans")};
    font.setPixelSize(13);
    QApplication::setFont(font);
}

} // namespace

int runWindow(const VocabularyList &vocabularies, const ShellOptions &options)
{
    settleLook(options);
    Theme theme;
    theme.choose(options.theme == ThemeChoice::System
                     ? (Theme::systemIsDark() ? ThemeChoice::Dark : ThemeChoice::Light)
                     : options.theme);
    const MappingWatch mappings{vocabularies, options.mappings};
    MainWindow window{mappings.vocabularies(), theme, options};
    QObject::connect(&mappings, &MappingWatch::changed, &window,
                     [&window, &mappings](const QString &sentence) {
                         window.content().speak(mappings.vocabularies());
                         window.tell(sentence, mappings.problems());
                     });
    onStopSignal(&window, [] { QApplication::quit(); }); // as its menu does
    QObject::connect(&window.content(), &Content::listeningChanged, &window, [&window] {
        if (window.content().listening().listening)
            std::fprintf(stderr, "listening %s\n",
                         qUtf8Printable(window.content().listening().address));
    });
    FrameProbe probe;
    auto *application = dynamic_cast<ProbedApplication *>(QCoreApplication::instance());
    if (options.frameProbe && application) {
        application->setProbe(&probe);
        window.context().setProbe(&probe);
    }
    window.show();
    QTimer::singleShot(0, &window, [&window, &mappings] {
        window.start();
        window.tell({}, mappings.problems());
    });
    if (!options.screenshot.isEmpty() || !options.dumpUi.isEmpty())
        takeWhenQuiet(window, options);
    const int status = QApplication::exec();
    if (options.frameProbe && application) {
        application->setProbe(nullptr);
        window.context().setProbe(nullptr);
        std::fputs(probe.report().c_str(), stderr);
    }
    return status;
}

} // namespace sightglass
