// SPDX-License-Identifier: Apache-2.0
// Ends once its first frame is painted: first_frame bare|window [FILE]. bare: an empty widget;
// window: the program's window; with a FILE: once events of it are shown.
#include "app/registry/vocabularies.h"
#include "app/shell/content.h"
#include "app/shell/main_window.h"

#include <QApplication>
#include <QEvent>
#include <QTemporaryDir>
#include <QTimer>

#include <cstring>
#include <functional>
#include <unistd.h>

namespace sightglass {
namespace {

constexpr QSize kSize{1920, 1080};

/// Ends the process after a paint of the widget, once `ready` says so.
class AtPaint final : public QObject
{
public:
    AtPaint(QWidget &watched, std::function<bool()> ready)
        : m_watched(watched)
        , m_ready(std::move(ready))
    {
        qApp->installEventFilter(this);
    }
    bool eventFilter(QObject *object, QEvent *event) override
    {
        const auto *widget
            = event->type() == QEvent::Paint ? qobject_cast<QWidget *>(object) : nullptr;
        if (widget && widget->window() == &m_watched && m_ready())
            QTimer::singleShot(0, [] { ::_exit(0); }); // behind the flush to the screen
        return false;
    }

private:
    QWidget &m_watched;
    std::function<bool()> m_ready;
};

int runBare()
{
    QWidget window;
    window.resize(kSize);
    const AtPaint ends{window, [] { return true; }};
    window.show();
    return QApplication::exec();
}

int runWindow(const char *path)
{
    QTemporaryDir folder;
    ShellOptions options;
    options.configDir = folder.path();
    if (path)
        options.files = {QString::fromLocal8Bit(path)};
    Theme theme;
    MainWindow window{makeVocabularies(), theme, options};
    window.resize(kSize);
    const AtPaint ends{window,
                       [&] { return !path || window.context().snapshot().events.size() > 0; }};
    window.show();
    QTimer::singleShot(0, &window, [&window] { window.start(); });
    return QApplication::exec();
}

} // namespace
} // namespace sightglass

int main(int count, char **arguments)
{
    if (count < 2)
        return 2;
    const bool bare = std::strcmp(arguments[1], "bare") == 0;
    const char *const path = count > 2 ? arguments[2] : nullptr;
    QApplication application{count, arguments};
    return bare ? sightglass::runBare() : sightglass::runWindow(path);
}
