// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget> // first: moc stumbles over standard headers that stand before it

#include "views/common/theme.h"
#include "views/context/view_context.h"
#include "views/map/map_feed.h"
#include "views/map/map_state.h"

class QActionGroup;
class QComboBox;
class QLabel;
class QMenu;
class QSortFilterProxyModel;
class QStackedWidget;
class QToolButton;
class QTreeView;

namespace sightglass {

class MapCanvas;
class MapTable;

/// The system as a map of activity types, or as a list of the same (ux.md §2.6.3): in which window
/// of time, by what types are told apart, and the picture.
class MapView final : public QWidget
{
    Q_OBJECT
public:
    MapView(ViewContext &context, Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] MapCanvas &canvas() { return *m_canvas; }
    [[nodiscard]] MapFeed &feed() { return *m_feed; }
    /// By what types are told apart, for the menus.
    [[nodiscard]] QMenu &groupingMenu() { return *m_groupings; }

    /// Which types of links make edges.
    [[nodiscard]] QMenu &linkTypesMenu() { return *m_linkTypes; }

    /// Another system is shown from now on: where its types stand is remembered under that name.
    void setSystem(const QString &name);
    [[nodiscard]] QByteArray saveState();
    void restoreState(const QByteArray &state);

    [[nodiscard]] bool showsList() const;

public Q_SLOTS:
    void toggleList();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void fillLinkTypes();
    void makeHeader();
    void makeGroupings();
    void makeList();
    void follow();
    void followSelection();
    void choose(const std::string &key);
    void open(const std::vector<std::string> &keys);
    void selectInList();
    void setGrouping(Grouping grouping);
    [[nodiscard]] QString windowWords() const;

    ViewContext &m_context;
    Theme &m_theme;
    MapFeed *m_feed;
    MapCanvas *m_canvas;
    MapTable *m_table;
    QSortFilterProxyModel *m_sorted;
    QTreeView *m_list;
    QStackedWidget *m_pages;
    QComboBox *m_windows;
    QMenu *m_groupings;
    QMenu *m_linkTypes;
    QToolButton *m_tidy;
    QToolButton *m_listButton;
    QLabel *m_summary;
    QWidget *m_coarser;
    QLabel *m_coarserWords;
    MapState m_state;
    QString m_system;
    std::string m_asked; // the type whose newest event is to be selected
};

} // namespace sightglass
