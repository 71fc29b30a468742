// SPDX-License-Identifier: Apache-2.0
#include "views/map/map_view.h"

#include "views/items/shown_text.h"
#include "views/map/map_canvas.h"
#include "views/map/map_table.h"
#include "views/map/map_words.h"

#include <QAction>
#include <QActionGroup>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QSignalBlocker>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace sightglass {
namespace {

constexpr int kMinutes[] = {15, 60, 4 * 60, 24 * 60, 7 * 24 * 60, 0}; // 0: everything
constexpr int kTypeWidth = 260;

} // namespace

MapView::MapView(ViewContext &context, Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_theme(theme)
    , m_feed(new MapFeed(context, this))
    , m_canvas(new MapCanvas(context, theme, *m_feed, this))
    , m_table(new MapTable(theme, this))
    , m_sorted(new QSortFilterProxyModel(this))
    , m_list(new QTreeView(this))
    , m_pages(new QStackedWidget(this))
    , m_windows(new QComboBox(this))
    , m_groupings(new QMenu(tr("Aggregate by"), this))
    , m_linkTypes(new QMenu(tr("Link Types of the Map"), this))
    , m_tidy(new QToolButton(this))
    , m_listButton(new QToolButton(this))
    , m_summary(new QLabel(this))
    , m_coarser(new QWidget(this))
    , m_coarserWords(new QLabel(m_coarser))
{
    setObjectName(QStringLiteral("viewMap"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    makeGroupings();
    makeHeader();
    makeList();
    m_pages->addWidget(m_canvas);
    m_pages->addWidget(m_list);
    column->addWidget(m_pages, 1);
    setFocusProxy(m_canvas);
    connect(m_feed, &MapFeed::changed, this, &MapView::follow);
    connect(m_canvas, &MapCanvas::chosen, this, &MapView::choose);
    connect(m_canvas, &MapCanvas::opened, this, &MapView::open);
    connect(m_canvas, &MapCanvas::outlineWanted, this, &MapView::toggleList);
    connect(&context.selection(), &Selection::changed, this, &MapView::followSelection);
    m_linkTypes->setObjectName(QStringLiteral("menuLinkTypes"));
    connect(m_linkTypes, &QMenu::aboutToShow, this, &MapView::fillLinkTypes);
    follow();
}

// Those that are loaded, and those that are banned and may come again.
void MapView::fillLinkTypes()
{
    m_linkTypes->clear();
    BannedLinks types = m_feed->banned();
    types.insert(m_feed->linkTypes().begin(), m_feed->linkTypes().end());
    for (const std::string &type : types) {
        QString text = shownText(type, 60);
        text.replace(u'&', QStringLiteral("&&"));
        QAction *action = m_linkTypes->addAction(text, this, [this, type] {
            BannedLinks banned = m_feed->banned();
            if (banned.erase(type) == 0)
                banned.insert(type);
            m_feed->setBanned(std::move(banned));
        });
        action->setCheckable(true);
        action->setChecked(m_feed->banned().count(type) == 0);
    }
    if (types.empty())
        m_linkTypes->addAction(tr("No link yet"))->setEnabled(false);
}

void MapView::makeGroupings()
{
    auto *group = new QActionGroup(m_groupings);
    for (std::size_t i = 0; i < kGroupingWords.size(); ++i) {
        const auto grouping = static_cast<Grouping>(i);
        QAction *action = m_groupings->addAction(groupingText(grouping), this,
                                                 [this, grouping] { setGrouping(grouping); });
        action->setCheckable(true);
        action->setChecked(grouping == m_feed->grouping());
        group->addAction(action);
    }
}

void MapView::makeHeader()
{
    m_windows->setObjectName(QStringLiteral("mapWindow"));
    m_windows->setAccessibleName(tr("Window of time"));
    m_windows->setToolTip(tr("What is counted. Nothing moves when this changes."));
    const QStringList words{tr("Last 15 min"),   tr("Last hour"),   tr("Last 4 hours"),
                            tr("Last 24 hours"), tr("Last 7 days"), tr("All time")};
    for (qsizetype i = 0; i < words.size(); ++i)
        m_windows->addItem(words[i], kMinutes[i]);
    m_windows->setCurrentIndex(3);
    connect(m_windows, &QComboBox::currentIndexChanged, this, [this](int index) {
        const int minutes = m_windows->itemData(index).toInt();
        m_feed->setWindow(minutes == 0 ? std::nullopt
                                       : std::optional<Span>{std::chrono::minutes{minutes}});
    });
    m_tidy->setObjectName(QStringLiteral("mapTidy"));
    m_tidy->setText(tr("Tidy"));
    m_tidy->setToolTip(tr("Lay out anew all that is not pinned (T); Ctrl+Z takes it back"));
    connect(m_tidy, &QToolButton::clicked, m_feed, &MapFeed::tidy);
    m_listButton->setObjectName(QStringLiteral("mapList"));
    m_listButton->setText(tr("List"));
    m_listButton->setCheckable(true);
    m_listButton->setToolTip(tr("The same as a table (O)"));
    connect(m_listButton, &QToolButton::clicked, this, &MapView::toggleList);
    m_summary->setObjectName(QStringLiteral("mapSummary"));
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setIndent(6);
    auto *header = new QHBoxLayout;
    header->setContentsMargins(8, 4, 8, 4);
    header->setSpacing(6);
    for (QWidget *widget :
         std::initializer_list<QWidget *>{m_windows, m_tidy, m_listButton, m_summary})
        header->addWidget(widget);
    header->addStretch(1);
    static_cast<QVBoxLayout *>(layout())->addLayout(header);

    m_coarser->setObjectName(QStringLiteral("mapCoarser"));
    m_coarserWords->setTextFormat(Qt::PlainText);
    auto *change = new QToolButton(m_coarser);
    change->setObjectName(QStringLiteral("mapChangeGrouping"));
    change->setText(tr("Change grouping"));
    change->setPopupMode(QToolButton::InstantPopup);
    change->setMenu(m_groupings);
    auto *bar = new QHBoxLayout(m_coarser);
    bar->setContentsMargins(8, 0, 8, 4);
    bar->addWidget(m_coarserWords);
    bar->addWidget(change);
    bar->addStretch(1);
    layout()->addWidget(m_coarser);
    m_coarser->hide();
}

void MapView::makeList()
{
    m_sorted->setSourceModel(m_table);
    m_sorted->setSortRole(MapTable::kSortRole);
    m_list->setObjectName(QStringLiteral("mapTable"));
    m_list->setAccessibleName(tr("Types of the system map"));
    m_list->setModel(m_sorted);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAllColumnsShowFocus(true);
    m_list->setTextElideMode(Qt::ElideMiddle);
    m_list->setSortingEnabled(true);
    m_list->sortByColumn(MapTable::Type, Qt::AscendingOrder);
    m_list->setColumnWidth(MapTable::Type, kTypeWidth);
    auto *back = new QAction(tr("Map"), m_list);
    back->setShortcut(Qt::Key_O);
    back->setShortcutContext(Qt::WidgetShortcut);
    m_list->addAction(back);
    connect(back, &QAction::triggered, this, &MapView::toggleList);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &row) {
                if (row.isValid() && m_list->isVisible())
                    choose(m_table->keyOf(m_sorted->mapToSource(row).row()));
            });
    connect(m_list, &QTreeView::activated, this, [this](const QModelIndex &row) {
        open({m_table->keyOf(m_sorted->mapToSource(row).row())});
    });
}

void MapView::follow()
{
    const MapFigures &figures = m_feed->figures();
    const MapPicture &picture = m_feed->picture();
    m_table->show(picture, figures);
    std::size_t edges = 0;
    for (const EdgeFigures &edge : figures.edges)
        edges += edge.known && edge.count > 0 ? 1 : 0;
    m_summary->setText(
        picture.nodes.empty()
            ? QString{}
            : tr("%1 types, %2 links in use%3, as of %4")
                  .arg(QString::number(m_table->rowCount()), QString::number(edges),
                       m_feed->banned().empty()
                           ? QString{}
                           : tr(" (%1 link types left out)").arg(m_feed->banned().size()),
                       dateTimeText(std::min(figures.to, m_context.playhead().now()))));
    m_coarserWords->setText(
        tr("> %1 types; grouped by %2.")
            .arg(QString::number(kMostTypes), groupingText(figures.grouping).toLower()));
    m_coarser->setVisible(figures.coarser);
    m_tidy->setEnabled(!picture.nodes.empty());
    selectInList();
}

// The selection of the window, whoever made it, is that of its type.
void MapView::followSelection()
{
    const Selected &selected = m_context.selection().current();
    std::string key;
    if (!selected.isEmpty())
        key = typeOf(m_context.snapshot(), thingOf(m_context.snapshot(), selected.event),
                     m_feed->figures().grouping)
                  .key;
    m_canvas->setSelected(key);
    selectInList();
}

void MapView::selectInList()
{
    const int row = m_table->rowOf(m_canvas->selected());
    const QSignalBlocker blocker{m_list->selectionModel()};
    const QModelIndex index
        = row < 0 ? QModelIndex{} : m_sorted->mapFromSource(m_table->index(row, 0));
    if (index.row() == m_list->currentIndex().row())
        return;
    m_list->selectionModel()->setCurrentIndex(
        index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    m_list->viewport()->update();
}

QString MapView::windowWords() const
{
    return m_windows->currentText().toLower();
}

// What is selected in the other views is the newest event of the type.
void MapView::choose(const std::string &key)
{
    m_canvas->setSelected(key);
    selectInList();
    m_asked = key;
    m_feed->findNewest(key, [this, key](EventId event) {
        if (m_asked == key) // not another one since
            m_context.selectEvent(event);
    });
    const auto node = m_feed->picture().nodeOf(key);
    if (!node || !m_context.requests.status)
        return;
    const std::uint32_t type = m_feed->picture().nodes[*node].type;
    const MapType &what = (*m_feed->figures().types)[type];
    m_context.requests.status(
        tr("%1: %2, %3. Return shows the events.")
            .arg(shownTitle(what), seenText(what, m_feed->figures().figures[type]), windowWords()));
}

// The table of events shows those of the types only; the newest of them is selected.
void MapView::open(const std::vector<std::string> &keys)
{
    m_asked.clear();
    const auto node = keys.empty() ? std::nullopt : m_feed->picture().nodeOf(keys.front());
    if (!node)
        return;
    if (keys.size() == 1)
        m_canvas->setSelected(keys.front());
    const MapType &type = (*m_feed->figures().types)[m_feed->picture().nodes[*node].type];
    const QString words = keys.size() == 1 ? shownTitle(type) : tr("%1 types").arg(keys.size());
    m_feed->findEvents(keys, [this, words](EventFilter filter) {
        const Snapshot &snapshot = m_context.snapshot();
        const auto later
            = std::find_if(filter.events.rbegin(), filter.events.rend(), [&](EventId event) {
                  return snapshot.timeOf(event) <= m_context.playhead().at();
              });
        const EventId newest = later == filter.events.rend() ? EventId{} : *later;
        filter.words = words;
        if (m_context.requests.showOnly)
            m_context.requests.showOnly(std::move(filter));
        m_context.selectEvent(newest);
        if (m_context.requests.reveal)
            m_context.requests.reveal(QStringLiteral("viewEvents"));
    });
}

void MapView::setGrouping(Grouping grouping)
{
    m_feed->setGrouping(grouping);
    m_groupings->actions()[static_cast<qsizetype>(grouping)]->setChecked(true);
}

bool MapView::showsList() const
{
    return m_pages->currentWidget() == m_list;
}

void MapView::toggleList()
{
    const bool list = !showsList();
    QWidget *page = list ? static_cast<QWidget *>(m_list) : m_canvas;
    m_pages->setCurrentWidget(page);
    m_listButton->setChecked(list);
    setFocusProxy(page);
    page->setFocus();
}

void MapView::showEvent(QShowEvent *)
{
    m_feed->setActive(true);
}

void MapView::hideEvent(QHideEvent *)
{
    m_feed->setActive(false);
}

void MapView::setSystem(const QString &name)
{
    if (name == m_system)
        return;
    m_state.keep(m_system, m_feed->places());
    m_system = name;
    m_feed->setPlaces(m_state.placesOf(name));
}

QByteArray MapView::saveState()
{
    m_state.window = m_feed->window();
    m_state.grouping = m_feed->grouping();
    m_state.banned = m_feed->banned();
    m_state.keep(m_system, m_feed->places());
    return m_state.toJson();
}

void MapView::restoreState(const QByteArray &state)
{
    m_state = MapState::fromJson(state);
    setGrouping(m_state.grouping);
    m_feed->setBanned(m_state.banned);
    const int minutes = m_state.window
        ? static_cast<int>(
            std::chrono::duration_cast<std::chrono::minutes>(*m_state.window).count())
        : 0;
    m_windows->setCurrentIndex(std::max(0, m_windows->findData(minutes)));
    m_feed->setPlaces(m_state.placesOf(m_system));
}

} // namespace sightglass
