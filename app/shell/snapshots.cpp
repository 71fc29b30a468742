// SPDX-License-Identifier: Apache-2.0
#include "app/shell/snapshots.h"

#include "app/shell/content.h"
#include "app/shell/main_window.h"
#include "views/common/canvas_accessible.h"

#include <QApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPixmap>
#include <QTimer>
#include <QVariant>

#include <cstdio>

namespace sightglass {
namespace {

/// Longer than the slowest of what is computed beside the window: flows, lanes, findings.
constexpr int kQuietMilliseconds = 1200;
constexpr int kLongestWait = 60'000;

/// What a canvas paints is told like a widget in it.
QJsonObject describe(const QWidget &widget, const CanvasItems &canvas, std::uint32_t item)
{
    const QRect rect = canvas.itemPlace(item);
    const QPoint place = widget.mapTo(widget.window(), rect.topLeft());
    return {
        {QStringLiteral("objectName"), QString{}},
        {QStringLiteral("class"), QStringLiteral("item")},
        {QStringLiteral("accessibleName"), canvas.itemName(item)},
        {QStringLiteral("text"), QString{}},
        {QStringLiteral("rect"), QJsonArray{place.x(), place.y(), rect.width(), rect.height()}}};
}

QJsonObject describe(const QWidget &widget)
{
    QJsonArray children;
    for (const QObject *child : widget.children()) {
        const auto *inner = qobject_cast<const QWidget *>(child);
        if (inner && inner->isVisible())
            children.append(describe(*inner));
    }
    if (const auto *canvas = dynamic_cast<const CanvasItems *>(&widget)) {
        for (const std::uint32_t item : canvas->items())
            children.append(describe(widget, *canvas, item));
    }
    const QPoint place = widget.mapTo(widget.window(), QPoint{0, 0});
    QJsonObject object{
        {QStringLiteral("objectName"), widget.objectName()},
        {QStringLiteral("class"), QString::fromLatin1(widget.metaObject()->className())},
        {QStringLiteral("accessibleName"), widget.accessibleName()},
        {QStringLiteral("text"), widget.property("text").toString()},
        {QStringLiteral("rect"),
         QJsonArray{place.x(), place.y(), widget.width(), widget.height()}}};
    if (!children.isEmpty())
        object.insert(QStringLiteral("children"), children);
    return object;
}

bool save(const QString &path, const QByteArray &bytes)
{
    QFile file{path};
    return file.open(QIODevice::WriteOnly | QIODevice::Truncate)
        && file.write(bytes) == bytes.size();
}

void take(MainWindow &window, const ShellOptions &options)
{
    bool fine = true;
    if (!options.screenshot.isEmpty())
        fine = window.grab().save(options.screenshot);
    if (!options.dumpUi.isEmpty())
        fine = save(options.dumpUi, dumpUi(window)) && fine;
    if (!fine)
        std::fprintf(stderr, "sightglass: the picture could not be written\n");
    QApplication::exit(fine ? 0 : 3);
}

} // namespace

QByteArray dumpUi(const QWidget &root)
{
    return QJsonDocument{describe(root)}.toJson();
}

void takeWhenQuiet(MainWindow &window, const ShellOptions &options)
{
    auto *quiet = new QTimer(&window);
    quiet->setSingleShot(true);
    quiet->setInterval(kQuietMilliseconds);
    const auto restart = [quiet, &window] {
        if (!window.content().isReading())
            quiet->start();
    };
    ViewContext &context = window.context();
    QObject::connect(&context, &ViewContext::advanced, quiet, restart);
    QObject::connect(&context, &ViewContext::flowsChanged, quiet, restart);
    QObject::connect(&window.content(), &Content::filesRead, quiet, restart);
    QObject::connect(quiet, &QTimer::timeout, &window,
                     [&window, options] { take(window, options); });
    QTimer::singleShot(kLongestWait, quiet, [quiet] { quiet->start(0); });
    if (options.files.isEmpty())
        quiet->start();
}

} // namespace sightglass
