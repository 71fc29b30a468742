// SPDX-License-Identifier: Apache-2.0
#include "app/shell/main_window.h"
#include "app/shell/menus.h"

#include <QAction>
#include <QDialog>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace sightglass {
namespace {

struct ViewKey
{
    const char *where;
    const char *keys;
    const char *what;
};

constexpr ViewKey kViewKeys[] = {
    {"Flow, Map, Timeline", "W S + −", "Zoom in and out; Ctrl+wheel zooms at the pointer"},
    {"Flow, Map, Timeline", "A D", "Pan"},
    {"Flow, Map, Timeline", "F", "Centre the selection; again: fit it"},
    {"Flow, Map, Timeline", "Shift+F", "Fit everything"},
    {"Flow, Map", "0", "Zoom 100 %"},
    {"Flow, Map", "Arrows", "Walk along edges"},
    {"Flow, Map", "Shift+Arrows, Ctrl+A", "Take several nodes, or all; so does a drag beside them"},
    {"Flow, Map", "Shift+drag", "Pan; so does the middle button"},
    {"Flow, Map", "Ctrl+I", "What the tooltip says of the selected node"},
    {"Flow", "T", "Lay out anew"},
    {"Map", "T", "Lay out anew all that is not pinned"},
    {"Map", "P", "Pin the type where it stands"},
    {"Map", "O", "The same as a table"},
    {"Map", "Ctrl+Z, Ctrl+Shift+Z", "Undo and redo what was moved, pinned or laid out"},
    {"Map", "Return", "Show the events of the type"},
    {"Flow", "G", "Group siblings, or show them one by one"},
    {"Flow", "Return, Backspace", "Expand a stack; put its members together again"},
    {"Flow", "C", "Critical path"},
    {"Flow, Map", "I", "Isolate what belongs to the selection, or what was taken"},
    {"Flow, Map", "L", "Links: of the flow, none, of the selection"},
    {"Flow", "O", "Outline: the flow as a list"},
    {"Flow, Map", "V", "Reveal in…, and more for the selection"},
    {"Timeline", "Arrows , .", "Next and previous bar and lane"},
    {"Timeline", "Home, End", "Start of the buffer; now, and follow"},
    {"Timeline", "Return", "Zoom to the bar"},
    {"Events", "Home, End", "First row; last row, and follow"},
    {"Flow, Map, Timeline, Events, Alerts", "N, Shift+N", "Next and previous problem"},
    {"Flow, Events", "Return", "Open in the Inspector"},
    {"All", "Space", "Pause, resume, play"},
    {"All", "Escape", "Clear the selection"},
    {"Inspector", "Ctrl+PgDown, Ctrl+PgUp", "Next and previous tab"},
    {"Inspector", "Ctrl+Right, Ctrl+Left", "Expand and collapse all fields"},
    {"Time strip", "Left, Right", "Seek 1 %; with Shift 10 s"},
    {"Time strip", ", .", "Previous and next event"},
    {"Time strip", "Up, Down", "Faster and slower"},
    {"Time strip", "Home, End", "Start; live"},
};

} // namespace

void showShortcuts(MainWindow &window)
{
    QDialog dialog{&window};
    dialog.setObjectName(QStringLiteral("shortcutSheet"));
    dialog.setWindowTitle(QDialog::tr("Keyboard Shortcuts"));
    dialog.resize(640, 560);
    auto *search = new QLineEdit(&dialog);
    search->setPlaceholderText(QDialog::tr("Search"));
    search->setAccessibleName(QDialog::tr("Search shortcuts"));
    auto *list = new QTreeWidget(&dialog);
    list->setAccessibleName(QDialog::tr("Shortcuts"));
    list->setHeaderLabels({QDialog::tr("Where"), QDialog::tr("Keys"), QDialog::tr("What")});
    list->setRootIsDecorated(false);
    list->setColumnWidth(0, 190);
    list->setColumnWidth(1, 170);
    for (const QAction *action : window.actions()) {
        if (!action->shortcut().isEmpty())
            new QTreeWidgetItem(list,
                                {QDialog::tr("Everywhere"),
                                 action->shortcut().toString(QKeySequence::NativeText),
                                 action->text().remove(u'&')});
    }
    for (const ViewKey &key : kViewKeys)
        new QTreeWidgetItem(list,
                            {QString::fromUtf8(key.where), QString::fromUtf8(key.keys),
                             QString::fromUtf8(key.what)});
    QObject::connect(search, &QLineEdit::textChanged, list, [list](const QString &text) {
        for (int row = 0; row < list->topLevelItemCount(); ++row) {
            QTreeWidgetItem *line = list->topLevelItem(row);
            bool found = false;
            for (int column = 0; column < 3; ++column)
                found |= line->text(column).contains(text, Qt::CaseInsensitive);
            line->setHidden(!found);
        }
    });
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, &dialog);
    QObject::connect(buttons, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
    auto *column = new QVBoxLayout(&dialog);
    column->addWidget(search);
    column->addWidget(list, 1);
    column->addWidget(buttons);
    dialog.exec();
}

} // namespace sightglass
